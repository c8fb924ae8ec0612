"""Einstellungen: the texts that are proposed for mails, one at a time, with the words that are filled in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mentorhub import mails
from mentorhub.mails import Template
from mentorhub.text import _
from mentorhub.ui import captions, messages, theme, widgets
from mentorhub.ui.fields import ChoiceField, NotesField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


class MailsPanel(QWidget):
    """The choice above, its subject and text below; German, whatever the language of the screen."""

    def __init__(self, tasks: Tasks, window: Window) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._templates: dict[str, Template] = {}
        self._kind = mails.KINDS[0]
        self.kind = ChoiceField([(kind, kind) for kind in mails.KINDS])
        self.kind.setAccessibleName(_("Anlass"))
        self.kind.currentIndexChanged.connect(lambda: self._choose())
        self.form = Form()
        self.form.add("subject", _("Betreff"), TextField())
        self.form.add("text", _("Text"), NotesField(11))
        captions.even_out(self.form, 6)
        self.form.take_as_unchanged()
        self.gaps = widgets.label("", "hint")
        self.gaps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reset_button = widgets.button(_("Mitgelieferter Text"), self.reset, icon="undo")
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        caption = widgets.label(_("Anlass"), wrap=False)
        caption.setBuddy(self.kind)
        top = widgets.line(None, caption, self.kind, None)
        inside = QWidget()
        body = widgets.column(inside, widgets.card(top, self.form, self.gaps), None)
        body.setContentsMargins(0, 0, theme.em(0.5), 0)
        buttons = widgets.line(None, self.reset_button, None, self.save_button)
        widgets.column(self, widgets.scrolling(inside), buttons, space=0.7).setStretch(0, 1)
        self.setMaximumWidth(theme.em(52))
        self.form.changed.connect(self._show_changed)

    def reload(self) -> None:
        self._tasks.load(self, mails.templates, then=self._take, channel="mails")

    def is_changed(self) -> bool:
        return self.form.is_changed()

    def save(self) -> None:
        if not self.form.is_changed():
            return
        values = self.form.values()
        self._tasks.save(
            self,
            mails.set_template,
            self._kind,
            values["subject"],
            values["text"],
            then=lambda _nothing: self._saved(),
            on_field_error=self.form.show_error,
        )

    def discard(self) -> None:
        self._show()

    def reset(self) -> None:
        self._tasks.save(self, mails.reset_template, self._kind, then=lambda _nothing: self._saved())

    def _saved(self) -> None:
        self.form.take_as_unchanged()
        self._window.say(_("Gespeichert"))
        self.reload()

    def _take(self, found: list[Template]) -> None:
        self._templates = {each.kind: each for each in found}
        if not self.form.is_changed():
            self.kind.blockSignals(True)
            self.kind.set_options([(each.kind, each.label) for each in found])
            self.kind.choose(self._kind)
            self.kind.blockSignals(False)
            self._show()

    def _choose(self) -> None:
        wanted = self.kind.value()
        if wanted == self._kind:
            return
        if self.form.is_changed():
            answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
            if answer != "discard":
                self.kind.choose(self._kind)
                if answer == "save":
                    self.save()
                return
        self._kind = wanted
        self._show()

    def _show(self) -> None:
        template = self._templates.get(self._kind)
        if template is None:
            return
        self.form.set_values({"subject": template.subject, "text": template.text})
        offered = ", ".join("{" + gap + "}" for gap in template.gaps)
        self.gaps.setText(
            _("Wird ausgefüllt: {gaps}. Die Texte sind deutsch, in einfacher Sprache.").format(gaps=offered)
        )
        self._show_changed()

    def _show_changed(self) -> None:
        template = self._templates.get(self._kind)
        self.save_button.setEnabled(self.form.is_changed())
        self.reset_button.setEnabled(template is not None and template.is_own)
