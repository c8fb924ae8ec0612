"""The one door to the file dialogs of the system. Tests put their own functions in place of these."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def save_as(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Where a file shall lie; an existing one is never overwritten, so nothing is asked about that here."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, title, str(_home() / name), kind, options=QFileDialog.Option.DontConfirmOverwrite
    )
    return Path(chosen) if chosen else None


def file(parent: QWidget, title: str, kind: str) -> Path | None:
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(_home()), kind)
    return Path(chosen) if chosen else None


def files(parent: QWidget, title: str, kind: str) -> list[Path]:
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(_home()), kind)
    return [Path(path) for path in chosen]


def folder(parent: QWidget, title: str) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, title, str(_home()))
    return Path(chosen) if chosen else None


def _home() -> Path:
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
