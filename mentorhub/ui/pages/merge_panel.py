"""The network's side: choose the packages that came in, see who delivered, save the town's report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from mentorhub.errors import MentorHubError
from mentorhub.statistics import export, network, reading
from mentorhub.statistics.network import TownReport
from mentorhub.statistics.package import Exported
from mentorhub.statistics.reading import Package, PackageError
from mentorhub.text import _, ngettext
from mentorhub.ui import choose, widgets
from mentorhub.ui.facts import Facts
from mentorhub.ui.pages.figures_panels import SaveResult
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.status import Status


@dataclass(frozen=True)
class Delivery:
    """One file: the package in it, or why it was not accepted."""

    path: Path
    package: Package | None
    problem: str


@dataclass(frozen=True)
class Merged:
    deliveries: tuple[Delivery, ...]
    report: TownReport | None
    problem: str


def look_at(paths: Sequence[Path]) -> Merged:
    """Read every file for itself, then add up what is sound."""
    town = export.network()
    deliveries = []
    for path in paths:
        try:
            deliveries.append(Delivery(path, reading.read(path, town), ""))
        except PackageError as trouble:
            deliveries.append(Delivery(path, None, str(trouble)))
    sound = [one.package for one in deliveries if one.package is not None]
    try:
        return Merged(tuple(deliveries), network.merge(sound, town) if sound else None, "")
    except MentorHubError as trouble:
        return Merged(tuple(deliveries), None, str(trouble))


class MergePanel(QWidget):
    """`run` is `tasks.run_beside`: no data folder is needed for this."""

    def __init__(self, run: Callable[..., None], today: Callable[[], date]) -> None:
        super().__init__()
        self._run = run
        self._today = today
        self._paths: list[Path] = []
        self._report: TownReport | None = None
        self.setAcceptDrops(True)
        self.choose_button = widgets.button(_("Pakete wählen …"), self._choose, icon="import")
        self.clear_button = widgets.button(_("Liste leeren"), self._clear, look="link")
        self.table = SmallTable(
            _("Eingegangene Pakete"),
            [
                Column(_("Datei"), lambda row: row.path.name, width=14),
                Column(_("Einrichtung"), lambda row: row.package.association.name if row.package else "", width=12),
                Column(_("Zeitraum"), lambda row: row.package.period.label if row.package else "", width=8),
                Column(_("Fassung"), lambda row: row.package.revision if row.package else "", width=4.5, right=True),
                Column(_("Zustand"), _state, width=9),
            ],
            lambda row: row.path,
            empty=_("Ziehen Sie die Pakete der Einrichtungen hierher, oder wählen Sie sie mit dem Knopf aus."),
        )
        self.problem = widgets.Notice()
        self.problem.hide()
        self.facts = Facts(caption_width=9)
        self.notices = widgets.label("", "hint")
        self.result = SaveResult()
        self.save_button = widgets.button(_("Bericht speichern …"), self._save, icon="save", look="primary")
        self.save_button.setEnabled(False)
        told = widgets.label(
            _("Aus den Paketen entstehen Zahlen der Stadt. Zahlen einzelner Einrichtungen stehen nicht darin."), "muted"
        )
        bar = widgets.line(None, told, self.clear_button, self.choose_button)
        bar.setStretch(0, 1)
        layout = widgets.column(self, bar, self.table, self.problem, self.facts, self.notices, self.result, space=0.6)
        layout.addLayout(widgets.line(None, None, self.save_button))
        layout.setStretch(1, 1)
        self.table.chosen.connect(self._show_problem)

    def add(self, paths: Sequence[Path]) -> None:
        self._paths += [path for path in paths if path not in self._paths]
        self._look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _choose(self) -> None:
        self.add(choose.files(self, _("Pakete wählen"), _("Zahlenpakete (*.zip)")))

    def _clear(self) -> None:
        self._paths = []
        self._look()

    def _look(self) -> None:
        self.result.hide()
        self._run(self, look_at, tuple(self._paths), then=self._take)

    def _take(self, merged: Merged) -> None:
        self._report = merged.report
        self.table.set_rows(merged.deliveries)
        refused = [one for one in merged.deliveries if one.package is None]
        self._say(merged.problem or "\n".join(one.problem for one in refused))
        report = merged.report
        self.save_button.setEnabled(report is not None)
        self.facts.set_facts([] if report is None else _facts(report))
        self.notices.setText("" if report is None else "\n".join(report.notices))
        self.notices.setVisible(bool(self.notices.text()))

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence, "warning")

    def _show_problem(self, row: Delivery) -> None:
        if row.problem:
            self._say(row.problem)

    def _save(self) -> None:
        folder = choose.folder(self, _("Wohin soll der Bericht?"))
        if folder is not None and self._report is not None:
            self._run(
                self, _write, self._report, folder, self._today(), then=self.result.tell, on_trouble=self.result.refuse
            )


def _write(report: TownReport, folder: Path, today: date) -> Exported:
    from mentorhub.documents import report as papers

    written = network.write_report(report, folder, made_on=today)
    return Exported((*written, *papers.write(report, folder, today)), ())


def _state(row: Delivery) -> Any:
    if row.package is None:
        return Status(_("nicht angenommen"), "problem", "warning")
    return Status(_("in Ordnung"), "ok", "good")


def _facts(report: TownReport) -> list[tuple[str, str]]:
    delivered = ", ".join(one.name for one in report.delivered)
    missing = ", ".join(one.name for one in report.missing)
    count = len(report.delivered)
    return [
        (_("Zeitraum"), report.period.label),
        (ngettext("{n} Einrichtung", "{n} Einrichtungen", count).format(n=count), delivered),
        (_("Es fehlen"), missing or _("niemand")),
    ]
