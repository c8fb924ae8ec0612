"""Writes the sample lists anew: python resources/sample/make.py

The lists look like those that associations keep by hand: see README.md beside this file. The same people come out
every time; nobody in them exists, the phone numbers are those set aside for films, the addresses are examples.
"""

import csv
import io
import random
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from people import (
    CHILD_TIMES,
    CHILD_TOPICS,
    COMMUNITIES,
    GERMAN_FAMILIES,
    GERMAN_MEN,
    GERMAN_MENTOR_LANGUAGES,
    GERMAN_WOMEN,
    INTERESTS,
    MENTEE_TIMES,
    MENTEE_TOPICS,
    MENTOR_TIMES,
    MENTOR_TOPICS,
    MENTORS_FROM_ELSEWHERE,
    STREETS,
)

HERE = Path(__file__).parent
TODAY = date(2026, 11, 16)
DISTRICTS = ("Beckum", "Beckum", "Beckum", "Beckum", "Neubeckum", "Neubeckum", "Neubeckum", "Roland", "Vellern")
COUNTS = {
    "syria": 25,
    "ukraine": 20,
    "afghanistan": 14,
    "eritrea": 9,
    "turkey": 10,
    "iraq": 6,
    "iran": 4,
    "balkans": 4,
    "africa": 4,
    "somalia": 2,
}
GERMAN_OF_MENTEES = ("A1", "A2", "A2", "A2", "B1", "B1", "B1", "B2", "A1-A2", "Grundkenntnisse", "B1.2", "wenig", "")
RUNNING = 26
CHILDREN = 12
FAMILIES = 18

chance = random.Random(20261116)  # noqa: S311 - the same people every time
mobiles = [f"0176 040690{n:02d}" for n in range(100)] + [f"0171 39200{n:02d}" for n in range(100)]
landlines = [f"030 23125{n:03d}" for n in range(1000)]
chance.shuffle(mobiles)
chance.shuffle(landlines)


@dataclass
class Mentee:
    last_name: str
    first_name: str
    gender: str
    community: str
    own_script: bool = False
    family: bool = False
    child: bool = False

    @property
    def cell(self) -> str:
        return f"Fam. {self.last_name} ({self.first_name})" if self.family else f"{self.last_name}, {self.first_name}"

    @property
    def as_mentors_write_it(self) -> str:
        """In a list kept in an old code page the foreign letters are gone."""
        name = f"Familie {self.last_name}" if self.family else f"{self.first_name} {self.last_name}"
        return name.translate(str.maketrans("ışğİŞĞćčêîûœ", "isgISGccêîûo"))


