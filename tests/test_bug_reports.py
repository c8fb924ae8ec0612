"""A report of a bug helps to find it and quotes nobody."""

from pathlib import Path

from mentorhub import bugs


class SecretError(Exception):
    pass


def _caught() -> BaseException:
    def inner(name: str) -> None:
        raise SecretError(f"{name} wohnt in der Musterstraße")

    try:
        try:
            inner("Olena Koval")
        except SecretError as error:
            raise ValueError("Olena Koval") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_a_report_names_the_places_but_never_what_an_error_says() -> None:
    report = bugs.describe(_caught())
    assert "ValueError" in report
    assert "SecretError" in report
    assert "inner" in report
    assert "Olena" not in report
    assert "Musterstraße" not in report


def test_a_report_does_not_tell_where_somebody_keeps_the_program(tmp_path: Path) -> None:
    assert str(Path.home()) not in bugs.describe(_caught())
    assert bugs._place("/home/olena/lib/mentorhub/people.py") == "mentorhub/people.py"
    assert bugs._place(r"C:\Users\Olena\site-packages\sqlmodel\main.py") == "sqlmodel/main.py"


def test_reports_are_kept_but_not_for_ever(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for _number in range(25):
        assert bugs.write_report(_caught(), folder) is not None
    assert len(list(folder.iterdir())) == 20


def test_a_disk_that_refuses_is_no_second_bug(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert bugs.write_report(_caught(), file / "reports") is None
