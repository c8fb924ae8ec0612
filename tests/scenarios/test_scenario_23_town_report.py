"""Scenario 23: the integration manager merges the exports of three associations.

"Sums with margins; different periods, catalogues or duplicate files are refused with the reason; no person-level data
possible." Packages are dropped into the real window, with a data folder and without one.
"""

import csv
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from mentorhub.statistics import periods
from mentorhub.statistics.comment import Comment
from mentorhub.statistics.disclosure import Published
from mentorhub.statistics.package import build
from mentorhub.ui import choose
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.network.merge_panel import Line, MergePanel
from mentorhub.ui.network.network_view import NetworkView
from mentorhub.ui.pages.statistics_page import StatisticsPage
from mentorhub.ui.progress_dialog import ProgressDialog
from mentorhub.ui.tasks import Beside
from ui import audit

sys.path.append(str(Path(__file__).parents[1] / "statistics"))
from towns import association, beckum, export, publish

NETWORK = beckum()
QUARTER = periods.parse("2026-Q3")
YEAR = periods.parse("2026")


def package(folder: Path, number: int, mentees: int, period: periods.Period = YEAR, revision: int = 1) -> Path:
    outcome = publish(
        association(NETWORK, number * 100 + revision, mentees, period=period),
        NETWORK,
        period,
        secret=bytes([number]) * 32,
        code=f"V{number:02}",
    )
    return export(outcome, folder, revision=revision)


@pytest.fixture
def sent(tmp_path: Path) -> list[Path]:
    """Three associations' packages of the year."""
    return [package(tmp_path / "sent", number, mentees) for number, mentees in enumerate((12, 24, 40), 1)]


