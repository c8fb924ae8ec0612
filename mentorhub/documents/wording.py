"""In which words a paper is printed: German alone, or German beside a second language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
    """One clause as it is printed. The second voice is empty where the association has changed the German words."""

    heading: Said
    paragraphs: tuple[Said, ...]


def sections(
    voices: tuple[PaperText, ...],
    facts: frozenset[str],
    values: Callable[[PaperText], Mapping[str, str]],
) -> list[Section]:
    """The clauses that apply, filled. German decides which; a translation follows its shipped German wording."""
    german = voices[0]
    if german.language != "de" or len(voices) == 1:
        filled = values(german)
        return [
            Section((heading,), tuple((texts.fill(sentence, filled),) for sentence in sentences))
            for heading, sentences in german.clauses_for(facts)
        ]
    second = voices[1]
    known = {clause.key: clause for clause in texts.shipped(german.paper, "de").clauses}
    translated = {clause.key: clause for clause in second.clauses}
    ours, theirs = values(german), values(second)
    found = []
    for clause in german.clauses:
        if not texts.holds(clause.when, facts):
            continue
        source, other = known.get(clause.key), translated.get(clause.key)
        said = {} if source is None or other is None else {
            shipped.text: translation.text
            for shipped, translation in zip(source.paragraphs, other.paragraphs, strict=True)
        }  # fmt: skip
        paragraphs = [
            (texts.fill(each.text, ours), texts.fill(said.get(each.text, second.words["see_german"]), theirs))
            for each in clause.paragraphs
            if texts.holds(each.when, facts)
        ]
        if paragraphs:
            heading = other.heading if source and other and source.heading == clause.heading else ""
            found.append(Section((clause.heading, heading), tuple(paragraphs)))
    return found


def beside(said: Said) -> str:
    """Both languages on one line, as a caption."""
    first, *others = said
    return " · ".join([first, *(words.isolated(other) for other in others if other and other != first)])
