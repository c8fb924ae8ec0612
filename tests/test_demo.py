"""The whole main job, run as a stranger would run it: as its own process, with every network socket refused."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

_NO_NETWORK = """
import socket, sys

def refuse(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise RuntimeError("a network socket was opened")
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo") and not isinstance(arguments[-1], (str, bytes)):
        raise RuntimeError("the network was used")

sys.addaudithook(refuse)
from mentorhub.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def _demo(to: Path, home: Path, before: Sequence[str] = ()) -> Any:
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [*before, sys.executable, "-c", _NO_NETWORK, "demo", "--to", str(to), "--json"],
        capture_output=True, text=True, check=False, env=environment, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    to = tmp_path_factory.mktemp("demo") / "vorführung"
    return to, _demo(to, tmp_path_factory.mktemp("home"))


@pytest.mark.slow
def test_the_main_job_runs_end_to_end_without_the_network(demo: tuple[Path, Any]) -> None:
    _to, made = demo
    assert made["people"] >= 150
    assert made["taken_over"] >= 20
    assert made["started"] >= 20
    assert made["agreements"] == made["started"]
    assert made["meetings"] >= 300
    assert made["left_over"] > 0


@pytest.mark.slow
def test_every_file_that_the_demo_names_is_there(demo: tuple[Path, Any]) -> None:
    to, made = demo
    for file in made["files"]:
        assert Path(file["path"]).stat().st_size > 0
    assert len(made["pictures"]) >= 7
    assert (to / "Notfallblatt.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_no_file_of_the_data_folder_shows_a_name(demo: tuple[Path, Any]) -> None:
    to, _made = demo
    for file in (to / "Datenordner").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            for name in ("Heitmann", "Shahin", "Bondarenko", "Averbeck"):
                assert name.encode() not in content, file.name


@pytest.fixture(scope="module")
def again(demo: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """The demo once more into the same folder, and every call for a socket in any thread, if strace is there."""
    calls = tmp_path_factory.mktemp("trace") / "sockets.txt"
    watched = (
        ["strace", "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(calls)] if shutil.which("strace") else []
    )
    return _demo(demo[0], tmp_path_factory.mktemp("home"), watched), calls


@pytest.mark.slow
def test_a_second_run_replaces_the_first_and_is_as_good(demo: tuple[Path, Any], again: tuple[Any, Path]) -> None:
    made, repeated = demo[1], again[0]
    same = ("people", "taken_over", "pairs", "left_over", "started", "agreements", "meetings")
    assert {key: repeated[key] for key in same} == {key: made[key] for key in same}


@pytest.mark.slow
@pytest.mark.debian("strace")
def test_no_library_opens_a_network_socket_either(again: tuple[Any, Path]) -> None:
    calls = again[1].read_text("utf-8")
    assert "exited with 0" in calls
    assert "AF_INET" not in calls


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from mentorhub.cli.main import main

    (tmp_path / "Steuer.txt").write_text("wichtig", "utf-8")
    assert main(["demo", "--to", str(tmp_path)]) == 1
    assert "schon etwas anderes" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["Steuer.txt"]