@pytest.fixture(params=["with a data folder", "without one"])
def panel(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[MergePanel]:
    """The network's side as it stands in *Statistik*, and as it stands behind the first question."""
    if request.param == "without one":
        view = NetworkView(Beside(), lambda: date(2027, 1, 11))
        qtbot.addWidget(view)
        view.resize(1280, 800)
        view.show()
        wait(view.panel)
        yield view.panel
        return
    window: MainWindow = request.getfixturevalue("all_pages")
    window.go("statistics")
    page = window.page("statistics")
    assert isinstance(page, StatisticsPage)
    page.show_merging()
    wait(page.merging)
    yield page.merging


def wait(panel: MergePanel) -> None:
    assert panel._beside.wait_idle()


def drop(panel: MergePanel, *paths: Path) -> None:
    """Drag files from the file manager onto the panel and let go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(30, 30), copy, mime, left, none)
    panel.dragEnterEvent(entering)
    assert entering.isAccepted()
    panel.dropEvent(QDropEvent(QPointF(30, 30), copy, mime, left, none))
    wait(panel)


def shown(panel: MergePanel, heading: str) -> list[str]:
    """The files or associations under one heading of the table."""
    found, current = [], ""
    for row in panel.table.rows:
        if isinstance(row, Line):
            found += [row.file or row.association] if current == heading else []
        else:
            current = row.words
    return found


def test_three_packages_become_the_town(
    panel: MergePanel, sent: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(panel, *sent)
    assert shown(panel, "Zählt mit") == [path.name for path in sent]
    assert len(shown(panel, "Noch nicht angekommen")) == 9
    assert panel.facts.value("Angekommen") == "3 von 12 Einrichtungen"
    assert panel.facts.value("Zeitraum") == "Jahr 2026"
    assert not panel.problem.isVisibleTo(panel)
    audit.check(panel)
    target = tmp_path / "report"
    target.mkdir()
    monkeypatch.setattr(choose, "folder", lambda parent, title: target)
    panel.save_button.click()
    wait(panel)
    assert {path.suffix for path in target.iterdir()} == {".zip", ".txt", ".pdf", ".xlsx"}
    values = town_values(target)
    figures = [row for row in values if row["tabelle"] == "eckzahlen" and row["groesse"] == "mentees"]
    assert [(row["wert"], row["genauigkeit"], row["vereine"]) for row in figures] == [("76", "0", "3")]
    women = next(row for row in values if row["auspraegung1"] == "weiblich")
    assert (women["genauigkeit"], women["vereine"]) == ("7", "3")
    parts = [
        int(row["wert"])
        for path in sent
        for row in rows_of(path)
        if row["tabelle"] == "mentees_geschlecht" and row["auspraegung1"] == "weiblich"
    ]
    assert int(women["wert"]) == sum(parts)
    nothing_of_one_association(target, sent)


def nothing_of_one_association(target: Path, sent: list[Path]) -> None:
    """Town totals only: no row, no sentence tells the figures of a single association."""
    for row in town_values(target):
        assert int(row["vereine"]) >= 3 or row["wert"] == "n/v"
    [pdf] = target.glob("*.pdf")
    words = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "± 7" in words
    assert "Wer in zwei Vereinen mitmacht" in words
    assert "Diese Datei enthält keine Namen" in words
    for path in sent:
        assert path.name not in words


def rows_of(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("werte.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def town_values(target: Path) -> list[dict[str, str]]:
    [path] = target.glob("*_Stadt.zip")
    return rows_of(path)


def test_below_three_associations_there_is_no_town_total(panel: MergePanel, sent: list[Path], tmp_path: Path) -> None:
    drop(panel, *sent[:2])
    assert "Unter 3 Vereinen wird keine Stadtsumme gebildet." in panel.notices.text()
    panel.save_into(tmp_path / "report")
    wait(panel)
    assert {row["wert"] for row in town_values(tmp_path / "report")} == {"n/v"}


def test_an_earlier_town_report_is_for_comparison(
    panel: MergePanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for period in (periods.parse("2026-Q2"), QUARTER):
        drop(panel, *(package(tmp_path / period.code, n, size, period) for n, size in enumerate((12, 24, 40), 1)))
        panel.save_into(tmp_path / f"town {period.code}")
        wait(panel)
        if period != QUARTER:
            panel.clear_action.trigger()
            wait(panel)
            drop(panel, *(tmp_path / f"town {period.code}").glob("*_Stadt.zip"))
    assert shown(panel, "Zum Vergleich") == ["MentorHub_BECKUM_2026-Q2_Stadt.zip"]
    [pdf] = (tmp_path / f"town {QUARTER.code}").glob("*.pdf")
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages)
    assert "gegen 2. Quartal 2026" in words
    assert "Verlauf: Mentees" in words


def test_comments_go_along_without_names_or_not_at_all(panel: MergePanel, tmp_path: Path) -> None:
    paths = []
    for number, text in ((1, "Wir brauchen einen Raum."), (2, "Mehr Kurse am Abend."), (3, "")):
        truth = association(NETWORK, number, 20, period=QUARTER)
        outcome = publish(truth, NETWORK, QUARTER, secret=bytes([number]) * 32, code=f"V0{number}")
        comment = Comment(text, date(2026, 10, 5)) if text else None
        built = build(outcome.published, revision=1, supersedes="", made_on=date(2026, 10, 6), comment=comment)
        paths.append(tmp_path / built.name)
        paths[-1].write_bytes(built.content)
    drop(panel, *paths)
    assert panel.comments_box.isVisibleTo(panel)
    assert panel.comments_box.text() == "2 Kommentare ohne Namen als Anhang"
    panel.save_into(tmp_path / "with")
    wait(panel)
    panel.comments_box.setChecked(False)
    panel.save_into(tmp_path / "without")
    wait(panel)
    told = {}
    for name in ("with", "without"):
        [pdf] = (tmp_path / name).glob("*.pdf")
        told[name] = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages)
    assert "Wir brauchen einen Raum." in told["with"]
    assert "Anhang" not in told["without"]


def test_another_period_is_refused_with_the_reason(panel: MergePanel, sent: list[Path], tmp_path: Path) -> None:
    other = package(tmp_path / "other", 4, 20, QUARTER)
    drop(panel, other, *sent)
    refused(panel, other.name, "gilt für einen anderen Zeitraum: 3. Quartal 2026")
    assert panel.facts.value("Angekommen") == "3 von 12 Einrichtungen"


def test_the_same_numbers_twice_are_refused(panel: MergePanel, sent: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "Kopie.zip"
    copy.write_bytes(sent[0].read_bytes())
    drop(panel, *sent)
    drop(panel, copy, sent[1])
    refused(panel, "Kopie.zip", "ist doppelt")
    assert len(panel.paths()) == 4


def test_an_old_revision_is_refused(panel: MergePanel, sent: list[Path], tmp_path: Path) -> None:
    newer = package(tmp_path / "newer", 2, 25, revision=2)
    drop(panel, *sent, newer)
    refused(panel, sent[1].name, "ist veraltet: Es ist Fassung 1 von V02, und Fassung 2 liegt schon hier")


def test_two_different_files_of_one_revision_are_both_refused(
    panel: MergePanel, sent: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "twin"
    outcome = publish(association(NETWORK, 777, 24), NETWORK, YEAR, secret=b"2" * 32, code="V02")
    drop(panel, *sent, export(outcome, folder).rename(tmp_path / "zweite.zip"))
    refused(panel, "zweite.zip", "tragen aber dieselbe Fassung 1 von V02")
    assert shown(panel, "Zählt mit") == [sent[0].name, sent[2].name]


def changed(path: Path, part: str, change: Callable[[bytes], bytes], *, honest: bool) -> Path:
    """A package with one part changed; `honest` writes the hash anew, as a clever forger would."""
    import hashlib

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    if honest and part != "datapackage.json":
        about: dict[str, Any] = json.loads(parts["datapackage.json"])
        for resource in about["resources"]:
            if resource["path"] == part:
                resource["hash"] = f"sha256:{hashlib.sha256(parts[part]).hexdigest()}"
        parts["datapackage.json"] = json.dumps(about).encode()
    target = path.with_name(f"anders_{path.name}")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def told(**values: object) -> Callable[[bytes], bytes]:
    """A description that says something else about the package."""

    def change(content: bytes) -> bytes:
        about = json.loads(content)
        about["mentorhub"].update(values)
        return json.dumps(about).encode()

    return change


def one_more_woman(content: bytes) -> bytes:
    lines = content.decode("utf-8-sig").split("\r\n")
    place = next(number for number, line in enumerate(lines) if ";weiblich;" in line)
    parts = lines[place].split(";")
    parts[6] = str(int(parts[6]) + 5)
    lines[place] = ";".join(parts)
    return "\r\n".join(lines).encode("utf-8-sig")


FORGED: list[tuple[str, Callable[[bytes], bytes], bool, str]] = [
    ("werte.csv", one_more_woman, False, "der Teil werte.csv wurde nach dem Schreiben verändert"),
    ("werte.csv", one_more_woman, True, "die Summen in „Mentees nach Geschlecht“ gehen nicht auf"),
    ("LIESMICH.txt", lambda content: content + b"!", False, "der Teil LIESMICH.txt wurde nach dem Schreiben verändert"),
    ("datapackage.json", told(network="ANDERSWO"), True, "sie gehört zu einem anderen Netzwerk"),
    (
        "datapackage.json",
        told(catalogue={"version": "2025-1", "sha256": "0" * 64}),
        True,
        "mit 2025-1, hier gilt 2026-1",
    ),
    ("datapackage.json", told(association="V99"), True, "ihr Absender steht nicht in der Liste des Netzwerks"),
    ("datapackage.json", lambda content: b"{", True, "ihre Beschreibung (datapackage.json) ist unlesbar"),
]


@pytest.mark.parametrize("panel", ["without one"], indirect=True)
@pytest.mark.parametrize(("part", "change", "honest", "reason"), FORGED)
def test_a_forged_or_foreign_package_is_refused_with_the_exact_reason(
    panel: MergePanel, sent: list[Path], part: str, change: Callable[[bytes], bytes], honest: bool, reason: str
) -> None:
    forged = changed(sent[0], part, change, honest=honest)
    drop(panel, forged, *sent[1:])
    refused(panel, forged.name, reason)


def refused(panel: MergePanel, name: str, reason: str) -> None:
    """It stands under „Zählt nicht mit“, and its reason is told, also when another row was chosen before."""
    assert name in shown(panel, "Zählt nicht mit")
    line = next(row for row in panel.table.records() if row.file == name and row.problem)
    panel.table.choose(line.key)
    assert panel.problem.isVisibleTo(panel)
    assert reason in line.problem


def test_person_level_data_cannot_come_in(panel: MergePanel, sent: list[Path], tmp_path: Path) -> None:
    """A list of people, or a package with one more file in it, is no package."""
    people = tmp_path / "Mentees.csv"
    people.write_text("Vorname;Nachname\r\nErfunden;Niemand\r\n", "utf-8")
    stuffed = tmp_path / "voll.zip"
    stuffed.write_bytes(sent[0].read_bytes())
    with zipfile.ZipFile(stuffed, "a") as archive:
        archive.writestr("mentees.csv", "Vorname;Nachname")
    drop(panel, people, stuffed, *sent)
    refused(panel, people.name, "sie ist beschädigt oder gar kein Zahlenpaket")
    refused(panel, stuffed.name, "sie enthält mehr, als in ein Zahlenpaket gehört")
    fields = set(Published.__dataclass_fields__)
    assert not fields & {"units", "people", "snapshot", "ledger"}


def test_a_package_is_taken_off_the_list(panel: MergePanel, sent: list[Path]) -> None:
    drop(panel, *sent)
    panel.table.choose((sent[1].name, 1))
    panel.remove_button.click()
    wait(panel)
    assert panel.paths() == (sent[0], sent[2])
    panel.clear_action.trigger()
    wait(panel)
    assert panel.paths() == ()
    assert not panel.save_button.isEnabled()


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One association after the other, each with several revisions."""
    folder = tmp_path_factory.mktemp("fifty")
    return [
        package(folder, number, 10 + number, QUARTER, revision) for number in range(1, 11) for revision in range(1, 6)
    ]


@pytest.mark.parametrize("panel", ["without one"], indirect=True)
def test_fifty_packages_are_merged_and_can_be_cancelled(panel: MergePanel, fifty: list[Path]) -> None:
    panel.add(fifty)
    [dialog] = panel.window().findChildren(ProgressDialog)
    dialog.reject()
    wait(panel)
    assert panel.paths() == ()
    panel.add(fifty)
    wait(panel)
    assert panel.facts.value("Angekommen") == "10 von 12 Einrichtungen"
    assert len(shown(panel, "Zählt nicht mit")) == 40
    assert "weitere Dateien zählen nicht mit" in panel.problem.sentence()
