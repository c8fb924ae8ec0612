"""What a screen reader needs of a PDF: which words are a heading or a cell, in which language, in which order.

Pages are drawn with numbered pieces (marked content); the tree of elements says what each piece is. Claimed is only
"tagged": no checker for PDF/UA runs in our tests.
"""

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
    children: "list[Element | tuple[int, int]]" = field(default_factory=list)
    """Elements, or (page, number of the piece on it)."""


class Tags:
    """Grows while the pages are drawn. `page` counts from 0."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._open = [self.root]
        self._pieces: dict[int, list[Element]] = {}
        self._artifact = False

    @contextmanager
    def inside(self, tag: str) -> Iterator[None]:
        """What is drawn in between belongs to one element: a table, its row, its cell."""
        element = Element(tag)
        self._open[-1].children.append(element)
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn in between is not read out: feet, rules."""
        before, self._artifact = self._artifact, True
        try:
            yield
        finally:
            self._artifact = before

    def element(self, tag: str, language: str) -> Element | None:
        """A new element at this place; nothing for an artifact."""
        if self._artifact:
            return None
        element = Element(tag, language)
        self._open[-1].children.append(element)
        return element

    def piece(self, element: Element | None, page: int) -> str:
        """The operator that begins one piece of the element on this page; `EMC` ends it."""
        if element is None:
            return "/Artifact BMC"
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
        root = doc.Reference(tree)
        tree["K"] = _write(doc, self.root, root, pages, references)
        numbers: list[Any] = []
        for number in range(len(pages)):
            held = [references[id(element)] for element in self._pieces.get(number, [])]
            numbers += [number, doc.Reference(pdfdoc.PDFArray(held))]
        tree["ParentTree"] = doc.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = len(pages)
        doc.Catalog.StructTreeRoot = tree
        doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        doc.Catalog.Lang = pdfdoc.PDFString(language)


def _write(doc: Any, element: Element, parent: Any, pages: list[Any], references: dict[int, Any]) -> Any:
    entry = pdfdoc.PDFDictionary({"Type": "/StructElem", "S": f"/{element.tag}", "P": parent})
    if element.language:
        entry["Lang"] = pdfdoc.PDFString(element.language)
    if element.tag == "TH":
        entry["A"] = pdfdoc.PDFDictionary({"O": "/Table", "Scope": "/Column"})
    reference = references[id(element)] = doc.Reference(entry)
    children = [
        _write(doc, child, reference, pages, references)
        if isinstance(child, Element)
        else pdfdoc.PDFDictionary({"Type": "/MCR", "Pg": doc.Reference(pages[child[0]]), "MCID": child[1]})
        for child in element.children
    ]
    entry["K"] = pdfdoc.PDFArray(children)
    return reference


def describe(doc: Any, title: str, author: str, language: str, on: date) -> None:
    """Title, author and language for programs that ask (XMP), and the title in the head of the reader's window."""
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{on.isoformat()}</xmp:CreateDate><xmp:CreatorTool>MentorHub</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
    stream = pdfdoc.PDFStream()
    stream.content = packet.encode("utf-8", "replace")
    stream.dictionary["Type"] = "/Metadata"
    stream.dictionary["Subtype"] = "/XML"
    doc.Catalog.Metadata = stream
