"""The pages of a PDF below each other, as they will be printed; a screen reader reads their words."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from mentorhub.text import _
from mentorhub.ui import facts, printing, theme, widgets

_A4 = 595
"""The width of a page in points, 72 to the inch."""
_REST = 100
"""Milliseconds without a change of size before pages are drawn anew."""


class PageView(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.pages = QWidget()
        self._sheets = widgets.column(self.pages, space=0.8)
        widgets.margins(self._sheets, 0.8, 0.8)
        self.setAccessibleName(_("Vorschau"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self.pages)
        widgets.fill_ground(self.pages, "sidebar")
        self._fills_width = b""
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(lambda: self.show_pdf(self._fills_width))

    def room(self) -> int:
        """How wide a page may be that is wholly in sight, also beside a bar, in points of the screen."""
        bar = self.verticalScrollBar()
        beside = 0 if bar.isVisible() else bar.sizeHint().width()
        return max(220, self.viewport().width() - beside - theme.em(2))

    def show_picture(self, content: bytes) -> None:
        """JPEG or PNG; as wide as the room, never larger than it is."""
        self._fills_width = b""
        facts.clear(self._sheets)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap()
        pixmap.loadFromData(content)
        width = round(min(pixmap.width(), self.room() * ratio))
        pixmap = pixmap.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        self._add_sheet(pixmap, ratio, 1, "")
        self._sheets.addStretch(1)

    def show_pdf(self, pdf: bytes, scale: float | None = None) -> int:
        """How many pages it has. `scale` 1 is 72 dots per inch; without, an A4 page fills the width."""
        facts.clear(self._sheets)
        self._fills_width = pdf if scale is None else b""
        ratio = self.devicePixelRatioF()
        shown = printing.images(pdf, (self.room() / _A4 if scale is None else scale) * ratio)
        for number, (image, words) in enumerate(zip(shown, texts_of(pdf), strict=True), start=1):
            self._add_sheet(QPixmap.fromImage(image), ratio, number, words)
        self._sheets.addStretch(1)
        return len(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fills_width and event.size().width() != event.oldSize().width():
            self._rest.start()

    def clear(self) -> None:
        self._fills_width = b""
        facts.clear(self._sheets)

    def _add_sheet(self, pixmap: QPixmap, ratio: float, number: int, words: str) -> None:
        pixmap.setDevicePixelRatio(ratio)
        sheet = QLabel()
        sheet.setPixmap(pixmap)
        sheet.setAccessibleName(_("Seite {number}").format(number=number))
        sheet.setAccessibleDescription(words)
        sheet.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._sheets.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)


def texts_of(pdf: bytes) -> list[str]:
    """The words of each page, for screen readers."""
    from mentorhub.documents import pdfium

    with pdfium.opened(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]
