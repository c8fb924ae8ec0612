"""What stands beside a proposal: who is at the limit, both sides of a pair, groups, and names beside numbers."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from make import Make
from mentorhub import people
from mentorhub.choices import DayPart, Level, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.matching import groups
from mentorhub.matching.at_limit import AtLimit, at_limit
from mentorhub.matching.sides import sides
from mentorhub.matching.suggest import SuggestedPair, suggest

TUESDAY = frozenset({(Weekday.TUE, DayPart.MORNING)})
DARI = (("prs", Level.NATIVE),)


def full_for(database: Database, person: UUID, today: date) -> tuple[AtLimit, ...]:
    with database.reading() as session:
        return at_limit(session, person, today)


def test_a_mentor_at_the_limit_is_named_with_what_holds_the_place(make: Make, database: Database, today: date) -> None:
    asking = make.mentee(languages=DARI, times=TUESDAY)
    running = make.mentor(last_name="Voll", languages=DARI)
    proposed = make.mentor(2, last_name="Bald", languages=DARI, times=TUESDAY)
    make.pairing(running)
    make.pairing(proposed)
    make.proposal(proposed)
    make.mentor(last_name="Frei", languages=DARI)
    stranger = make.mentor(last_name="Fremd", languages=(("fr", Level.NATIVE),))
    make.pairing(stranger)
    found = full_for(database, asking, today)
    assert [(one.name, one.text) for one in found] == [
        ("Bald, Anna", "Kein Platz frei: 1 laufende Patenschaft, 1 Vorschlag."),
        ("Voll, Anna", "Kein Platz frei: 1 laufende Patenschaft."),
    ]
    assert all(one.score == sum(reason.points for reason in one.reasons) for one in found)


def test_nobody_is_at_the_limit_for_somebody_who_does_not_wait(make: Make, database: Database, today: date) -> None:
    make.pairing()
    assert full_for(database, make.person(), today) == ()
    assert full_for(database, make.mentee(), today) != ()


def test_both_sides_of_a_pair_are_said_criterion_by_criterion(make: Make, database: Database, today: date) -> None:
    mentor = make.mentor(
        languages=(("prs", Level.B2),), district="Beckum", wish_districts="Neubeckum", times=TUESDAY, interests="Garten"
    )
    mentee = make.mentee(languages=DARI, german_level=Level.A1, topics=frozenset({Topic.CHILDREN}), wish_age_from=40)
    with database.reading() as session:
        both = sides(session, today, mentor, mentee)
        nobody = sides(session, today, uuid4(), mentee)
    assert both.mentee["language"] == "Deutsch (A1), Dari (Muttersprache)"
    assert both.mentor["language"] == "Dari (B2)"
    assert both.mentor["nearness"] == "Beckum; auch Neubeckum"
    assert both.mentee["topics"] == Topic.CHILDREN.label
    assert both.mentor["topics"] == "nicht angegeben"
    assert both.mentor["times"] == "Di vormittags"
    assert both.mentor["interests"] == "Garten"
    assert both.mentee["age_wish"] == "Alter nicht angegeben; Wunsch: ab 40 Jahren"
    assert nobody.mentee == {}


def pair(days: int, district: str = "", number: str = "P-0001") -> SuggestedPair:
    return SuggestedPair(
        uuid4(), "P-0900", "Otte, Karl", uuid4(), number, number, 50, (), waiting_days=days, mentee_district=district
    )


def test_pairs_are_grouped_by_how_long_the_mentee_waits() -> None:
    found = groups.by_urgency([pair(5), pair(400), pair(180), pair(90), pair(200)], full_days=180)
    assert [(group.heading, [one.waiting_days for one in group.pairs]) for group in found] == [
        ("Wartet 6 Monate oder länger", [400, 200, 180]),
        ("Wartet 3 Monate oder länger", [90]),
        ("Wartet kürzer als 3 Monate", [5]),
    ]
    assert groups.by_urgency([pair(5)], full_days=180)[0].heading == "Wartet kürzer als 3 Monate"


def test_pairs_are_grouped_by_district_those_without_one_last() -> None:
    found = groups.by_district([pair(5), pair(400, "Vellern"), pair(1, "Beckum"), pair(9, "Beckum")])
    assert [(group.heading, len(group.pairs)) for group in found] == [
        ("Beckum", 2),
        ("Vellern", 1),
        ("Stadtteil nicht angegeben", 1),
    ]
    assert [one.waiting_days for one in found[0].pairs] == [9, 1]


def test_the_nearest_miss_is_named_and_numbered(make: Make, database: Database, today: date) -> None:
    make.mentor(first_name="Hans-Peter", last_name="Wöstmann", languages=(("de", Level.NATIVE),))
    make.mentee(languages=(("ti", Level.NATIVE),))
    with database.reading() as session:
        left = suggest(session, today).unmatched
    assert left[0].text.startswith("Am nächsten kommt Wöstmann, Hans-Peter (P-0001): ")


@pytest.mark.parametrize("apart", [True, False])
def test_never_together_can_be_taken_back(make: Make, database: Database, today: date, apart: bool) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    with database.writing() as session:
        people.keep_apart(session, mentor, mentee)
        if not apart:
            people.allow_together(session, mentor, mentee)
    with database.reading() as session:
        assert len(suggest(session, today).pairs) == (0 if apart else 1)
        assert len(people.kept_apart(session)) == (1 if apart else 0)
