import pytest

from mentorhub.choices import DayPart, Field, Role, Topic, Weekday, statuses, times_in_words

MON, TUE, WED, FRI, SAT, SUN = (Weekday(name) for name in ("mon", "tue", "wed", "fri", "sat", "sun"))
MORNING, AFTERNOON, EVENING = DayPart


def _each(days: list[Weekday], *parts: DayPart) -> set[tuple[Weekday, DayPart]]:
    return {(day, part) for day in days for part in parts}


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (set(), ""),
        (_each([MON], MORNING), "Mo vormittags"),
        (_each([MON, TUE], EVENING), "Mo, Di abends"),
        (_each(list(Weekday)[:5], EVENING), "Mo–Fr abends"),
        (_each([MON, WED], MORNING), "Mo vormittags; Mi vormittags"),
        (_each([SAT, SUN], *DayPart), "Sa, So ganztags"),
        (_each(list(Weekday), *DayPart), "jederzeit"),
        (_each([FRI], AFTERNOON, EVENING), "Fr nachmittags und abends"),
    ],
)
def test_times_are_said_shortly(times: set[tuple[Weekday, DayPart]], words: str) -> None:
    assert times_in_words(times) == words


def test_every_topic_belongs_to_a_field_of_action() -> None:
    assert {topic.field for topic in Topic} == set(Field)


def test_every_role_has_a_ladder() -> None:
    for role in Role:
        assert len(statuses(role)) >= 8
