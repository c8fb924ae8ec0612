"""The wording of the printed papers: readable files in `resources/texts/`, one for each paper and language.

A file is checked when it is loaded, so that a slip of the pen is found by whoever changed the file and not by the two
people who are waiting for their paper.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mentorhub.choices import Choice
from mentorhub.documents.known import COMMON, KNOWN, Known
from mentorhub.errors import MentorHubError
from mentorhub.paths import resources
from mentorhub.text import _

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_TOGETHER = re.compile(r"(§|\b(?:Artikel|Absatz|[Aa]rticle|madeya|стат(?:ья|тя|ьи|ті))) (?=\d)")
_FRENCH = re.compile(r" (?=[:;?!»])|(?<=«) ")
"""Before these signs French has a space, at which no line may break; German has none there."""
_ARABIC = re.compile(r"[\u0620-\u06d3]")
_GERMAN_LAW = re.compile(r"§\u00a0\d+\w*(?:[ \u00a0](?:SGB|KDG|DSG-EKD|BZRG|[IVX]+)\b)*")
"""In a sentence that runs leftwards: it keeps running rightwards, with its sign in front."""


class UnusableText(MentorHubError):
    """The file with a paper's wording is missing or has a mistake in it."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    when: tuple[str, ...] = ()
    source: str = ""
    """Of a translation: the German words that it says; beside any others it is not printed."""


@dataclass(frozen=True)
class Clause:
    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    when: tuple[str, ...] = ()
    source: str = ""
    """Of a translation: the German heading."""


@dataclass(frozen=True)
class PaperText:
    """One paper's wording in one language. `rightwards` is false for Arabic and its neighbours."""

    paper: str
    language: str
    rightwards: bool
    version: str
    date: date
    reviewed: bool
    reviewer: str
    title: str
    words: Mapping[str, str]
    clauses: tuple[Clause, ...]

    def word(self, key: str, **values: str) -> str:
        return fill(self.words[key], values)

    def clauses_for(self, facts: frozenset[str]) -> list[tuple[str, list[str]]]:
        """Heading and paragraphs of each clause that applies, unfilled."""
        chosen = []
        for clause in self.clauses:
            texts = [paragraph.text for paragraph in clause.paragraphs if holds(paragraph.when, facts)]
            if texts and holds(clause.when, facts):
                chosen.append((clause.heading, texts))
        return chosen


def languages(paper: str) -> tuple[str, ...]:
    """The languages this paper is shipped in, German first."""
    found = sorted(path.name.split(".")[1] for path in (resources() / "texts").glob(f"{paper}.*.toml"))
    return tuple(sorted(found, key=lambda language: language != "de"))


def load(paper: str, language: str, folder: Path | None = None) -> PaperText:
    """The shipped wording, or that in `folder`. Raises `UnusableText` naming file and mistake.

    A translation follows the German file clause by clause: conditions stand only there.
    """
    path = (folder or resources() / "texts") / f"{paper}.{language}.toml"
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unusable(path.name, _("Die Datei lässt sich nicht öffnen.")) from error
    return read(content, paper, language, path.name)


def shipped(paper: str, language: str) -> PaperText:
    """Like `load`, read only once."""
    return _shipped(paper, language)


@cache
def _shipped(paper: str, language: str) -> PaperText:
    return load(paper, language)


def read(content: str, paper: str, language: str, name: str, words: Mapping[str, str] | None = None) -> PaperText:
    """A wording from the words of its file, checked; `name` is what a mistake is reported for.

    `words`: where the file says none of its own, because a later version of the program asks for more of them.
    """
    try:
        raw = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise unusable(name, _("Die Datei ist nicht richtig aufgebaut: {problem}").format(problem=error)) from error
    if words is not None:
        raw["words"] = {**words, **raw.get("words", {})}
    reading = _Reading(name)
    if "clauses" in raw:
        raw["clause"] = _translated(name, shipped(paper, "de"), reading.get(raw, "clauses", dict))
    text = reading.text(raw, common_words(language))
    if (text.paper, text.language) != (str(paper), language):
        raise unusable(name, _("Die Datei enthält ein anderes Papier oder eine andere Sprache, als ihr Name sagt."))
    _check(name, text, KNOWN[text.paper])
    return text


@cache
def common_words(language: str) -> Mapping[str, str]:
    """The words that all papers share: page, phone, place and date."""
    return {key: str(value) for key, value in _common(language)["words"].items()}


def label(choice: Choice, language: str) -> str:
    """The printed word of a choice in that language."""
    if language == "de":
        return choice.german
    return str(_common(language)["labels"][type(choice).__name__][choice.value])


