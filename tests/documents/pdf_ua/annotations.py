"""Rules about what lies on top of the pages: links, fields, notes. Our papers have none of them."""

from collections.abc import Iterator
from typing import Any

from pdf_ua.content import Finding, Paper, at

_OWN_ELEMENT = {"/Link": "28-011", "/Widget": "28-010"}
_FREE = {"/PrinterMark", "/Popup"}
_KNOWN = set(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Stamp"
    " /Caret /Ink /Popup /FileAttachment /Sound /Movie /Widget /Screen /PrinterMark /Watermark /3D /Redact".split()
)


def check(paper: Paper) -> list[Finding]:
    held = _parents(at(paper.root, "/StructTreeRoot", {}))
    found = []
    for page in paper.pages:
        notes = [each.get_object() for each in at(page.entry, "/Annots", [])]
        if at(page.entry, "/Tabs") != "/S" and notes:
            found.append(
                Finding("28-009" if "/Tabs" in page.entry else "28-008", f"tab order of page {page.number + 1}")
            )
        for each in notes:
            found += list(_annotation(each, held))
    return found


def _annotation(note: Any, held: dict[int, str]) -> Iterator[Finding]:
    kind = str(at(note, "/Subtype"))
    if kind == "/TrapNet":
        yield Finding("28-007", "a trap network")
    elif kind not in _KNOWN:
        yield Finding("28-006", f"an annotation of the unknown kind {kind}")
    if int(at(note, "/F", 0)) & 2 or kind == "/Popup":
        return
    around = held.get(int(at(note, "/StructParent", -1)), "")
    if kind == "/PrinterMark":
        if around:
            yield Finding("28-017", "a printer's mark in the tree")
        return
    wanted = {"/Link": "/Link", "/Widget": "/Form"}.get(kind, "/Annot")
    if around != wanted:
        yield Finding(_OWN_ELEMENT.get(kind, "28-002"), f"{kind} is not inside {wanted}")
    if kind == "/Widget":
        if not at(note, "/TU"):
            yield Finding("28-005", "a field without a name to be read")
    elif not at(note, "/Contents"):
        yield Finding("28-012" if kind == "/Link" else "28-004", f"{kind} without words")
    clip = at(at(at(note, "/A", {}), "/R", {}), "/C", {})
    for key, rule in (("/CT", "28-014"), ("/Alt", "28-015")):
        if clip and key not in clip:
            yield Finding(rule, "a recording without kind or description")
    if kind == "/FileAttachment" and not {"/F", "/UF"} <= set(at(note, "/FS", {})):
        yield Finding("28-016", "an attached file without a name")


def _parents(tree: Any) -> dict[int, str]:
    """The type of element that holds each annotation, by its number in the parent tree."""
    numbers = at(at(tree, "/ParentTree", {}), "/Nums", [])
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return {int(key): str(each.get_object()["/S"]) for key, each in pairs if "/S" in each.get_object()}