def mentees() -> list[Mentee]:
    people = []
    for key, count in COUNTS.items():
        community = COMMUNITIES[key]
        people += [Mentee(last, first, gender, key, own_script=True) for last, first, gender in community.own]
        given = [(first, "w") for first in community.women.split()] + [(first, "m") for first in community.men.split()]
        families = community.families.split()
        chance.shuffle(given)
        chance.shuffle(families)
        for n in range(count - len(community.own)):
            first, gender = given[n % len(given)]
            people.append(Mentee(families[(n + n // len(families)) % len(families)], first, gender, key))
    seen: set[str] = set()
    single = [p for p in people if not p.own_script]
    chance.shuffle(single)
    for person in single:  # a family's name stands for one family only, so that it can be found by it
        namesakes = sum(other.last_name == person.last_name for other in people)
        if len(seen) < FAMILIES and namesakes <= 2 and person.last_name not in seen:
            person.family = True
            seen.add(person.last_name)
    for person in [p for p in single if not p.family][:CHILDREN]:
        person.child = True
    chance.shuffle(people)
    return people


def mobile() -> str:
    number = mobiles.pop()
    return chance.choice((number, number, number.replace(" ", "/"), number.replace(" ", ""), "+49 " + number[1:]))


def in_address(name: str) -> str:
    plain = name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"}))
    return unicodedata.normalize("NFD", plain.replace("ı", "i")).encode("ascii", "ignore").decode() or "post"


def hobbies() -> str:
    """Half of the people name one to three."""
    return ", ".join(chance.sample(INTERESTS, chance.choice((0, 0, 0, 1, 2, 3))))


def street() -> str:
    return f"{chance.choice(STREETS)} {chance.randint(1, 98)}{chance.choice(('', '', '', '', 'a', 'b'))}"


def day_between(first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days))


def as_typed(day: date) -> Any:
    """The same column holds real dates, typed dates and bare years: that is how such lists grow."""
    style = chance.randrange(8)
    if style < 4:
        return day
    return (f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%y}", day.year, f"{day:%Y-%m-%d}")[style - 4]


def mentee_row(number: int, person: Mentee, status: str) -> list[Any]:
    community = COMMUNITIES[person.community]
    born = (
        day_between(date(2010, 3, 1), date(2017, 6, 1))
        if person.child
        else day_between(date(1961, 1, 1), date(2006, 1, 1))
    )
    members = ""
    if person.family:
        children = chance.sample([*community.women.split(), *community.men.split()], chance.randint(1, 3))
        members = ", ".join(f"{name} ({chance.randint(2012, 2024)})" for name in children if name != person.first_name)
    guardian = chance.choice(community.women.split())
    phone: Any = mobile()
    if number % 17 == 5:
        phone = int(phone.replace("+49 ", "0").replace(" ", "").replace("/", ""))
    ascii_name = in_address(person.first_name)
    has_mail = number % 3 != 0 and not person.child and not person.own_script
    place = chance.choice(DISTRICTS)
    postcode: Any = "59269" if number % 4 else 59269
    wish = chance.choice(
        ("", "", "", "egal", "egal", "Frau", "lieber Frau", "Patin")
        if person.gender == "w"
        else ("", "", "egal", "Mann", "")
    )
    german = chance.choice(("A2", "B1", "B1", "B2")) if person.child else chance.choice(GERMAN_OF_MENTEES)
    registered = (
        day_between(date(2025, 9, 1), TODAY) if status == "wartet" else day_between(date(2023, 5, 1), date(2025, 8, 1))
    )
    return [
        number,
        person.cell,
        person.gender if number % 23 else "",
        as_typed(born) if number % 19 else "",
        "Familie" if person.family else "Einzelperson" if number % 5 else "",
        members,
        street() if number % 6 else "",
        postcode,
        "Beckum",
        place if number % 13 else "",
        phone if number % 11 else "",
        f"{ascii_name}.{number}@example.org" if has_mail else "",
        community.native,
        chance.choice(community.others),
        german,
        chance.choice(CHILD_TOPICS if person.child else MENTEE_TOPICS),
        hobbies(),
        chance.choice(CHILD_TIMES if person.child else MENTEE_TIMES),
        "" if person.child else wish,
        community.country,
        f"Mutter: {guardian} {person.last_name}, {mobile()}" if person.child else "",
        registered if number % 4 else f"{registered:%d.%m.%Y}",
        status,
        chance.choice(
            ("", "", "", "", "Kurs bis 13 Uhr", "hat schon nachgefragt", "Termin am liebsten in der Bücherei")
        ),
    ]


MENTEE_HEADINGS = (
    "Nr.|Name, Vorname|Geschl. (m/w)|Geb.-Datum|Art (Einzel/Familie)|Kinder|Straße, Nr.|PLZ|Ort|Stadtteil|"
    "Telefon/Handy|E-Mail|"
    "Muttersprache|weitere Sprachen|Deutsch|Hilfe bei|Hobbys|Zeiten|Wunsch: Patin oder Pate|Herkunft|"
    "Sorgeberechtigte|Anmeldedatum|"
    "Status|Bemerkung"
).split("|")


def write_mentees(people: list[Mentee], running: list[Mentee]) -> None:
    rows = []
    for number, person in enumerate(people, start=1):
        status = "vermittelt" if person in running else "wartet"
        rows.append(mentee_row(number, person, status))
    column = {heading: at for at, heading in enumerate(MENTEE_HEADINGS)}
    waiting = [row for row in rows if row[column["Status"]] == "wartet"]
    waiting[3][column["Status"]] = "pausiert"
    waiting[9][column["Status"]] = "abgemeldet"
    # Some can't be helped today, each for a reason of its own.
    nobody = [row for row in waiting if row[column["Art (Einzel/Familie)"]] != "Familie" and not row[column["Kinder"]]]
    for row, language, others in (
        (nobody[5], "Bilen", ""),
        (nobody[8], "Oromo", "Amharisch gut"),
        (nobody[11], "Hazaragi", ""),
    ):
        row[column["Muttersprache"]], row[column["weitere Sprachen"]], row[column["Deutsch"]] = language, others, "A1"
    women = [row for row in nobody if row[column["Geschl. (m/w)"]] == "w"]
    women[7][column["Wunsch: Patin oder Pate"]] = "nur Frau"
    women[7][column["Zeiten"]] = "So abends"
    # What nobody can read.
    waiting[20][column["Geb.-Datum"]] = "31.02.1988"
    waiting[24][column["weitere Sprachen"]] = "Englisch, Bergdialekt"
    waiting[28][column["Zeiten"]] = "siehe Zettel"
    # The same person twice in slightly different spelling, and two people of one name.
    twin = list(waiting[15])
    twin[column["Nr."]] = len(rows) + 1
    twin[column["Telefon/Handy"]], twin[column["E-Mail"]] = mobile(), ""
    twin[column["Name, Vorname"]] = str(twin[column["Name, Vorname"]]).replace("i", "y", 1)
    rows.append(twin)
    for n in (1, 2):
        person = Mentee("Al-Ahmad", "Mohammad", "m", "syria")
        rows.append(mentee_row(len(rows) + n, person, "vermittelt"))

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise ValueError
    sheet.title = "Warteliste"
    sheet["A1"] = "Mentees – Warteliste und laufende Patenschaften"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = "Stand: 16.11.2026"
    sheet.append([])
    sheet.append(MENTEE_HEADINGS)
    for cell in sheet[4]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
    for n, row in enumerate(rows):
        sheet.append([None if cell == "" else cell for cell in row])
        if n in (40, 71):
            sheet.append([])
    sheet.append([])
    sheet.append(["Summe", f"{len(rows)} Anmeldungen"])
    for letter, width in zip("BDGKLMNPQ", (26, 12, 22, 18, 28, 16, 26, 34, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C5"
    save(book, HERE / "Mentees_Warteliste.xlsx")


def save(book: Workbook, path: Path) -> None:
    """Without the moment of saving, so that the same people give the same bytes."""
    book.properties.creator = "Koordination"
    book.properties.created = book.properties.modified = datetime(2026, 11, 16, 9, 0)  # noqa: DTZ001
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                before, tag, after = content.partition(b"<dcterms:modified")
                content = (
                    before
                    + tag
                    + after[: after.index(b">") + 1]
                    + b"2026-11-16T09:00:00Z"
                    + after[after.index(b"</") :]
                )
            member = zipfile.ZipInfo(name, (2026, 11, 16, 9, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, content)


MENTOR_HEADINGS = (
    "Vorname;Nachname;Geschlecht;Geburtsjahr;Straße;PLZ;Ort;Ortsteil;Telefon;Handy;E-Mail;Sprachen;Verfügbarkeit;Themen;"
    "Max. Patenschaften;Familien?;Wunsch Geschlecht;Interessen;Beruf;Pate/Patin von;seit;letzter "
    "Kontakt;Status;Bemerkung"
).split(";")


def mentors() -> list[tuple[str, str, str, str]]:
    women, men, families = list(GERMAN_WOMEN), list(GERMAN_MEN), list(GERMAN_FAMILIES)
    for names in (women, men, families):
        chance.shuffle(names)
    people = [(first, last, gender, languages) for first, last, gender, languages in MENTORS_FROM_ELSEWHERE]
    for n in range(46):
        gender = "m" if n % 3 == 2 else "w"
        first = (men if gender == "m" else women)[n // 3 if gender == "m" else n * 2 // 3 % len(women)]
        title = "Dr. " if n in (4, 31) else ""
        people.append((title + first, families[n % len(families)], gender, chance.choice(GERMAN_MENTOR_LANGUAGES)))
    chance.shuffle(people)
    return people


def write_mentors(running: list[Mentee]) -> dict[str, tuple[str, str]]:
    people = mentors()
    groups: dict[int, list[Mentee]] = {}
    order = list(range(len(people)))
    chance.shuffle(order)
    for n, mentee in enumerate(running):  # the first few mentors have two or three
        groups.setdefault(order[n if n < 20 else n - 20], []).append(mentee)
    rows = []
    for n, (first, last, gender, languages) in enumerate(people):
        group = groups.get(n, [])
        capacity = max(chance.choice((1, 1, 1, 1, 2, 2, 3)), len(group))
        starts = [day_between(date(2024, 2, 1), date(2026, 8, 30)) for _ in group]
        contacts = [day_between(max(start + timedelta(days=7), date(2026, 8, 1)), TODAY) for start in starts]
        mail = in_address(f"{first.removeprefix('Dr. ')}.{last}")
        status = "aktiv" if group else chance.choice(("", "", "", "aktiv", "neu"))
        rows.append(
            {
                "Vorname": first,
                "Nachname": last,
                "Geschlecht": gender if n % 20 else "",
                "Geburtsjahr": str(chance.randint(1944, 2003)) if n % 9 else "",
                "Straße": street() if n % 5 else "",
                "PLZ": "59269",
                "Ort": "Beckum",
                "Ortsteil": chance.choice(DISTRICTS) if n % 12 else "",
                "Telefon": landlines.pop() if n % 2 else "",
                "Handy": mobile() if n % 7 else "",
                "E-Mail": f"{mail}@example.org" if n % 4 else "",
                "Sprachen": languages,
                "Verfügbarkeit": chance.choice(MENTOR_TIMES),
                "Themen": chance.choice(MENTOR_TOPICS),
                "Max. Patenschaften": str(capacity) if n % 6 or capacity > 1 else "",
                "Familien?": "nein" if n % 8 == 3 and not group else "ja" if n % 3 else "",
                "Wunsch Geschlecht": "nur Frauen"
                if gender == "w" and n % 11 == 4 and not group
                else "egal"
                if n % 4 == 0
                else "",
                "Interessen": hobbies(),
                "Beruf": chance.choice(
                    ("im Ruhestand", "Lehrkraft i. R.", "Ingenieurwesen", "Pflege", "Studium", "", "", "Verwaltung")
                ),
                "Pate/Patin von": "; ".join(mentee.as_mentors_write_it for mentee in group),
                "seit": "; ".join(
                    chance.choice((f"{s:%d.%m.%Y}", f"{s:%m/%Y}", f"{s.day}.{s.month}.{s:%y}")) for s in starts
                ),
                "letzter Kontakt": "; ".join(f"{c:%d.%m.%Y}" for c in contacts),
                "Status": status,
                "Bemerkung": chance.choice(
                    ("", "", "", "", "möchte im Frühjahr pausieren", "hat ein Auto", "kommt gern zum Stammtisch")
                ),
            }
        )
    alone = [row for row in rows if not row["Pate/Patin von"]]
    for row in alone[2:5]:
        row["Status"] = "pausiert"
    # Two names that can't be found with certainty: one nobody bears, one that two people bear.
    alone[6].update({"Pate/Patin von": "Maria Lupescu", "seit": "05/2025", "Status": "aktiv"})
    alone[7].update(
        {
            "Pate/Patin von": "Mohammad Al-Ahmad",
            "seit": "01.03.2026",
            "letzter Kontakt": "10.11.2026",
            "Status": "aktiv",
        }
    )
    alone[9]["E-Mail"] = "folgt per Post"
    write_csv(
        HERE / "Patinnen_und_Paten.csv",
        MENTOR_HEADINGS,
        [[row[heading] for heading in MENTOR_HEADINGS] for row in rows],
    )
    return {f"{row['Nachname']}, {row['Vorname']}": (row["Handy"] or row["Telefon"], row["Ortsteil"]) for row in rows}


def write_mediators(known: dict[str, tuple[str, str]]) -> None:
    headings = ["Name", "Tel", "Mail", "Sprachen", "kurzfristig", "Tage", "Stadtteil", "dabei seit"]
    people = (
        ("Haddad, Nadia", "Arabisch, Französisch, Deutsch", "ja", "Mo-Fr vormittags"),
        ("Barzani, Azad", "Kurdisch (Sorani), Arabisch, Deutsch C1", "ja", "flexibel"),
        ("Demir, Gülcan", "Türkisch, Kurdisch (Kurmandschi), Deutsch", "nein", "Di, Do nachmittags"),
        ("Popal, Laila", "Dari, Paschto, Deutsch B2", "ja", "Mo, Mi"),
        ("Tekle, Merhawi", "Tigrinya, Amharisch, Deutsch B2, Englisch", "", "ab 16 Uhr"),
        ("Abraham, Helen", "Tigrinya (Muttersprache), Arabisch, Deutsch C1", "ja", "Mo bis Do vormittags"),
        ("Sommer, Irina", "Russisch, Ukrainisch, Deutsch", "ja", "vormittags"),
        ("Wolff, Tamara", "Ukrainisch, Russisch, Polnisch, Deutsch C1", "nein", "Do, Fr"),
        ("Issa, Rami", "Arabisch, Kurdisch (Kurmandschi), Deutsch B2", "ja", "Sa"),
        ("Noorzai, Wali", "Paschto, Dari, Urdu, Deutsch B2", "", "abends"),
        ("Tehrani, Shahla", "Persisch, Dari, Deutsch C1", "ja", "Mi nachmittags"),
        ("Krasniqi, Valon", "Albanisch, Serbisch, Deutsch C1", "nein", "Fr nachmittags"),
        ("Petkova, Desislava", "Bulgarisch, Türkisch, Deutsch B2", "ja", "Di vormittags"),
        ("Ionescu, Mirela", "Rumänisch, Italienisch, Deutsch B2", "ja", "Mo, Di, Mi ab 14 Uhr"),
        ("Traoré, Awa", "Französisch, Bambara, Fulfulde, Deutsch B2", "", "Wochenende"),
        ("Hussein, Sahra", "Somali, Arabisch, Englisch, Deutsch B2", "ja", "Mo-Do vormittags"),
    )
    rows = []
    for n, (name, languages, short_notice, times) in enumerate(people):
        last, first = name.split(", ")
        mail = in_address(f"{first}.{last}") + "@example.org"
        since = day_between(date(2022, 1, 1), date(2026, 9, 1))
        phone, district = known.get(name) or ("", "")
        phone, district = phone or mobile(), district or chance.choice(DISTRICTS)
        rows.append([name, phone, mail, languages, short_notice, times, district, f"{since:%m/%Y}"])
        if n == 7:
            rows.append([""] * len(headings))
    write_csv(HERE / "Sprachmittlung.csv", headings, rows)


def write_csv(path: Path, headings: list[str], rows: list[list[str]]) -> None:
    """As Excel saves "CSV (Trennzeichen-getrennt)" in Germany: semicolons and the old Windows code page."""
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([headings, *rows])


def main() -> None:
    people = mentees()
    in_mentors_list = [person for person in people if not person.own_script]
    running = chance.sample([person for person in in_mentors_list if not person.child], RUNNING - 3)
    running += [person for person in in_mentors_list if person.child][:3]
    write_mentees(people, running)
    known = write_mentors(running)
    write_mediators(known)


if __name__ == "__main__":
    main()
