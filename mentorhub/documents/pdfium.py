"""The one door to the library that reads PDF: it must never be used by two threads at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

from mentorhub.errors import MentorHubError
from mentorhub.text import _

_ONE_AT_A_TIME = threading.RLock()


class UnreadablePdf(MentorHubError):
    """No PDF, a broken one, or one that asks for a password."""


@contextmanager
def opened(pdf: bytes) -> "Iterator[PdfDocument]":
    """From memory, never by way of a file. Raises `UnreadablePdf`."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdf(
                _("Dieses PDF lässt sich nicht lesen: Es ist beschädigt oder mit einem Kennwort geschützt. Es wurde "
                  "nichts geändert.")
            ) from error  # fmt: skip
        try:
            yield document
        finally:
            document.close()
