"""Intake forms ask adults for the year alone where whole birth dates are not stored."""

from datetime import date
from uuid import UUID

import pytest
from invented import words
from sqlmodel import Session

from make import Make
from mentorhub import programme
from mentorhub.choices import Paper
from mentorhub.documents import issue

YEAR = "Geburtsjahr (unter 18"


@pytest.mark.parametrize("paper", [Paper.MENTOR_FORM, Paper.MENTEE_FORM])
def test_only_the_year_is_asked_for_where_birth_dates_are_not_stored(make: Make, today: date, paper: Paper) -> None:
    child = make.mentee(birth_date=date(2015, 4, 3))
    with make.writing() as session:
        programme.switch_field(session, "birth_date", on=False)
        assert YEAR in _printed(session, paper, today)
        assert YEAR not in _printed(session, paper, today, child)
        programme.switch_field(session, "birth_date", on=True)
        assert YEAR not in _printed(session, paper, today)


def _printed(session: Session, paper: Paper, today: date, *ids: UUID) -> str:
    return words(issue.preview(session, paper, ids, today).pdf)
