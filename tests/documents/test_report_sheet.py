"""The Meldebogen on paper: one page, every number of the catalogue, what is counted in plain German, nobody's name."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from mentorhub.documents import texts
from mentorhub.documents.papers import report_sheet
from mentorhub.documents.wording import Wording
from mentorhub.statistics import catalogue

NETWORK = catalogue.load(catalogue.shipped())


def made() -> PdfReader:
    data = report_sheet.Data(NETWORK, on=date(2026, 11, 23))
    return PdfReader(BytesIO(report_sheet.render(data, Wording(texts.load("report_sheet", "de"))).pdf))


def test_it_is_one_tagged_page_with_every_number_of_the_catalogue() -> None:
    pdf = made()
    assert len(pdf.pages) == 1
    words = " ".join(pdf.pages[0].extract_text().split())
    for figure in NETWORK.catalogue.figures:
        assert figure.label in words
        assert figure.definition in words
    for population in NETWORK.catalogue.populations:
        for table in population.tables:
            assert table.label in words
            assert f"(ab {table.minimum})" in words
            for cell in table.cells:
                assert cell.label in words
    for field in NETWORK.catalogue.fields:
        assert field.label in words
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "de"  # type: ignore[index]
