"""Keeps what is typed into a form after a pause, offers it again after a crash, and forgets it once it is settled."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.tasks import Tasks

if TYPE_CHECKING:
    from mentorhub.drafts import Kept

PAUSE = 1_500
"""Milliseconds without a key, after which what stands in the form is kept."""


class Filled(Protocol):
    """What is filled in: a form, or a table as one."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def settled(self) -> SignalInstance:
        """Saved, taken back, or another record."""

    def values(self) -> dict[str, Any]: ...

    def put(self, values: Mapping[str, object]) -> None:
        """As if typed."""

    def is_changed(self) -> bool: ...


class Watched(Protocol):
    """Who knows whether something is unsaved: the form, or what stands around it."""

    def is_changed(self) -> bool: ...


class Drafting(QObject):
    """`begin` for each record that comes into the form. The notice stands hidden until there is something to offer."""

    def __init__(self, form: Filled, tasks: Tasks, parent: QObject, *, watched: Watched | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._watched = watched or form
        self._tasks = tasks
        self._key = ""
        self._title = ""
        self._is_kept = False
        self._offered: Kept | None = None
        self._go_on_with = ""
        self.has_gone_on = False
        """What was kept stands in the form again: it is not to be taken for what the form begins with."""
        self.notice = DraftNotice()
        self.notice.go_on.connect(self._go_on)
        self.notice.throw_away.connect(self._throw_away)
        self._rest = QTimer(self, singleShot=True, interval=PAUSE)
        self._rest.timeout.connect(self.keep_now)
        form.changed.connect(self._typed)
        form.settled.connect(self._settled)

    def begin(self, page: str, record: object | None, form: str, title: str) -> None:
        """From now on this form, of this record (nothing: of a new one)."""
        from mentorhub import drafts

        self._rest.stop()
        self._key = f"{page}/{record or 'new'}/{form}"
        self._title = title
        self._is_kept = False
        self._offered = None
        self.has_gone_on = False
        self.notice.hide()
        key = self._key
        self._tasks.load(self, drafts.found, key, then=lambda kept: self._offer(key, kept), channel="draft")

    def go_on_at_once(self, form: str) -> None:
        """Somebody has asked for just this form's draft: when the form comes, it is put in without offering it."""
        self._go_on_with = form

    def end(self) -> None:
        """Nothing is entered any more, or it was thrown away on purpose."""
        self._rest.stop()
        if self._is_kept:
            self._forget()

    def keep_now(self) -> None:
        from mentorhub import drafts

        if self._key and self._offered is None and self._watched.is_changed():
            self._is_kept = True
            self._tasks.keep(self, drafts.keep, self._key, self._title, self._form.values())

    def _typed(self) -> None:
        if self._key:
            self._rest.start()

    def _settled(self) -> None:
        """Saved, taken back, or another record."""
        self.end()

    def _offer(self, key: str, kept: "Kept | None") -> None:
        if kept is None or key != self._key or self._is_kept:
            return
        self._offered = kept
        if key == self._go_on_with:
            self._go_on_with = ""
            self._go_on()
        else:
            self.notice.say(kept)

    def _go_on(self) -> None:
        kept, self._offered = self._offered, None
        self.notice.hide()
        if kept is not None:
            self._is_kept = self.has_gone_on = True
            self._form.put(kept.values)

    def _throw_away(self) -> None:
        self._offered = None
        self.notice.hide()
        self._forget()

    def _forget(self) -> None:
        from mentorhub import drafts

        self._is_kept = False
        self._tasks.keep(self, drafts.forget, self._key)


class DraftNotice(QFrame):
    go_on = Signal()
    throw_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "warning")
        self._words = widgets.label()
        self.go_on_button = widgets.button(_("Weiter bearbeiten"), self.go_on.emit)
        self.throw_away_button = widgets.button(_("Verwerfen"), self.throw_away.emit, look="link")
        buttons = widgets.line(None, None, self.throw_away_button, self.go_on_button)
        widgets.margins(widgets.column(self, self._words, buttons, space=0.3), 0.5, 0.8)
        self.hide()

    def say(self, kept: "Kept") -> None:
        self._words.setText(sentence(kept))
        self.show()


def sentence(kept: Any) -> str:
    when = kept.at.astimezone()
    return _("Sie haben am {day} um {time} etwas eingegeben und nicht gespeichert: {what}.").format(
        day=f"{when:%d.%m.%Y}", time=f"{when:%H:%M}", what=kept.title
    )
