"""What stays over more than a year, whatever the clock does (F16)."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mentorhub.backups.thinning import LEAST, Kept, Rule, surplus

RULE = Rule(
    all_days=2,
    daily=7,
    weekly=4,
    monthly=6,
    longest_days=365,
    cap_bytes=10**9,
    exempt_days={"migration": 90},
)
START = datetime(2026, 1, 5, 8, tzinfo=UTC)


def _after(kept: list[Kept], now: datetime, rule: Rule = RULE) -> list[Kept]:
    gone = {backup.path for backup in surplus(kept, now, rule)}
    return [backup for backup in kept if backup.path not in gone]


def _made(n: int, at: datetime, reason: str = "") -> Kept:
    return Kept(Path(str(n)), at, commits=n, size=1000, reason=reason)


def test_four_hundred_days_of_work_keep_two_days_seven_days_four_weeks_six_months() -> None:
    kept: list[Kept] = []
    berlin = ZoneInfo("Europe/Berlin")
    n = 0
    for day in range(400):
        for hour in (8, 12, 17):
            n += 1
            now = datetime(2026, 1, 5, hour, tzinfo=berlin) + timedelta(days=day)
            kept = _after([*kept, _made(n, now.astimezone(UTC))], now)
            assert len(kept) >= min(n, LEAST)
    ages = sorted((now - backup.made_at).days for backup in kept)
    assert ages[:6] == [0, 0, 0, 1, 1, 1]
    assert set(range(2, 8)) <= set(ages)
    weeks = [age for age in ages if 8 < age <= 45]
    assert len(weeks) >= 4
    assert 150 <= ages[-1] <= 220
    assert len(kept) <= 6 + 7 + 4 + 6 + 1


def test_a_clock_set_back_evicts_nothing() -> None:
    kept = [_made(n, START + timedelta(days=n)) for n in range(40)]
    kept = _after(kept, START + timedelta(days=40))
    before = set(kept)
    for n in range(100, 140):
        now = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(days=n - 100)
        kept = _after([*kept, _made(n, now)], now)
    assert before <= set(kept)


def test_what_was_made_under_a_wrong_clock_is_not_lost_when_it_is_put_right() -> None:
    kept = [_made(n, START + timedelta(days=n)) for n in range(10)]
    wrong = [_made(50 + n, datetime(2001, 1, 1, n, tzinfo=UTC)) for n in range(3)]
    kept = _after([*kept, *wrong], START + timedelta(days=11))
    assert set(wrong) <= set(kept)


def test_a_clock_far_ahead_leaves_the_last_three() -> None:
    kept = [_made(n, START + timedelta(days=n)) for n in range(40)]
    left = _after(kept, START + timedelta(days=9000))
    assert {backup.commits for backup in left} >= {39, 38, 37}


def test_a_file_dated_in_the_future_pushes_no_other_out() -> None:
    future = [_made(1000 + n, START + timedelta(days=5000 + n)) for n in range(30)]
    kept = [_made(n, START + timedelta(days=n)) for n in range(5)]
    assert set(_after([*kept, *future], START + timedelta(days=5))) == {*kept, *future}


def test_the_size_cap_takes_the_oldest_and_never_the_last_three() -> None:
    kept = [_made(n, START + timedelta(days=n)) for n in range(8)]
    small = Rule(2, 7, 4, 6, 365, cap_bytes=4500, exempt_days={})
    assert [b.commits for b in _after(kept, START + timedelta(days=8), small)] == [4, 5, 6, 7]
    none = Rule(2, 7, 4, 6, 365, cap_bytes=0, exempt_days={})
    assert [b.commits for b in _after(kept, START + timedelta(days=8), none)] == [5, 6, 7]


def test_the_backup_before_a_change_of_form_stays_for_ninety_days() -> None:
    before = _made(0, START, "migration")
    kept = [before, *(_made(n, START + timedelta(hours=n)) for n in range(1, 10))]
    assert before in _after(kept, START + timedelta(days=89))
    assert before not in _after(kept, START + timedelta(days=91))


def test_however_many_there_are_and_whatever_the_clock_says_three_stay() -> None:
    chance = random.Random(7)
    for _round in range(200):
        kept = [_made(n, START + timedelta(days=chance.uniform(-3000, 3000))) for n in range(chance.randrange(3, 30))]
        now = START + timedelta(days=chance.uniform(-4000, 4000))
        left = _after(kept, now)
        assert len(left) >= LEAST
        assert {b.commits for b in sorted(kept, key=lambda b: b.commits)[-3:]} <= {b.commits for b in left}