@cache
def _common(language: str) -> dict[str, Any]:
    return tomllib.loads((resources() / "texts" / f"common.{language}.toml").read_text(encoding="utf-8"))


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its placeholders replaced. The values are never looked at: braces in them stay braces.

    A name that ends with a full stop ends the sentence too; boxes to tick stand apart from the words before them.
    """
    roomy = sentence.replace("☐ ", "☐\u00a0").replace(" ☐", "\u00a0\u00a0 ☐")
    roomy = _FRENCH.sub("\u00a0", _TOGETHER.sub("\\1\u00a0", roomy))
    if _ARABIC.search(roomy):
        roomy = _GERMAN_LAW.sub("\u2066\\g<0>\u2069", roomy)
    filled = _PLACEHOLDER.sub(lambda found: values[found[1]], roomy)
    return filled.replace(".\u2069.", ".\u2069")


@dataclass(frozen=True)
class _Reading:
    name: str

    def get(self, table: dict[str, Any], key: str, kind: type, default: Any = None) -> Any:
        value = table.get(key, default)
        if not isinstance(value, kind):
            raise unusable(self.name, _("„{key}“ fehlt oder ist nicht richtig angegeben.").format(key=key))
        return value

    def text(self, raw: dict[str, Any], common: Mapping[str, str]) -> PaperText:
        get = self.get
        return PaperText(
            paper=get(raw, "paper", str),
            language=get(raw, "language", str),
            rightwards=get(raw, "direction", str) == "ltr",
            version=get(raw, "version", str),
            date=get(raw, "date", date),
            reviewed=get(raw, "status", str) == "reviewed",
            reviewer=get(raw, "reviewer", str),
            title=get(raw, "title", str),
            words={**common, **{key: str(value) for key, value in get(raw, "words", dict, {}).items()}},
            clauses=tuple(self._clause(each) for each in get(raw, "clause", list, [])),
        )

    def _clause(self, table: dict[str, Any]) -> Clause:
        get = self.get
        paragraphs = tuple(
            Paragraph(
                _one_line(get(each, "text", str)), self._conditions(each), _one_line(get(each, "source", str, ""))
            )
            for each in get(table, "paragraph", list)
        )
        heading, source = get(table, "heading", str), get(table, "source", str, "")
        return Clause(get(table, "key", str), heading, paragraphs, self._conditions(table), source)

    def _conditions(self, table: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(each) for each in self.get(table, "when", list, []))


def _translated(name: str, german: PaperText, clauses: dict[str, Any]) -> list[dict[str, Any]]:
    """The clauses of a translation in the shape of the German file: `clauses.key = ["heading", "paragraph", ...]`."""
    found = []
    for clause in german.clauses:
        said = clauses.get(clause.key)
        if not isinstance(said, list) or len(said) != len(clause.paragraphs) + 1:
            raise unusable(
                name,
                _("Der Abschnitt „{key}“ braucht eine Überschrift und {n} Absätze wie im Deutschen.").format(
                    key=clause.key, n=len(clause.paragraphs)
                ),
            )
        paragraphs = [
            {"text": sentence, "when": list(paragraph.when), "source": paragraph.text}
            for sentence, paragraph in zip(said[1:], clause.paragraphs, strict=True)
        ]
        found.append(
            {
                "key": clause.key,
                "heading": said[0],
                "paragraph": paragraphs,
                "when": list(clause.when),
                "source": clause.heading,
            }
        )
    return found


def _check(name: str, text: PaperText, known: Known) -> None:
    for key, needed in {**COMMON, **(known.words or {})}.items():
        if key not in text.words:
            raise unusable(name, _("Unter „words“ fehlt „{key}“.").format(key=key))
        _check_placeholders(name, text.words[key], frozenset(needed.split()))
    for clause in text.clauses:
        _check_placeholders(name, clause.heading, frozenset())
        for conditions in (clause.when, *(paragraph.when for paragraph in clause.paragraphs)):
            for fact in (part.removeprefix("not ") for each in conditions for part in each.split(" or ")):
                if fact not in known.facts:
                    raise unusable(name, _("Die Bedingung „{name}“ gibt es nicht.").format(name=fact))
        for paragraph in clause.paragraphs:
            _check_placeholders(name, paragraph.text, known.placeholders)
            if paragraph.source and not _same_placeholders(paragraph.text, paragraph.source):
                raise unusable(
                    name,
                    _("Im Abschnitt „{key}“ stehen andere Platzhalter als im Deutschen.").format(
                        key=clause.heading or clause.key
                    ),
                )


def _same_placeholders(text: str, german: str) -> bool:
    return set(_PLACEHOLDER.findall(text)) == set(_PLACEHOLDER.findall(german))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _check_placeholders(file: str, sentence: str, allowed: frozenset[str]) -> None:
    for name in _PLACEHOLDER.findall(sentence):
        if name not in allowed:
            raise unusable(file, _("Den Platzhalter „{name}“ gibt es nicht.").format(name=f"{{{name}}}"))
    rest = _PLACEHOLDER.sub("", sentence)
    if "{" in rest or "}" in rest:
        raise unusable(file, _("Eine geschweifte Klammer steht allein in „{sentence}“.").format(sentence=sentence[:60]))


def holds(conditions: tuple[str, ...], facts: frozenset[str]) -> bool:
    return all(
        any((part.removeprefix("not ") in facts) != part.startswith("not ") for part in each.split(" or "))
        for each in conditions
    )


def unusable(name: str, problem: str) -> UnusableText:
    return UnusableText(
        _(
            "Der Wortlaut in der Datei {file} lässt sich nicht verwenden. {problem} Es wurde kein Papier erstellt, Ihre"
            " Daten sind unverändert. Bitte berichtigen Sie die Datei."
        ).format(file=name, problem=problem)
    )
