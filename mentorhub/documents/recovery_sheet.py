"""The sheet with the recovery key: what to keep in the safe for the day nobody remembers the password."""

from datetime import date

from mentorhub.documents import texts, words
from mentorhub.text import german_date


def render(organisation: str, recovery_key: str, created_on: date) -> bytes:
    """One page. The key's groups are those between its hyphens."""
    from mentorhub.documents import layout

    text = texts.load("recovery_sheet", "de")
    groups: list[layout.Flowable] = [
        layout.Text(f"{words.LEFT_TO_RIGHT}{group}{words.END}", layout.KEY) for group in recovery_key.split("-")
    ]
    groups += [layout.Spacer(1, 1)] * (-len(groups) % 4)
    rows = [[[group] for group in groups[at : at + 4]] for at in range(0, len(groups), 4)]
    story: list[layout.Flowable] = [
        *layout.Letterhead(words.isolated(organisation)).flowables(),
        layout.Text([layout.Span(text.title, bold=True)], layout.TITLE),
        layout.Text(text.words["subtitle"], layout.SUBTITLE),
        layout.Text([layout.Span(text.words["key"], bold=True)], layout.HEADING),
        layout.Spacer(1, 4),
        layout.grid(rows, [0.25] * 4),
        layout.Spacer(1, 4),
        layout.Text(text.word("created", date=german_date(created_on)), layout.DETAIL),
        layout.Spacer(1, 10),
    ]
    for heading, paragraphs in text.clauses_for(frozenset()):
        story += layout.section(layout.Text([layout.Span(heading, bold=True)], layout.HEADING), paragraphs)
        story.append(layout.Spacer(1, 6))
    story.append(layout.signature_lines([[text.words["kept_at"]], [text.words["handed_over"]]]))
    return layout.build(
        story,
        title=text.title,
        author=organisation,
        foot=layout.Foot(f"{text.title} · {text.word('version', version=text.version)}", text.words["page"]),
        language=text.language,
        on=created_on,
    ).pdf
