"""What is written to people: a proposed text for each occasion, to whom it may go, and the link for the mail program.

Nothing is sent from here. The texts are in plain German whatever the language of the screen; the organisation's own
wording lies in the data folder and takes the place of the shipped one.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from urllib.parse import quote
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import pairings, paths, people, programme
from mentorhub.choices import Purpose
from mentorhub.db.tables import Consent, Person, RuleSetting
from mentorhub.errors import FieldError
from mentorhub.text import N_, _

LONGEST_LINK = 2_000
"""Characters: Windows hands on links of up to 2,083, and some mail programs take a few less."""
_EVERYWHERE = ("koordination", "einrichtung", "telefon")
_KINDS = {
    "report": (N_("Monatsbericht fehlt"), ("vorname", "monat", "nummer")),
    "check_in": (N_("Rückfrage"), ("vorname", "nummer")),
    "unsigned": (N_("Vereinbarung nicht unterschrieben"), ("vorname", "nummer")),
    "certificate": (N_("Führungszeugnis erneuern"), ("vorname",)),
    "interested": (N_("Erste Antwort"), ("vorname",)),
    "papers": (N_("Unterlagen fehlen"), ("vorname",)),
    "proposal": (N_("Vorschlag: Kennenlernen"), ("vorname",)),
    "closing": (N_("Abschlussgespräch"), ("vorname",)),
    "invitation": (N_("Einladung"), ("titel", "tag", "ort")),
}
KINDS = tuple(_KINDS)


@dataclass(frozen=True, slots=True)
class Template:
    """`gaps`: the words in braces that are filled in."""

    kind: str
    label: str
    subject: str
    text: str
    gaps: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class About:
    """Whom a mail is to go to: a person, or the mentor of a pairing. `month`: which report is missing."""

    person_id: UUID | None = None
    pairing_id: UUID | None = None
    month: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """Ready to be read over, changed, copied or opened in the mail program."""

    person_id: UUID
    name: str
    email: str
    phone: str
    subject: str
    text: str
    pairing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of a list of people: those who can be written to, and by name those who cannot."""

    emails: tuple[str, ...]
    without: tuple[str, ...]
    """No address is known."""
    refused: tuple[str, ...]
    """No consent to invitations, where it is one."""


def templates(session: Session) -> list[Template]:
    return [template(session, kind) for kind in KINDS]


def template(session: Session, kind: str) -> Template:
    """The organisation's own wording, else the shipped one."""
    label, gaps = _KINDS[kind]
    shipped = _shipped()[kind]
    own = {row.key: row.value for row in session.exec(select(RuleSetting).where(col(RuleSetting.key).in_(_keys(kind))))}
    subject_key, text_key = _keys(kind)
    return Template(
        kind,
        _(label),
        own.get(subject_key, shipped["subject"]),
        own.get(text_key, shipped["text"].strip("\n")),
        (*gaps, *_EVERYWHERE),
        bool(own),
    )


def set_template(session: Session, kind: str, subject: str, text: str) -> None:
    """Raises `FieldError` (`subject`, `text`) for nothing at all, and for a word in braces that nobody fills in."""
    for field, words in (("subject", subject), ("text", text)):
        _check(field, words, (*_KINDS[kind][1], *_EVERYWHERE))
    for key, words in zip(_keys(kind), (" ".join(subject.split()), text.strip("\n")), strict=True):
        row = session.exec(select(RuleSetting).where(RuleSetting.key == key)).first() or RuleSetting(key=key)
        row.value = words
        session.add(row)
    session.flush()


def reset_template(session: Session, kind: str) -> None:
    """Back to the shipped wording."""
    for row in session.exec(select(RuleSetting).where(col(RuleSetting.key).in_(_keys(kind)))).all():
        session.delete(row)
    session.flush()


def write(session: Session, kind: str, about: Sequence[About]) -> list[Mail]:
    """One mail for each, in their order; whoever is gone is left out."""
    wording = template(session, kind)
    house = _house(session)
    heads = {row.id: row for row in pairings.rows(session, [each.pairing_id for each in about if each.pairing_id])}
    to = {each: _recipient(each, heads) for each in about}
    wanted = [person_id for person_id in to.values() if person_id is not None]
    persons = {row.id: row for row in people.rows(session, list(dict.fromkeys(wanted)))}
    mails = []
    for each in about:
        person = persons.get(to[each] or UUID(int=0))
        if person is None:
            continue
        head = heads.get(each.pairing_id) if each.pairing_id is not None else None
        gaps = house | {
            "vorname": person.first_name,
            "monat": each.month,
            "nummer": "" if head is None else head.number,
        }
        mails.append(
            Mail(
                person.id,
                person.name,
                person.email,
                person.phone,
                fill(wording.subject, gaps),
                fill(wording.text, gaps),
                each.pairing_id,
            )
        )
    return mails


