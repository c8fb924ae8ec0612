"""The network's side: the packages that came in, who delivered and who hasn't, the town's report.

The same panel stands in *Statistik* and, for whoever has no data folder, behind the first question of the program.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from mentorhub.progress import Progress
from mentorhub.statistics import inbox, network
from mentorhub.statistics.catalogue import Association, Network
from mentorhub.statistics.inbox import Delivery, Inbox
from mentorhub.statistics.network import TownReport
from mentorhub.statistics.package import Exported
from mentorhub.statistics.reading import Package
from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import choose, menus, theme, widgets
from mentorhub.ui.facts import Facts
from mentorhub.ui.rows_model import Column
from mentorhub.ui.save_result import SaveResult
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status
from mentorhub.ui.tasks import Beside

_MOST_PROBLEMS = 3


@dataclass(frozen=True)
class Line:
    """One row of the table: a file that came in, or an association whose figures are missing."""

    key: tuple[str, int]
    association: str
    file: str = ""
    period: str = ""
    revision: str = ""
    stand: str = ""
    state: Status | None = None
    problem: str = ""
    place: int = -1
    """Among the chosen files; -1 for what can't be taken off the list."""


class MergePanel(QWidget):
    """Needs no data folder: `set_network` says whose figures are expected, `set_sheets` which Meldebögen count."""

    def __init__(self, beside: Beside, today: Callable[[], date]) -> None:
        super().__init__()
        self._beside = beside
        self._today = today
        self._network: Network | None = None
        self._sheets: tuple[Package, ...] = ()
        self._paths: tuple[Path, ...] = ()
        self._inbox = Inbox()
        self.setAcceptDrops(True)
        self.choose_button = widgets.button(_("Pakete wählen …"), self._choose, icon="import")
        self.remove_button = widgets.button(_("Entfernen"), self._remove, icon="delete")
        self.clear_action = menus.action(self, _("Liste leeren"), self._clear, icon="close")
        self.more_button = menus.more_button(_("Mehr"), [self.clear_action])
        self.table = SmallTable(
            _("Eingegangene Pakete"),
            [
                Column(_("Einrichtung"), "association", width=11),
                Column(_("Zustand"), "state", width=9.2),
                Column(_("Zeitraum"), "period", width=9.4),
                Column(_("Stand"), "stand", width=7),
                Column(_("Fassung"), "revision", width=6, right=True),
                Column(_("Datei"), "file", width=9),
            ],
            lambda row: row.key,
            empty=_("Ziehen Sie die Pakete der Einrichtungen hierher, oder wählen Sie sie mit dem Knopf aus."),
        )
        self.table.setMinimumHeight(theme.em(9.5))
        self.problem = widgets.Notice()
        self.problem.hide()
        self.facts = Facts(caption_width=9)
        self.notices = widgets.label("", "hint")
        self.result = SaveResult()
        self.comments_box = QCheckBox()
        self.comments_box.setChecked(True)
        self.comments_box.hide()
        self.save_button = widgets.button(_("Bericht speichern …"), self._save, icon="save", look="primary")
        self.told = widgets.Notice()
        self.told.hide()
        explained = widgets.label(
            _(
                "Aus den Paketen entstehen Zahlen der Stadt. Zahlen einzelner Einrichtungen stehen nicht darin. Für "
                "den Vergleich legen Sie frühere Berichte der Stadt (…_Stadt.zip) dazu."
            ),
            "muted",
        )
        self.bar = widgets.line(None, self.choose_button, self.remove_button, None, self.more_button)
        layout = widgets.column(
            self,
            explained,
            self.bar,
            self.told,
            self.table,
            self.problem,
            self.facts,
            self.notices,
            self.result,
            space=0.6,
        )
        layout.addLayout(widgets.line(None, self.comments_box, None, self.save_button))
        layout.setStretch(3, 1)
        self.table.chosen.connect(self._show_line)
        self._take((), Inbox())

    def set_network(self, town: Network) -> None:
        """Whose figures are expected; what lies here already is judged anew."""
        if town != self._network:
            self._network = town
            self._look(self._paths)

    def set_sheets(self, sheets: Sequence[Package]) -> None:
        """The Meldebögen of this folder, rounded as every package is."""
        if tuple(sheets) != self._sheets:
            self._sheets = tuple(sheets)
            self._look(self._paths)

    def add_tools(self, button: QWidget, *actions: QAction) -> None:
        """A further button beside those for packages, and what is rarely needed, for the menu."""
        self.bar.insertWidget(1, button)
        self.add_actions(*actions)

    def add_actions(self, *actions: QAction) -> None:
        self.more_button.menu().addActions(list(actions))

    def tell(self, sentence: str, tone: str = "good") -> None:
        """What was just done, above the list."""
        self.told.say(sentence, tone)

    def add(self, paths: Sequence[Path]) -> None:
        """Each file once."""
        new = dict.fromkeys(path for path in paths if path not in self._paths)
        if new:
            self._look((*self._paths, *new))

    def paths(self) -> tuple[Path, ...]:
        return self._paths

    def save_into(self, folder: Path) -> None:
        report = self._inbox.report
        if report is not None:
            if not self.comments_box.isChecked():
                report = replace(report, comments=())
            self._beside.run(
                self, _write, report, folder, self._today(), then=self.result.tell, on_trouble=self.result.refuse
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _choose(self) -> None:
        self.add(choose.files(self, _("Pakete wählen"), _("Zahlenpakete (*.zip)")))

    def _remove(self) -> None:
        line = self.table.current()
        if line is not None and line.place >= 0:
            self._look((*self._paths[: line.place], *self._paths[line.place + 1 :]))

    def _clear(self) -> None:
        self._look(())

    def _look(self, paths: tuple[Path, ...]) -> None:
        """The list changes only once all has been read; if that is cancelled it stays as it was."""
        if self._network is None:
            self._paths = paths
            return
        self.result.hide()
        self._beside.start(
            self,
            _look_at,
            paths,
            self._network,
            self._sheets,
            then=lambda found: self._take(paths, found),
            title=_("Pakete werden geprüft …"),
            on_cancel=lambda: self._take(self._paths, self._inbox),
        )

    def _take(self, paths: tuple[Path, ...], found: Inbox) -> None:
        self._paths, self._inbox = paths, found
        groups = _lines(found, len(paths))
        self.table.set_groups(groups if found.deliveries else [])
        report = found.report
        self.save_button.setEnabled(report is not None)
        self.clear_action.setEnabled(bool(paths))
        said = 0 if report is None else len(report.comments)
        words = ngettext("{n} Kommentar ohne Namen als Anhang", "{n} Kommentare ohne Namen als Anhang", said)
        self.comments_box.setText(words.format(n=said))
        self.comments_box.setVisible(said > 0)
        self.facts.set_facts([] if report is None else _facts(report))
        self.notices.setText("" if report is None else "\n".join(_worth_knowing(report)))
        self.notices.setVisible(bool(self.notices.text()))
        self._show_line(self.table.current())

    def _show_line(self, line: Line | None) -> None:
        """The reason of the chosen row, or of all that were refused."""
        self.remove_button.setEnabled(line is not None and line.place >= 0)
        refused = [one.problem for one in self._inbox.deliveries if one.problem]
        if line is not None and line.problem:
            self.problem.say(line.problem)
            return
        said = refused[:_MOST_PROBLEMS]
        if len(refused) > len(said):
            rest = len(refused) - len(said)
            said.append(
                ngettext("Und {n} weitere Datei zählt nicht mit.", "Und {n} weitere Dateien zählen nicht mit.", rest)
                .format(n=rest)
            )  # fmt: skip
        self.problem.say("\n".join(said))

    def _save(self) -> None:
        folder = choose.folder(self, _("Wohin soll der Bericht?"))
        if folder is not None:
            self.save_into(folder)


def _look_at(paths: Sequence[Path], town: Network, sheets: Sequence[Package], progress: Progress) -> Inbox:
    return inbox.look_at(paths, town, sheets, progress=progress)


def _write(report: TownReport, folder: Path, today: date) -> Exported:
    from mentorhub.documents import report as papers

    written = network.write_report(report, folder, made_on=today)
    return Exported((*written, *papers.write(report, folder, today)), ())


def _lines(found: Inbox, files: int) -> list[tuple[str, list[Line]]]:
    every = enumerate(found.deliveries)
    lines = [(_line(one, number if number < files else -1), one) for number, one in every]
    missing = [_missing(number, one) for number, one in enumerate(found.missing)]
    return [
        (_("Zählt mit"), [line for line, one in lines if one.accepted and one.earlier is None]),
        (_("Zählt nicht mit"), [line for line, one in lines if not one.accepted]),
        (_("Zum Vergleich"), [line for line, one in lines if one.accepted and one.earlier is not None]),
        (_("Noch nicht angekommen"), missing),
    ]


def _line(one: Delivery, place: int) -> Line:
    package = one.package
    if one.earlier is not None:
        period, state = one.earlier.period.label, Status(_("Bericht der Stadt"), "statistics", "muted")
        return Line((one.name, place), _("Stadt"), one.name, period, state=state, problem=one.problem, place=place)
    state = Status(_("in Ordnung"), "ok", "good")
    if not one.accepted:
        state = Status(_("nicht angenommen"), "problem", "warning")
    elif package is not None and package.stand < package.period.end:
        state = Status(_("vorläufig"), "clock", "warning")
    if package is None:
        return Line((one.name, place), "", one.name, state=state, problem=one.problem, place=place)
    return Line(
        (one.name, place),
        _named(package.association),
        _("Meldebogen") if package.is_sheet else one.name,
        package.period.label,
        str(package.revision),
        german_date(package.stand),
        state,
        one.problem,
        place,
    )


def _missing(number: int, association: Association) -> Line:
    return Line((association.code, -2 - number), _named(association), state=Status(_("fehlt"), "waiting", "muted"))


def _worth_knowing(report: TownReport) -> list[str]:
    """Without those that haven't delivered: they stand in the table."""
    return [one for one in report.notices if one != network.missing_notice(report.missing)]


def _named(association: Association) -> str:
    return f"{association.name} ({association.code})"


def _facts(report: TownReport) -> list[tuple[str, str]]:
    there, everyone = len(report.delivered), len(report.delivered) + len(report.missing)
    return [
        (_("Zeitraum"), report.period.label),
        (_("Angekommen"), _("{n} von {all} Einrichtungen").format(n=there, all=everyone)),
    ]
