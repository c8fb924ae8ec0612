"""Each value of a list is read the way a coordinator means it; what can't be read is said, never dropped."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from mentorhub.choices import DayPart, Gender, GenderWish, Level, MenteeKind, Region, Role, RoleStatus, Topic, Weekday
from mentorhub.import_export import values
from mentorhub.import_export.values import Address, Birth, Member, PersonName, Phones, Unreadable

TODAY = date(2026, 11, 22)
MORNING, AFTERNOON, EVENING = DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING
MON, TUE, WED, THU, FRI, SAT, SUN = Weekday


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Müller, Anna", PersonName("Anna", "Müller")),
        ("Anna Müller", PersonName("Anna", "Müller")),
        ("Dr. Anna Müller-Öztürk", PersonName("Anna", "Müller-Öztürk", title="Dr.")),
        ("Schmidt, Dr. Karl", PersonName("Karl", "Schmidt", title="Dr.")),
        ("MÜLLER Anna", PersonName("Anna", "Müller")),
        ("Anna von der Heide", PersonName("Anna", "von der Heide")),
        ("Frau Petra Klein", PersonName("Petra", "Klein", gender=Gender.FEMALE)),
        ("Familie Yılmaz (Emine)", PersonName("Emine", "Yılmaz", family=True)),
        ("Fam. Haddad", PersonName("", "Haddad", family=True)),
        ("Oleksandra (Sascha) Kovalenko", PersonName("Oleksandra", "Kovalenko", "Sascha")),
        ("Mahmud", PersonName("Mahmud")),
        ("Наталія Шевченко", PersonName("Наталія", "Шевченко")),
        ("ተስፋይ, ሰላም", PersonName("ሰላም", "ተስፋይ")),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(cell: str, name: PersonName) -> None:
    assert values.name(cell) == name


@pytest.mark.parametrize(
    ("cell", "full"),
    [
        ("Amina Hassan; Ali Reza", ["Amina Hassan", "Ali Reza"]),
        ("Amina Hassan, Ali Reza", ["Amina Hassan", "Ali Reza"]),
        ("Hassan, Amina und Reza, Ali", ["Amina Hassan", "Ali Reza"]),
        ("Hassan, Amina", ["Amina Hassan"]),
        ("Amina Hassan\nAli Reza", ["Amina Hassan", "Ali Reza"]),
        (None, []),
    ],
)
def test_several_names_in_one_cell_are_several_people(cell: str | None, full: list[str]) -> None:
    assert [name.full for name in values.names(cell)] == full


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("0176 04069012", Phones(mobile="0176 04069012")),
        ("+49 (0)30 23125-100", Phones(phone="+49 (0)30 23125-100")),
        (17604069012, Phones(mobile="017604069012")),
        ("030/23125100 (nur abends)", Phones(phone="030/23125100", remark="nur abends")),
        ("030 23125100 / 0176 04069012", Phones("030 23125100", "0176 04069012")),
        ("Tel. 030-23125100, Handy: 0176-04069012", Phones("030-23125100", "0176-04069012")),
        ("0176 04069012; 0176 04069013", Phones(mobile="0176 04069012", more=("0176 04069013",))),
    ],
)
def test_phones_stay_as_typed_and_mobiles_are_told_apart(cell: str | int, phones: Phones) -> None:
    assert values.phones(cell) == phones


def test_the_same_number_in_three_spellings_has_one_key() -> None:
    assert len({values.phone_key(n) for n in ("+49 (0)2521 290-1", "0049 2521 2901", "02521/2901")}) == 1


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1.12.26", date(2026, 12, 1)),
        ("01.12.2026", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1. Dezember 2026", date(2026, 12, 1)),
        ("Dez. 24", date(2024, 12, 1)),
        ("12/2024", date(2024, 12, 1)),
        ("seit 2023", date(2023, 1, 1)),
        (46357, date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        ("k. A.", None),
    ],
)
def test_a_date_is_read_in_every_usual_form(cell: Any, day: date | None) -> None:
    assert values.day(cell, TODAY) == day


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        ("1.12.86", Birth(date(1986, 12, 1))),
        ("3.4.12", Birth(date(2012, 4, 3))),
        ("3.4.27", Birth(date(1927, 4, 3))),
        (1986, Birth(year=1986)),
        ("Jg. 1990", Birth(year=1990)),
        (31413, Birth(date(1986, 1, 1))),
    ],
)
def test_a_birthday_or_a_year_of_birth_lies_in_the_past(cell: Any, birth: Birth) -> None:
    assert values.birth(cell, TODAY) == birth


@pytest.mark.parametrize(
    ("cell", "spoken"),
    [
        ("Arabisch (Muttersprache), Deutsch B2; Englisch gut", {"ar": "native", "de": "b2", "en": "b2"}),
        ("Kurdisch (Kurmandschi), Türkisch", {"kmr": "unknown", "tr": "unknown"}),
        ("Persisch (Dari)", {"prs": "unknown"}),
        ("Dari/Farsi", {"prs": "unknown", "fa": "unknown"}),
        ("Muttersprache Arabisch, wenig Deutsch", {"ar": "native", "de": "a1"}),
        ("Deutsch A2-B1", {"de": "a2"}),
        ("Deutsch B 1 / Englisch - B1.2", {"de": "b1", "en": "b1"}),
        ("Arabisch Deutsch Englisch", {"ar": "unknown", "de": "unknown", "en": "unknown"}),
        ("Arabisch: Muttersprache\nDeutsch: sehr gut", {"ar": "native", "de": "c1"}),
        ("kein Deutsch, Tigrinya", {"ti": "unknown"}),
        ("Ukrainisch und Russisch", {"uk": "unknown", "ru": "unknown"}),
    ],
)
def test_languages_come_with_their_levels(cell: str, spoken: dict[str, str]) -> None:
    assert {code: level.value for code, level in values.languages(cell)} == spoken


def test_an_unknown_language_is_named_and_the_known_ones_are_kept() -> None:
    with pytest.raises(Unreadable, match="Marsianisch") as trouble:
        values.languages("Tigrinya, Marsianisch")
    assert trouble.value.understood == (("ti", Level.UNKNOWN),)


def district(cell: str) -> str:
    return values.district(cell, ("Beckum", "Neubeckum", "Vellern", "Roland"))


WEEK = (MON, TUE, WED, THU, FRI)


@pytest.mark.parametrize(
    ("cell", "slots"),
    [
        ("Di vormittags, Do ab 17 Uhr", {(TUE, MORNING), (THU, EVENING)}),
        ("Mo-Fr abends", {(day, EVENING) for day in WEEK}),
        ("Wochenende", {(day, part) for day in (SAT, SUN) for part in DayPart}),
        ("Di, Do vormittags", {(TUE, MORNING), (THU, MORNING)}),
        ("vormittags: Mo, Mi; abends: Do", {(MON, MORNING), (WED, MORNING), (THU, EVENING)}),
        ("Dienstagvormittag", {(TUE, MORNING)}),
        ("Mo 9:00-12:00; Mi 14-17 Uhr", {(MON, MORNING), (WED, AFTERNOON)}),
        ("Mo.+Mi. nachm.", {(MON, AFTERNOON), (WED, AFTERNOON)}),
        ("Mo, Mi, Fr 17-19 Uhr", {(MON, EVENING), (WED, EVENING), (FRI, EVENING)}),
        ("unter der Woche ab 18 Uhr", {(day, EVENING) for day in WEEK}),
        ("Samstag", {(SAT, part) for part in DayPart}),
        ("täglich außer Mi", {(d, p) for d in Weekday if d is not WED for p in DayPart}),
        ("nicht montags", {(d, p) for d in Weekday if d is not MON for p in DayPart}),
        ("am Wochenende nicht", {(d, p) for d in WEEK for p in DayPart}),
        ("Tue morning, Thu after 5 pm", {(TUE, MORNING), (THU, EVENING)}),
        ("nach Absprache", set()),
        (None, set()),
    ],
)
def test_days_and_times_are_read_from_free_words(cell: str | None, slots: set[tuple[Weekday, DayPart]]) -> None:
    assert values.times(cell) == slots


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("Deutsch üben, Behörden", {Topic.GERMAN, Topic.FORMS}),
        ("Begleitung zum Arzt", {Topic.DOCTOR}),
        ("Hausaufgaben / Schule", {Topic.HOMEWORK, Topic.SCHOOL}),
        ("Anträge und Formulare", {Topic.FORMS}),
        ("Bewerbungen schreiben", {Topic.APPLICATION}),
        ("Kinder und Familie; Sport", {Topic.CHILDREN, Topic.SPORT}),
        (None, set()),
    ],
)
def test_topics_are_recognised_by_their_words(cell: str | None, topics: set[Topic]) -> None:
    assert values.topics(cell) == topics


def test_every_topic_is_recognised_by_its_own_label() -> None:
    for topic in Topic:
        assert values.topics(topic.german) == {topic}


@pytest.mark.parametrize(
    ("reader", "cell", "expected"),
    [
        (values.gender, "w", Gender.FEMALE),
        (values.gender, "Herr", Gender.MALE),
        (values.gender, "k. A.", Gender.UNKNOWN),
        (values.wish_gender, "lieber Frau", GenderWish.FEMALE),
        (values.wish_gender, "m/w", GenderWish.ANY),
        (values.mentee_kind, "Familie (4 Personen)", MenteeKind.FAMILY),
        (values.region, "Syrien", Region.MIDDLE_EAST),
        (values.region, "Ukraine", Region.UKRAINE),
        (values.yes_no, "x", True),
        (values.yes_no, "Nein, noch nicht", False),
        (values.yes_no, "", None),
        (values.capacity, "max. 2", 2),
        (values.capacity, "1-2", 2),
        (values.capacity, "zwei", 2),
        (values.ages, "20-40", (20, 40)),
        (values.ages, "unter 30", (None, 30)),
        (values.place, 1067, Address(postcode="01067")),
        (values.place, "D-59269 Beckum", Address(postcode="59269", city="Beckum")),
        (values.address, "Nordstr. 5, 59269 Beckum", Address("Nordstr. 5", "59269", "Beckum")),
        (district, "Neu-Beckum", "Neubeckum"),
        (district, "Beckum-Roland", "Roland"),
        (district, "Ahlen", "Ahlen"),
        (values.email, "mailto:a@example.org", "a@example.org"),
        (values.minutes, "1,5 h", 90),
        (values.minutes, 2, 120),
        (values.minutes, 45, 45),
        (values.minutes, time(1, 30), 90),
        (values.minutes, timedelta(hours=2), 120),
        (values.person_number, "p 42", "P-0042"),
        (values.person_number, "17", ""),
        (values.pairing_number, "PS-2026-14", "PS-2026-014"),
        (values.household, "Ali (2015), Sohn Yusuf 2012", (Member("Ali", 2015), Member("Yusuf", 2012, "Sohn"))),
    ],
)
def test_a_value_is_read(reader: Any, cell: Any, expected: Any) -> None:
    assert reader(cell) == expected


def test_the_same_word_means_another_status_for_another_role() -> None:
    assert values.status("aktiv", Role.MENTOR) is RoleStatus.ACTIVE
    assert values.status("aktiv", Role.MENTEE) is RoleStatus.PAIRED


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (values.name, "12"),
        (values.phones, "folgt per Post"),
        (values.email, "steht im Ordner"),
        (lambda cell: values.day(cell, TODAY), "31.02.2024"),
        (lambda cell: values.day(cell, TODAY), "demnächst"),
        (lambda cell: values.birth(cell, TODAY), "5.6.2030"),
        (values.times, "siehe Zettel"),
        (values.topics, "alles Mögliche"),
        (values.gender, "Auto"),
        (values.capacity, "viele"),
        (values.ages, "mittel"),
        (values.household, "2 Kinder (7, 9)"),
        (values.minutes, "lange"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_that_names_it(reader: Any, cell: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        reader(cell)
    assert cell.partition(" ")[0] in str(trouble.value)
