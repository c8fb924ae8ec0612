"""Reads a list from a spreadsheet, a text file or the clipboard into plain cells, whatever program wrote it."""

from pathlib import Path

from mentorhub.import_export import texts, workbooks
from mentorhub.import_export.sheets import MAX_BYTES, ListFile, Sheet, UnreadableList, bounded, damaged, too_large
from mentorhub.text import _

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
TEXTS = (".csv", ".tsv", ".txt")


def read(path: Path, encoding: str | None = None) -> ListFile:
    """All sheets of the file with their cells trimmed; empty cells are None.

    A text's `encoding` is told by its content unless it is given.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    if workbooks.looks_like_one(data):
        return ListFile(path, workbooks.read(path, data))
    if suffix in WORKBOOKS:
        raise UnreadableList(damaged(path))
    if suffix not in TEXTS:
        raise UnreadableList(
            _(
                "»{file}« ist keine Liste, die gelesen werden kann. Es wurde nichts übernommen. Bitte "
                "speichern Sie die Liste als Excel-, LibreOffice- oder CSV-Datei und wählen Sie diese aus."
            ).format(file=path.name)
        )
    decoded = texts.decode(path, data, encoding)
    rows, delimiter = texts.records(path, decoded.words)
    sheets = (Sheet(path.stem, bounded(path, rows)),)
    return ListFile(path, sheets, decoded.encoding, delimiter, decoded.in_doubt)


def pasted(words: str) -> ListFile:
    """A table that was copied in a spreadsheet, a mail or a web page. Raises `UnreadableList`."""
    path = Path(_("Zwischenablage"))
    if not words.strip():
        raise UnreadableList(
            _(
                "In der Zwischenablage ist keine Tabelle. Es wurde nichts übernommen. Bitte markieren Sie die "
                "Zellen mit ihren Überschriften in Ihrer Tabelle und kopieren Sie sie."
            )
        )
    if len(words) > MAX_BYTES:
        raise UnreadableList(too_large(path))
    rows, delimiter = texts.records(path, words)
    return ListFile(path, (Sheet(path.name, bounded(path, rows)),), None, delimiter)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableList(too_large(path))
        data = path.read_bytes()
    except FileNotFoundError as trouble:
        raise UnreadableList(
            _(
                "Die Datei »{file}« gibt es nicht. Es wurde nichts übernommen. Bitte prüfen Sie Ordner und Namen."
            ).format(file=path.name)
        ) from trouble
    except OSError as trouble:
        raise UnreadableList(
            _(
                "»{file}« kann nicht geöffnet werden. Es wurde nichts übernommen. Ist die Datei noch in "
                "einem anderen Programm geöffnet, schließen Sie sie dort und versuchen Sie es noch einmal."
            ).format(file=path.name)
        ) from trouble
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableList(
            _("»{file}« ist leer. Es wurde nichts übernommen. Bitte wählen Sie eine andere Datei.").format(
                file=path.name
            )
        )
    return data
