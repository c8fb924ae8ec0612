"""Expected trouble. Each kind carries its own sentence: what happened, what it means for the data, what to do."""

from collections.abc import Mapping
from uuid import UUID

from mentorhub.text import ngettext


class MentorHubError(Exception):
    """Expected trouble, told to the person in one clear sentence; never a bug.

    ``str(error)`` is that sentence, already in the language of the interface and free of personal data that
    the person has not just typed.
    """


class Cancelled(MentorHubError):
    """The person pressed Cancel. Raised by the progress callback; whoever opened the session rolls it back."""


class FieldError(MentorHubError):
    """One field of a form holds something that can't be saved; shown beside that field."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class CellsRefused(MentorHubError):
    """Some cells of a table can't be saved, so none is; `problems` has a sentence for each line and column."""

    def __init__(self, problems: Mapping[tuple[UUID, str], str]) -> None:
        self.problems = dict(problems)
        super().__init__(
            ngettext(
                "{n} Feld lässt sich so nicht speichern. Es wurde nichts gespeichert; alles Getippte steht noch da.",
                "{n} Felder lassen sich so nicht speichern. Es wurde nichts gespeichert; alles Getippte steht noch da.",
                len(self.problems),
            ).format(n=len(self.problems))
        )
