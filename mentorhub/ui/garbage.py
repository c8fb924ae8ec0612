"""Python's search for circles of garbage, on the UI thread and nowhere else.

Python looks for such circles in whatever thread happens to make the thousandth thing. In a worker thread that destroys
closed dialogs, and Qt then answers to widgets that are no longer there: a crash, seldom and far from its cause.
"""

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

_MILLISECONDS = 500


class _Sweeper(QTimer):
    """Belongs to the application, so there is one."""


def keep_to_this_thread() -> None:
    """From now on circles are looked for between two events; called by whoever starts threads."""
    application = QCoreApplication.instance()
    gc.disable()
    if application is not None and application.findChild(_Sweeper) is None:
        sweeper = _Sweeper(application, interval=_MILLISECONDS)
        sweeper.timeout.connect(sweep)
        sweeper.start()


def sweep() -> None:
    """As Python itself would: the young often, the old seldom."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def clear_up() -> None:
    """Before the program ends: no window may outlive Qt, which would then hide it where there is no screen any more."""
    for window in QApplication.topLevelWidgets():
        if shiboken6.isValid(window) and shiboken6.ownedByPython(window):  # Qt's own go with their parents
            shiboken6.delete(window)
    gc.collect()
