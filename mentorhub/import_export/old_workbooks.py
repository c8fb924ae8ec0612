"""Looks into the old Excel format (.xls) before it is read: how large a rectangle its cells make.

The layout is that of [MS-CFB] (sectors in chains) and [MS-XLS] (records of type, length, content).
"""

import struct

_STREAMS = ("Workbook", "Book")
_END = 0xFFFFFFFA
_CELLS = frozenset((0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206))
_CELLS |= {0x0207, 0x027E, 0x00FD, 0x00D6, 0x00BD, 0x00BE, 0x0406}
_MANY = frozenset((0x00BD, 0x00BE))
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
        elif kind in _CELLS and length >= 4 and at + length <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at)
            if kind in _MANY:
                column = struct.unpack_from("<H", stream, at + length - 2)[0]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            most = max(most, rows * columns)
        at += length
    return most


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
            return _chain(data, table, struct.unpack_from("<I", entries, at + 116)[0], size)
    return b""


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
