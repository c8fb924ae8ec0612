"""Whatever people there are, in however many roles: a line of Heute stands for one row of the list behind it."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from make import Make
from mentorhub import consent, people, today
from mentorhub.choices import EvidenceKind, ExpenseKind, ExpenseStatus, Role, RoleStatus, statuses
from mentorhub.db.tables import Expense
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.ui.due_filter import DueRows, narrowed
from mentorhub.ui.pages.today_words import KINDS

_OF_PEOPLE = tuple(kind for kind, said in KINDS.items() if said.page == "people")


def _somebody(make: Make, chance: random.Random) -> None:
    """Someone new or long here, in one to three roles."""
    roles = chance.sample(list(Role), chance.randint(1, 3))
    came = make.today - timedelta(days=chance.randint(0, 900))
    details = PersonDetails(
        first_name=f"P{chance.random():.9f}",
        birth_date=chance.choice((None, make.today.replace(year=make.today.year - chance.choice((14, 16, 18, 40))))),
        interests=chance.choice(("", "Schach")),
        volunteer_card_until=chance.choice((None, make.today + timedelta(days=20))),
    )
    places = [
        RoleDetails(
            role,
            chance.choice([status for status in statuses(role) if status is not RoleStatus.ANONYMISED]),
            registered_on=came,
            listed_until=chance.choice((None, make.today + timedelta(days=5))) if role is Role.MEDIATOR else None,
        )
        for role in roles
    ]
    with make.writing() as session:
        person = people.add(session, details, places, came)
        for paper in chance.sample(list(EvidenceKind), chance.randint(0, 4)):
            consent.add_evidence(session, person, paper, came, make.today)
        if chance.random() < 0.4 and set(roles) - {Role.MENTEE}:
            shown_on = make.today - timedelta(days=chance.choice((100, 1_800, 2_000)))
            consent.inspect_certificate(session, person, shown_on, False, shown_on)
        for kind in chance.sample(
            [ExpenseKind.VOLUNTEER_ALLOWANCE, ExpenseKind.INSTRUCTOR_ALLOWANCE, ExpenseKind.TRANSIT], 2
        ):
            day = make.today - timedelta(days=chance.randint(0, 100))
            cents = chance.choice((500, 90_000, 400_000))
            session.add(Expense(person_id=person, day=day, kind=kind, amount_cent=cents, status=ExpenseStatus.CLAIMED))


@pytest.mark.parametrize("seed", range(2))
def test_lines_about_people_are_as_many_as_rows_of_the_list(make: Make, seed: int) -> None:
    chance = random.Random(seed)
    for _n in range(40):
        _somebody(make, chance)
    both = make.person(*(RoleDetails(role, RoleStatus.PAPERS_OPEN) for role in (Role.MENTOR, Role.MEDIATOR)))
    with make.writing() as session:
        for paper in EvidenceKind:
            consent.add_evidence(session, both, paper, make.today, make.today)
    told: set[str] = set()
    with make.database.reading() as session:
        everybody = people.search(session)
        for on in (make.today, date(make.today.year, 12, 10), make.today + timedelta(days=400)):
            lines = [line for line in today.due(session, on) if line.kind in _OF_PEOPLE]
            for (kind, urgency), count in Counter((line.kind, line.urgency) for line in lines).items():
                shown = narrowed(session, everybody, DueRows(kind, urgency, on, ""))
                assert len(shown) == count, (kind, urgency, on)
                told.add(kind)
    assert {"papers_open", "clear", "cap", "waiver", "card_renewal", "retention"} <= told
