"""Intake forms ask for nothing that is switched off, blank or filled."""

from datetime import date
from uuid import UUID

import pytest
from invented import words
from sqlmodel import Session

from make import Make
from mentorhub import programme
from mentorhub.choices import Paper
from mentorhub.documents import issue, texts

OF_MENTORS = {"mobility": "Fahrrad", "interests": "Schach", "experience": "Pflegedienst"}
OF_MENTEES = {
    "pronunciation": "schu-krü",
    "interests": "Schach",
    "needs_note": "Rechnungen",
    "referred_by": "Jobcenter",
}
CAPTIONS = {"needs_note": "goals", "referred_by": "referred"}
"""Where the word of the form has another name than the field."""
YEAR = "Geburtsjahr (unter 18"


@pytest.mark.parametrize("paper", [Paper.MENTOR_FORM, Paper.MENTEE_FORM])
def test_a_switched_off_field_stands_on_no_form(make: Make, today: date, paper: Paper) -> None:
    asked = OF_MENTORS if paper is Paper.MENTOR_FORM else OF_MENTEES
    person = make.mentor(**asked) if paper is Paper.MENTOR_FORM else make.mentee(**asked)  # type: ignore[arg-type]
    captions = {name: texts.shipped(paper.value, "de").words[CAPTIONS.get(name, name)] for name in asked}
    with make.writing() as session:
        blank, filled = _printed(session, paper, today), _printed(session, paper, today, person)
        for name, said in asked.items():
            assert captions[name] in blank
            assert said in filled
        assert "Messenger" in blank
        for name in (*asked, "preferred_channel"):
            programme.switch_field(session, name, on=False)
        for printed in (_printed(session, paper, today), _printed(session, paper, today, person)):
            for name, said in asked.items():
                assert captions[name] not in printed
                assert said not in printed
            assert "Messenger" not in printed


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
