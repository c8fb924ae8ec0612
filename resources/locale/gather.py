"""Gathers the sentences to translate from the program and its rule files into `en/LC_MESSAGES/mentorhub.po`.

Run by `./dev words`. German sentences are the keys. The catalogue is written without dates, places and forgotten
sentences and in the order of the alphabet, so that a change of the program shows as a few changed lines.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path(__file__).resolve().parent / "en" / "LC_MESSAGES" / "mentorhub.po"

_HEADER = r"""# The English words of MentorHub. Sentences to translate are gathered by ./dev words.
msgid ""
msgstr ""
"Project-Id-Version: MentorHub\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
_SHOWN = ("label", "unit", "source", "group", "why")


def sentences() -> Catalog:
    """All sentences of the program, untranslated."""
    found = Catalog()
    for file in sorted((ROOT / "mentorhub").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                _add(found, getattr(call.func, "id", ""), [_literal(argument) for argument in call.args])
    for words in rule_words():
        found.add(words)
    return found


def _add(found: Catalog, function: str, words: list[str]) -> None:
    """What a call marks as a sentence; a name that is looked up only while the program runs is marked elsewhere."""
    match function, words:
        case "_" | "N_", [str(sentence)] if sentence:
            found.add(sentence)
        case "ngettext", [singular, plural, _]:
            found.add((singular, plural))
        case "pgettext", [context, word]:
            found.add(word, context=context)


def _literal(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def rule_words() -> Iterator[str]:
    """What the screens show of the shipped rules: name, unit, and the note that says where the default comes from."""
    for file in sorted((ROOT / "resources" / "rules").glob("*.toml")):
        for group in tomllib.loads(file.read_text("utf-8")).values():
            for rule in (group, *group.values()) if isinstance(group, dict) else ():
                if isinstance(rule, dict):
                    yield from (rule[word] for word in _SHOWN if isinstance(rule.get(word), str) and rule[word])


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, "en")


def write(translated: Catalog) -> None:
    with CATALOGUE.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, translated, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)


def untranslated(translated: Catalog) -> list[str]:
    """The German sentences, the singular of those that count something."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in translated
        if message.id and not (message.string and all(message.string))
    ]


def main() -> int:
    translated = catalogue()
    translated.update(sentences(), no_fuzzy_matching=True)
    write(translated)
    missing = untranslated(translated)
    print(*missing, sep="\n", end="\n" if missing else "")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
