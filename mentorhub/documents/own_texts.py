"""The association's own wording: checked when it is saved, used instead of the shipped one, and taken back again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from sqlmodel import Session, col, select

from mentorhub import programme
from mentorhub.choices import Paper
from mentorhub.db.tables import IssuedDocument, OwnText
from mentorhub.documents import texts
from mentorhub.documents.known import KNOWN
from mentorhub.documents.texts import Clause, PaperText, Paragraph
from mentorhub.documents.wording import Wording
from mentorhub.text import _

OWN_CLAUSE = "own"
"""The key of the clause that the association adds."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    paper: Paper
    language: str
    text_version: str


def wording(session: Session, paper: Paper, language: str = "de") -> Wording:
    """What is in force: own German words if there are any, beside them the second language."""
    second = None if language == "de" else text(session, paper, language)
    mark = programme.choice(session, "paper.unreviewed") == "print"
    return Wording(text(session, paper, "de"), second, mark_unreviewed=mark)


def text(session: Session, paper: Paper, language: str) -> PaperText:
    row = _row(session, paper, language)
    shipped = texts.shipped(paper.value, language)
    if row is None:
        return shipped
    name = _("eigener Text: {paper}").format(paper=paper.label)
    return texts.read(row.content, paper.value, language, name, shipped.words)


def own(session: Session) -> list[OwnRow]:
    rows = session.exec(select(OwnText).order_by(col(OwnText.paper), col(OwnText.language))).all()
    return [OwnRow(row.paper, row.language, row.text_version) for row in rows]


def change(session: Session, wanted: PaperText, today: date) -> str:
    """Use these words from now on; returns their version. Raises `UnusableText` naming the mistake.

    Papers issued before keep the version they were printed with; no version is ever given to two wordings. Of a
    translation, whoever has read it as a native speaker is kept with it.
    """
    paper = Paper(wanted.paper)
    row = _row(session, paper, wanted.language)
    reviewer = "" if wanted.language == "de" else wanted.reviewer.strip()
    wanted = replace(wanted, date=today, reviewer=reviewer, reviewed=bool(reviewer))
    if row is not None and text(session, paper, wanted.language) == replace(wanted, version=row.text_version):
        return row.text_version
    version = _new_version(session, wanted, row, today)
    content = to_toml(checked(replace(wanted, version=version)))
    row = row or OwnText(paper=paper, language=wanted.language, text_version=version, content=content)
    row.text_version, row.content = version, content
    session.add(row)
    session.flush()
    return version


def checked(wanted: PaperText) -> PaperText:
    """Raises `UnusableText` naming the mistake."""
    name = _("eigener Text: {paper}").format(paper=Paper(wanted.paper).label)
    return texts.read(to_toml(wanted), wanted.paper, wanted.language, name)


def back_to_shipped(session: Session, paper: Paper, language: str) -> None:
    row = _row(session, paper, language)
    if row is not None:
        session.delete(row)
        session.flush()


def with_changes(text: PaperText, paragraphs: Mapping[tuple[str, int], str], own_clause: tuple[str, str]) -> PaperText:
    """The text with some paragraphs said differently (by clause and place; an empty one is left out), and with the
    association's own clause (heading, words) before the last; no words, no own clause."""
    clauses = [_changed(clause, paragraphs) for clause in text.clauses if clause.key != OWN_CLAUSE]
    heading, words = own_clause
    if words.strip():
        said = tuple(Paragraph(" ".join(part.split())) for part in words.split("\n\n") if part.strip())
        clauses.insert(max(0, len(clauses) - 1), Clause(OWN_CLAUSE, heading.strip(), said))
    return replace(text, clauses=tuple(clause for clause in clauses if clause.paragraphs))


def placeholders(paper: str) -> list[str]:
    """What is filled in when this paper is printed."""
    return sorted(KNOWN[paper].placeholders)


def to_toml(text: PaperText) -> str:
    """As the shipped files are written."""
    import json

    def quoted(words: str) -> str:
        return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")

    def when(conditions: Iterable[str]) -> list[str]:
        listed = ", ".join(quoted(each) for each in conditions)
        return [f"when = [{listed}]"] if listed else []

    common = texts.common_words(text.language)
    lines = [
        f"paper = {quoted(text.paper)}",
        f"language = {quoted(text.language)}",
        f'direction = "{"ltr" if text.rightwards else "rtl"}"',
        f"version = {quoted(text.version)}",
        f"date = {text.date.isoformat()}",
        f'status = "{"reviewed" if text.reviewed else "unreviewed"}"',
        f"reviewer = {quoted(text.reviewer)}",
        f"title = {quoted(text.title)}",
        "[words]",
        *(f"{key} = {quoted(words)}" for key, words in text.words.items() if common.get(key) != words),
    ]
    for clause in text.clauses:
        lines += [
            "[[clause]]",
            f"key = {quoted(clause.key)}",
            f"heading = {quoted(clause.heading)}",
            *([f"source = {quoted(clause.source)}"] if clause.source else []),
            *when(clause.when),
        ]
        for paragraph in clause.paragraphs:
            source = [f"source = {quoted(paragraph.source)}"] if paragraph.source else []
            lines += ["[[clause.paragraph]]", f"text = {quoted(paragraph.text)}", *source, *when(paragraph.when)]
    return "\n".join(lines) + "\n"


def _changed(clause: Clause, paragraphs: Mapping[tuple[str, int], str]) -> Clause:
    said = [
        replace(paragraph, text=" ".join(paragraphs.get((clause.key, place), paragraph.text).split()))
        for place, paragraph in enumerate(clause.paragraphs)
    ]
    return replace(clause, paragraphs=tuple(paragraph for paragraph in said if paragraph.text))


def _new_version(session: Session, wanted: PaperText, row: OwnText | None, today: date) -> str:
    """Named after the shipped one and the day; a second one of that day is numbered."""
    first = f"{texts.shipped(wanted.paper, wanted.language).version} / eigene Fassung {today:%Y-%m-%d}"
    query = select(IssuedDocument.text_version).where(IssuedDocument.paper == wanted.paper).distinct()
    printed = {part for noted in session.exec(query).all() for part in noted.split(" · ")}
    of_language = "" if wanted.language == "de" else f"{wanted.language} "
    for number in count(1):
        version = first if number == 1 else f"{first} ({number})"
        if f"{of_language}{version}" not in printed and (row is None or row.text_version != version):
            return version
    raise AssertionError("numbers do not end")


def _row(session: Session, paper: Paper, language: str) -> OwnText | None:
    return session.exec(select(OwnText).where(OwnText.paper == paper, OwnText.language == language)).first()
