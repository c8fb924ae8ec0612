"""The network's side without a data folder: packages, a blank Meldebogen, the network file; never typed numbers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentorhub.statistics import catalogue
from mentorhub.ui import choose
from mentorhub.ui.network.network_dialog import NetworkDialog
from mentorhub.ui.network.network_view import NetworkView
from mentorhub.ui.tasks import Beside
from ui import audit


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[NetworkView]:
    made = opened(qtbot)
    yield made
    assert made._beside.wait_idle()


def opened(qtbot: QtBot, file: Path | None = None) -> NetworkView:
    view = NetworkView(Beside(), lambda: date(2027, 1, 12), file)
    qtbot.addWidget(view)
    view.resize(1280, 800)
    view.show()
    assert view._beside.wait_idle()
    return view


def test_it_says_whose_figures_are_expected_and_what_to_do_next(view: NetworkView) -> None:
    assert view.state.text() == "Netzwerk Integration Beckum, Fassung 1 der Netzwerkdatei, 12 Einrichtungen"
    assert "Ziehen Sie die Pakete" in view.panel.table._empty
    assert not view.panel.save_button.isEnabled()
    audit.check(view)


def test_a_blank_sheet_is_saved(view: NetworkView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: tmp_path / name)
    view.blank_action.trigger()
    assert view._beside.wait_idle()
    assert (tmp_path / "Meldebogen.pdf").read_bytes().startswith(b"%PDF")
    assert "Meldebogen.pdf" in view.panel.told.sentence()


def test_typed_numbers_need_a_folder_of_ones_own(view: NetworkView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.folder_wanted):
        view.folder_button.click()


def test_the_network_file_is_edited_and_remembered(
    view: NetworkView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    view.file_chosen.connect(chosen.append)
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: tmp_path / name)
    view.edit_action.trigger()
    [dialog] = view.findChildren(NetworkDialog)
    roster = dialog.form.field("associations")
    roster.add()
    QTest.keyClicks(roster.lines()[-1].code, "V13")
    QTest.keyClicks(roster.lines()[-1].name, "Verein 13")
    dialog.save_button.click()
    assert view._beside.wait_idle()
    assert chosen == [str(tmp_path / "Netzwerk_BECKUM_2.json")]
    assert "Fassung 2 der Netzwerkdatei, 13 Einrichtungen" in view.state.text()
    again = opened(qtbot, Path(chosen[0]))
    assert "13 Einrichtungen" in again.state.text()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda file: file["parameters"].update(gate=2), "sie schwächt den Schutz"),
        (lambda file: file.pop("associations"), "ein Teil fehlt oder ist unverständlich"),
        (lambda file: file["associations"].append({"code": "V 1!", "name": "x"}), "unerlaubte Zeichen"),
    ],
)
def test_a_network_file_that_cannot_be_used_is_refused_and_the_old_one_stays(
    view: NetworkView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: object, reason: str
) -> None:
    given = json.loads(catalogue.read(catalogue.shipped()))
    change(given)  # type: ignore[operator]
    path = tmp_path / "falsch.json"
    path.write_text(json.dumps(given), "utf-8")
    monkeypatch.setattr(choose, "file", lambda parent, title, kind: path)
    view.choose_action.trigger()
    assert view._beside.wait_idle()
    assert reason in view.panel.told.sentence()
    assert "Fassung 1 der Netzwerkdatei" in view.state.text()


def test_a_file_chosen_last_that_is_broken_falls_back_to_the_shipped_one(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.json"
    broken.write_text("{", "utf-8")
    view = opened(qtbot, broken)
    assert view._beside.wait_idle()
    assert "sie lässt sich nicht lesen" in view.panel.told.sentence()
    assert "12 Einrichtungen" in view.state.text()


def test_no_database_is_loaded_for_it() -> None:
    script = (
        "import sys, mentorhub.ui.network.network_view; print('sqlmodel' in sys.modules, 'mentorhub.db' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
