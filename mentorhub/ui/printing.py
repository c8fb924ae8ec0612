"""Draws a PDF: as images of its pages, and on paper, every page as large as the printer allows."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_DPI = 300


def ask_and_print(parent: QWidget, pdf: bytes) -> bool:
    """Whether it was given to a printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    print_with(printer, pdf)
    return True


def print_with(printer: QPrinter, pdf: bytes) -> None:
    painter = QPainter(printer)
    try:
        room = printer.pageLayout().paintRectPixels(printer.resolution())
        for number, image in enumerate(images(pdf, min(printer.resolution(), _DPI) / 72)):
            if number:
                printer.newPage()
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
    finally:
        painter.end()


def images(pdf: bytes, scale: float) -> list[QImage]:
    """All pages; scale 1 is 72 dots per inch."""
    from mentorhub.documents import pdfium

    with pdfium.opened(pdf) as document:
        found = []
        for page in document:
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            picture = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            )
            found.append(picture.copy())
        return found
