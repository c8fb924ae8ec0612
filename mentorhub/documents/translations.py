"""A translation beside the German words in force: what fits, what says older German words, what nobody has translated.

Each paragraph of a translation knows the German words it says. When the association changes those, the paragraph no
longer fits: it is not printed any more, and waits here until somebody translates it anew or confirms that it fits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from mentorhub.documents.texts import Clause, PaperText, Paragraph

Place = tuple[str, int]
"""A clause of the German text, and which of its paragraphs."""


class Fit(StrEnum):
    FITS = "fits"
    OUTDATED = "outdated"
    """It says what the German paragraph said before."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Line:
    """One German paragraph and what stands beside it."""

    place: Place
    german_heading: str
    heading: str
    """Of the translated clause, also if it no longer fits."""
    german: str
    said: str
    fit: Fit


def lines(german: PaperText, second: PaperText) -> list[Line]:
    """In the order of the German text."""
    translated = {clause.key: clause for clause in second.clauses}
    found = []
    for clause in german.clauses:
        other = translated.get(clause.key)
        said = _beside(clause, other)
        heading = "" if other is None else other.heading
        for number, (paragraph, there) in enumerate(zip(clause.paragraphs, said, strict=True)):
            fit = Fit.MISSING if there is None or not there.text else Fit.OUTDATED
            if there is not None and there.text and there.source == paragraph.text:
                fit = Fit.FITS
            words = "" if there is None else there.text
            found.append(Line((clause.key, number), clause.heading, heading, paragraph.text, words, fit))
    return found


def unfitting(german: PaperText, second: PaperText) -> int:
    """How many paragraphs are printed in German only."""
    return sum(line.fit is not Fit.FITS for line in lines(german, second))


def with_changes(
    german: PaperText, second: PaperText, said: Mapping[Place, str], headings: Mapping[str, str]
) -> PaperText:
    """The translation with these paragraphs as what the German ones say now, and with these headings (by clause).

    What nobody has touched stays as it was, with the German words it says; nothing is lost if the German goes back.
    """
    translated = {clause.key: clause for clause in second.clauses}
    clauses = []
    for clause in german.clauses:
        other = translated.pop(clause.key, None)
        there = _beside(clause, other)
        paragraphs = []
        for number, (paragraph, old) in enumerate(zip(clause.paragraphs, there, strict=True)):
            words = said.get((clause.key, number))
            if words is not None:
                text = " ".join(words.split())
                paragraphs.append(replace(paragraph, text=text, source=paragraph.text))
            elif old is not None:
                paragraphs.append(old)
        rest = [] if other is None else [each for each in other.paragraphs if not any(each is one for one in there)]
        touched = clause.key in headings or any(key == clause.key for key, _number in said)
        heading = headings.get(clause.key, "" if other is None else other.heading)
        source = clause.heading if touched or other is None else other.source
        kept = tuple(each for each in (*paragraphs, *rest) if each.text)
        clauses.append(Clause(clause.key, heading.strip(), kept, clause.when, source))
    return replace(second, clauses=(*(each for each in clauses if each.paragraphs), *translated.values()))


def _beside(clause: Clause, other: Clause | None) -> list[Paragraph | None]:
    """For each German paragraph the translation that says its words; of the others in their order what is left."""
    left = [] if other is None else list(other.paragraphs)
    found: list[Paragraph | None] = []
    for paragraph in clause.paragraphs:
        fitting = next((each for each in left if each.source == paragraph.text), None)
        found.append(fitting)
        if fitting is not None:
            left.remove(fitting)
    old = [each for each in left if each.source not in {paragraph.text for paragraph in clause.paragraphs}]
    return [each if each is not None or not old else old.pop(0) for each in found]
