"""Opens the data folder that a command works on: passphrase file, then key chain, then the person at the terminal."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import Session

from mentorhub import paths
from mentorhub.db import database, keys
from mentorhub.db.database import Database
from mentorhub.errors import MentorHubError
from mentorhub.text import _


class NoPassphrase(MentorHubError):
    """Nobody is there to type it and no file holds it."""


def data_folder(arguments: argparse.Namespace) -> Path:
    return arguments.data or paths.default_data_folder()


@contextmanager
def reading(arguments: argparse.Namespace) -> Iterator[Session]:
    with opened(arguments) as data, data.reading() as session:
        yield session


@contextmanager
def writing(arguments: argparse.Namespace) -> Iterator[Session]:
    with opened(arguments) as data, data.writing() as session:
        yield session


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Database]:
    data = _open(arguments)
    try:
        yield data
    finally:
        data.close()


def passphrase_from_file(arguments: argparse.Namespace) -> str | None:
    """The first line of the passphrase file, without the line end."""
    if arguments.passphrase_file is None:
        return None
    try:
        lines = Path(arguments.passphrase_file).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphrase(
            _(
                "Die Kennwortdatei {path} lässt sich nicht lesen. Es wurde nichts geändert; bitte prüfen Sie den Pfad."
            ).format(path=arguments.passphrase_file)
        ) from error
    return lines[0] if lines else ""


def ask(question: str) -> str:
    """At a terminal only; nothing is shown while typing."""
    if not sys.stdin.isatty():
        raise NoPassphrase(
            _(
                "Zum Öffnen fehlt das Kennwort. Bitte nennen Sie mit --passphrase-file eine Datei, in deren "
                "erster Zeile es steht."
            )
        )
    return getpass.getpass(question)


def _open(arguments: argparse.Namespace) -> Database:
    folder = data_folder(arguments)
    words = passphrase_from_file(arguments)
    if words is not None:
        return Database.open(folder, keys.Passphrase(words))
    if not database.has_data(folder):
        return Database.open(folder, keys.Passphrase(""))
    file = keys.read(folder)
    if file.asks_nothing:
        return Database.open(folder, keys.Passphrase(""))
    if file.has_key_chain:
        try:
            return Database.open(folder, keys.FromKeyChain())
        except keys.WrongSecret:
            pass
    return Database.open(folder, keys.Passphrase(ask(_("Kennwort: "))))
