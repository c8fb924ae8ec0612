"""The associations' own words in the town's report: an annex without names, below three associations not at all."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from towns import association, beckum, export, publish

from mentorhub.documents import report as papers
from mentorhub.statistics import network as town
from mentorhub.statistics import periods, reading
from mentorhub.statistics.comment import Comment
from mentorhub.statistics.network import TownReport
from mentorhub.statistics.reading import Package

NETWORK = beckum()
Q3 = periods.parse("2026-Q3")


def sent(folder: Path) -> list[Package]:
    found = []
    for number, size in enumerate((12, 16, 24, 40), 1):
        truth = association(NETWORK, number * 7, size, period=Q3)
        outcome = publish(truth, NETWORK, Q3, secret=bytes([number]) * 32, code=f"V{number:02}")
        found.append(reading.read(export(outcome, folder), NETWORK))
    return found


def words(report: TownReport) -> str:
    pdf = PdfReader(BytesIO(papers.render(report, date(2027, 1, 12))))
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def test_comments_are_an_annex_without_names_or_order(tmp_path: Path) -> None:
    packages = sent(tmp_path)
    said = ["Wir brauchen einen Raum.", "Mehr Sprachkurse am Abend.", "Ein Danke an alle."]
    packages = [
        replace(one, comment=Comment(text, date(2027, 1, 5))) for one, text in zip(packages, said, strict=False)
    ] + packages[3:]
    report = town.merge(packages, NETWORK)
    assert sorted(one.text for one in report.comments) == sorted(said)
    assert report.comments == town.merge(packages[::-1], NETWORK).comments
    text = words(report)
    annex = text[text.index("Anhang:") :]
    assert "nicht durch Rundung geschützt" in annex
    assert all(one in annex for one in said)
    assert not any(one.association.name in annex for one in packages)
    assert words(replace(report, comments=())).find("Anhang:") < 0


def test_below_three_associations_no_comment_is_shown(tmp_path: Path) -> None:
    packages = [replace(one, comment=Comment("Wort", date(2027, 1, 5))) for one in sent(tmp_path)[:2]]
    assert town.merge(packages, NETWORK).comments == ()
