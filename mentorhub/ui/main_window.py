"""The window: navigation on the left, pages made when they are first needed, menus, status bar.

Before there are pages it shows one view over the whole room: the first start, the Kennwort, or a moment's patience.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import shiboken6
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
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)

from mentorhub.settings import Settings
from mentorhub.text import N_, _
from mentorhub.ui import icons, menus, mnemonics, theme, widgets
from mentorhub.ui.backup_words import BackupWords
from mentorhub.ui.curtain import Curtain
from mentorhub.ui.delegates import NavigationDelegate
from mentorhub.ui.dialogs.help_dialogs import AboutDialog, ShortcutsDialog
from mentorhub.ui.folder_state import FolderState, Wanted
from mentorhub.ui.menus import add_action
from mentorhub.ui.opening.patience_view import Patience
from mentorhub.ui.page import About, Page, Window
from mentorhub.ui.places import Place, Places
from mentorhub.ui.reentry import Reentry
from mentorhub.ui.tasks import Tasks
from mentorhub.ui.undoing import Undoing

PAGES = (
    ("today", N_("Heute")),
    ("people", N_("Personen")),
    ("pairings", N_("Patenschaften")),
    ("matching", N_("Vermittlung")),
    ("activities", N_("Aktivitäten")),
    ("expenses", N_("Auslagen")),
    ("events", N_("Veranstaltungen")),
    ("statistics", N_("Statistik")),
    ("settings", N_("Einstellungen")),
)
_WORD_STAYS = 10_000
PageMaker = Callable[[Tasks, Window], Page]


class MainWindow(QMainWindow):
    """Pages see it as `page.Window`."""

    import_wanted = Signal()
    other_data_wanted = Signal()
    wanted = Signal(object)
    """A member of `Wanted`."""
    settings_changed = Signal(object)
    page_shown = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("MentorHub")
        self.setWindowIcon(icons.icon("pairings", "accent"))
        self.before_close: Callable[[], bool] | None = None
        """Asked last when the window is to close; after a no it is closed again by whoever said so."""
        self._settings = settings
        self._reentry = Reentry(self)
        self._folder_state: FolderState | None = None
        self._locked: QWidget | None = None
        self._tasks: Tasks | None = None
        self._makers: dict[str, PageMaker] = {}
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._places = Places()
        self._had_focus: QWidget | None = None
        self._views = QStackedWidget()
        self._stack = QStackedWidget()
        self._navigation = self._make_navigation()
        self._sidebar = QWidget()
        room = widgets.column(self._sidebar, self._navigation)
        room.setContentsMargins(0, theme.em(0.5), 0, 0)
        self._banner = widgets.Banner()
        self._shell = QWidget()
        beside = widgets.line(None, self._sidebar, self._stack, space=0)
        widgets.column(self._shell, self._banner, beside, space=0).setStretch(1, 1)
        beside.setStretch(1, 1)
        self._views.addWidget(self._shell)
        self.setCentralWidget(self._views)
        self._word = QLabel()
        self._word_rest = QTimer(self, singleShot=True, interval=_WORD_STAYS)
        self._word_rest.timeout.connect(self._word.clear)
        self.statusBar().addWidget(self._word, 1)
        self._saved = BackupWords(self.want)
        for shown in self._saved.buttons():
            self.statusBar().addPermanentWidget(shown)
        self.statusBar().setSizeGripEnabled(False)
        self._curtain = Curtain(self)
        self._dress()
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
        self._drop_views()
        self._undoing.forget()
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self._allow_pages(False)
        view.setFocus()
        self._give_letters()

    def show_pages(self, tasks: Tasks, makers: Mapping[str, PageMaker]) -> None:
        """From now on the pages: `makers` by the keys of `PAGES`; a missing key is left out of the navigation."""
        self._tasks = tasks
        self._places = Places()
        self._makers = dict(makers)
        self._drop_pages()
        for number, (key, _name) in enumerate(PAGES):
            self._navigation.setRowHidden(number, key not in makers)
        self._views.setCurrentWidget(self._shell)
        self._allow_pages(True)
        self._undoing.follow(tasks)
        self.go(next(key for key, _name in PAGES if key in makers))
        self._navigation.setFocus()

    def go(self, page: str, record: object | None = None) -> None:
        if page not in self._makers or self._tasks is None:
            return
        if page not in self._pages:
            self._pages[page] = self._makers[page](self._tasks, self)
            self._stack.addWidget(self._pages[page])
        if self._shown and self._shown != page:
            self._word.clear()
        self._shown = page
        self._stack.setCurrentWidget(self._pages[page])
        row = [key for key, _name in PAGES].index(page)
        self._navigation.blockSignals(True)
        self._navigation.setCurrentRow(row)
        self._navigation.blockSignals(False)
        self._show_title()
        self._give_letters()
        self._places.come(page, record)
        if record is not None:
            self._pages[page].show_record(record)
        self.page_shown.emit(page)

    def lock(self, view: QWidget) -> None:
        """Nothing can be read until `unlock`; pages and dialogs stay as they are behind the view."""
        if self._locked is not None or self._views.currentWidget() is not self._shell:
            return
        self._locked = view
        self._reentry.close()
        self._undoing.forget()
        self._had_focus = QApplication.focusWidget()
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self._allow_pages(False)
        self._word.clear()
        self.setWindowTitle("MentorHub")
        self._curtain.draw()
        view.setFocus()
        self._give_letters()

    def unlock(self) -> None:
        """The same window again, with whatever was open in it."""
        if self._locked is None:
            return
        self._locked = None
        self._views.setCurrentWidget(self._shell)
        self._drop_views()
        self._allow_pages(True)
        self._show_title()
        self._give_letters()
        self._curtain.open()
        if self._had_focus is not None and shiboken6.isValid(self._had_focus):
            self._had_focus.setFocus()
        self._had_focus = None

    @property
    def reentry(self) -> Reentry:
        return self._reentry

    def is_locked(self) -> bool:
        return self._locked is not None

    def shows_pages(self) -> bool:
        return self._views.currentWidget() is self._shell

    def may_leave(self) -> bool:
        """Whether nothing unsaved is left in any page or dialog; asks the person."""
        with self.asking():
            return self._dialogs_left() and all(page.may_leave() for page in self._pages.values())

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Even while the window is locked: whether it may close has to be answered, and quotes nobody."""
        self._curtain.allow_questions(True)
        try:
            yield
        finally:
            self._curtain.allow_questions(False)

    def want(self, what: Wanted) -> None:
        self.wanted.emit(what)

    def folder_state(self) -> FolderState:
        return self._folder_state or FolderState()

    def show_folder_state(self, state: FolderState | None) -> None:
        """In the status bar and wherever a page tells it; nothing while no folder is open."""
        self._folder_state = state
        self._saved.show(state)
        for page in self._pages.values():
            page.folder_changed()

    def menu_actions(self) -> list[QAction]:
        return menus.offered(self.menuBar())

    def open_person(self, person_id: object) -> None:
        self.go("people", person_id)

    def open_pairing(self, pairing_id: object) -> None:
        self.go("pairings", pairing_id)

    def import_list(self) -> None:
        self.import_wanted.emit()

    def visited(self, page: str, record: object, words: str) -> None:
        if page == self._shown:
            self._places.come(page, record, words)

    def about(self) -> About:
        """Whom the page in front is about."""
        return self._pages[self._shown].about() if self._shown else About()

    def back(self) -> None:
        self._come_to(self._places.back())

    def forward(self) -> None:
        self._come_to(self._places.forward())

    def _come_to(self, place: Place | None) -> None:
        if place is not None:
            self.go(place.page, place.record)

    def _show_recent(self) -> None:
        """Filled when it opens: until then nobody's name stands in it."""
        self._recent.clear()
        for place in self._places.recent():
            action = self._recent.addAction(icons.icon(place.page), place.words.replace("&", "&&"))
            action.triggered.connect(partial(self.go, place.page, place.record))
        if not self._places.recent():
            self._recent.addAction(_("Noch nichts.")).setEnabled(False)

    def page(self, key: str) -> Page:
        """The page itself, made if need be; for tests and pictures."""
        self.go(key)
        return self._pages[key]

    def show_banner(self, sentence: str, words: str = "", clicked: Callable[[], object] | None = None) -> None:
        """A line over all pages, with a button; an empty sentence takes it away."""
        self._banner.say(sentence, words, clicked)

    def say(self, sentence: str) -> None:
        """Until another page is shown or ten seconds are over; what is still going on (it ends with …) stays."""
        self._word.setText(sentence)
        self._word_rest.stop()
        if not sentence.endswith("…"):
            self._word_rest.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._word, sentence))

    def current_settings(self) -> Settings:
        return self._settings

    def change_settings(self, settings: Settings) -> bool:
        old = self._settings
        dresses = (old.colour_scheme, old.font_scale) != (settings.colour_scheme, settings.font_scale)
        if dresses and not self.may_leave():
            self._tick_choices()
            return False
        self._settings = settings
        self._tick_choices()
        if dresses:
            QTimer.singleShot(0, self, self._dress_again)  # not while a page that goes away is still calling
        self.settings_changed.emit(settings)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            self._close_once_saved()
            return
        if self.before_close is not None and not self.before_close():
            event.ignore()
            return
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self._settings = replace(self._settings, window_geometry=geometry)
        self.settings_changed.emit(self._settings)
        super().closeEvent(event)

    def _close_once_saved(self) -> None:
        """Somebody chose to save before closing: if that succeeds, the window closes by itself."""
        tasks = self._tasks
        if tasks is None or tasks.idle():
            return
        saved = tasks.saved.connect(lambda: QTimer.singleShot(0, self.close))
        tasks.became_idle.connect(lambda: tasks.saved.disconnect(saved), Qt.ConnectionType.SingleShotConnection)

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
            item.setToolTip(f"{_(name)} ({mnemonics.native(f'Ctrl+{number + 1}')})")
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
        for part in (self._navigation, self._navigation.viewport()):  # once polished, the second no longer inherits
            part.setPalette(palette)
        self._navigation.setFixedWidth(theme.em(13))
        self._navigation.doItemsLayout()
        self._saved.show(self._folder_state)

    def _show_title(self) -> None:
        name = dict(PAGES).get(self._shown)
        self.setWindowTitle("MentorHub" if name is None or self.is_locked() else f"{_(name)} – MentorHub")

    def _drop_views(self) -> None:
        """All but the pages."""
        while self._views.count() > 1:
            old = self._views.widget(1)
            if old is not None:
                self._views.removeWidget(old)
                old.deleteLater()

    def _dialogs_left(self) -> bool:
        """Closes what is open over the window, the topmost first; not if one of them asks and the person stays."""
        shown = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        hidden = self._curtain.hidden()
        for dialog in reversed([*hidden, *shown]):
            dialog.reject()
            if shiboken6.isValid(dialog) and (dialog.isVisible() or dialog in self._curtain.hidden()):
                return False
        return True

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(_("&Datei"))
        of_pages = [add_action(self, file, _("&Importieren …"), "Ctrl+I", self.import_wanted.emit, icon="import")]
        of_pages.append(
            add_action(self, file, _("&Papiere …"), "Ctrl+P", partial(self.want, Wanted.PAPERS), icon="paper")
        )
        of_pages.append(
            add_action(self, file, _("A&usgeben …"), "Ctrl+Shift+X", partial(self.want, Wanted.EXPORT), icon="export")
        )
        file.addSeparator()
        of_pages += [
            add_action(self, file, words, key, partial(self.want, what), icon=icon)
            for what, words, key, icon in (
                (Wanted.SHEET, _("Sa&mmeleintrag …"), "Ctrl+Shift+E", "paper"),
                (Wanted.BACK_UP, _("&Jetzt sichern"), "", "save"),
                (Wanted.BACKUPS, _("Sicherungen und &Wiederherstellen …"), "", "undo"),
                (Wanted.SECOND_PLACE, _("&Zweiter Sicherungsort …"), "", ""),
                (Wanted.LOCK, _("&Sperren"), "Ctrl+L", "lock"),
            )
        ]
        file.insertSeparator(of_pages[-1])
        self._other = add_action(
            self, file, _("&Andere Daten öffnen …"), "", self.other_data_wanted.emit, icon="folder"
        )
        file.addSeparator()
        add_action(self, file, _("&Beenden"), "Ctrl+Q", self.close)
        edit = bar.addMenu(_("&Bearbeiten"))
        undo = add_action(self, edit, _("&Rückgängig"), "Ctrl+Z", lambda: None, icon="undo")
        self._undoing = Undoing(self, undo, may_start=self._may_leave_page, show=self.go, say=self.say)
        edit.addSeparator()
        of_pages += [
            add_action(self, edit, words, "", partial(self.want, what), icon=icon)
            for what, words, icon in (
                (Wanted.HISTORY, _("&Verlauf …"), "clock"),
                (Wanted.BIN, _("&Papierkorb …"), "delete"),
            )
        ]
        view = bar.addMenu(_("&Ansicht"))
        self._sizes = [
            add_action(self, view, _("Schrift &größer"), "Ctrl++", self._bigger, icon="text-size", also="Ctrl+="),
            add_action(self, view, _("Schrift &kleiner"), "Ctrl+-", self._smaller),
        ]
        view.addSeparator()
        self._schemes = QActionGroup(self)
        for scheme, words, icon in (
            ("system", _("Farben wie das &System"), ""),
            ("light", _("&Helle Farben"), "sun"),
            ("dark", _("&Dunkle Farben"), "moon"),
        ):
            choice = add_action(self, view, words, "", partial(self._choose_scheme, scheme), icon=icon)
            choice.setCheckable(True)
            choice.setData(scheme)
            self._schemes.addAction(choice)
        go = bar.addMenu(_("&Gehe zu"))
        of_pages.append(
            add_action(self, go, _("&Alles durchsuchen …"), "Ctrl+K", partial(self.want, Wanted.FIND), icon="search")
        )
        of_pages.append(
            add_action(self, go, _("&Wiedervorlage …"), "Ctrl+Shift+W", partial(self.want, Wanted.REMIND), icon="clock")
        )
        go.addSeparator()
        of_pages += [
            add_action(self, go, _(name), f"Ctrl+{number}", partial(self.go, key), icon=key)
            for number, (key, name) in enumerate(PAGES, start=1)
        ]
        go.addSeparator()
        self._recent = QMenu(_("&Zuletzt benutzt"), self)
        go.addMenu(self._recent)
        self._recent.aboutToShow.connect(self._show_recent)
        of_pages += [
            add_action(self, go, _("Zurück"), "Alt+Left", self.back, icon="back"),
            add_action(self, go, _("Vorwärts"), "Alt+Right", self.forward, icon="next"),
        ]
        self._of_pages = tuple(of_pages)
        helping = bar.addMenu(_("&Hilfe"))
        add_action(self, helping, _("&Tastenkürzel"), "F1", self._show_shortcuts, icon="help")
        add_action(self, helping, _("&Über MentorHub"), "", self._show_about, icon="information")
        self._tick_choices()

    def _make_shortcuts(self) -> None:
        QShortcut(QKeySequence("F6"), self, self._navigation.setFocus)
        QShortcut(QKeySequence("F5"), self, self._reload)

    def _allow_pages(self, allowed: bool) -> None:
        for action in self._of_pages:
            action.setEnabled(allowed)
        self._recent.setEnabled(allowed)
        for action in (self._other, *self._sizes, *self._schemes.actions()):
            action.setEnabled(not self.is_locked())
        for button in self._saved.buttons():
            button.setEnabled(not self.is_locked())

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

    def _may_leave_page(self) -> bool:
        return not self._shown or self._pages[self._shown].may_leave()

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