def invitation(session: Session, title: str, day: str, place: str) -> tuple[str, str]:
    """Subject and text of an invitation for everybody: no name in it."""
    wording = template(session, "invitation")
    gaps = _house(session) | {"titel": title, "tag": day, "ort": place}
    return fill(wording.subject, gaps), fill(wording.text, gaps)


def addresses(session: Session, person_ids: Collection[UUID], *, as_invitation: bool) -> Addresses:
    """An invitation goes only to those who agreed to invitations."""
    rows = session.exec(
        select(Person.id, Person.first_name, Person.last_name, Person.email)
        .where(col(Person.id).in_(list(person_ids)))
        .order_by(col(Person.sort_key))
    ).all()
    agreed = set(
        session.exec(
            select(Consent.person_id).where(Consent.purpose == Purpose.INVITATIONS, col(Consent.withdrawn_on).is_(None))
        ).all()
    )
    emails, without, refused = [], [], []
    for person_id, first, last, email in rows:
        if as_invitation and person_id not in agreed:
            refused.append(people.display_name(first, last))
        elif email:
            emails.append(email)
        else:
            without.append(people.display_name(first, last))
    return Addresses(tuple(dict.fromkeys(emails)), tuple(without), tuple(refused))


def fill(words: str, gaps: Mapping[str, str]) -> str:
    """A gap with nothing to say leaves no empty line behind."""
    lines = []
    for line in words.split("\n"):
        filled = line.format_map(gaps)
        if filled.strip() or not line.strip():
            lines.append(filled)
    return "\n".join(lines)


def link(to: str, subject: str, text: str, bcc: Sequence[str] = ()) -> str:
    """For the mail program (RFC 6068)."""
    fields = {"bcc": ",".join(quote(each, safe="@") for each in bcc)}
    fields |= {"subject": quote(subject, safe=""), "body": quote(text.replace("\n", "\r\n"), safe="")}
    told = "&".join(f"{name}={words}" for name, words in fields.items() if words)
    return f"mailto:{quote(to, safe='@')}" + (f"?{told}" if told else "")


def parts(emails: Sequence[str], subject: str = "", text: str = "") -> list[tuple[str, ...]]:
    """The addresses in as few groups as fit into one link each, all of them in BCC."""
    found: list[tuple[str, ...]] = []
    for email in emails:
        longer = (*(found[-1] if found else ()), email)
        if found and len(link("", subject, text, longer)) <= LONGEST_LINK:
            found[-1] = longer
        else:
            found.append((email,))
    return found


def _recipient(about: About, heads: Mapping[UUID, pairings.PairingRow]) -> UUID | None:
    if about.pairing_id is None:
        return about.person_id
    head = heads.get(about.pairing_id)
    return None if head is None else head.mentor_id


def _house(session: Session) -> dict[str, str]:
    house = programme.organisation(session)
    return {"koordination": house.coordinator, "einrichtung": house.name, "telefon": house.phone}


def _check(field: str, words: str, gaps: Collection[str]) -> None:
    if not words.strip():
        raise FieldError(field, _("Bitte schreiben Sie etwas hinein."))
    try:
        used = [(name, spec, conversion) for _before, name, spec, conversion in Formatter().parse(words)]
    except ValueError as error:
        raise FieldError(
            field, _("Eine geschweifte Klammer ist nicht geschlossen. Platzhalter sehen so aus: {example}.").format(
                example="{" + next(iter(gaps)) + "}"
            )
        ) from error  # fmt: skip
    wrong = [name for name, spec, conversion in used if name is not None and (name not in gaps or spec or conversion)]
    if wrong:
        offered = ", ".join("{" + gap + "}" for gap in gaps)
        raise FieldError(
            field,
            _("Den Platzhalter {wrong} gibt es hier nicht. Möglich sind: {gaps}.").format(
                wrong="{" + wrong[0] + "}", gaps=offered
            ),
        )


def _keys(kind: str) -> tuple[str, str]:
    return f"mail.{kind}.subject", f"mail.{kind}.text"


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((paths.resources() / "mails.toml").read_text("utf-8"))
