"""The one door to message boxes: `tell`, `warn`, `ask`. Tests put their own functions in place of these three."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from mentorhub.text import _
from mentorhub.ui import icons, theme


def tell(parent: QWidget | None, sentence: str) -> None:
    """Something worth knowing; does not wait for the answer."""
    _open(_box(parent, _("Hinweis"), sentence, "information", "accent"))


def warn(parent: QWidget | None, sentence: str) -> None:
    """Expected trouble: what happened, what it means for the data, what to do. Does not wait for the answer."""
    _open(_box(parent, _("Das hat nicht geklappt"), sentence, "problem", "warning"))


def ask(parent: QWidget | None, question: str, yes: str, no: str | None = None, *, details: str = "") -> bool:
    """Waits for the answer. `yes` and `no` are verbs ("Beenden", "Zurück"); closing the box means no."""
    box = _box(parent, _("Bitte entscheiden Sie"), question, "help", "accent")
    box.setInformativeText(details)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    _look(accept, "primary")
    refuse = box.addButton(no or _("Abbrechen"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(accept)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is accept


def ask_save(parent: QWidget | None, question: str) -> str:
    """Before leaving a changed form: gives "save", "discard" or "stay"."""
    box = _box(parent, _("Noch nicht gespeichert"), question, "help", "accent")
    save = box.addButton(_("&Speichern"), QMessageBox.ButtonRole.AcceptRole)
    _look(save, "primary")
    discard = box.addButton(_("&Verwerfen"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("&Zurück"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    box.exec()
    pressed = box.clickedButton()
    return "save" if pressed is save else "discard" if pressed is discard else "stay"


def _box(parent: QWidget | None, title: str, sentence: str, icon: str, colour: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setOption(QMessageBox.Option.DontUseNativeDialog)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setIconPixmap(icons.pixmap(icon, colour, theme.em(2.4)))
    return box


def _open(box: QMessageBox) -> None:
    _look(box.addButton(_("Verstanden"), QMessageBox.ButtonRole.AcceptRole), "primary")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _look(button: QPushButton, look: str) -> None:
    button.setProperty("look", look)
    button.style().unpolish(button)
    button.style().polish(button)
