"""The wording of the printed papers: readable files in `resources/texts/`, one for each paper and language.

A file is checked when it is loaded, so that a slip of the pen is found by whoever changed the file and not by the two
people who are waiting for their paper.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mentorhub.choices import LegalForm, PrivacyRegime
from mentorhub.errors import MentorHubError
from mentorhub.paths import resources
from mentorhub.text import _

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class UnusableText(MentorHubError):
    """The file with a paper's wording is missing or has a mistake in it."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    when: tuple[str, ...] = ()


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
            texts = [paragraph.text for paragraph in clause.paragraphs if _holds(paragraph.when, facts)]
            if texts and _holds(clause.when, facts):
                chosen.append((clause.heading, texts))
        return chosen


@dataclass(frozen=True)
class _Known:
    """What the file of one paper may mention: placeholders and facts in its clauses, the words it must have."""

    placeholders: frozenset[str]
    facts: frozenset[str]
    words: Mapping[str, str]
    """Each word with the placeholders it needs, separated by spaces."""


_EVERY_PAPER = {"page": "page pages", "version": "version"}

KNOWN = {
    "agreement": _Known(
        frozenset(
            "goals topics trial_start trial_end start_on planned_end_on rhythm hours places contact contact_or_deputy"
            " insurance_liability insurance_accident".split()
        ),
        frozenset(
            "minor family trial start planned_end goals topics hours household insurance_liability"
            " insurance_accident".split()
        )
        | {form.value for form in LegalForm}
        | {regime.value for regime in PrivacyRegime},
        _EVERY_PAPER
        | {
            "number": "number",
            "date": "date",
            "phone": "phone",
            "email": "email",
            "deputy": "deputy",
            "office_hours": "office_hours",
            "household": "household",
        }
        | dict.fromkeys(
            "mentor mentee organisation coordinator guardian somebody place_and_date copies and".split(), ""
        ),
    ),
    "recovery_sheet": _Known(
        frozenset(),
        frozenset(),
        _EVERY_PAPER | {"created": "date"} | dict.fromkeys(("subtitle", "key", "kept_at", "handed_over"), ""),
    ),
    "emergency_sheet": _Known(
        frozenset(),
        frozenset(regime.value for regime in PrivacyRegime),
        _EVERY_PAPER
        | {"created": "date", "counts": "people pairings activities"}
        | dict.fromkeys(("authority", "officer", "controller"), "name")
        | dict.fromkeys(("subtitle", "stored", "kinds", "noticed", "deadline", "signed"), ""),
    ),
}


def languages(paper: str) -> tuple[str, ...]:
    """The languages this paper is shipped in, German first."""
    found = sorted(path.name.split(".")[1] for path in (resources() / "texts").glob(f"{paper}.*.toml"))
    return tuple(sorted(found, key=lambda language: language != "de"))


def load(paper: str, language: str, folder: Path | None = None) -> PaperText:
    """The wording in force, from the shipped texts or from `folder`. Raises `UnusableText` naming file and mistake."""
    path = (folder or resources() / "texts") / f"{paper}.{language}.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _unusable(path, _("Die Datei lässt sich nicht öffnen.")) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path, _("Die Datei ist nicht richtig aufgebaut: {problem}").format(problem=error)) from error
    text = _read(path, raw)
    if (text.paper, text.language) != (str(paper), language):
        raise _unusable(path, _("Die Datei enthält ein anderes Papier oder eine andere Sprache, als ihr Name sagt."))
    _check(path, text, KNOWN[text.paper])
    return text


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its placeholders replaced. The values are never looked at: braces in them stay braces."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], sentence)


def _read(path: Path, raw: dict[str, Any]) -> PaperText:
    def get(table: dict[str, Any], key: str, kind: type, default: Any = None) -> Any:
        value = table.get(key, default)
        if not isinstance(value, kind):
            raise _unusable(path, _("„{key}“ fehlt oder ist nicht richtig angegeben.").format(key=key))
        return value

    def conditions(table: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(each) for each in get(table, "when", list, []))

    def clause(table: dict[str, Any]) -> Clause:
        paragraphs = tuple(
            Paragraph(" ".join(get(each, "text", str).split()), conditions(each))
            for each in get(table, "paragraph", list)
        )
        return Clause(get(table, "key", str), get(table, "heading", str), paragraphs, conditions(table))

    return PaperText(
        paper=get(raw, "paper", str),
        language=get(raw, "language", str),
        rightwards=get(raw, "direction", str) == "ltr",
        version=get(raw, "version", str),
        date=get(raw, "date", date),
        reviewed=get(raw, "status", str) == "reviewed",
        reviewer=get(raw, "reviewer", str),
        title=get(raw, "title", str),
        words={key: str(value) for key, value in get(raw, "words", dict).items()},
        clauses=tuple(clause(each) for each in get(raw, "clause", list)),
    )


def _check(path: Path, text: PaperText, known: _Known) -> None:
    for key, needed in known.words.items():
        if key not in text.words:
            raise _unusable(path, _("Unter „words“ fehlt „{key}“.").format(key=key))
        _check_placeholders(path, text.words[key], frozenset(needed.split()))
    for clause in text.clauses:
        _check_placeholders(path, clause.heading, frozenset())
        for conditions in (clause.when, *(paragraph.when for paragraph in clause.paragraphs)):
            for fact in (part.removeprefix("not ") for each in conditions for part in each.split(" or ")):
                if fact not in known.facts:
                    raise _unusable(path, _("Die Bedingung „{name}“ gibt es nicht.").format(name=fact))
        for paragraph in clause.paragraphs:
            _check_placeholders(path, paragraph.text, known.placeholders)


def _check_placeholders(path: Path, sentence: str, allowed: frozenset[str]) -> None:
    for name in _PLACEHOLDER.findall(sentence):
        if name not in allowed:
            raise _unusable(path, _("Den Platzhalter „{name}“ gibt es nicht.").format(name=f"{{{name}}}"))
    rest = _PLACEHOLDER.sub("", sentence)
    if "{" in rest or "}" in rest:
        raise _unusable(
            path, _("Eine geschweifte Klammer steht allein in „{sentence}“.").format(sentence=sentence[:60])
        )


def _holds(conditions: tuple[str, ...], facts: frozenset[str]) -> bool:
    return all(
        any((part.removeprefix("not ") in facts) != part.startswith("not ") for part in each.split(" or "))
        for each in conditions
    )


def _unusable(path: Path, problem: str) -> UnusableText:
    return UnusableText(
        _(
            "Der Wortlaut in der Datei {file} lässt sich nicht verwenden. {problem} Es wurde kein Papier erstellt, Ihre"
            " Daten sind unverändert. Bitte berichtigen Sie die Datei."
        ).format(file=path.name, problem=problem)
    )
