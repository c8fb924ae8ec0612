"""In which words a paper is printed: German alone, or German beside a second language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mentorhub.documents import texts, words
from mentorhub.documents.texts import PaperText

Said = tuple[str, ...]
"""The same thing in each language of the paper, German first."""


@dataclass(frozen=True)
class Wording:
    german: PaperText
    second: PaperText | None = None
    mark_unreviewed: bool = True
    """Whether a translation that nobody has checked says so on paper."""

    @property
    def voices(self) -> tuple[PaperText, ...]:
        return (self.german,) if self.second is None else (self.german, self.second)

    @property
    def version(self) -> str:
        """What is noted with the issued paper: the German version, then that of the second language."""
        parts = [self.german.version]
        if self.second is not None:
            parts.append(f"{self.second.language} {self.second.version}")
        return " · ".join(parts)

    @property
    def reviewed(self) -> bool:
        return self.second is None or self.second.reviewed


def load(paper: str, language: str = "de", *, mark_unreviewed: bool = True) -> Wording:
    """The shipped wording, beside `language` if that is another than German."""
    second = None if language == "de" else texts.shipped(paper, language)
    return Wording(texts.shipped(paper, "de"), second, mark_unreviewed)


@dataclass(frozen=True)
class Section:
    """One clause as it is printed. The second voice points to the German one where that was changed since."""

    heading: Said
    paragraphs: tuple[Said, ...]


def sections(
    voices: tuple[PaperText, ...],
    facts: frozenset[str],
    values: Callable[[PaperText], Mapping[str, str]],
) -> list[Section]:
    """The clauses that apply, filled. German decides which; a translation stands only beside the words it says."""
    german = voices[0]
    if german.language != "de" or len(voices) == 1:
        filled = values(german)
        return [
            Section((heading,), tuple((texts.fill(sentence, filled),) for sentence in sentences))
            for heading, sentences in german.clauses_for(facts)
        ]
    second = aligned(german, voices[1])
    ours, theirs = values(german), values(second)
    found = []
    for clause, other in zip(german.clauses, second.clauses, strict=True):
        paragraphs = tuple(
            (texts.fill(each.text, ours), texts.fill(said.text, theirs))
            for each, said in zip(clause.paragraphs, other.paragraphs, strict=True)
            if texts.holds(each.when, facts)
        )
        if paragraphs and texts.holds(clause.when, facts):
            found.append(Section((clause.heading, other.heading), paragraphs))
    return found


def aligned(german: PaperText, second: PaperText) -> PaperText:
    """The second language in the shape of the German text: clause by clause, and nothing but what says its words.

    Where the German words were changed since, it points to them instead of saying something else.
    """
    translated = {clause.key: clause for clause in second.clauses}
    clauses = []
    for clause in german.clauses:
        other = translated.get(clause.key)
        said = {} if other is None else {each.source: each.text for each in other.paragraphs}
        paragraphs = tuple(
            replace(each, text=said.get(each.text) or second.words["see_german"], source=each.text)
            for each in clause.paragraphs
        )
        heading = other.heading if other is not None and other.source == clause.heading else ""
        clauses.append(replace(clause, heading=heading, paragraphs=paragraphs, source=clause.heading))
    return replace(second, clauses=tuple(clauses))


def beside(said: Said) -> str:
    """Both languages on one line, as a caption."""
    first, *others = said
    return " · ".join([first, *(words.isolated(other) for other in others if other and other != first)])
