"""The button beside a list's filters: filters with a name, one click away."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from mentorhub import kept_filters
from mentorhub.kept_filters import KeptFilter
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import TextField
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.widgets import ComboBox, SearchField

Control = SearchField | ComboBox


class FiltersMenu(QWidget):
    """Give it the controls of the list by name, those first that change what others offer."""

    applied = Signal()

    def __init__(self, tasks: Tasks, window: Window, page: str, controls: Mapping[str, Control]) -> None:
        super().__init__()
        self._tasks = tasks
        self._main = window
        self._page = page
        self._controls = controls
        self._kept: Sequence[KeptFilter] = ()
        self.menu = QMenu(self)
        self.button = widgets.icon_button("heart", _("Gemerkte Filter"), self._open)
        widgets.line(self, self.button)
        self.menu.aboutToShow.connect(self._fill)

    def reload(self) -> None:
        self._tasks.load(self, kept_filters.kept, self._page, then=self._take, channel="kept")

    def state(self) -> dict[str, str]:
        """What is chosen now, as it is kept."""
        return {name: _written(control) for name, control in self._controls.items()}

    def apply(self, content: Mapping[str, str]) -> None:
        """A choice that is no longer offered stays on "all"."""
        for name, control in self._controls.items():
            _choose(control, content.get(name, _EMPTY))
        self.applied.emit()

    def ask_name(self) -> None:
        dialog = NameDialog(self, self._tasks, self._page, self.state())
        dialog.told.connect(self._main.say)
        show_over(self, dialog)

    def _take(self, kept: Sequence[KeptFilter]) -> None:
        self._kept = kept

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _fill(self) -> None:
        self.menu.clear()
        for one in self._kept:
            self.menu.addAction(one.name.replace("&", "&&"), partial(self.apply, one.content))
        if not self._kept:
            self.menu.addAction(_("Noch kein Filter gemerkt")).setEnabled(False)
        self.menu.addSeparator()
        keep = self.menu.addAction(_("Diesen Filter merken …"), self.ask_name)
        keep.setEnabled(any(words != _EMPTY for words in self.state().values()))
        self.menu.addAction(_("Alles zeigen"), partial(self.apply, {}))
        if self._kept:
            forget = self.menu.addMenu(_("Filter vergessen"))
            for one in self._kept:
                forget.addAction(one.name.replace("&", "&&"), partial(self._forget, one))

    def _forget(self, one: KeptFilter) -> None:
        words = _("Filter „{name}“ vergessen.").format(name=one.name)
        self._tasks.save(self, kept_filters.forget, one.id, then=lambda _done: self._main.say(words))


class NameDialog(FormDialog):
    def __init__(self, parent: QWidget, tasks: Tasks, page: str, content: Mapping[str, str]) -> None:
        super().__init__(parent, tasks, _("Filter merken"), save_words=_("Merken"), width=26)
        self._page = page
        self._content = content
        self.words_when_saved = _("Filter gemerkt.")
        self.form.add(
            "name",
            _("Name"),
            TextField(longest=kept_filters.LONGEST_NAME),
            required=True,
            hint=_("Ein Filter mit demselben Namen wird ersetzt."),
        )

    def save(self) -> None:
        name = self.form.values()["name"]
        self.tasks.save(
            self,
            kept_filters.keep,
            self._page,
            name,
            self._content,
            then=self.saved,
            on_field_error=self.form.show_error,
        )


_EMPTY = ""


def _written(control: Control) -> str:
    if isinstance(control, SearchField):
        return control.text().strip()
    return _EMPTY if control.currentIndex() <= 0 else _as_text(control.value())


def _choose(control: Control, written: str) -> None:
    if isinstance(control, SearchField):
        control.setText(written)
        return
    options = control.values()
    control.setCurrentIndex(next((n for n, value in enumerate(options) if n and _as_text(value) == written), 0))


def _as_text(value: Any) -> str:
    """A choice is its stored value, several are a list of them: the same in every language of the interface."""
    return json.dumps(value)
