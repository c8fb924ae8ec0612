"""A dialog around a form: Speichern (Strg+S), Abbrechen, and never a lost entry."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mentorhub.text import _
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.drafting import Drafting
from mentorhub.ui.forms import Form
from mentorhub.ui.pick_field import PickField
from mentorhub.ui.tasks import Tasks

_OF_THE_SCREEN = 0.92
_TITLE_BAR = 2.5
"""In em."""


def show_over(parent: QWidget, dialog: QDialog) -> None:
    """Opens it; those that were closed before are thrown away, so a day of quick entries leaves none behind."""
    for old in parent.findChildren(QDialog):
        if old is not dialog and not old.isVisible():
            old.deleteLater()
    dialog.open()


class PlainFormDialog(QDialog):
    """For what lies in no data folder. Put fields into `self.form`, write `save` (it ends with `self.saved(...)`), and
    call `open()`. The first field has the focus unless another was given it. What `add_above` and `add_below` put
    around the fields stays in sight while those scroll."""

    told = Signal(str)
    """What was saved, each time something was: for the status bar."""

    def __init__(self, parent: QWidget, title: str, *, save_words: str = "", width: float = 36) -> None:
        super().__init__(parent)
        self.result_value: object = None
        self.words_when_saved = _("Gespeichert.")
        self.setWindowTitle(title)
        self.setModal(True)
        self.form = Form()
        self.save_button = widgets.button(save_words or _("Speichern"), self.try_to_save, look="primary")
        self.save_button.setDefault(True)
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self, self.try_to_save)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.save_button)
        inside = QWidget()
        words = widgets.column(inside, self.form, None)
        words.setContentsMargins(0, 0, theme.em(0.6), 0)
        self._fields = widgets.scrolling(inside)
        self._fields.setMinimumHeight(theme.em(2.4))
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.em(0.8))
        self._body.addWidget(self._fields, 1)
        layout = QVBoxLayout(self)
        widgets.margins(layout, 1.1, 1.3)
        layout.setSpacing(theme.em(0.9))
        layout.addWidget(widgets.label(title, "subtitle"))
        layout.addLayout(self._body, 1)
        layout.addLayout(self.buttons)
        self.drafting: Drafting | None = None
        self._draft_of: tuple[str, object | None, str] = ("", None, "")
        self._width = width
        self._shown_before = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focused)

    def add_above(self, widget: QWidget) -> None:
        self._body.insertWidget(self._body.indexOf(self._fields), widget)

    def add_below(self, widget: QWidget) -> None:
        self._body.addWidget(widget)

    def save(self) -> None:
        """Called with a form that has passed its checks."""
        raise NotImplementedError

    def saved(self, result: object = None) -> None:
        """Give this to `tasks.save` as `then`: closes; the result is in `result_value`."""
        self.result_value = result
        self.form.take_as_unchanged()
        self.accept()
        self.told.emit(self.words_when_saved)

    def try_to_save(self) -> None:
        self.when_found(self._try_to_save)

    def when_found(self, then: Callable[[], object]) -> None:
        """At once, or as soon as the search for what was typed just now has its hits: whoever types fast never saves
        what stood chosen before."""
        fields = self.form.findChildren(PickField)
        searching = next((each for each in fields if each.isVisibleTo(self) and each.is_searching()), None)
        if searching is None:
            then()
        else:
            searching.loaded.connect(lambda: self.when_found(then), Qt.ConnectionType.SingleShotConnection)
            searching.hurry()

    def _try_to_save(self) -> None:
        if self.form.check():
            self.save()
        self.fit()

    def fit(self) -> None:
        """As high as its parts will be once they are laid out, but never higher than the screen, and wholly on it.
        Call it again when something has appeared."""
        QTimer.singleShot(0, self, self._refit)

    def reject(self) -> None:
        """Also on Escape and on closing the window: asks before anything typed is thrown away."""
        if self.form.is_changed():
            answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
            if answer == "save":
                self.try_to_save()
                return
            if answer == "stay":
                return
        if self.drafting is not None:
            self.drafting.end()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()  # first: it is placed by its size
        super().showEvent(event)
        self._stay_on_screen()
        if self._shown_before:  # the window was locked in between: what was typed is still unsaved
            return
        self._shown_before = True
        self.form.take_as_unchanged()
        if self.drafting is not None:
            page, record, title = self._draft_of
            self.drafting.begin(page, record, type(self).__name__, title)
        mnemonics.assign(self)
        focused = self.focusWidget()
        if focused is None or not self.form.isAncestorOf(focused):
            self.form.go_to_first_field()
        self.fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        room = self.screen().availableSize()
        self.resize(min(theme.em(self._width), room.width()), self.height())
        layout.activate()
        inside = self.form.width() if self.isVisible() else theme.em(self._width - 3.2)
        fields = self.form.heightForWidth(inside) if self.form.hasHeightForWidth() else self.form.sizeHint().height()
        around = layout.totalHeightForWidth(self.width()) - self._height_reckoned()
        wanted = around + max(fields + theme.em(0.4), self._fields.minimumHeight())
        self.resize(self.width(), min(wanted, round(room.height() * _OF_THE_SCREEN)))

    def _height_reckoned(self) -> int:
        """What the layout takes the fields for, whatever they hold."""
        fields = self._fields
        return max(fields.sizeHint().height(), fields.minimumSizeHint().height(), fields.minimumHeight())

    def _show_focused(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Also where a problem is shown beside a field that was scrolled away."""
        if focused is not None and self.form.isAncestorOf(focused):
            self._fields.ensureWidgetVisible(focused)

    def _refit(self) -> None:
        self._fit()
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """Moved as little as possible; before the frame is known, room for a title bar is left."""
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        if frame == self.geometry():
            frame.setTop(frame.top() - theme.em(_TITLE_BAR))
        left = max(room.left(), min(frame.left(), room.right() - frame.width() + 1))
        top = max(room.top(), min(frame.top(), room.bottom() - frame.height() + 1))
        away = QPoint(left, top) - frame.topLeft()
        if not away.isNull():
            self.move(self.pos() + away)


class FormDialog(PlainFormDialog):
    """`save` ends with `self.tasks.save(self, ..., then=self.saved, on_field_error=self.form.show_error)`."""

    def __init__(self, parent: QWidget, tasks: Tasks, title: str, *, save_words: str = "", width: float = 36) -> None:
        super().__init__(parent, title, save_words=save_words, width=width)
        self.tasks = tasks

    def keep_drafts(self, page: str, record: object | None, title: str) -> None:
        """What is typed survives a crash and is offered again: of this record, which `page` shows (nothing: of a new
        one). `title` is what it is about, in words. Never for a Kennwort or a certificate of conduct."""
        self.drafting = Drafting(self.form, self.tasks, self)
        self._draft_of = (page, record, title)
        self.add_above(self.drafting.notice)

    def take_beginning(self) -> None:
        """What the fields begin with has only now arrived (the hits of a search): nothing was typed yet."""
        if self.drafting is None or not self.drafting.has_gone_on:
            self.form.take_as_unchanged()
