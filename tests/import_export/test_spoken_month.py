"""One sentence about a month, as mentors write it."""

from datetime import date

import pytest

from mentorhub.choices import Field, Topic
from mentorhub.import_export import spoken_month

_TODAY = date(2026, 11, 22)
_OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("sentence", "first", "count", "minutes", "topics"),
    [
        ("im Oktober 4 Treffen, 9 Std., Deutsch + Sozialamt", _OCTOBER, 4, 540, {Topic.GERMAN, Topic.FORMS}),
        ("Okt: 4x, 9 Stunden, Deutsch", _OCTOBER, 4, 540, {Topic.GERMAN}),
        ("Oktober 2025, viermal getroffen, 6,5 h", date(2025, 10, 1), 4, 390, set()),
        ("Dezember 2 Treffen", date(2025, 12, 1), 2, None, set()),
        ("10/2026: drei Treffen, 90 Min., Arzt und Einkaufen", _OCTOBER, 3, 90, {Topic.DOCTOR, Topic.SHOPPING}),
        ("2 Std. 15 Min., 1 Treffen", None, 1, 135, set()),
        ("wir haben uns im Oktober zweimal getroffen", _OCTOBER, 2, None, set()),
        ("Hausaufgaben, 3 Treffen je 1:30 Std.", None, 3, 270, {Topic.HOMEWORK}),
        ("", None, None, None, set()),
    ],
)
def test_a_sentence_about_a_month(
    sentence: str, first: date | None, count: int | None, minutes: int | None, topics: set[Topic]
) -> None:
    found = spoken_month.read(sentence, _TODAY)
    assert (found.first, found.count, found.minutes, set(found.topics)) == (first, count, minutes, topics)
    assert found.left == ()


def test_topics_reach_the_networks_fields_of_action() -> None:
    found = spoken_month.read("im Oktober 4 Treffen, 9 Std., Deutsch + Sozialamt", _TODAY)
    assert {topic.field for topic in found.topics} == {Field.LANGUAGE, Field.AUTHORITIES}


def test_what_is_not_understood_is_named() -> None:
    assert spoken_month.read("Oktober 4 Treffen, Xylophon", _TODAY).left == ("Xylophon",)
