"""The audit of `./dev gallery --audit` finds what it is there to find."""

from PySide6.QtWidgets import QApplication, QWidget

from mentorhub.ui import widgets
from ui import sight


def test_the_audit_sees_words_without_room_and_faint_words(qapp: QApplication) -> None:
    page = QWidget()
    label = widgets.label("ein langer Satz, für den kein Platz ist", wrap=False)
    widgets.column(page, label)
    label.setFixedWidth(30)
    label.setStyleSheet("color: #dddddd;")
    page.show()

    assert sight.cut_off(page) == ["cut off: ein langer Satz, für den kein Platz ist"]
    assert len(sight.faint(page)) == 1
    label.setFixedWidth(800)
    label.setStyleSheet("")
    assert sight.check(page) == []
