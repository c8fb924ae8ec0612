"""Reads the words typed, runs one command, ends with 0 (done), 1 (expected trouble), 2 (wrong usage) or 3 (a bug)."""

import argparse
import contextlib
import errno
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import mentorhub
from mentorhub import bugs, paths, settings, text
from mentorhub.cli import commands, storage_commands, usage_words
from mentorhub.cli.answers import Answer
from mentorhub.errors import MentorHubError
from mentorhub.text import _

DONE, TROUBLE, USAGE, BUG = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - each way to end has a code of its own
    """The exit code. Without a command the window opens."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        _speak(words)
        arguments = _parser().parse_args(words)
        if arguments.command is None:
            return _window(arguments)
        with _quiet_output():
            answer: Answer = arguments.run(arguments)
        _say(answer, as_json=arguments.json)
    except MentorHubError as trouble:
        sys.stderr.write(f"{trouble}\n")
        return TROUBLE
    except KeyboardInterrupt:
        sys.stderr.write(_("Abgebrochen. Was schon gespeichert war, bleibt; Angefangenes wurde zurückgenommen.") + "\n")
        return TROUBLE
    except OSError as refused:
        if refused.errno not in (errno.ENOSPC, errno.EPIPE):
            return _report(refused)
        _drop_output()
        with contextlib.suppress(OSError):
            sys.stderr.write(_("Die Antwort ließ sich nicht ausgeben. Was der Befehl getan hat, bleibt getan.") + "\n")
        return TROUBLE
    except Exception as bug:  # noqa: BLE001 - the last door: a bug is reported without anybody's data
        return _report(bug)
    return answer.exit_code


def _report(bug: BaseException) -> int:
    report = bugs.write_report(bug, paths.reports_folder())
    sys.stderr.write(
        _("In MentorHub ist ein Fehler passiert. Ihre Daten sind unverändert. Ein Bericht ohne persönliche "
          "Daten liegt hier: {report}").format(report=report) + "\n"
    )  # fmt: skip
    return BUG


def _drop_output() -> None:
    """So that the end of the process does not try once more to write what could not be written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _speak(words: Sequence[str]) -> None:
    """The language comes first, so that even `--help` speaks it."""
    language = settings.load(paths.settings_file()).language
    for position, word in enumerate(words):
        if word.startswith("--language-ui"):
            language = word.partition("=")[2] or (words[position + 1] if position + 1 < len(words) else "")
    if language in text.LANGUAGES:
        text.use_language(language, paths.resources() / "locale")
    usage_words.speak()


def _say(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(answer.document, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in answer.lines))
    sys.stdout.flush()
    if answer.trouble:
        sys.stderr.write(f"{answer.trouble}\n")


@contextmanager
def _quiet_output() -> Iterator[None]:
    """Solvers sometimes print: while a command runs, standard output leads to standard error."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _window(arguments: argparse.Namespace) -> int:
    from mentorhub import app

    return app.main(arguments.data)


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("Antwort als JSON"))
    shared.add_argument(
        "--language-ui", choices=text.LANGUAGES, default=argparse.SUPPRESS, help=_("Sprache der Meldungen")
    )
    parser = argparse.ArgumentParser(
        prog="mentorhub",
        description=_("Patenschaften begleiten, ohne Internet. Ohne Befehl öffnet sich das Fenster."),
        parents=[shared],
    )
    parser.set_defaults(json=False, command=None)
    parser.add_argument("--version", action="version", version=f"MentorHub {mentorhub.__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help=_("Datenordner"))
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="F",
        default=os.environ.get("MENTORHUB_PASSPHRASE_FILE"),
        help=_("Datei, deren erste Zeile das Kennwort ist"),
    )
    subparsers = parser.add_subparsers(dest="command", metavar=_("BEFEHL"))
    for command in (*commands.COMMANDS, *storage_commands.COMMANDS):
        added = subparsers.add_parser(command.name, parents=[shared], help=_(command.help), description=_(command.help))
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    return parser
