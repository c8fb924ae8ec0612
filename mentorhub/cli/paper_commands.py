"""Print papers from the command line: the same as in the window."""

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from mentorhub import files, pairings, people
from mentorhub.cli.answers import Answer, written
from mentorhub.cli.opening import reading, writing
from mentorhub.errors import MentorHubError
from mentorhub.text import _


def add_print(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", nargs="?", metavar="PAPER", help=_("welches Papier (--list nennt alle)"))
    parser.add_argument("--list", action="store_true", help=_("die Papiere nennen"))
    parser.add_argument("--pairing", metavar="P")
    parser.add_argument("--person", metavar="P")
    parser.add_argument("--blank", action="store_true", help=_("leer, zum Ausfüllen von Hand"))
    parser.add_argument("--language", metavar="L", default="de")
    parser.add_argument("--to", type=Path, metavar="DIR")


def print_paper(arguments: argparse.Namespace) -> Answer:
    from mentorhub.documents import issue, registry
    from mentorhub.documents.registry import About

    papers = {kind.paper.value: kind for kind in registry.kinds()}
    if arguments.list:
        spoken = {paper: issue.languages(kind.paper) for paper, kind in papers.items()}
        return Answer(
            [{"paper": paper, "languages": list(each)} for paper, each in spoken.items()],
            [f"{paper}: {', '.join(each)}" for paper, each in spoken.items()],
        )
    kind = papers.get(arguments.paper)
    if kind is None:
        raise MentorHubError(_("Dieses Papier gibt es nicht. `mentorhub print --list` nennt alle."))
    if arguments.language not in issue.languages(kind.paper):
        raise MentorHubError(
            _("Dieses Papier gibt es noch nicht in dieser Sprache. `mentorhub print --list` nennt alle.")
        )
    number = arguments.pairing if kind.about is About.PAIRING else arguments.person
    if arguments.to is None or (kind.about is not About.FOLDER and bool(number) == arguments.blank):
        raise MentorHubError(_("Bitte nennen Sie mit --to einen Ordner und entweder --pairing, --person oder --blank."))
    if arguments.blank:
        with reading(arguments) as session:
            blank = issue.preview(session, kind.paper, [], today(), arguments.language)
        made = files.write_new(arguments.to / blank.file_name, blank.pdf)
    else:
        with writing(arguments) as session:
            ids = [] if number is None else [_of_number(session, kind.about is About.PAIRING, number)]
            made = issue.issue(session, kind.paper, ids, arguments.to, today(), arguments.language)
    return written([made])


def _of_number(session: Any, is_pairing: bool, number: str) -> UUID:
    return pairings.by_number(session, number) if is_pairing else people.by_number(session, number)


def today() -> date:
    return datetime.now().astimezone().date()
