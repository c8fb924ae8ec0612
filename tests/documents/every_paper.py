"""Every paper in every form it can take, one after the other. `python tests/documents/every_paper.py` checks them all.

The suite takes a sample of them; this takes some minutes and ends with the number of papers, pages and findings.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "statistics"))

import pdf_ua
from invented import MINOR_FAMILY, ORGANISATION, PAIRING
from towns import MADE_ON, association, beckum, export, publish

from mentorhub.choices import LegalForm, MenteeKind, Paper, PrivacyRegime, Role
from mentorhub.documents import emergency_sheet, issue, own_texts, recovery_sheet, registry, report, wording
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.papers import certificates, confidentiality, consent, information, mentee_form, mentor_form
from mentorhub.documents.papers.forms import Profile
from mentorhub.documents.registry import Kind
from mentorhub.documents.wording import Wording
from mentorhub.statistics import network, periods, reading

PERIODS = dict.fromkeys(
    ("interest_months", "matching_months", "mentee_months", "core_years", "certificate_months", "note_months"), 6
) | {"grant_years": 5, "tax_years": 8}
FORM_OF = {PrivacyRegime.KDG: LegalForm.CATHOLIC, PrivacyRegime.DSG_EKD: LegalForm.PROTESTANT}


class Form(NamedTuple):
    """One paper in one of its forms; `make` draws it."""

    name: str
    make: Callable[[], bytes]


def logo() -> bytes:
    from PIL import Image

    from mentorhub.documents import logo as logos

    written = io.BytesIO()
    Image.new("RGBA", (300, 120), (20, 90, 130, 128)).save(written, "PNG")
    return logos.checked(written.getvalue())


def organisations(*, every_form: bool) -> Iterator[Organisation]:
    """One for each privacy regime, or for each legal form under each; one of them with a logo and much left empty."""
    for regime in PrivacyRegime:
        forms = list(LegalForm) if every_form else [FORM_OF.get(regime, LegalForm.EV)]
        for form in forms:
            yield replace(ORGANISATION, privacy_regime=regime, legal_form=form)
    yield Organisation("Arbeitskreis Willkommen", LegalForm.INFORMAL, logo=logo())


def with_own_clause(said: Wording) -> Wording:
    """The association's own words: a paragraph left out, another said differently, a clause added."""
    german = said.german
    if not german.clauses:
        return said
    changes = {(german.clauses[0].key, 0): "Willkommen bei uns."}
    return replace(
        said, german=own_texts.with_changes(german, changes, ("Bei uns", "Mittwochs ist Café.\n\nKommen Sie."))
    )


def about_people(kind: Kind) -> list[Any]:
    """Other people than those of the invented office: minors, families, mediators; by the paper's data."""
    somebody = Profile(name="Наталія Коваленко", languages=("Ukrainisch (Muttersprache)",))
    family = (("Марко", "2015", "Sohn"), ("Олена", "2018", "Tochter"))
    child = consent.Data(ORGANISATION, "أحمد العلي", minor=True, cosigns=True, guardians=("Amal العلي",))
    officer = replace(ORGANISATION, privacy_officer="Jîn Çîçek", supervisory_authority="LDI NRW")
    found: dict[Paper, list[Any]] = {
        Paper.AGREEMENT: [PAIRING, MINOR_FAMILY, replace(MINOR_FAMILY, minor=False, children=True)],
        Paper.CONFIDENTIALITY: [confidentiality.Data(ORGANISATION, "ሰላም ተስፋይ", (Role.MEDIATOR, Role.MENTOR))],
        Paper.CONSENT: [child, consent.Data(ORGANISATION, "Şükrü Öztürk", volunteer=True)],
        Paper.INFORMATION: [information.Data(officer, PERIODS)],
        Paper.MENTOR_FORM: [mentor_form.Data(ORGANISATION, somebody)],
        Paper.MENTEE_FORM: [mentee_form.Data(ORGANISATION, somebody, kind=MenteeKind.FAMILY, family=family)],
        Paper.CARD_CONFIRMATION: [certificates.Data(ORGANISATION, "Anna", hours=900, young=True, allowance=True)],
    }
    return found.get(kind.paper, [])


