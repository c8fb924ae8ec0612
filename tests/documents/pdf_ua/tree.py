"""Rules about the tree of elements, and the paper read aloud along it as a screen reader does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf.generic import IndirectObject

from pdf_ua.catalog import is_language
from pdf_ua.content import Finding, Paper, at
from pdf_ua.letters import words_of

_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_TEXT = (
    "P",
    "H",
    *_HEADINGS,
    "Lbl",
    "Caption",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
)
_GROUPS = ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "Index", "NonStruct", "Private")
_PARTS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
    "Ruby": {"RB", "RT", "RP"},
    "Warichu": {"WT", "WP"},
}
"""What may stand directly inside; other types may hold anything."""
_AROUND = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "RB": {"Ruby"},
    "RT": {"Ruby"},
    "RP": {"Ruby"},
    "WT": {"Warichu"},
    "WP": {"Warichu"},
}
_RULE = {
    **dict.fromkeys(("Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"), "09-004"),
    **dict.fromkeys(("L", "LI", "LBody"), "09-005"),
    **dict.fromkeys(("TOC", "TOCI"), "09-006"),
    **dict.fromkeys(("Ruby", "RB", "RT", "RP"), "09-007"),
    **dict.fromkeys(("Warichu", "WT", "WP"), "09-008"),
}
STANDARD = {*_TEXT, *_GROUPS, *_RULE, "Figure", "Formula", "Form"}


@dataclass
class Node:
    entry: Any
    tag: str
    reference: int
    children: "list[Node | tuple[int, int]]" = field(default_factory=list)
    """Elements, or (number of the page's object, piece)."""

    @property
    def elements(self) -> "list[Node]":
        return [each for each in self.children if isinstance(each, Node)]

    def all(self) -> "Iterator[Node]":
        yield self
        for each in self.elements:
            yield from each.all()


def check(paper: Paper) -> list[Finding]:
    root = at(paper.root, "/StructTreeRoot")
    if root is None:
        return [Finding("14.7.2", "no tree of elements")]
    found: list[Finding] = []
    top = _read(paper, found)
    nodes = [node for each in top for node in each.all()]
    found += _roles(root, nodes)
    for node in nodes:
        found += _nesting(node)
        found += _says(paper, node)
    found += _headings(nodes)
    found += _notes(nodes)
    found += _pieces(paper, nodes, root)
    if [each.tag for each in top] != ["Document"]:
        found.append(Finding("14.8.4.2", "not exactly one Document at the top"))
    return found


def _read(paper: Paper, found: list[Finding]) -> list[Node]:
    root = paper.root["/StructTreeRoot"]
    mapped = {str(key): str(value) for key, value in at(root, "/RoleMap", {}).items()}

    def node(raw: Any, parent: int, page: int) -> Node | tuple[int, int] | None:
        entry = raw.get_object()
        if isinstance(entry, int):
            return page, int(entry)
        if at(entry, "/Type") == "/MCR":
            return (_number(entry, "/Pg") if "/Pg" in entry else page), int(entry["/MCID"])
        if at(entry, "/Type") == "/OBJR":
            return None
        if _number(entry, "/P") != parent:
            found.append(Finding("14.7.2", "an element names another parent than the one it stands in"))
        here = raw.idnum if isinstance(raw, IndirectObject) else -1
        tag = str(entry["/S"])
        seen = {tag}
        while tag in mapped and tag.strip("/") not in STANDARD:
            tag = mapped[tag]
            if tag in seen:
                found.append(Finding("02-003", f"{tag} leads to itself"))
                break
            seen.add(tag)
        made = Node(entry, tag.strip("/"), here)
        page = _number(entry, "/Pg") if "/Pg" in entry else page
        children = (node(each, here, page) for each in _listed(entry, "/K"))
        made.children = [each for each in children if each is not None]
        return made

    top = [node(each, _number(paper.root, "/StructTreeRoot"), -1) for each in _listed(root, "/K")]
    return [each for each in top if isinstance(each, Node)]


def _listed(entry: Any, key: str) -> list[Any]:
    if key not in entry:
        return []
    held = entry[key]
    return list(held) if isinstance(held, list) else [entry.raw_get(key)]


def _number(entry: Any, key: str) -> int:
    """The number of the object that is pointed to."""
    raw = entry.raw_get(key)
    return raw.idnum if isinstance(raw, IndirectObject) else -1


def _roles(root: Any, nodes: list[Node]) -> Iterator[Finding]:
    for name in at(root, "/RoleMap", {}):
        if name.strip("/") in STANDARD:
            yield Finding("02-004", f"the standard type {name} is made another one")
    for tag in sorted({node.tag for node in nodes} - STANDARD):
        yield Finding("02-001", f"{tag} is no standard type and leads to none")


def _nesting(node: Node) -> Iterator[Finding]:
    allowed = _PARTS.get(node.tag)
    inside = [each.tag for each in node.elements]
    if allowed is not None:
        for tag in dict.fromkeys(inside):
            if tag not in allowed:
                yield Finding(_RULE[node.tag], f"{tag} inside {node.tag}")
    for tag in dict.fromkeys(inside):
        if tag in _AROUND and node.tag not in _AROUND[tag]:
            yield Finding(_RULE[tag], f"{tag} inside {node.tag}")
    if (allowed is not None or node.tag in _GROUPS) and len(inside) < len(node.children):
        yield Finding("14.8.4", f"{node.tag} holds words itself instead of elements")
    if node.tag == "Table":
        rows = [each for each in node.all() if each.tag == "TR"]
        if len({sum(_span(cell) for cell in row.elements) for row in rows}) > 1 and not any(
            "/RowSpan" in attributes for row in rows for cell in row.elements for attributes in _attributes(cell)
        ):
            yield Finding("14.8.4.3.4", "rows of a table that are not equally long")
    if node.tag == "LI" and inside.count("LBody") != 1:
        yield Finding("09-005", "an item of a list without its body")


def _span(cell: Node) -> int:
    return next((int(each["/ColSpan"]) for each in _attributes(cell) if "/ColSpan" in each), 1)


def _attributes(node: Node) -> list[Any]:
    return [each.get_object() for each in _listed(node.entry, "/A") if hasattr(each.get_object(), "keys")]


def _says(paper: Paper, node: Node) -> Iterator[Finding]:
    language = at(node.entry, "/Lang")
    if language is not None and not is_language(language):
        yield Finding("11-001", f"{language!r} is no language")
    if not is_language(at(paper.root, "/Lang")) and any(key in node.entry for key in ("/Alt", "/ActualText", "/E")):
        yield Finding("11-002", "words instead of content, in no language")
    if node.tag in ("Figure", "Formula") and not (at(node.entry, "/Alt") or at(node.entry, "/ActualText")):
        yield Finding("13-004" if node.tag == "Figure" else "17-002", f"{node.tag} does not say what it shows")
    if node.tag == "TH":
        scopes = [at(each, "/Scope") for each in _attributes(node)]
        if not any(scope in ("/Row", "/Column", "/Both") for scope in scopes) and "/ID" not in node.entry:
            yield Finding("15-003", "a heading in a table that does not say of what")
    if node.tag == "L":
        labels = [read(paper, label).strip() for item in node.elements for label in item.elements if label.tag == "Lbl"]
        numbered = bool(labels) and all(label.rstrip(".)").isdigit() for label in labels)
        if numbered and not any("/ListNumbering" in each for each in _attributes(node)):
            yield Finding("16-001", "a numbered list that does not say so")


def _headings(nodes: list[Node]) -> Iterator[Finding]:
    levels = [int(node.tag[1]) for node in nodes if node.tag in _HEADINGS]
    if levels and levels[0] != 1:
        yield Finding("14-002", f"the first heading is of level {levels[0]}")
    for before, after in pairwise(levels):
        if after > before + 1:
            yield Finding("14-003", f"a heading of level {after} after one of level {before}")
    plain = [node for node in nodes if node.tag == "H"]
    if plain and levels:
        yield Finding("14-007", "headings with and without level")
    if any([each.tag for each in node.elements].count("H") > 1 for node in nodes):
        yield Finding("14-006", "two headings in one part")


def _notes(nodes: list[Node]) -> Iterator[Finding]:
    names = [at(node.entry, "/ID") for node in nodes if node.tag == "Note"]
    if None in names:
        yield Finding("19-003", "a note without ID")
    if len(set(names)) < len(names):
        yield Finding("19-004", "two notes with the same ID")


def _pieces(paper: Paper, nodes: list[Node], root: Any) -> Iterator[Finding]:
    """The tree, the pages and the parent tree tell the same about every piece."""
    held: dict[tuple[int, int], Node] = {}
    for node in nodes:
        for child in node.children:
            if isinstance(child, Node):
                continue
            if child in held:
                yield Finding("14.7.4", f"piece {child[1]} belongs to two elements")
            held[child] = node
    drawn = {(page.reference, mcid) for page in paper.pages for mcid in page.tags}
    if missing := drawn - set(held):
        yield Finding("01-005", f"{len(missing)} pieces are in no element")
    if missing := set(held) - drawn:
        yield Finding("14.7.4", f"{len(missing)} pieces are on no page")
    numbers = root["/ParentTree"]["/Nums"] if "/ParentTree" in root else []
    parents = {int(key): value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in paper.pages:
        listed = parents.get(int(at(page.entry, "/StructParents", -1)))
        for mcid in page.tags:
            holder = held.get((page.reference, mcid))
            entry = listed[mcid] if isinstance(listed, list) and mcid < len(listed) else None
            number = getattr(entry, "indirect_reference", None)
            if holder is not None and (number is None or number.idnum != holder.reference):
                yield Finding("14.7.4.4", f"the parent tree does not know piece {mcid} of page {page.number + 1}")


def read(paper: Paper, node: Node) -> str:
    """The words of one element: those told instead of its content, else those of its pieces in their order."""
    told = at(node.entry, "/ActualText", at(node.entry, "/Alt"))
    if told is not None:
        return str(told)
    parts = []
    for child in node.children:
        if isinstance(child, Node):
            parts.append(read(paper, child))
        else:
            parts.append(_pieces_of(paper).get(child, ""))
    return "".join(parts)


def told(paper: Paper) -> set[tuple[int, int]]:
    """The pieces of elements that say their words themselves (ActualText)."""
    if "/StructTreeRoot" not in paper.root:
        return set()
    saying = [node for top in _read(paper, []) for node in top.all() if "/ActualText" in node.entry]
    return {child for node in saying for each in node.all() for child in each.children if isinstance(child, tuple)}


def _pieces_of(paper: Paper) -> dict[tuple[int, int], str]:
    if paper.spoken is None:
        held = paper.spoken = {}
        for page in paper.pages:
            for shown in page.shown:
                if shown.mcid is not None:
                    words = words_of(shown.font)
                    said = "".join(words.get(code, "") for code in shown.codes)
                    key = page.reference, shown.mcid
                    held[key] = held.get(key, "") + said
    return paper.spoken


def read_aloud(paper: Paper) -> list[tuple[str, str, str]]:
    """Type, language and words of each element that has words of its own, in reading order."""
    found: list[tuple[str, str, str]] = []

    def walk(node: Node, language: str) -> None:
        language = str(at(node.entry, "/Lang", language))
        if "/ActualText" in node.entry or not node.elements:
            if node.children:
                found.append((node.tag, language, read(paper, node)))
            return
        for each in node.elements:
            walk(each, language)

    for each in _read(paper, []):
        walk(each, str(at(paper.root, "/Lang", "")))
    return found


def read_pages(paper: Paper) -> list[str]:
    """The words of each page, in the order in which they are drawn; decoration aside."""
    spoken = _pieces_of(paper)
    return [" ".join(spoken.get((page.reference, mcid), "") for mcid in page.tags) for page in paper.pages]
