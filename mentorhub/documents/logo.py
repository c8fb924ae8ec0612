"""The association's logo: a picture from anywhere becomes plain pixels before it is stored or printed."""

from pathlib import Path

from sqlmodel import Session, select

from mentorhub.db.tables import Organisation
from mentorhub.errors import MentorHubError
from mentorhub.text import _

_LARGEST_FILE = 10_000_000
_LARGEST = 8000
_KEPT = 800
"""Pixels along the longer side: enough for print at the size of a letterhead."""


class UnusablePicture(MentorHubError):
    """Not a PNG or JPEG, or too large."""


def checked(content: bytes) -> bytes:
    """A PNG of nothing but pixels: no hidden data, no transparency, no more dots than print needs."""
    from mentorhub.documents import pictures

    if len(content) > _LARGEST_FILE:
        raise _unusable(_("Die Datei ist größer als 10 MB."))
    try:
        pixels = pictures.opened(content)
    except pictures.NoPicture as error:
        raise _unusable(_("Die Datei ist kein Bild im Format PNG oder JPEG.")) from error
    if max(pixels.size) > _LARGEST:
        raise _unusable(_("Das Bild hat mehr als 8.000 Bildpunkte in einer Richtung."))
    return pictures.written(pictures.on_white(pixels, _KEPT), "PNG")


def read(path: Path) -> bytes:
    """A file somebody chose. Raises `UnusablePicture`."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _unusable(_("Die Datei ist größer als 10 MB."))
        return path.read_bytes()
    except OSError as error:
        raise _unusable(_("Die Datei lässt sich nicht öffnen.")) from error


def change(session: Session, picture: bytes | None) -> None:
    """Print this logo from now on, or none. Raises `UnusablePicture`."""
    row = session.exec(select(Organisation)).one()
    row.logo = None if picture is None else checked(picture)
    session.add(row)
    session.flush()


def get(session: Session) -> bytes | None:
    return session.exec(select(Organisation)).one().logo


def _unusable(problem: str) -> UnusablePicture:
    return UnusablePicture(
        _("Dieses Bild lässt sich nicht als Logo verwenden. {problem} Es bleibt alles, wie es war.").format(
            problem=problem
        )
    )
