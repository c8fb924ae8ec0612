"""The wording lies in files that the association may change: a slip is found when the file is loaded."""

from pathlib import Path

import pytest

from mentorhub.choices import Paper
from mentorhub.documents import texts
from mentorhub.documents.texts import UnusableText
from mentorhub.paths import resources

SHIPPED = (resources() / "texts" / "agreement.de.toml").read_text("utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    (folder / "agreement.de.toml").write_text(SHIPPED.replace(old, new), "utf-8")
    return folder


@pytest.mark.parametrize("path", sorted((resources() / "texts").glob("[!c]*.toml")), ids=lambda path: path.name)
def test_every_shipped_text_can_be_used(path: Path) -> None:
    paper, language, _ending = path.name.split(".")
    text = texts.load(paper, language)
    assert text.version
    assert text.title
    assert text.reviewed == bool(text.reviewer)


def test_the_agreement_has_all_its_clauses() -> None:
    keys = [clause.key for clause in texts.load(Paper.AGREEMENT, "de").clauses]
    assert keys == [
        "welcome", "voluntary", "goals", "duration", "meetings", "cancelling", "reports", "confidentiality", "respect",
        "minors", "costs", "insurance", "authorities", "ending", "privacy",
    ]  # fmt: skip


def test_an_own_wording_is_used(tmp_path: Path) -> None:
    text = texts.load("agreement", "de", changed(tmp_path, "Alle machen freiwillig mit.", "Freiwillig, wie immer."))
    assert any("Freiwillig, wie immer." in p.text for clause in text.clauses for p in clause.paragraphs)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{trial_start}", "{trail_start}", r"\{trail_start\}"),
        ("{goals}", "{goals", "Klammer"),
        ("{goals}", "{goals.__class__}", "Klammer"),
        ('when = ["minor"]', 'when = ["minors"]', "„minors“"),
        ('when = ["not hours"]', 'when = ["nothours"]', "„nothours“"),
        ('mentee = "Mentee"', "", "„mentee“"),
        ("Vertretung: {deputy}", "Vertretung: {vertretung}", r"\{vertretung\}"),
        ('version = "2026-11"\n', "", "„version“"),
        ("date = 2026-11-23", 'date = "gestern"', "„date“"),
        ('title = "', "title = ", "nicht richtig aufgebaut"),
        ('language = "de"', 'language = "tr"', "anderes Papier"),
    ],
)
def test_a_mistake_is_named_together_with_the_file(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(UnusableText, match=named) as trouble:
        texts.load("agreement", "de", changed(tmp_path, old, new))
    assert "agreement.de.toml" in str(trouble.value)


def test_a_missing_language_is_a_clear_sentence() -> None:
    with pytest.raises(UnusableText, match=r"agreement\.xx\.toml"):
        texts.load("agreement", "xx")


def test_what_is_filled_in_is_never_read_as_a_placeholder() -> None:
    assert texts.fill("{goals} und {topics}", {"goals": "{topics}", "topics": "Sport"}) == "{topics} und Sport"
