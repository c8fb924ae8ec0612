"""How long two hundred bilingual agreements take: `python benchmarks/papers.py [--count 200 --language ar]`.

Compared with the same German sentences in reportlab's stock paragraphs (one language, no shaping, no bidirectional
text, no tags, built-in Helvetica): as a ratio, on this machine, in one run.
"""

import argparse
import io
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "documents"))

from invented import PAIRING

from mentorhub.documents import agreement, wording
from mentorhub.documents.agreement import AgreementData


def ours(data: AgreementData, said: wording.Wording) -> int:
    return agreement.paper(data, said).pages


def stock(data: AgreementData, said: wording.Wording) -> int:
    """The same German words, without anything that makes ours slow."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()
    sections = wording.sections((said.german,), agreement._facts(data), lambda text: agreement._values(data, text))
    story = [Paragraph(escape(said.german.title), style["Title"])]
    for section in sections:
        story.append(Paragraph(escape(section.heading[0]), style["Heading2"]))
        story += [Paragraph(escape(each[0]), style["BodyText"]) for each in section.paragraphs]
    document = SimpleDocTemplate(io.BytesIO())
    document.build(story)
    return int(document.page)


def measure(make: Callable[[AgreementData, wording.Wording], int], said: wording.Wording, count: int) -> float:
    """Seconds for all of them; the first is made before, so that fonts are open."""
    make(PAIRING, said)
    began = time.perf_counter()
    for number in range(count):
        make(replace(PAIRING, number=f"PS-2026-{number:03d}", mentor_name=f"Mentor Nummer {number}"), said)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--language", default="ar")
    arguments = parser.parse_args()
    both, german = wording.load("agreement", arguments.language), wording.load("agreement")
    plain = measure(stock, german, arguments.count)
    for name, said in ((f"German and {arguments.language}", both), ("German alone", german)):
        seconds = measure(ours, said, arguments.count)
        print(
            f"{arguments.count} agreements, {name}: {seconds:.1f} s, {seconds / plain:.1f} times stock ({plain:.1f} s)"
        )


if __name__ == "__main__":
    main()
