"""What both intake forms share: the fields of a person, filled or to be filled in by hand.

There is no field for origin, refugee history, notes or certificates: none of them can get onto the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.choices import Channel, DayPart, Gender, GenderWish, Level, Topic, Weekday
from mentorhub.documents import layout, words
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Sheet
from mentorhub.text import german_date

Times = frozenset[tuple[Weekday, DayPart]]


@dataclass(frozen=True)
class Profile:
    """What stands on the form of a volunteer and of a mentee alike."""

    number: str = ""
    name: str = ""
    call_name: str = ""
    pronunciation: str = ""
    born: str = ""
    gender: Gender | None = None
    street: str = ""
    town: str = ""
    district: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    channel: Channel | None = None
    languages: tuple[str, ...] = ()
    """As they are printed: "Arabisch (Muttersprache)"."""
    german: Level | None = None
    times: Times = frozenset()
    topics: frozenset[Topic] = frozenset()
    wish_gender: GenderWish | None = None
    wish_age: str = ""
    interests: str = ""


@dataclass(frozen=True)
class FormData:
    organisation: Organisation
    profile: Profile = Profile()
    on: date | None = None
    off: frozenset[str] = frozenset()
    """Columns of a person that this organisation does not ask for: no empty line asks for them on paper either."""

    def asks(self, column: str) -> bool:
        return column not in self.off

    @property
    def blank(self) -> bool:
        return not self.profile.name

    @property
    def only_year(self) -> bool:
        """Whole birth dates are not stored here, unless the person is a minor and has one."""
        return not self.asks("birth_date") and "." not in self.profile.born


def word(made: Sheet, key: str) -> str:
    return made.voices[0].word(key)


def section(made: Sheet, key: str) -> None:
    made.heading((word(made, key),))


def fields(made: Sheet, rows: Sequence[tuple[str, str]]) -> None:
    """Two beside each other: (key of the caption, value)."""
    cells: list[list[layout.Flowable]] = []
    for key, value in rows:
        caption = layout.Text(made.voices[0].words[key], layout.LABEL)
        cells.append([caption, layout.Text(value, layout.DETAIL) if value else layout.Line(17)])
    cells += [[layout.Spacer(1, 1)]] * (len(cells) % 2)
    made.flow.append(
        layout.grid([cells[at : at + 2] for at in range(0, len(cells), 2)], [0.5, 0.5], rules=False, padding=2)
    )


def about(made: Sheet, profile: Profile, *, pronunciation: bool, only_year: bool) -> None:
    section(made, "about")
    rows = [("person", words.isolated(profile.name)), ("call_name", words.isolated(profile.call_name))]
    if pronunciation:
        rows.append(("pronunciation", words.isolated(profile.pronunciation)))
    fields(made, [*rows, ("born_year" if only_year else "born", words.isolated(profile.born))])
    made.ticks([(gender.german, gender is profile.gender) for gender in Gender], columns=4)


def contact(made: Sheet, profile: Profile, *, channel: bool = True) -> None:
    section(made, "contact")
    phone = made.voices[0].word("phone", phone="").rstrip(": ")
    email = made.voices[0].word("email", email="").rstrip(": ")
    rows = [
        ("street", words.isolated(profile.street)),
        ("town", words.isolated(profile.town)),
        ("district", words.isolated(profile.district)),
    ]
    fields(made, rows)
    numbers = " / ".join(words.phone(number) for number in (profile.mobile, profile.phone) if number)
    made.fields([(phone, numbers), (email, words.isolated(profile.email))], share=0.2)
    if channel:
        ways = [each for each in Channel if each is not Channel.IN_PERSON]
        made.ticks([(each.german, each is profile.channel) for each in ways], columns=5)


def languages(made: Sheet, profile: Profile) -> None:
    section(made, "languages")
    german = profile.german if profile.german is not Level.UNKNOWN else None
    levels = [(level.german, level is german) for level in Level if level is not Level.UNKNOWN]
    made.add((word(made, "german"),), layout.LABEL)
    made.ticks(levels, columns=len(levels), shares=[0.12] * (len(levels) - 1) + [1 - 0.12 * (len(levels) - 1)])
    spoken = ", ".join(words.isolated(language) for language in profile.languages)
    made.fields([(word(made, "other_languages"), spoken)], lines=2)


def times(made: Sheet, profile: Profile) -> None:
    from mentorhub.documents import data_table

    section(made, "times")
    rows = [[part.german, *("☒" if (day, part) in profile.times else "☐" for day in Weekday)] for part in DayPart]
    made.flow.append(data_table.table(["", *(day.german[:2] for day in Weekday)], rows, [0.23] + [0.11] * 7))


def topics(made: Sheet, profile: Profile) -> None:
    """On one page with its heading: somebody reads all of it before ticking one."""
    begin = len(made.flow)
    section(made, "topics")
    made.ticks([(topic.german, topic in profile.topics) for topic in Topic], columns=3)
    made.flow[begin:] = layout.kept_together(made.flow[begin:])


def wishes(made: Sheet, profile: Profile, rows: Sequence[tuple[str, str]]) -> None:
    section(made, "wishes")
    made.ticks([(wish.german, wish is profile.wish_gender) for wish in GenderWish], columns=3)
    fields(made, [("wish_age", words.isolated(profile.wish_age)), *rows])


def interview(made: Sheet) -> None:
    fields(made, [("interview", ""), ("by", "")])


def hint(made: Sheet) -> None:
    made.add((word(made, "note"),), layout.SMALL)


def subtitle(data: FormData) -> tuple[str, ...]:
    parts = (words.isolated(data.profile.number), german_date(data.on)) if not data.blank else ()
    return (" · ".join(part for part in parts if part),)
