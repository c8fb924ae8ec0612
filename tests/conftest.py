"""What all tests share: no test touches this computer's own settings, network or key chain; skipped tests are named."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

from make import Make
from mentorhub import programme
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey

PASSPHRASE = "ein langes Kennwort"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, data and reports of a test lie in its own folder."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Once a test has opened a window, Python looks for garbage only when it is told to."""
    yield
    if not gc.isenabled():
        from mentorhub.ui import garbage

        garbage.sweep()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A new data folder and its recovery key, made once: each test gets its own copy."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    database, recovery_key = Database.create(folder, PASSPHRASE)
    with database.writing() as session:
        details = programme.OrganisationDetails(name="Patenschaften Musterstadt e. V.")
        programme.found(session, details, on=TODAY)
    database.close()
    return folder, recovery_key


@pytest.fixture
def folder(_empty_folder: tuple[Path, str], tmp_path: Path) -> Path:
    """An encrypted data folder with an organisation and nobody in it; opens with `PASSPHRASE`."""
    return Path(shutil.copytree(_empty_folder[0], tmp_path / "data"))


@pytest.fixture
def recovery_key(_empty_folder: tuple[Path, str]) -> str:
    return _empty_folder[1]


@pytest.fixture
def database(folder: Path, recovery_key: str) -> Iterator[Database]:
    """Opened with the recovery key: stretching the passphrase takes half a second on purpose."""
    opened = Database.open(folder, RecoveryKey(recovery_key))
    yield opened
    opened.close()


@pytest.fixture
def make(database: Database, today: date) -> Make:
    """Makes invented people and pairings in the test's data folder."""
    return Make(database, today)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in item.iter_markers("debian"):
            absent = [name for name in marker.args if not _there(name)]
            if absent:
                item.add_marker(
                    pytest.mark.skip(reason=f"needs {', '.join(absent)} (see requirements/debian-test.txt)")
                )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On the build server nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and exitstatus == 0 and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _there(program: str) -> bool:
    return Path(program).exists() if "/" in program else shutil.which(program) is not None
