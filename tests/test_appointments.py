"""Calendar files as RFC 5545 asks for them."""

from datetime import UTC, date, datetime, time

from mentorhub import appointments
from mentorhub.appointments import Appointment

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def _lines(*made: Appointment) -> list[str]:
    """Unfolded, as a calendar reads them."""
    return appointments.write(made, NOW).decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_a_whole_day_needs_no_time_zone() -> None:
    lines = _lines(Appointment("a-1", date(2026, 12, 1), "Rückfrage PS-2026-014"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261201" in lines
    assert "DTEND;VALUE=DATE:20261202" in lines
    assert "DTSTAMP:20261122T103000Z" in lines
    assert "UID:a-1@mentorhub" in lines
    assert "SUMMARY:Rückfrage PS-2026-014" in lines


def test_a_time_of_day_is_written_in_utc() -> None:
    moment = datetime(2026, 12, 1, 18, 0).astimezone().astimezone(UTC)
    lines = _lines(Appointment("e", date(2026, 12, 1), "Fest", begins=time(18, 0), ends=time(20, 30)))
    assert f"DTSTART:{moment:%Y%m%dT%H%M%SZ}" in lines
    assert "TRIGGER:-PT1H" in lines


def test_signs_that_mean_something_are_escaped() -> None:
    lines = _lines(Appointment("x", date(2026, 12, 1), "A; B, C\\D", note="eins\nzwei"))
    assert "SUMMARY:A\\; B\\, C\\\\D" in lines
    assert "DESCRIPTION:eins\\nzwei" in lines


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    written = appointments.write([Appointment("x", date(2026, 12, 1), "Ünïcödé 日本語 " * 20)], NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    for line in written.split(b"\r\n"):
        line.decode("utf-8")
    assert f"SUMMARY:{'Ünïcödé 日本語 ' * 20}" in written.decode("utf-8").replace("\r\n ", "")


def test_the_same_thing_keeps_its_name_when_its_day_moves() -> None:
    first = _lines(Appointment("check_in-7", date(2026, 12, 1), "Rückfrage"))
    moved = _lines(Appointment("check_in-7", date(2026, 12, 8), "Rückfrage"))
    assert [line for line in first if line.startswith("UID")] == [line for line in moved if line.startswith("UID")]
