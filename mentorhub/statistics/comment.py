"""The coordinator's own words beside the figures: a file of its own in the package, marked as not protected. Pure."""

from dataclasses import dataclass
from datetime import date

from mentorhub.statistics import sentences
from mentorhub.statistics.catalogue import Association, Network
from mentorhub.statistics.periods import Period
from mentorhub.text import german_date

PART = "KOMMENTAR.txt"
LONGEST = 4000
"""Characters: about a page."""
_RULE = "-" * 40


@dataclass(frozen=True)
class Comment:
    """Approved words: without the day of the approval there is none, so nothing else can leave."""

    text: str
    approved_on: date


def to_file(comment: Comment, network: Network, association: Association, period: Period) -> bytes:
    lines = [
        f"{network.name}: Kommentar der Einrichtung",
        f"Einrichtung: {association.name} ({association.code})",
        f"Zeitraum: {period.german}",
        f"Freigegeben am {german_date(comment.approved_on)}",
        sentences.COMMENT_UNPROTECTED,
        "",
        sentences.COMMENT_ASKED,
        _RULE,
        *tidy(comment.text).split("\n"),
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def from_file(content: bytes, approved_on: date) -> Comment:
    """Raises `ValueError` for anything that `to_file` would not have written."""
    head, rule, text = content.decode("utf-8-sig").replace("\r\n", "\n").partition(f"\n{_RULE}\n")
    comment = Comment(text.removesuffix("\n"), approved_on)
    if not rule or not comment.text or comment.text != tidy(comment.text) or len(comment.text) > LONGEST:
        raise ValueError("comment")
    if sentences.COMMENT_UNPROTECTED not in head or f"Freigegeben am {german_date(approved_on)}" not in head:
        raise ValueError("comment")
    return comment


def tidy(text: str) -> str:
    """Without spaces at the ends of lines and without signs that can't be seen."""
    seen = "".join(
        sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign == "\n" or sign.isprintable()
    )
    return "\n".join(line.rstrip() for line in seen.split("\n")).strip("\n")
