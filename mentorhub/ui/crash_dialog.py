"""For bugs: says so in plain words, keeps a report without personal data, and lets the work go on."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mentorhub import bugs, paths
from mentorhub.text import _
from mentorhub.ui import icons, theme

_open: list["CrashDialog"] = []


class CrashDialog(QDialog):
    def __init__(self, report: str, saved_as: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Unerwarteter Fehler"))
        self.setModal(True)
        self._report = report

        picture = QLabel()
        picture.setPixmap(icons.pixmap("bug", "warning", theme.em(2.4)))
        title = QLabel(_("Das hätte nicht passieren dürfen."))
        title.setProperty("look", "subtitle")
        text = QLabel(
            _(
                "MentorHub ist auf einen Programmfehler gestoßen. Was gespeichert war, ist weiterhin gespeichert; "
                "der letzte Schritt wurde nicht ausgeführt. Bitte starten Sie das Programm neu, falls sich etwas "
                "merkwürdig verhält, und schicken Sie uns die Einzelheiten: Sie enthalten keine Angaben über Personen."
            )
        )
        text.setWordWrap(True)
        details = QPlainTextEdit(report)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setAccessibleName(_("Einzelheiten des Fehlers"))
        details.setMinimumHeight(theme.em(11))
        where = QLabel(_("Auch gespeichert unter: {path}").format(path=saved_as) if saved_as else "")
        where.setProperty("look", "hint")
        where.setWordWrap(True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = QPushButton(_("Einzelheiten &kopieren"))
        copy.clicked.connect(self._copy)
        close = QPushButton(_("&Weiterarbeiten"))
        close.setProperty("look", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)

        head = QHBoxLayout()
        head.setSpacing(theme.em(0.8))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(title)
        words.addWidget(text)
        head.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.em(1.2), theme.em(1.2), theme.em(1.2), theme.em(1.2))
        layout.setSpacing(theme.em(0.8))
        layout.addLayout(head)
        layout.addWidget(details, 1)
        layout.addWidget(where)
        layout.addLayout(buttons)
        self.resize(theme.em(44), theme.em(27))
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def show(error: BaseException) -> None:
    """Keep the report and show the dialog, on the UI thread; one dialog at a time is enough."""
    saved_as = bugs.write_report(error, paths.reports_folder())
    if _open:
        return
    dialog = CrashDialog(bugs.describe(error), str(saved_as or ""), QApplication.activeWindow())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _open.append(dialog)
    dialog.finished.connect(_open.clear)
    dialog.open()


class _FromAnyThread(QObject):
    crashed = Signal(object)


def install() -> None:
    """Whatever nobody catches, in any thread, ends up here instead of nowhere."""
    messenger = _FromAnyThread(QApplication.instance())
    messenger.crashed.connect(show, Qt.ConnectionType.QueuedConnection)

    def from_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            messenger.crashed.emit(error.with_traceback(trace))

    def from_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            messenger.crashed.emit(args.exc_value)

    sys.excepthook = from_main
    threading.excepthook = from_thread
