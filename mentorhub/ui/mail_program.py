"""The one door to the mail program. Nothing is sent by MentorHub: the person reads the mail there and sends it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from mentorhub import mails


def open_mail(to: str, subject: str, text: str, bcc: tuple[str, ...] = ()) -> bool:
    """Whether the whole mail went along: with a text that is too long for the system only the head is handed over, and
    the text lies in the clipboard."""
    link = mails.link(to, subject, text, bcc)
    whole = len(link) <= mails.LONGEST_LINK
    if not whole:
        QGuiApplication.clipboard().setText(text)
        link = mails.link(to, subject, "", bcc)
    QDesktopServices.openUrl(QUrl.fromEncoded(link.encode("ascii")))
    return whole
