"""A field that is switched off under Einstellungen is not asked for on the intake forms either, blank or filled."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from make import Make
from mentorhub import programme
from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.documents import issue

_ASKED = {
    Paper.MENTEE_FORM: {
        "pronunciation": "So spricht man den Namen",
        "preferred_channel": "Messenger",
        "interests": "Interessen",
        "needs_note": "Das möchte ich erreichen",
        "referred_by": "Zu uns gekommen über",
    },
    Paper.MENTOR_FORM: {
        "preferred_channel": "Messenger",
        "mobility": "Unterwegs mit",
        "interests": "Interessen",
        "experience": "Erfahrung",
    },
}


def _printed(database: Database, paper: Paper, ids: Sequence[UUID], today: date) -> str:
    with database.reading() as session:
        pdf = issue.preview(session, paper, ids, today).pdf
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("paper", _ASKED)
def test_what_is_switched_off_is_no_empty_line_on_the_form(
    make: Make, database: Database, today: date, paper: Paper
) -> None:
    person = make.mentee() if paper is Paper.MENTEE_FORM else make.mentor()
    for ids in ((), (person,)):
        said = _printed(database, paper, ids, today)
        assert [name for name, words in _ASKED[paper].items() if words not in said] == []
    with database.writing() as session:
        for name in _ASKED[paper]:
            programme.switch_field(session, name, on=False)
    for ids in ((), (person,)):
        said = _printed(database, paper, ids, today)
        assert [name for name, words in _ASKED[paper].items() if words in said] == []
        assert "Stadtteil" in said
