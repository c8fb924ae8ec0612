"""The file: the same bytes everywhere, accepted by an independent validator, refused when anybody touched it."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pytest
from towns import MADE_ON, SECRET, association, beckum, export, publish

from mentorhub.files import FileTrouble
from mentorhub.statistics import periods, reading, sentences
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.reading import PackageError

NETWORK = beckum()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return export(publish(association(NETWORK, 1, 26), NETWORK), tmp_path / "out")


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object], heal: bool = False) -> Path:
    """The package with its parts changed; with `heal` the forger also puts the hashes right."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if heal:
        found = json.loads(parts["datapackage.json"])
        for one in found["resources"]:
            one["hash"] = f"sha256:{hashlib.sha256(parts[one['path']]).hexdigest()}"
        parts["datapackage.json"] = json.dumps(found).encode()
    forged = path.with_name("forged.zip")
    with zipfile.ZipFile(forged, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return forged


def about(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, bytes]], None]:
    def apply(parts: dict[str, bytes]) -> None:
        found = json.loads(parts["datapackage.json"])
        change(found["mentorhub"])
        parts["datapackage.json"] = json.dumps(found).encode()

    return apply


def edited(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def apply(parts: dict[str, bytes]) -> None:
        text = parts["werte.csv"].decode("utf-8-sig")
        assert old in text
        parts["werte.csv"] = text.replace(old, new, 1).encode("utf-8-sig")

    return apply


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    outcome = publish(association(NETWORK, 2, 31), NETWORK)
    path = export(outcome, tmp_path)
    found = reading.read(path, NETWORK)
    assert path.name == "MentorHub_V01_2026_r1.zip"
    assert found.rows == outcome.published.rows
    assert (found.association.code, found.period.code, found.revision) == ("V01", "2026", 1)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("code", ["2026-Q3", "2026-H2", "2026", "2025/26"])
@pytest.mark.parametrize("number", [0, 3, 7, 40])
def test_every_period_and_size_is_accepted_by_an_independent_validator(code: str, number: int, tmp_path: Path) -> None:
    period = periods.parse(code)
    path = export(publish(association(NETWORK, number, number, period=period), NETWORK, period), tmp_path)
    reading.read(path, NETWORK)
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert frictionless.validate(str(path), type="package").valid


def test_a_changed_digit_is_refused_by_both(written: Path, tmp_path: Path) -> None:
    forged = rewritten(written, edited(";mentees;26;", ";mentees;27;"))
    with pytest.raises(PackageError, match=r"werte\.csv wurde nach dem Schreiben verändert"):
        reading.read(forged, NETWORK)
    with zipfile.ZipFile(forged) as archive:
        archive.extractall(tmp_path / "unpacked")
    report = frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json"))
    assert not report.valid


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    truth = association(NETWORK, 3, 20)
    mirrored = replace(truth, units={name: list(some)[::-1] for name, some in truth.units.items()})
    one = export(publish(truth, NETWORK), tmp_path / "one")
    other = export(publish(mirrored, NETWORK), tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_a_clerk_can_open_the_values_and_read_what_they_mean(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        values, readme = archive.read("werte.csv"), archive.read("LIESMICH.txt").decode("utf-8-sig")
    assert values.startswith(b"\xef\xbb\xbftabelle;merkmal1;auspraegung1;merkmal2;auspraegung2;groesse;wert;stand\r\n")
    assert b"\n" not in values.replace(b"\r\n", b"")
    for sentence in (
        sentences.EXACT,
        sentences.SUMS,
        sentences.NO_NAMES,
        "0 heißt: 0 bis 4 Personen am Stand-Datum.",
        "5 heißt: mindestens 1, höchstens 9 Personen und nie mehr als die Eckzahl am Stand-Datum.",
        "Der wahre Wert liegt höchstens 4 darüber oder darunter (10 heißt 6 bis 14) und nie mehr als die Eckzahl",
    ):
        assert sentence in readme


def test_no_secret_key_or_true_count_leaves(tmp_path: Path) -> None:
    outcome = publish(association(NETWORK, 4, 33), NETWORK)
    content = export(outcome, tmp_path).read_bytes()
    marks = {mark for release in outcome.ledger.releases for mark in release.snapshot.marks}
    for secret in (SECRET, SECRET.hex().encode(), b"permille", b"hours_noise", b"changes", b"snapshot"):
        assert secret not in content
    assert not any(mark.who.encode() in content or mark.what.encode() in content for mark in marks)
    assert b"mentor of" not in content


def test_an_existing_file_is_never_overwritten(written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(FileTrouble, match="gibt es schon"):
        export(publish(association(NETWORK, 9, 40), NETWORK), written.parent)
    assert written.read_bytes() == before
    assert [one.name for one in written.parent.iterdir()] == [written.name]


@pytest.mark.parametrize(
    ("change", "heal", "reason"),
    [
        (lambda parts: parts.pop("werte.csv"), False, "der Teil werte.csv fehlt"),
        (lambda parts: parts.update({"evil.exe": b"x"}), False, "mehr, als in ein Zahlenpaket gehört"),
        (lambda parts: parts.update({"LIESMICH.txt": b"0" * 1_000_001}), False, "viel zu groß"),
        (lambda parts: parts.update({"datapackage.json": b"["}), False, "unlesbar"),
        (lambda parts: parts.update({"datapackage.json": b"[" * 200_000}), False, "unlesbar"),
        (lambda parts: parts.update({"datapackage.json": b"{}"}), False, "kein Zahlenpaket von MentorHub"),
        (about(lambda found: found.update(format=2)), False, "vielleicht ist es neuer"),
        (about(lambda found: found.update(network="AHLEN")), False, "anderen Netzwerk"),
        (about(lambda found: found["catalogue"].update(sha256="0")), False, "anderen Katalog"),
        (about(lambda found: found.update(association="X99")), False, "Absender"),
        (about(lambda found: found["period"].update(end="2026-12-30")), False, "Zeitraum"),
        (about(lambda found: found.update(revision=0)), False, "Fassung"),
        (about(lambda found: found.update(made_on="gestern")), False, "Datum"),
        (lambda parts: parts.update({"LIESMICH.txt": b"Nichts"}), False, "LIESMICH.txt wurde nach dem Schreiben"),
        (edited("tabelle;", "table;"), True, "andere Spalten"),
        (edited("\r\n", "\n"), True, "anders geschrieben"),
        (edited(";mentees;26;", ";mentees;26.5;"), True, "keine ganze Zahl"),
        (edited(";mentees;26;", ";mentees;99999999;"), True, "unglaubhaft groß"),
        (edited(";mentees;26;", ";mentees;36;"), True, "nicht nach der Regel gerundet"),
        (edited("weiblich;;", "weiblich;alter;"), True, "Kreuztabelle"),
        (edited("weiblich;", "erfunden;"), True, "fehlen Zeilen"),
        (edited("2026-12-31", "2026-12-30"), True, "Stand|Zeilen"),
    ],
)
def test_a_damaged_or_forged_package_is_refused_with_its_reason(
    change: Callable[[dict[str, bytes]], object], heal: bool, reason: str, written: Path
) -> None:
    with pytest.raises(PackageError, match=reason) as refusal:
        reading.read(rewritten(written, change, heal), NETWORK)
    assert "Es wurde nichts übernommen" in str(refusal.value)


def test_a_broken_sum_is_refused_even_with_the_right_hash(written: Path) -> None:
    def more(parts: dict[str, bytes]) -> None:
        lines = parts["werte.csv"].decode("utf-8-sig").split("\r\n")
        place = next(n for n, line in enumerate(lines) if line.startswith("mentees_alter;alter;ab_27"))
        cells = lines[place].split(";")
        cells[6] = str(int(cells[6]) + 5)
        lines[place] = ";".join(cells)
        parts["werte.csv"] = "\r\n".join(lines).encode("utf-8-sig")

    with pytest.raises(PackageError, match="die Summen in „Mentees nach Alter“ gehen nicht auf"):
        reading.read(rewritten(written, more, heal=True), NETWORK)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"tabelle;wert\r\n", bytes(5_000_000)])
def test_what_is_no_package_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "numbers.zip"
    path.write_bytes(content)
    with pytest.raises(PackageError, match=r"kein Zahlenpaket|zu groß"):
        reading.read(path, NETWORK)
    with pytest.raises(PackageError, match="es gibt sie nicht"):
        reading.read(tmp_path / "none.zip", NETWORK)


def test_every_cut_file_is_refused(written: Path) -> None:
    content = written.read_bytes()
    for length in range(0, len(content), 97):
        written.write_bytes(content[:length])
        with pytest.raises(PackageError):
            reading.read(written, NETWORK)


def test_a_repeated_breakdown_carries_its_old_day_and_its_sentence(tmp_path: Path) -> None:
    first = publish(association(NETWORK, 5, 28), NETWORK)
    period = periods.parse("2027")
    later = association(NETWORK, 5, 28, period=period)
    outcome = publish(replace(later, units=association(NETWORK, 5, 28).units), NETWORK, period, first.ledger)
    path = export(outcome, tmp_path)
    assert reading.read(path, NETWORK).rows == outcome.published.rows
    with zipfile.ZipFile(path) as archive:
        readme = archive.read("LIESMICH.txt").decode("utf-8-sig")
    assert (
        "Stand 31.12.2026, unverändert übernommen, weil sich seither weniger als 5 Personen geändert "
        "haben. Für heute kann jeder Wert um bis zu 8 abweichen; 0 heißt dann 0 bis 8, 5 heißt 0 bis 13."
    ) in readme


def test_a_package_of_another_catalogue_is_foreign(written: Path) -> None:
    other: Network = replace(NETWORK, sha256="0" * 64)
    with pytest.raises(PackageError, match="anderen Katalog"):
        reading.read(written, other)


def test_the_day_of_writing_is_in_the_file_but_no_time_of_day(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        text = archive.read("datapackage.json").decode()
    assert f'"made_on": "{MADE_ON.isoformat()}"' in text
    assert "T00:" not in text
