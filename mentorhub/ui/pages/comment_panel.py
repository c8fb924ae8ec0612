"""The comment for the town, period by period: what is written, whether it is approved, what to look at again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentorhub.statistics import comments, sentences
from mentorhub.statistics.comments import Draft
from mentorhub.statistics.periods import Period
from mentorhub.text import _, german_date
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.comment_dialog import CommentDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Tasks


class CommentPanel(QWidget):
    told = Signal(str)

    def __init__(self, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__()
        self._tasks = tasks
        self._today = today
        self._period: Period | None = None
        self._draft = Draft()
        self.state = widgets.StatusLabel()
        self.hints = widgets.Notice()
        self.hints.hide()
        self.text = widgets.label()
        self.write_button = widgets.button(_("Kommentar schreiben …"), self._write, icon="edit")
        self.take_back_button = widgets.button(_("Freigabe zurücknehmen"), self._take_back, look="link")
        self.approve_button = widgets.button(_("Für das Paket freigeben"), self._approve, icon="ok", look="primary")
        inside = QWidget()
        widgets.column(inside, self.text, self.hints, None)
        sheet = widgets.card(
            widgets.label(sentences.COMMENT_ASKED, "section"),
            widgets.label(sentences.COMMENT_UNPROTECTED, "muted"),
            self.state,
            widgets.scrolling(inside),
            widgets.line(None, self.write_button, None, self.take_back_button, self.approve_button),
        )
        widgets.column(self, sheet).setStretch(0, 1)

    def show_period(self, period: Period) -> None:
        self._period = period
        self._tasks.load(self, comments.look, period.code, then=self._take, channel="comment")

    def _take(self, found: tuple[Draft, tuple[str, ...]]) -> None:
        self._draft, hints = found
        written, approved = bool(self._draft.text), self._draft.approved_on
        self.text.setText(self._draft.text or _("Noch kein Kommentar. Sie müssen keinen schreiben."))
        if approved is not None:
            words = _("Freigegeben am {day}: geht mit dem nächsten Paket heraus").format(day=german_date(approved))
            self.state.set_status(Status(words, "ok", "good"))
        else:
            words = _("Entwurf: geht nicht heraus, bis Sie ihn freigeben")
            self.state.set_status(Status(words, "problem", "warning") if written else None)
        self.hints.say("\n".join(hints))
        self.approve_button.setEnabled(written and approved is None)
        self.take_back_button.setVisible(approved is not None)

    def _write(self) -> None:
        if self._period is not None:
            dialog = CommentDialog(self, self._tasks, self._period, self._draft)
            dialog.told.connect(self.told)
            show_over(self, dialog)

    def _approve(self) -> None:
        if self._period is not None:
            self._tasks.save(self, comments.approve, self._period.code, self._draft.text, self._today())

    def _take_back(self) -> None:
        if self._period is not None:
            self._tasks.save(self, comments.take_back, self._period.code)
