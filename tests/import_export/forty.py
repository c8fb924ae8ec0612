"""Forty invented people, and the many ways in which associations lay them out in a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.choices import DayPart, Level, Weekday

Cell = str | int | date | None
Grid = list[Sequence[Cell]]

_NAMES = """
Käthe Große-Kathöfer|Jürgen Weiß|Anna Müller-Öztürk|Björn Strößner|Nadia Haddad|Viktor Lange|Saba Ghebre|Heinz Löhr
Çağla Aydın|Mona El-Sayed|Şükrü Öztürk|Heike Brandt|Olena Koval|Наталія Щербак|Jean-Pierre Lefèvre|Łukasz Wiśniewski
Fatima Al Hassan|Ali Reza|Amina Yusuf|Karl-Heinz Schulze Wischeler|Rüdiger Voß|Ümit Yılmaz|Zoë Späth|Ibrahim Diallo
Maria da Silva|Ngọc Anh Trần|Petra Höfner|Otto Ahrens|Elif Şahin|Kadir Demir|Hala Issa|Omar Nasser
Ines Böhmer|Uwe Pötter|Lea Krüger|Selma Begić|Dilan Özdemir|Tesfaye Bekele|Marta Nowak|Günter Fährmann
"""
_LANGUAGES: tuple[tuple[str, dict[str, Level]], ...] = (
    ("Deutsch (Muttersprache)", {"de": Level.NATIVE}),
    ("Arabisch (Muttersprache), Deutsch B2", {"ar": Level.NATIVE, "de": Level.B2}),
    ("Kurdisch (Kurmandschi), Deutsch B1", {"kmr": Level.UNKNOWN, "de": Level.B1}),
    ("Dari, Farsi", {"prs": Level.UNKNOWN, "fa": Level.UNKNOWN}),
    ("Türkisch, Deutsch C1", {"tr": Level.UNKNOWN, "de": Level.C1}),
    ("Tigrinya", {"ti": Level.UNKNOWN}),
    ("Ukrainisch (Muttersprache), Russisch gut", {"uk": Level.NATIVE, "ru": Level.B2}),
    ("Kurdisch (Sorani), Englisch A2", {"ckb": Level.UNKNOWN, "en": Level.A2}),
)
_M, _A, _E = DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING
_TIMES: tuple[tuple[str, frozenset[tuple[Weekday, DayPart]]], ...] = (
    ("Di vormittags", frozenset({(Weekday.TUE, _M)})),
    ("Mo nachmittags, Do abends", frozenset({(Weekday.MON, _A), (Weekday.THU, _E)})),
    ("Sa vormittags", frozenset({(Weekday.SAT, _M)})),
    ("Fr abends", frozenset({(Weekday.FRI, _E)})),
    ("Mi vormittags, Mi nachmittags", frozenset({(Weekday.WED, _M), (Weekday.WED, _A)})),
)
_PLACES = (("59269", "Beckum"), ("01067", "Dresden"), ("59227", "Ahlen"))
DAYS = tuple(zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), Weekday, strict=True))
PARTS = (("vorm.", _M), ("nachm.", _A), ("abends", _E))


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    born: date
    mobile: str
    email: str
    postcode: str
    city: str
    street: str
    spoken: str
    languages: tuple[tuple[str, Level], ...]
    when: str
    times: frozenset[tuple[Weekday, DayPart]]
    places: int


def _make() -> tuple[Person, ...]:
    people = []
    for at, name in enumerate(part for line in _NAMES.strip().splitlines() for part in line.split("|")):
        first, last = _cut(name)
        spoken, languages = _LANGUAGES[at % len(_LANGUAGES)]
        when, times = _TIMES[at % len(_TIMES)]
        postcode, city = _PLACES[at % len(_PLACES)]
        people.append(
            Person(
                first,
                last,
                date(1940 + at, at % 12 + 1, at % 28 + 1),
                f"0176 0406{9001 + at}",
                f"person{at}@example.org",
                postcode,
                city,
                f"Musterweg {at + 1}",
                spoken,
                tuple(languages.items()),
                when,
                times,
                at % 3 + 1,
            )
        )
    return tuple(people)


def _cut(name: str) -> tuple[str, str]:
    for particle in (" Al ", " da ", " El-"):
        if particle in name:
            first, rest = name.split(particle, 1)
            return first, (particle + rest).strip()
    words = name.split()
    last = 2 if "Schulze" in name else 1
    return " ".join(words[:-last]), " ".join(words[-last:])


FORTY = _make()
assert len(FORTY) == 40

HEADINGS = [
    *("Vorname", "Nachname", "Geburtsdatum", "Handy", "E-Mail", "Straße", "PLZ", "Ort", "Sprachen", "Zeiten"),
    "Max. Patenschaften",
]
ENGLISH = [
    *("First name", "Last name", "Date of birth", "Mobile", "Email", "Street", "Zip", "City", "Languages"),
    *("Availability", "Capacity"),
]
QUESTIONS = [
    *("Wie lautet Ihr Vorname?", "Wie lautet Ihr Nachname?", "Was ist Ihr Geburtsdatum?", "Ihre Handynummer:"),
    *("Ihre E-Mail-Adresse", "Straße und Hausnummer", "Postleitzahl *", "In welchem Ort wohnen Sie? (Wohnort)"),
    *("Welche Sprachen sprechen Sie?", "An welchen Tagen haben Sie Zeit?", "Wie viele Patenschaften möchten Sie?"),
]


def rows(people: Sequence[Person] = FORTY) -> Grid:
    return [
        [
            *(one.first, one.last, f"{one.born:%d.%m.%Y}", one.mobile, one.email, one.street, one.postcode, one.city),
            *(one.spoken, one.when, str(one.places)),
        ]
        for one in people
    ]


def plain() -> Grid:
    return [list(HEADINGS), *rows()]


def english() -> Grid:
    return [list(ENGLISH), *rows()]


def questions() -> Grid:
    return [list(QUESTIONS), *rows()]


def shouted() -> Grid:
    return [[f"  {heading.upper()} : " for heading in HEADINGS], *rows()]


def turned() -> Grid:
    return [list(reversed(row)) for row in plain()]


def last_comma_first() -> Grid:
    return [["Name", *HEADINGS[2:]], *([f"{row[1]}, {row[0]}", *row[2:]] for row in rows())]


def one_cell_address() -> Grid:
    heads = [*HEADINGS[:5], "Anschrift", *HEADINGS[8:]]
    return [heads, *([*row[:5], f"{row[5]}, {row[6]} {row[7]}", *row[8:]] for row in rows())]


def decorated() -> Grid:
    """A title, a date, empty lines, a running number, the headings once more in the middle, a total below."""
    body: Grid = []
    for at, row in enumerate(rows()):
        body.append([str(at + 1), *row])
        if at % 10 == 9:
            body.append([])
        if at == 19:
            body.append(["Nr.", *HEADINGS])
    top: Grid = [["Unsere Patinnen und Paten", None, None, "Stand: 1.11.2026"], [], ["Nr.", *HEADINGS]]
    return [*top, *body, [], ["Summe", None, "40"]]


def two_rows_of_headings() -> Grid:
    upper: list[Cell] = ["Person", None, None, "Kontakt", None, "Anschrift", None, None, "Kenntnisse", "Einsatz", None]
    return [upper, list(HEADINGS), *rows()]


def timetable_words() -> Grid:
    """Seven columns; in them what part of the day."""
    words = {_M: "vorm.", _A: "nachm.", _E: "abends"}
    heads: list[Cell] = [*HEADINGS[:9], *(name for name, _day in DAYS), HEADINGS[10]]
    body: Grid = []
    for one, row in zip(FORTY, rows(), strict=True):
        cells: list[Cell] = [
            " ".join(words[p] for d, p in sorted(one.times) if d is day) or None for _name, day in DAYS
        ]
        body.append([*row[:9], *cells, row[10]])
    return [heads, *body]


def timetable_crosses() -> Grid:
    """The days over three columns each, the parts of the day below them, crosses in the cells."""
    upper: list[Cell] = [*([None] * 9), *(name if at == 0 else None for name, _day in DAYS for at in range(3))]
    lower: list[Cell] = [*HEADINGS[:9], *(part for _name, _day in DAYS for part, _meant in PARTS)]
    body: Grid = []
    for one, row in zip(FORTY, rows(), strict=True):
        cells: list[Cell] = [
            "x" if (day, meant) in one.times else None for _name, day in DAYS for _part, meant in PARTS
        ]
        body.append([*row[:9], *cells])
    return [upper, lower, *body]


def several_rows_each() -> Grid:
    """Every language on a line of its own below the person."""
    body: Grid = []
    for row in rows():
        spoken: list[Cell] = list(str(row[8]).split(", "))
        first, *more = spoken
        body.append([*row[:8], first, *row[9:]])
        body += [[*([None] * 8), word] for word in more]
    return [list(HEADINGS), *body]


def typed() -> Grid:
    """Dates as dates, postcodes and numbers as numbers: what a spreadsheet makes of what was typed."""
    grid: Grid = [list(HEADINGS)]
    for one, row in zip(FORTY, rows(), strict=True):
        grid.append([*row[:2], one.born, *row[3:6], int(one.postcode), *row[7:10], one.places])
    return grid


def iso_dates() -> Grid:
    return [
        list(HEADINGS),
        *([*row[:2], one.born.isoformat(), *row[3:]] for one, row in zip(FORTY, rows(), strict=True)),
    ]


def short_dates() -> Grid:
    def said(day: date) -> str:
        return f"{day.day}.{day.month}.{day.year % 100:02d}"

    return [list(HEADINGS), *([*row[:2], said(one.born), *row[3:]] for one, row in zip(FORTY, rows(), strict=True))]


def other_separators() -> Grid:
    def said(at: int, words: object) -> str:
        return str(words).replace(", ", (" / ", "; ", "\n", " + ", " und ", "  |  ")[at % 6])

    return [list(HEADINGS), *([*row[:8], said(at, row[8]), *row[9:]] for at, row in enumerate(rows()))]


def without_headings() -> Grid:
    return [[*row[:5], *row[6:7], row[8]] for row in rows()]


def two_roles_below() -> Grid:
    """One sheet, two tables: mentors above, mentees below, each under its line."""
    return [
        ["Patinnen und Paten"],
        list(HEADINGS),
        *rows(FORTY[:20]),
        [],
        ["Mentees"],
        list(HEADINGS),
        *rows(FORTY[20:]),
    ]


def two_roles_in_a_column() -> Grid:
    roles: list[Cell] = ["Patin" if at < 20 else "Mentee" for at in range(40)]
    return [["Rolle", *HEADINGS], *([role, *row] for role, row in zip(roles, rows(), strict=True))]


Layout = Callable[[], Grid]
LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        *(plain, english, questions, shouted, turned, last_comma_first, one_cell_address, decorated),
        *(two_rows_of_headings, timetable_words, timetable_crosses, several_rows_each, typed, iso_dates),
        *(short_dates, other_separators, without_headings, two_roles_below, two_roles_in_a_column),
    )
}