def papers(session: Any, ids: dict[registry.About, list[Any]], today: Any) -> Iterator[Form]:
    """Each paper in each language, for each kind of association, filled, blank and about other people."""
    for kind in registry.kinds():
        filled = kind.gather(session, tuple(ids[kind.about]), today)
        blank = [kind.gather(session, (), today)] if kind.blank else []
        for language in issue.languages(kind.paper):
            said = wording.load(kind.paper.value, language)
            every_form = kind.paper.value == "agreement" and language in ("de", "ar")
            for place, organisation in enumerate(organisations(every_form=every_form)):
                words = with_own_clause(said) if place == 1 else said
                for number, data in enumerate([filled, *blank, *about_people(kind)]):
                    whose = f"{organisation.privacy_regime} {organisation.legal_form}"
                    name = f"{kind.paper.value}.{language} {whose} {number}"
                    ours = replace(data, organisation=organisation) if hasattr(data, "organisation") else data
                    yield Form(name, partial(_pdf, kind, ours, words))


def _pdf(kind: Kind, data: Any, said: Wording) -> bytes:
    return kind.render(data, said).pdf


def others(folder: Path) -> Iterator[Form]:
    """The papers that are about no person: the town's report, the sheets for the safe."""
    for sizes in ((6, 12, 18, 25, 31), (20, 30)):
        yield Form(f"report of {len(sizes)}", partial(_report, folder / str(len(sizes)), sizes))
    key = "-".join(["ABCDE"] * 11)
    yield Form("recovery sheet", partial(recovery_sheet.render, "Patenschaften Musterstadt e. V.", key, MADE_ON))
    for regime in PrivacyRegime:
        data = emergency_sheet.EmergencyData("Verein", regime, 20, 10, 300, "Petra", "Jonas", "LDI")
        yield Form(f"emergency sheet {regime}", partial(emergency_sheet.render, data, MADE_ON))


def _report(folder: Path, sizes: tuple[int, ...]) -> bytes:
    return report.render(town(folder, sizes), MADE_ON)


def town(folder: Path, sizes: tuple[int, ...]) -> network.TownReport:
    known, year = beckum(), periods.parse("2026")
    packages = []
    for seed, number in enumerate(sizes, 1):
        truth = association(known, seed * 100, number, period=year)
        outcome = publish(truth, known, year, secret=bytes([seed]) * 32, code=f"V{seed:02}")
        packages.append(reading.read(export(outcome, folder), known))
    return network.merge(packages, known)


def faults(pdf: bytes, folder: Path) -> list[str]:
    """What the rules find, and `qpdf --check` where it is installed."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    found = [str(each) for each in pdf_ua.findings(pdf)]
    if shutil.which("qpdf"):
        said = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        found += [said.stdout + said.stderr] if said.returncode else []
    return found


def digests(folder: Path, recovery_key: str, ids: dict[str, list[str]], today: str) -> str:
    """One line for each paper: what it is, and a digest of its bytes; for another process to compare."""
    import hashlib
    from datetime import date
    from uuid import UUID

    from mentorhub.db.database import Database
    from mentorhub.db.keys import RecoveryKey

    database = Database.open(folder, RecoveryKey(recovery_key))
    lines = []
    with database.reading() as session:
        for kind in registry.kinds():
            about = [UUID(each) for each in ids[kind.about]]
            for language in ("de", "ar"):
                if language in issue.languages(kind.paper):
                    pdf = issue.preview(session, kind.paper, about, date.fromisoformat(today), language).pdf
                    lines.append(f"{kind.paper} {language} {hashlib.sha256(pdf).hexdigest()}")
    database.close()
    return "\n".join(lines)


def main() -> int:
    from office import TODAY, an_office

    from mentorhub import programme
    from mentorhub.db.database import Database

    count = pages = bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database, _key = Database.create(folder / "data", "ein langes Kennwort")
        with database.writing() as session:
            programme.found(session, programme.OrganisationDetails(name=ORGANISATION.name), on=TODAY)
        office = an_office(database)
        with database.reading() as session:
            for form in (*papers(session, office.ids, TODAY), *others(folder)):
                pdf = form.make()
                found = faults(pdf, folder)
                count, pages, bad = count + 1, pages + len(pdf_ua.opened(pdf).pages), bad + bool(found)
                for each in found:
                    print(f"{form.name}: {each}")
        database.close()
    print(f"{count} papers, {pages} pages, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
