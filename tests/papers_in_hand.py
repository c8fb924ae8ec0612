"""What comes out of a scanner, a telephone, or somebody who means no good: files for the tests of scans."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image


def pdf(path: Path, pages: int = 1, words: str = "Unterschrieben", size: tuple[float, float] = (595, 842)) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=size)
    for _page in range(pages):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return path


def locked_pdf(path: Path) -> Path:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(pdf(path)))
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(path)
    return path


def photo(path: Path, size: tuple[int, int] = (4032, 3024)) -> Path:
    """As a telephone writes it: lying on its side, with the place where it was taken."""
    picture = Image.new("RGB", size, "white")
    picture.paste((20, 20, 20), (0, 0, size[0] // 2, size[1] // 8))
    hidden = Image.Exif()
    hidden[0x0112] = 6
    hidden[0x010F] = "Geheimes Telefon"
    hidden.get_ifd(0x8825)[2] = (51.0, 45.0, 0.0)
    picture.save(path, "JPEG", exif=hidden, quality=90)
    return path


def scan(path: Path, size: tuple[int, int] = (1654, 2339)) -> Path:
    """Black on white, as a PNG."""
    picture = Image.new("1", size, 1)
    picture.paste(0, (100, 100, 800, 130))
    picture.save(path, "PNG")
    return path


def bomb(path: Path, side: int = 60_000) -> Path:
    """A PNG of a few bytes that says it has 3.6 thousand million dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = zlib.compress(bytes(side * side // 8 // 1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b""))
    return path


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))
