"""Einstellungen, *Netzwerk*: which network file is in force here, what it says, and loading another."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mentorhub.errors import MentorHubError
from mentorhub.statistics import network_file
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.network_file import Checked
from mentorhub.text import _
from mentorhub.ui import choose, messages, theme, widgets
from mentorhub.ui.facts import Facts
from mentorhub.ui.tasks import Tasks


class NetworkFilePanel(QWidget):
    """`say` tells what was done in the status bar; undoing works like for any other change."""

    def __init__(self, tasks: Tasks, say: Callable[[str], object]) -> None:
        super().__init__()
        self._tasks = tasks
        self._say = say
        self.facts = Facts(caption_width=11)
        self.notice = widgets.Notice()
        self.notice.hide()
        self.load_button = widgets.button(_("Netzwerkdatei laden …"), self._choose, icon="import")
        sheet = widgets.card(
            widgets.label(_("Netzwerkdatei"), "section"),
            widgets.label(
                _(
                    "Sie legt fest, welche Zahlen das Netzwerk bekommt und wer dazugehört. Die Stelle, die das "
                    "Netzwerk leitet, schickt sie Ihnen."
                ),
                "hint",
            ),
            self.facts,
            self.notice,
            widgets.line(None, self.load_button, None),
        )
        widgets.column(self, sheet, None)
        self.setMaximumWidth(theme.em(52))

    def reload(self) -> None:
        self._tasks.load(self, network_file.current, then=self._show, channel="network file")

    def _show(self, network: Network) -> None:
        roster = ", ".join(f"{one.name} ({one.code})" for one in network.associations)
        self.facts.set_facts(
            [
                (_("Netzwerk"), network.name),
                (_("Fassung der Datei"), str(network.version)),
                (_("Katalog"), network.catalogue.version),
                (_("Einrichtungen"), roster),
            ]
        )

    def _choose(self) -> None:
        path = choose.file(self, _("Netzwerkdatei wählen"), _("Netzwerkdateien (*.json)"))
        if path is not None:
            self.notice.say("")
            self._tasks.load(self, network_file.check, path, then=self._ask, on_trouble=self._refuse)

    def _ask(self, checked: Checked) -> None:
        if not checked.changes:
            self.notice.say(_("Diese Netzwerkdatei ist schon in Kraft. Es ändert sich nichts."), "good")
            return
        question = _("Das ändert sich mit dieser Netzwerkdatei:")
        if messages.ask(self, question, _("Laden"), details="\n".join(f"• {one}" for one in checked.changes)):
            self._tasks.save(
                self, network_file.adopt, checked, then=lambda _nothing: self._taken(), on_trouble=self._refuse
            )

    def _taken(self) -> None:
        self.notice.say("")
        self._say(_("Die Netzwerkdatei ist geladen."))
        self.reload()

    def _refuse(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")
