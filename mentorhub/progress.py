"""How long work tells how far it is, and how it learns that nobody wants it any more."""

from typing import Protocol


class Progress(Protocol):
    """Called from time to time by long work; raises `Cancelled` when the person pressed Cancel."""

    def __call__(self, done: int, total: int) -> None: ...


def quiet(done: int, total: int) -> None:
    """For callers who don't watch."""
