"""A checker for PDF/UA-1 (ISO 14289-1), as far as a machine can tell without judging sense.

Written from the public rules; numbers are those of the Matterhorn Protocol 1.1, which lists by number what can go
wrong. It is no substitute for veraPDF or PAC, neither of which runs here, and no statement that a paper conforms.

Checked, by number:
    01-003 01-004 01-005 01-007   everything is either an artifact or tagged, neither inside the other; no suspects
    02-001 02-003 02-004          types of elements are standard ones or lead to them
    06-001 06-002 06-003          metadata: present, with the PDF/UA identifier and a title
    07-001 07-002                 the window shows the title
    09-004 to 09-008              tables, lists, contents, ruby and warichu are nested as ISO 32000-1 wants
    10-001                        every code shown stands for words (for none only where ActualText says them)
    11-001 to 11-003, 11-006      a language for text, words told instead of content, bookmarks, metadata
    13-004 17-002                 figures and formulas say what they show
    14-002 14-003 14-006 14-007   headings begin with 1, skip no level, one way of numbering
    15-003                        headings of columns or rows say of which
    16-001                        numbered lists say how they are numbered
    19-003 19-004                 notes have their own ID
    20-001 20-002 20-003          layers are named and not switched automatically
    21-001                        embedded files say their name
    25-001                        no XFA at all
    26-001 26-002                 encryption does not lock out screen readers
    28-002, 28-004 to 28-012, 28-014 to 28-017   annotations: place in the tree, words, tab order (our papers have none)
    30-001 30-002                 no reference XObject, no form with marked content drawn twice
    31-001 to 31-006, 31-009, 31-011, 31-014, 31-016, 31-027 to 31-030   fonts: embedded, complete, same widths
And of ISO 32000-1, 14.7 and 14.8, without a number there: the tree's parents, the parent tree and the pages agree piece
by piece; a piece's number occurs once on its page; types that hold only elements hold no pieces; rows are equally long.

Not checked, since only people can tell whether order, tags, words and languages make sense: 01-001, 01-002, 01-006,
02-002, 03, 04, 05, 06-004, 08, 09-001 to 09-003, 11-007, 12, 13-001 to 13-003, 13-005 to 13-008, 14-001, 14-004,
14-005, 15-001, 15-002, 15-004, 15-005, 16-002, 16-003, 17-001, 18, 19-001, 19-002, 22, 24, 27, 28-001, 28-003, 28-013,
29. Not checked, since our papers have none of it: Type 1 and simple TrueType fonts (31-010, 31-012, 31-013, 31-015,
31-017 to 31-026; a paper with another kind of font than ours is refused), embedded CMaps (31-007, 31-008; only Identity
passes), 11-004 and 11-005 (languages of annotations and fields), 17-003, 28-018.
"""

from pdf_ua import annotations, catalog, letters, tree
from pdf_ua.content import Finding, Paper, opened

__all__ = ["Finding", "Paper", "findings", "opened", "read_aloud", "read_pages"]

read_aloud = tree.read_aloud
read_pages = tree.read_pages


def findings(pdf: bytes) -> list[Finding]:
    """What breaks a rule, each once."""
    paper = opened(pdf)
    found = [
        *paper.findings,
        *catalog.check(paper),
        *tree.check(paper),
        *letters.check(paper, tree.told(paper)),
        *annotations.check(paper),
    ]
    return list(dict.fromkeys(found))
