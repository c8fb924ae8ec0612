"""Writing the comment for the town: kept as a draft, approved on the page."""

from PySide6.QtWidgets import QWidget

from mentorhub.statistics import comments, sentences
from mentorhub.statistics.comments import Draft
from mentorhub.statistics.periods import Period
from mentorhub.text import _, german_date
from mentorhub.ui import widgets
from mentorhub.ui.fields import NotesField
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class CommentDialog(FormDialog):
    def __init__(self, parent: QWidget, tasks: Tasks, period: Period, draft: Draft) -> None:
        super().__init__(parent, tasks, _("Kommentar zu {period}").format(period=period.label), width=44)
        self._period = period
        self.add_above(widgets.label(sentences.COMMENT_UNPROTECTED, "muted"))
        if draft.approved_on is not None:
            told = _("Freigegeben am {day}. Wenn Sie den Text ändern, muss er neu freigegeben werden.")
            self.add_above(widgets.Notice(told.format(day=german_date(draft.approved_on))))
        self.form.add("text", sentences.COMMENT_ASKED, NotesField(12))
        self.form.set_values({"text": draft.text})
        self.keep_drafts("statistics", period.code, self.windowTitle())
        self.words_when_saved = _("Der Kommentar ist gespeichert.")

    def save(self) -> None:
        self.tasks.save(
            self,
            comments.keep,
            self._period.code,
            self.form.values()["text"],
            then=self.saved,
            on_field_error=self.form.show_error,
        )
