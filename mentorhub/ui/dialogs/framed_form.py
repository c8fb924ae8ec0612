"""A form dialog with sentences above the fields and room for what may appear below them."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from mentorhub.ui import theme
from mentorhub.ui.form_dialog import FormDialog


def show_over(parent: QWidget, dialog: QDialog) -> None:
    """Opens it; those that were closed before are thrown away, so a day of quick entries leaves none behind."""
    for old in parent.findChildren(QDialog):
        if old is not dialog and not old.isVisible():
            old.deleteLater()
    dialog.open()


class FramedFormDialog(FormDialog):
    """Use `add_above` and `add_below`; what they show stays in sight while the fields scroll."""

    def add_above(self, widget: QWidget) -> None:
        self.body.insertWidget(self._frame().index(None), widget)

    def add_below(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def fit(self) -> None:
        """Again, when something has appeared; it is as high as it will be once it has been laid out."""
        QTimer.singleShot(0, self, self._fit)

    def try_to_save(self) -> None:
        super().try_to_save()
        self.fit()

    def _fit(self) -> None:
        super()._fit()
        layout, fields = self.layout(), self.body.itemAt(self._frame().index(None))
        if layout is None or fields is None:
            return
        layout.activate()
        around = layout.totalHeightForWidth(self.width()) - fields.sizeHint().height()
        wanted = around + max(self.form.sizeHint().height() + theme.em(0.4), fields.minimumSize().height())
        self.resize(self.width(), min(wanted, round(self.screen().availableSize().height() * 0.92)))

    def _frame(self) -> list[QWidget | None]:
        """What stands around the scrolling fields; those themselves as None."""
        found: list[QWidget | None] = []
        for place in range(self.body.count()):
            item = self.body.itemAt(place)
            widget = item.widget() if item is not None else None
            found.append(None if widget is None or widget.isAncestorOf(self.form) else widget)
        return found
