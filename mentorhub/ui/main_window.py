"""The window: navigation on the left, pages made when they are first needed, menus, status bar.

Before there are pages it shows one view over the whole room: the first start, the Kennwort, or a moment's patience.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QActionGroup,
    QCloseEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from mentorhub.settings import Settings
from mentorhub.text import N_, _
from mentorhub.ui import icons, mnemonics, theme, widgets
from mentorhub.ui.delegates import NavigationDelegate
from mentorhub.ui.dialogs.help_dialogs import AboutDialog, ShortcutsDialog
from mentorhub.ui.page import Page, Window
from mentorhub.ui.tasks import Tasks

PAGES = (
    ("today", N_("Heute")),
    ("people", N_("Personen")),
    ("pairings", N_("Patenschaften")),
    ("matching", N_("Vermittlung")),
    ("activities", N_("Aktivitäten")),
    ("statistics", N_("Statistik")),
    ("settings", N_("Einstellungen")),
)
PageMaker = Callable[[Tasks, Window], Page]


class MainWindow(QMainWindow):
    """Pages see it as `page.Window`."""

    import_wanted = Signal()
    other_data_wanted = Signal()
    settings_changed = Signal(object)
    page_shown = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("MentorHub")
        self.setWindowIcon(icons.icon("pairings", "accent"))
        self._settings = settings
        self._tasks: Tasks | None = None
        self._makers: dict[str, PageMaker] = {}
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._visited: list[str] = []
        self._views = QStackedWidget()
        self._stack = QStackedWidget()
        self._navigation = self._make_navigation()
        self._sidebar = QWidget()
        room = widgets.column(self._sidebar, self._navigation)
        room.setContentsMargins(0, theme.em(0.5), 0, 0)
        self._dress()
        self._banner = widgets.Banner()
        self._shell = QWidget()
        beside = widgets.line(None, self._sidebar, self._stack, space=0)
        widgets.column(self._shell, self._banner, beside, space=0).setStretch(1, 1)
        beside.setStretch(1, 1)
        self._views.addWidget(self._shell)
        self.setCentralWidget(self._views)
        self._word = QLabel()
        self.statusBar().addWidget(self._word, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._make_menus()
        self._make_shortcuts()
        self.setMinimumSize(640, 480)
        screen = self.screen().availableSize()
        self.resize(min(1280, screen.width()), min(800, screen.height() - theme.em(2.5)))
        if settings.window_geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(settings.window_geometry)))
        self.show_view(Patience())

    def show_view(self, view: QWidget) -> None:
        """Over the whole room, instead of the pages."""
        while self._views.count() > 1:
            old = self._views.widget(1)
            if old is not None:
                self._views.removeWidget(old)
                old.deleteLater()
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self._allow_pages(False)
        view.setFocus()
        self._give_letters()

    def show_pages(self, tasks: Tasks, makers: Mapping[str, PageMaker]) -> None:
        """From now on the pages: `makers` by the keys of `PAGES`; a missing key is left out of the navigation."""
        self._tasks = tasks
        self._makers = dict(makers)
        self._drop_pages()
        for number, (key, _name) in enumerate(PAGES):
            self._navigation.setRowHidden(number, key not in makers)
        self._views.setCurrentWidget(self._shell)
        self._allow_pages(True)
        self.go(next(key for key, _name in PAGES if key in makers))
        self._navigation.setFocus()

    def go(self, page: str, record: object | None = None) -> None:
        if page not in self._makers or self._tasks is None:
            return
        if page not in self._pages:
            self._pages[page] = self._makers[page](self._tasks, self)
            self._stack.addWidget(self._pages[page])
        if self._shown and self._shown != page:
            self._visited.append(self._shown)
        self._shown = page
        self._stack.setCurrentWidget(self._pages[page])
        row = [key for key, _name in PAGES].index(page)
        self._navigation.blockSignals(True)
        self._navigation.setCurrentRow(row)
        self._navigation.blockSignals(False)
        self.setWindowTitle(f"{_(PAGES[row][1])} – MentorHub")
        self._give_letters()
        if record is not None:
            self._pages[page].show_record(record)
        self.page_shown.emit(page)

    def open_person(self, person_id: object) -> None:
        self.go("people", person_id)

    def open_pairing(self, pairing_id: object) -> None:
        self.go("pairings", pairing_id)

    def import_list(self) -> None:
        self.import_wanted.emit()

    def back(self) -> None:
        if self._visited:
            page = self._visited.pop()
            self.go(page)
            self._visited.pop()

    def page(self, key: str) -> Page:
        """The page itself, made if need be; for tests and pictures."""
        self.go(key)
        return self._pages[key]

    def show_banner(self, sentence: str, words: str = "", clicked: Callable[[], object] | None = None) -> None:
        """A line over all pages, with a button; an empty sentence takes it away."""
        self._banner.say(sentence, words, clicked)

    def say(self, sentence: str) -> None:
        self._word.setText(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._word, sentence))

    def current_settings(self) -> Settings:
        return self._settings

    def change_settings(self, settings: Settings) -> None:
        old = self._settings
        self._settings = settings
        self._tick_choices()
        if (old.colour_scheme, old.font_scale) != (settings.colour_scheme, settings.font_scale):
            QTimer.singleShot(0, self, self._dress_again)  # not while a page that goes away is still calling
        self.settings_changed.emit(settings)

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self._settings = replace(self._settings, window_geometry=geometry)
        self.settings_changed.emit(self._settings)
        super().closeEvent(event)

    def _make_navigation(self) -> QListWidget:
        listed = QListWidget()
        listed.setAccessibleName(_("Bereiche"))
        listed.setFrameShape(QListWidget.Shape.NoFrame)
        listed.setItemDelegate(NavigationDelegate(listed))
        listed.setMouseTracking(True)
        listed.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, (key, name) in enumerate(PAGES):
            item = QListWidgetItem(icons.icon(key), _(name))
            item.setToolTip(f"{_(name)} ({_native(f'Ctrl+{number + 1}')})")
            item.setData(Qt.ItemDataRole.UserRole, key)
            listed.addItem(item)
        listed.currentRowChanged.connect(lambda row: self.go(PAGES[row][0]))
        return listed

    def _dress_again(self) -> None:
        """Pages are made anew: far quicker than dressing all their parts again."""
        shown, self._shown = self._shown, ""
        self._drop_pages()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._settings.colour_scheme, self._settings.font_scale)
        self._dress()
        if shown:
            self.go(shown)
            self._navigation.setFocus()

    def _dress(self) -> None:
        widgets.fill_ground(self._sidebar, "sidebar")
        palette = QApplication.palette()
        palette.setColor(palette.ColorRole.Base, theme.colours().named("sidebar"))
        self._navigation.setPalette(palette)
        self._navigation.setFixedWidth(theme.em(13))
        self._navigation.doItemsLayout()

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(_("&Datei"))
        self._import = self._action(file, _("&Importieren …"), "Ctrl+I", self.import_wanted.emit, icon="import")
        file.addSeparator()
        self._action(file, _("&Andere Daten öffnen …"), "", self.other_data_wanted.emit, icon="folder")
        file.addSeparator()
        self._action(file, _("&Beenden"), "Ctrl+Q", self.close)
        view = bar.addMenu(_("&Ansicht"))
        self._action(view, _("Schrift &größer"), "Ctrl++", self._bigger, icon="text-size", also="Ctrl+=")
        self._action(view, _("Schrift &kleiner"), "Ctrl+-", self._smaller)
        view.addSeparator()
        self._schemes = QActionGroup(self)
        for scheme, words, icon in (
            ("system", _("Farben wie das &System"), ""),
            ("light", _("&Helle Farben"), "sun"),
            ("dark", _("&Dunkle Farben"), "moon"),
        ):
            choice = self._action(view, words, "", partial(self._choose_scheme, scheme), icon=icon)
            choice.setCheckable(True)
            choice.setData(scheme)
            self._schemes.addAction(choice)
        go = bar.addMenu(_("&Gehe zu"))
        self._goes = [
            self._action(go, _(name), f"Ctrl+{number}", partial(self.go, key), icon=key)
            for number, (key, name) in enumerate(PAGES, start=1)
        ]
        go.addSeparator()
        self._goes.append(self._action(go, _("Zurück"), "Alt+Left", self.back, icon="back"))
        helping = bar.addMenu(_("&Hilfe"))
        self._action(helping, _("&Tastenkürzel"), "F1", self._show_shortcuts, icon="help")
        self._action(helping, _("&Über MentorHub"), "", self._show_about, icon="information")
        self._tick_choices()

    def _action(
        self, menu: QMenu, words: str, key: str, triggered: Callable[[], object], *, icon: str = "", also: str = ""
    ) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(each) for each in (key, also) if each])
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(lambda: triggered())
        menu.addAction(action)
        return action

    def _make_shortcuts(self) -> None:
        QShortcut(QKeySequence("F6"), self, self._navigation.setFocus)
        QShortcut(QKeySequence("F5"), self, self._reload)

    def _allow_pages(self, allowed: bool) -> None:
        for action in (self._import, *self._goes):
            action.setEnabled(allowed)

    def _give_letters(self) -> None:
        menus = [mnemonics.letter_of(action.text()) for action in self.menuBar().actions()]
        view = self._views.currentWidget()
        if view is not None:
            mnemonics.assign(view, menus)

    def _tick_choices(self) -> None:
        for action in self._schemes.actions():
            action.setChecked(action.data() == self._settings.colour_scheme)

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
        self._pages.clear()

    def _reload(self) -> None:
        if self._shown:
            self._pages[self._shown].reload()

    def _bigger(self) -> None:
        self.change_settings(self._settings.bigger())

    def _smaller(self) -> None:
        self.change_settings(self._settings.smaller())

    def _choose_scheme(self, scheme: str) -> None:
        self.change_settings(replace(self._settings, colour_scheme=scheme))

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self).open()

    def _show_about(self) -> None:
        AboutDialog(self).open()


class Patience(QWidget):
    """While the heavy parts are being loaded."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        words = widgets.label(sentence or _("Einen Moment, bitte …"), "muted", wrap=False)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        moving = QProgressBar()
        moving.setRange(0, 0)
        moving.setTextVisible(False)
        moving.setAccessibleName(words.text())
        moving.setFixedSize(theme.em(16), theme.em(0.5))
        widgets.column(self, None, words, widgets.line(None, None, moving, None), None, space=0.8)


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
