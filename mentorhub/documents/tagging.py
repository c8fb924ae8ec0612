"""What a screen reader needs of a PDF: which words are a heading or a cell, in which language, in which order.

Pages are drawn with numbered pieces (marked content); the tree of elements says what each piece is. The rules are those
of PDF/UA-1 (ISO 14289-1); which of them our tests check, and what nobody has checked, stands in
docs/accessible-papers.md.
"""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc


@dataclass
class Element:
    tag: str
    language: str = ""
    words: str = ""
    """Its words in the order in which they are said, where they are drawn in another one (Arabic); else empty."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Of a heading in a table: of what (`Scope`); of a list: how it is numbered (`ListNumbering`)."""
    children: "list[Element | tuple[int, int]]" = field(default_factory=list)
    """Elements, or (page, number of the piece on it)."""


class Tags:
    """Grows while the pages are drawn. `page` counts from 0."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._open = [self.root]
        self._pieces: dict[int, list[Element]] = {}
        self._artifact = ""

    def begin(self, tag: str, **attributes: str) -> None:
        """What is drawn from now on belongs to one element, until its `end`."""
        element = Element(tag, attributes=attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self) -> None:
        self._open.pop()

    @contextmanager
    def inside(self, tag: str, **attributes: str) -> Iterator[None]:
        """What is drawn in between belongs to one element: a table, its row, its cell."""
        self.begin(tag, **attributes)
        try:
            yield
        finally:
            self.end()

    @contextmanager
    def foot(self) -> Iterator[None]:
        """What is drawn in between stands at the foot of every page, and is not read out."""
        self._artifact = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
        try:
            yield
        finally:
            self._artifact = ""

    def element(self, tag: str, language: str, words: str = "") -> Element | None:
        """A new element at this place; nothing for an artifact."""
        if self._artifact:
            return None
        element = Element(tag, language, words)
        self._open[-1].children.append(element)
        return element

    def piece(self, element: Element | None, page: int) -> str:
        """The operator that begins one piece of the element on this page; `EMC` ends it."""
        if element is None:
            return self._artifact or "/Artifact BMC"
        pieces = self._pieces.setdefault(page, [])
        element.children.append((page, len(pieces)))
        pieces.append(element)
        return f"/{element.tag} <</MCID {len(pieces) - 1}>> BDC"

    def write(self, doc: Any, pages: list[Any], language: str) -> None:
        """Puts the tree into the PDF, `pages` being its page objects."""
        references: dict[int, Any] = {}
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = pdfdoc.PDFName("S")
        tree = pdfdoc.PDFDictionary({"Type": "/StructTreeRoot"})
        root = _points(doc, doc.Reference(tree))
        tree["K"] = _write(doc, self.root, root, [_points(doc, doc.Reference(page)) for page in pages], references)
        numbers: list[Any] = []
        for number in range(len(pages)):
            held = [references[id(element)] for element in self._pieces.get(number, [])]
            numbers += [number, doc.Reference(pdfdoc.PDFArray(held))]
        tree["ParentTree"] = doc.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = len(pages)
        doc.Catalog.StructTreeRoot = tree
        doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        doc.Catalog.Lang = pdfdoc.PDFString(language)


def _write(doc: Any, element: Element, parent: str, pages: list[str], references: dict[int, Any]) -> str:
    """Adds the element and what stands in it; returns how others point to it.

    Written as bytes at once: reportlab's general way for thousands of small dictionaries took a quarter of all time.
    """
    entry = _Entry()
    reference = references[id(element)] = doc.Reference(entry)
    here = _points(doc, reference)
    on = next((child[0] for child in element.children if isinstance(child, tuple)), None)
    children = []
    for child in element.children:
        if isinstance(child, Element):
            children.append(_write(doc, child, here, pages, references))
        elif child[0] == on:
            children.append(str(child[1]))
        else:
            children.append(f"<</Type /MCR /Pg {pages[child[0]]} /MCID {child[1]}>>")
    parts = [f"<</Type /StructElem /S /{element.tag} /P {parent} /K [{' '.join(children)}]"]
    if on is not None:
        parts.append(f"/Pg {pages[on]}")
    if element.language:
        parts.append(f"/Lang ({element.language})")
    if element.attributes:
        owner = "List" if element.tag == "L" else "Table"
        named = " ".join(f"/{name} /{value}" for name, value in element.attributes.items())
        parts.append(f"/A <</O /{owner} {named}>>")
    if element.words:
        parts.append(f"/ActualText <{codecs.BOM_UTF16_BE.hex()}{element.words.encode('utf-16-be').hex()}>")
    entry.content = f"{' '.join(parts)}>>".encode("ascii")
    return here


class _Entry(pdfdoc.PDFObject):
    """A dictionary that is written already."""

    content = b""

    def format(self, _document: Any) -> bytes:
        return self.content


def _points(doc: Any, reference: Any) -> str:
    """How an object is pointed to in the file: "12 0 R"."""
    return str(reference.format(doc), "ascii")


def describe(doc: Any, title: str, author: str, language: str, on: date) -> None:
    """Title, author and language for programs that ask (XMP), and the title in the head of the reader's window."""
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{on.isoformat()}</xmp:CreateDate><xmp:CreatorTool>MentorHub</xmp:CreatorTool>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
    stream = pdfdoc.PDFStream()
    stream.content = packet.encode("utf-8", "replace")
    stream.dictionary["Type"] = "/Metadata"
    stream.dictionary["Subtype"] = "/XML"
    doc.Catalog.Metadata = stream
