"""One paper of one person, to look at and print, from wherever it turns out to be missing."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub.choices import Paper
from mentorhub.documents import issue
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.tasks import Tasks


def print_paper(parent: QWidget, tasks: Tasks, paper: Paper, person_id: UUID, today: date) -> PreviewDialog:
    """In German; other languages are chosen under *Papiere*."""
    ids = (person_id,)
    dialog = PreviewDialog(
        parent,
        tasks,
        paper.label,
        lambda session: issue.preview(session, paper, ids, today),
        lambda session, made, sha256: issue.note(session, paper, ids, today, made, sha256),
    )
    dialog.open()
    return dialog
