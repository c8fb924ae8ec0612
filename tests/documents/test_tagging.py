"""What a screen reader gets: a tree of headings, paragraphs and cells, each language told, nothing unmarked.

The rules of PDF/UA that a machine can check have their own test, `test_pdf_ua`.
"""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from invented import MINOR_FAMILY
from office import TODAY, Office, made_office
from pypdf import PdfReader

from mentorhub.choices import Paper
from mentorhub.documents import agreement, issue, wording

__all__ = ["made_office"]


@pytest.fixture(scope="module")
def bilingual() -> bytes:
    return agreement.render(MINOR_FAMILY, wording.load("agreement", "ar"))


def _elements(node: Any, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Tag and language of each element, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            _elements(child, found)
    elif isinstance(node, dict) and "/S" in node:
        found.append((str(node["/S"]), str(node.get("/Lang", ""))))
        if "/K" in node:
            _elements(node["/K"], found)
    return found


def _tree(pdf: bytes) -> list[tuple[str, str]]:
    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return _elements(root["/StructTreeRoot"]["/K"], [])


def test_the_document_tells_its_language_and_title(bilingual: bytes) -> None:
    reader = PdfReader(io.BytesIO(bilingual))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    metadata = root["/Metadata"].get_data().decode("utf-8")
    assert '<rdf:li xml:lang="x-default">Vereinbarung über eine Patenschaft PS-2026-014</rdf:li>' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    for number, page in enumerate(reader.pages):
        assert str(page["/Tabs"]) == "/S"
        assert str(page["/StructParents"]) == str(number)


def test_each_language_is_told_where_it_stands(bilingual: bytes) -> None:
    elements = _tree(bilingual)
    assert elements[0][0] == "/Document"
    assert ("H1", "") in [(tag.strip("/"), language) for tag, language in elements]
    spoken = {language for _tag, language in elements}
    assert spoken == {"", "ar"}
    headings = [language for tag, language in elements if tag == "/H2"]
    assert headings[:4] == ["", "ar", "", "ar"]


def test_headings_are_bookmarks(bilingual: bytes) -> None:
    titles = [str(each.title) for each in _flat(PdfReader(io.BytesIO(bilingual)).outline)]
    assert titles[0] == "Vereinbarung über eine Patenschaft"
    assert "2. Unsere Ziele" in titles


def _flat(outline: Any) -> list[Any]:
    return [each for part in outline for each in (_flat(part) if isinstance(part, list) else [part])]


def test_a_list_is_read_cell_by_cell(office: Office) -> None:
    with office.database.reading() as session:
        made = issue.preview(session, Paper.PHONE_LIST, [], TODAY)
    tags = [tag for tag, _language in _tree(made.pdf)]
    assert tags.count("/Table") == 1
    assert tags.count("/TH") == 4
    assert tags.count("/TR") == 3
    assert tags.count("/TD") == 8


@pytest.mark.debian("qpdf", "pdffonts")
@pytest.mark.parametrize("language", ["de", "ar", "ti", "uk"])
def test_the_files_are_sound_and_carry_all_their_fonts(language: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(agreement.render(MINOR_FAMILY, wording.load("agreement", language)))
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    listed = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert listed
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)
