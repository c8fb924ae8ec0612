"""One paper to look at, print and save: the same from wherever a coordinator turns out to need it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub.choices import Paper
from mentorhub.documents import issue
from mentorhub.privacy import data_copy
from mentorhub.text import _
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.tasks import Tasks


def preview_paper(
    parent: QWidget,
    tasks: Tasks,
    paper: Paper,
    ids: Sequence[UUID],
    today: date,
    *,
    language: str = "de",
    title: str = "",
    noted: bool = True,
    load: Callable[[Any], issue.Preview] | None = None,
) -> PreviewDialog:
    """`noted`: that it leaves is recorded; a blank form is nobody's. `load` makes what is of one period only."""

    def note(session: Any, made: issue.Preview, sha256: str, *, keep: bool = False) -> None:
        issue.note(session, paper, ids, today, made, sha256, language, keep=keep)

    dialog = PreviewDialog(
        parent,
        tasks,
        title or paper.label,
        load or (lambda session: issue.preview(session, paper, ids, today, language)),
        note if noted else None,
        partial(note, keep=True) if noted and issue.may_keep(paper, ids) else None,
    )
    show_over(parent, dialog)
    return dialog


def preview_data_copy(parent: QWidget, tasks: Tasks, person_id: UUID, today: date) -> PreviewDialog:
    """Everything about one person; whoever calls has asked for the Kennwort again. It is never kept."""
    dialog = PreviewDialog(
        parent,
        tasks,
        Paper.DATA_COPY.label,
        lambda session: data_copy.preview(session, person_id, today),
        lambda session, made, sha256: data_copy.note(session, person_id, today, made, sha256),
    )
    dialog.notice.say(
        _("Bitte lesen Sie die freien Texte, bevor Sie das Papier herausgeben: MentorHub schwärzt nur Namen und "
          "Nummern, die im Datenordner stehen.")
    )  # fmt: skip
    show_over(parent, dialog)
    return dialog


def print_paper(parent: QWidget, tasks: Tasks, paper: Paper, person_id: UUID, today: date) -> PreviewDialog:
    """Of one person, in German; other languages are chosen under *Papiere*."""
    return preview_paper(parent, tasks, paper, (person_id,), today)
