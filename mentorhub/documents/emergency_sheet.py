"""The sheet for the day the laptop is gone: what was stored, about how many people, what to do within 72 hours."""

from dataclasses import dataclass
from datetime import date

from mentorhub.choices import PrivacyRegime
from mentorhub.documents import texts, words
from mentorhub.text import german_date, number


@dataclass(frozen=True, slots=True)
class EmergencyData:
    """Numbers only: the sheet lies about for months."""

    organisation: str
    regime: PrivacyRegime
    people: int
    pairings: int
    activities: int
    controller: str = ""
    privacy_officer: str = ""
    supervisory_authority: str = ""


def render(data: EmergencyData, created_on: date) -> bytes:
    from mentorhub.documents import layout

    text = texts.load("emergency_sheet", "de")
    who = (
        ("controller", data.controller),
        ("officer", data.privacy_officer),
        ("authority", data.supervisory_authority),
    )
    counts = {"people": data.people, "pairings": data.pairings, "activities": data.activities}
    story: list[layout.Flowable] = [
        *layout.Letterhead(words.isolated(data.organisation)).flowables(),
        layout.Text([layout.Span(text.title, bold=True)], layout.TITLE),
        layout.Text(text.words["subtitle"], layout.SUBTITLE),
        layout.signature_lines([[text.words["noticed"]], [text.words["deadline"]]]),
        layout.Spacer(1, 8),
        layout.Text([layout.Span(text.words["stored"], bold=True)], layout.HEADING),
        layout.Text(text.word("counts", **{key: number(count) for key, count in counts.items()})),
        layout.Text(text.words["kinds"]),
        layout.Text(text.word("created", date=german_date(created_on)), layout.SMALL),
        *(layout.Text(text.word(key, name=words.isolated(name)), layout.DETAIL) for key, name in who if name),
        layout.Spacer(1, 6),
    ]
    for heading, paragraphs in text.clauses_for(frozenset({data.regime.value})):
        story += layout.section(layout.Text([layout.Span(heading, bold=True)], layout.HEADING), paragraphs)
        story.append(layout.Spacer(1, 5))
    story.append(layout.signature_lines([[text.words["signed"]]]))
    return layout.build(
        story,
        title=text.title,
        author=data.organisation,
        foot=layout.Foot(f"{text.title} · {text.word('version', version=text.version)}", text.words["page"]),
        language=text.language,
        on=created_on,
    ).pdf
