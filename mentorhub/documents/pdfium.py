"""The one door to the library that reads PDF: it must never be used by two threads at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def opened(pdf: bytes) -> "Iterator[PdfDocument]":
    """From memory, never by way of a file. Raises `pypdfium2.PdfiumError` for what is no PDF or needs a password."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
