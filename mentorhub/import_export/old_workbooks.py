"""Looks into the old Excel format (.xls) before it is read: how large a rectangle its cells make.

The layout is that of [MS-CFB] (sectors in chains) and [MS-XLS] (records of type, length, content).
"""

import struct

from mentorhub.import_export.archives import Marks

_STREAMS = ("Workbook", "Book")
_END = 0xFFFFFFFA
_SHORT = 64
"""Bytes of a small sector."""
_CELLS = frozenset((0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206))
_CELLS |= {0x0207, 0x027E, 0x00FD, 0x00D6, 0x00BD, 0x00BE, 0x0406}
_MANY = frozenset((0x00BD, 0x00BE))
_DIMENSIONS = 0x0200
_BOUNDS = {10: "<HHHH", 14: "<IIHH"}
"""First and last row and column that the file says it uses: the reader makes room for all of them beforehand."""
_ALL = 1 << 32
"""Bounds the wrong way round wrap around there, and the room asked for would end the program."""
_BEGIN = frozenset((0x0809, 0x0409, 0x0209, 0x0009))


def cells(data: bytes) -> int:
    """The largest rectangle from the first cell to the last of a sheet; 0 if the file can't be followed."""
    stream = _stream(data)
    most = rows = columns = at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind in _BEGIN:
            rows = columns = 0
        elif kind == _DIMENSIONS and length in _BOUNDS and at + length <= len(stream):
            top, bottom, left, right = struct.unpack_from(_BOUNDS[length], stream, at)
            most = max(most, (bottom - top) % _ALL * ((right - left) % _ALL))
        elif kind in _CELLS and length >= 4 and at + length <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at)
            if kind in _MANY:
                column = struct.unpack_from("<H", stream, at + length - 2)[0]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            most = max(most, rows * columns)
        at += length
    return most


_SHEET, _ROW, _COLUMNS = 0x0085, 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_LAST_COLUMN = 255


def marks(data: bytes) -> dict[str, Marks]:
    """The hidden rows and columns of each sheet, by its name; nothing where the file can't be followed."""
    stream = _stream(data)
    names: dict[int, str] = {}
    found: dict[str, Marks] = {}
    sheet = Marks()
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        record = stream[at + 4 : at + 4 + length]
        if kind in _BEGIN:
            sheet = found.setdefault(names[at], Marks()) if at in names else Marks()
        elif kind == _SHEET and len(record) > 8:
            wide = bool(record[7] & 1)
            words = record[8 : 8 + record[6] * (2 if wide else 1)]
            name = words.decode("utf-16-le" if wide else "latin-1", errors="replace")
            names[struct.unpack_from("<I", record)[0]] = name
        elif kind == _ROW and len(record) >= 14 and record[12] & _ROW_HIDDEN:
            sheet.hidden_rows.add(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMNS and len(record) >= 10 and record[8] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", record)
            sheet.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
        at += 4 + length
    return found


def _stream(data: bytes) -> bytes:
    """The workbook's stream, its sectors put together."""
    if len(data) < 512:
        return b""
    power = struct.unpack_from("<H", data, 30)[0]
    if power not in (9, 12):
        return b""
    size = 1 << power
    table: list[int] = []
    for sector in _table_sectors(data, size):
        part = data[(sector + 1) * size : (sector + 2) * size]
        table += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    entries = _chain(data, table, struct.unpack_from("<I", data, 48)[0], size)
    for at in range(0, len(entries) - 127, 128):
        name_length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, min(name_length, 64) - 2)].decode("utf-16-le", errors="replace")
        if name in _STREAMS:
            first, length = struct.unpack_from("<II", entries, at + 116)
            if length < struct.unpack_from("<I", data, 56)[0]:
                return _short_stream(data, table, size, entries, first)
            return _chain(data, table, first, size)
    return b""


def _short_stream(data: bytes, table: list[int], size: int, entries: bytes, first: int) -> bytes:
    """Small streams lie in small sectors inside the stream of the first entry, with a table of their own."""
    inside = b"\0" * _SHORT + _chain(data, table, struct.unpack_from("<I", entries, 116)[0], size)
    listed = _chain(data, table, struct.unpack_from("<I", data, 60)[0], size)
    short = list(struct.unpack(f"<{len(listed) // 4}I", listed[: len(listed) // 4 * 4]))
    return _chain(inside, short, first, _SHORT)


def _table_sectors(data: bytes, size: int) -> list[int]:
    found = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _END]
    following = struct.unpack_from("<I", data, 68)[0]
    for _more in range(len(data) // size + 1):
        part = data[(following + 1) * size : (following + 2) * size]
        if following >= _END or len(part) < size:
            break
        *sectors, following = struct.unpack(f"<{size // 4}I", part)
        found += [sector for sector in sectors if sector < _END]
    return found[: len(data) // size + 1]


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes:
    parts = []
    for _step in range(len(table)):
        if sector >= len(table) or sector >= _END:
            break
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(parts)
