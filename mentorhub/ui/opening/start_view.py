"""The first start asks one question."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QSizePolicy, QStyle, QStyleOption, QWidget

from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.opening.frame import OpeningView


class StartView(OpeningView):
    try_out = Signal()
    own_list = Signal()
    network = Signal()
    open_folder = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            _("Willkommen! Womit möchten Sie anfangen?"),
            _("Sie können sich später jederzeit anders entscheiden."),
            width=42,
        )
        self.cards = [
            _Card(
                "try",
                _("Ausprobieren"),
                _("Mit erfundenen Menschen alles in Ruhe ansehen, ohne Kennwort."),
                self.try_out.emit,
            ),
            _Card(
                "list",
                _("Mit meiner Liste anfangen"),
                _("Ihre Einrichtung anlegen, ein Kennwort wählen und Ihre Excel-Liste übernehmen."),
                self.own_list.emit,
            ),
            _Card(
                "network",
                _("Zahlen für das Netzwerk sammeln"),
                _("Die Statistik-Pakete mehrerer Einrichtungen zu einem Bericht zusammenführen."),
                self.network.emit,
            ),
        ]
        for card in self.cards:
            self.column.addWidget(card)
        existing = widgets.button(
            _("Vorhandene Daten öffnen …"), self._choose_folder, icon="folder", look="link", tip=""
        )
        self.add_buttons(existing, None)
        self.start_with(self.cards[0])

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Ordner mit MentorHub-Daten wählen"))
        if folder:
            self.open_folder.emit(folder)


class _Card(QAbstractButton):
    """A big button with icon, title and a sentence."""

    def __init__(self, icon: str, title: str, sentence: str, clicked: object) -> None:
        super().__init__()
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.clicked.connect(clicked)
        heading = widgets.label(title, "subtitle")
        words = widgets.column(None, heading, widgets.label(sentence, "muted"), space=0.2)
        row = widgets.line(self, widgets.IconLabel(icon, "accent", 2.2), words, space=1.1)
        row.addWidget(widgets.IconLabel("next", "muted", 1.3))
        row.setStretch(1, 1)
        widgets.margins(row, 1.0, 1.2)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        option = QStyleOption()
        option.initFrom(self)
        lit = self.hasFocus() or bool(option.state & QStyle.StateFlag.State_MouseOver)
        width = 2.0 if self.hasFocus() else 1.0
        sheet = self.rect().toRectF().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setWidthF(width)
        pen.setColor(colours.named("accent" if lit else "border"))
        painter.setPen(pen)
        painter.setBrush(colours.named("hover" if lit else "surface"))
        painter.drawRoundedRect(sheet, theme.em(0.5), theme.em(0.5))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()
