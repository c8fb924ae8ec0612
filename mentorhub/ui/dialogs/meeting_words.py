"""The list for the team meeting in words: as plain text to paste, and as a page to look at and print."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from mentorhub.matching import words
from mentorhub.matching.meeting import DistrictGroup
from mentorhub.matching.suggest import SuggestedPair, Unmatched
from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import written

_BEST = 3
"""So many of a pair's reasons are named: those with the most points."""


def as_text(groups: Sequence[DistrictGroup], today: date) -> str:
    lines = [title(today)]
    for group in groups:
        lines += ["", group.heading.upper()]
        for words_, rows in _parts(group):
            lines += ["", words_]
            for first, second, third in rows:
                lines += [f"- {first}", *(f"  {more}" for more in (second, third) if more)]
    return "\n".join(lines)


def as_page(groups: Sequence[DistrictGroup], today: date) -> str:
    """Simple HTML for a `QTextDocument`; every name is escaped."""
    body = [f"<h2>{escape(title(today))}</h2>"]
    for group in groups:
        body.append(f"<h3>{escape(group.heading)}</h3>")
        for words_, rows in _parts(group):
            body.append(f"<p><b>{escape(words_)}</b></p><ul>")
            for first, second, third in rows:
                more = "".join(f"<br>{escape(one)}" for one in (second, third) if one)
                body.append(f"<li>{escape(first)}{more}</li>")
            body.append("</ul>")
    if not groups:
        body.append(f"<p>{escape(_('Zurzeit wartet niemand, und niemand hat einen Platz frei.'))}</p>")
    return "".join(body)


def title(today: date) -> str:
    return _("Vermittlung: Vorschläge für die Teambesprechung am {day}").format(day=german_date(today))


def _parts(group: DistrictGroup) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    if group.pairs:
        yield _("Vorgeschlagene Paare"), [_pair(pair) for pair in group.pairs]
    if group.waiting:
        yield _("Warten weiter"), [_waiting(person) for person in group.waiting]
    if group.free_mentors:
        yield (
            _("Haben einen Platz frei"),
            [(f"{written.line(one.name)} ({one.number})", "", "") for one in group.free_mentors],
        )


def _pair(pair: SuggestedPair) -> tuple[str, str, str]:
    who = _("{mentee} ({mentee_number}) – {mentor} ({mentor_number})").format(
        mentee=written.line(pair.mentee_name),
        mentee_number=pair.mentee_number,
        mentor=written.line(pair.mentor_name),
        mentor_number=pair.mentor_number,
    )
    most = sum(reason.most for reason in pair.reasons)
    best = sorted(pair.reasons, key=lambda reason: -reason.points)[:_BEST]
    how = _("wartet {time}; {points} von {most} Punkten: {reasons}").format(
        time=words.waiting(pair.waiting_days),
        points=pair.score,
        most=most,
        reasons=", ".join(f"{reason.label} {reason.points}" for reason in best if reason.points),
    )
    n = len(pair.missing)
    papers = ngettext("noch {n} Unterlage fehlt: {papers}", "noch {n} Unterlagen fehlen: {papers}", n)
    return who, how, papers.format(n=n, papers="; ".join(pair.missing)) if n else ""


def _waiting(person: Unmatched) -> tuple[str, str, str]:
    who = _("{name} ({number}), wartet {time}").format(
        name=written.line(person.name), number=person.number, time=words.waiting(person.waiting_days)
    )
    return who, person.text, person.help
