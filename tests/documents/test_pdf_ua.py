"""Every paper, filled and blank, in every form an association can have, against the rules that a machine can check.

What is checked by number stands at the top of `pdf_ua`; nothing more is claimed than that.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdf_ua
import pytest
from every_paper import faults, others, papers
from office import TODAY, Office, made_office
from pdf_ua import content, tree
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from mentorhub.choices import Paper
from mentorhub.documents import issue, registry
from mentorhub.documents.registry import Kind

__all__ = ["made_office"]

KINDS = registry.kinds()


def printed(office: Office, kind: Kind, *, blank: bool = False) -> bytes:
    with office.database.reading() as session:
        return issue.preview(session, kind.paper, [] if blank else office.ids[kind.about], TODAY).pdf


@pytest.mark.debian("qpdf")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.paper.value)
def test_every_paper_keeps_the_rules_filled_and_blank(office: Office, kind: Kind, tmp_path: Path) -> None:
    for blank in (False, True) if kind.blank else (False,):
        assert faults(printed(office, kind, blank=blank), tmp_path) == []


def test_a_sample_of_every_form_keeps_the_rules(office: Office, tmp_path: Path) -> None:
    """Each 29th of all combinations of paper, language, law and people; `every_paper.py` takes them all."""
    with office.database.reading() as session:
        forms = [*papers(session, office.ids, TODAY)]
        assert len(forms) > 500
        for form in forms[::29]:
            assert faults(form.make(), tmp_path) == [], form.name


def test_papers_about_nobody_keep_the_rules(tmp_path: Path) -> None:
    for form in others(tmp_path):
        assert faults(form.make(), tmp_path) == [], form.name


def _root(writer: PdfWriter) -> Any:
    return writer._root_object


def _language(writer: PdfWriter) -> None:
    del _root(writer)["/Lang"]


def _suspects(writer: PdfWriter) -> None:
    _root(writer)["/MarkInfo"][NameObject("/Suspects")] = BooleanObject(True)


def _no_metadata(writer: PdfWriter) -> None:
    del _root(writer)["/Metadata"]


def _no_title_in_window(writer: PdfWriter) -> None:
    _root(writer)["/ViewerPreferences"][NameObject("/DisplayDocTitle")] = BooleanObject(False)


def _elements(writer: PdfWriter, tag: str) -> list[Any]:
    return [each.entry for each in _nodes(writer) if each.tag == tag]


def _nodes(writer: PdfWriter) -> list[tree.Node]:
    paper = content.Paper(writer)  # type: ignore[arg-type]  # reads alike
    paper.__dict__["root"] = _root(writer)
    return [node for top in tree._read(paper, []) for node in top.all()]


def _unknown_type(writer: PdfWriter) -> None:
    _elements(writer, "H2")[0][NameObject("/S")] = NameObject("/Zwischentitel")


def _circle(writer: PdfWriter) -> None:
    _unknown_type(writer)
    there, back = NameObject("/Zwischentitel"), NameObject("/Titel")
    _root(writer)["/StructTreeRoot"][NameObject("/RoleMap")] = DictionaryObject({there: back, back: there})


def _standard_type_mapped(writer: PdfWriter) -> None:
    mapped = DictionaryObject({NameObject("/P"): NameObject("/H1")})
    _root(writer)["/StructTreeRoot"][NameObject("/RoleMap")] = mapped


def _skipped_level(writer: PdfWriter) -> None:
    _elements(writer, "H2")[0][NameObject("/S")] = NameObject("/H3")


def _no_first_heading(writer: PdfWriter) -> None:
    _elements(writer, "H1")[0][NameObject("/S")] = NameObject("/P")


def _no_scope(writer: PdfWriter) -> None:
    del _elements(writer, "TH")[0]["/A"]


def _cell_outside_row(writer: PdfWriter) -> None:
    _elements(writer, "TR")[0][NameObject("/S")] = NameObject("/Sect")


def _short_row(writer: PdfWriter) -> None:
    _elements(writer, "TR")[0]["/K"].pop()


def _figure(writer: PdfWriter) -> None:
    _elements(writer, "P")[0][NameObject("/S")] = NameObject("/Figure")


def _wrong_parent(writer: PdfWriter) -> None:
    _elements(writer, "TR")[0][NameObject("/P")] = _root(writer).raw_get("/StructTreeRoot")


def _wrong_parent_tree(writer: PdfWriter) -> None:
    _root(writer)["/StructTreeRoot"]["/ParentTree"]["/Nums"][1].get_object().reverse()


def _no_words(writer: PdfWriter) -> None:
    del _fonts(writer)[0]["/ToUnicode"]


def _fonts(writer: PdfWriter) -> list[Any]:
    return [each.get_object() for each in writer.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]


def _other_widths(writer: PdfWriter) -> None:
    inner = _fonts(writer)[0]["/DescendantFonts"][0].get_object()
    inner[NameObject("/W")] = ArrayObject([NumberObject(0), ArrayObject([NumberObject(1)] * 500)])


def _not_embedded(writer: PdfWriter) -> None:
    del _fonts(writer)[0]["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"]


def _no_glyphs(writer: PdfWriter) -> None:
    del _fonts(writer)[0]["/DescendantFonts"][0].get_object()["/CIDToGIDMap"]


def _link(writer: PdfWriter) -> None:
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link")})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    del writer.pages[0]["/Tabs"]


def _untagged(writer: PdfWriter) -> None:
    _operators(writer, lambda words: words + b"\n0 0 m 10 10 l S")


def _artifact_inside(writer: PdfWriter) -> None:
    _operators(writer, lambda words: words.replace(b"BDC", b"BDC /Artifact BMC EMC", 1))


def _tagged_in_artifact(writer: PdfWriter) -> None:
    _operators(writer, lambda words: b"/Artifact BMC\n" + words + b"\nEMC")


def _same_number(writer: PdfWriter) -> None:
    _operators(writer, lambda words: words.replace(b"/MCID 1>>", b"/MCID 0>>"))


def _operators(writer: PdfWriter, change: Callable[[bytes], bytes]) -> None:
    stream: Any = writer.pages[0]["/Contents"].get_object()
    stream.set_data(change(stream.get_data()))


def _xfa(writer: PdfWriter) -> None:
    _root(writer)[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("x")})


FAULTS = [
    ("11-001", _language), ("01-007", _suspects), ("06-001", _no_metadata), ("07-002", _no_title_in_window),
    ("02-001", _unknown_type), ("02-003", _circle), ("02-004", _standard_type_mapped), ("14-003", _skipped_level),
    ("14-002", _no_first_heading), ("15-003", _no_scope), ("09-004", _cell_outside_row), ("14.8.4.3.4", _short_row),
    ("13-004", _figure), ("14.7.2", _wrong_parent), ("14.7.4.4", _wrong_parent_tree), ("31-027", _no_words),
    ("31-016", _other_widths), ("31-009", _not_embedded), ("31-005", _no_glyphs), ("28-011", _link), ("28-012", _link),
    ("28-008", _link), ("01-005", _untagged), ("01-003", _artifact_inside), ("01-004", _tagged_in_artifact),
    ("14.7.4.2", _same_number), ("25-001", _xfa),
]  # fmt: skip


@pytest.fixture(scope="module", name="form")
def _form(office: Office) -> bytes:
    return printed(office, registry.kind(Paper.MENTEE_FORM))


@pytest.mark.parametrize(("rule", "spoil"), FAULTS, ids=[f"{rule}{spoil.__name__}" for rule, spoil in FAULTS])
def test_the_checker_finds_each_of_these_faults(form: bytes, rule: str, spoil: Callable[[PdfWriter], None]) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(form))
    spoil(writer)
    written = io.BytesIO()
    writer.write(written)
    assert rule in {each.rule for each in pdf_ua.findings(written.getvalue())}
