import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.db import keys, recovery_text
from mentorhub.db.keys import FromKeyChain, Passphrase, RecoveryKey


@pytest.fixture(scope="module")
def made() -> tuple[keys.KeyFile, bytes, str]:
    return keys.create("ein langes Kennwort")


def test_passphrase_and_recovery_key_open_the_same_data_key(made: tuple[keys.KeyFile, bytes, str]) -> None:
    file, data_key, recovery_key = made
    assert keys.unlock(file, Passphrase("ein langes Kennwort")) == data_key
    assert keys.unlock(file, RecoveryKey(recovery_key)) == data_key


def test_the_recovery_key_may_be_typed_carelessly(made: tuple[keys.KeyFile, bytes, str]) -> None:
    file, data_key, recovery_key = made
    careless = recovery_key.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert keys.unlock(file, RecoveryKey(careless)) == data_key


def test_a_typing_mistake_in_the_recovery_key_is_named(made: tuple[keys.KeyFile, bytes, str]) -> None:
    file, _data_key, recovery_key = made
    wrong = ("A" if recovery_key[0] != "A" else "B") + recovery_key[1:]
    with pytest.raises(keys.WrongSecret, match="Tippfehler"):
        keys.unlock(file, RecoveryKey(wrong))
    with pytest.raises(keys.WrongSecret, match="34 Zeichen"):
        keys.unlock(file, RecoveryKey(recovery_key[:-3]))


@given(st.integers(0, 33), st.integers(1, 31), st.integers(0, 30))
def test_one_wrong_character_or_two_swapped_ones_are_always_a_typing_mistake(place: int, step: int, pair: int) -> None:
    made = recovery_text.as_made(recovery_text.new_recovery_key())
    letters = recovery_text._ALPHABET
    other = letters[(letters.index(made[place]) + step) % len(letters)]
    wrong = [made[:place] + other + made[place + 1 :]]
    if made[pair] != made[pair + 1]:
        wrong.append(made[:pair] + made[pair + 1] + made[pair] + made[pair + 2 :])
    for typed in wrong:
        with pytest.raises(keys.WrongSecret, match="Tippfehler"):
            recovery_text.read_recovery_key(typed)
    assert recovery_text.read_recovery_key(made) == made


def test_another_folders_recovery_key_is_refused(made: tuple[keys.KeyFile, bytes, str]) -> None:
    _file, _data_key, foreign = keys.create(None)
    with pytest.raises(keys.WrongSecret, match="gehört nicht zu diesem"):
        keys.unlock(made[0], RecoveryKey(foreign))


def test_a_wrong_passphrase_and_a_missing_slot_are_refused(made: tuple[keys.KeyFile, bytes, str]) -> None:
    with pytest.raises(keys.WrongSecret, match="Kennwort stimmt nicht"):
        keys.unlock(made[0], Passphrase("falsch"))
    with pytest.raises(keys.WrongSecret, match="Schlüsselbund"):
        keys.unlock(made[0], FromKeyChain())


def test_umlauts_may_be_composed_in_either_way() -> None:
    file, data_key, _recovery_key = keys.create("Grüße aus Beckum")
    assert keys.unlock(file, Passphrase("Gru\u0308ße aus Beckum")) == data_key


def test_a_computer_without_a_real_key_chain_gets_no_slot(made: tuple[keys.KeyFile, bytes, str]) -> None:
    assert keys.remember(made[0], made[1]) is made[0]


def test_the_key_file_holds_no_secret_and_is_private(made: tuple[keys.KeyFile, bytes, str], tmp_path: Path) -> None:
    file, data_key, recovery_key = made
    keys.write(tmp_path, file)
    path = tmp_path / keys.KEY_FILE
    assert data_key.hex() not in path.read_text("utf-8")
    assert recovery_key not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0
    assert keys.read(tmp_path) == file


def test_the_version_before_stays_beside_the_new_key_file(
    made: tuple[keys.KeyFile, bytes, str], tmp_path: Path
) -> None:
    file, data_key, _recovery_key = made
    keys.write(tmp_path, file)
    changed, recovery_key = keys.with_new_recovery_key(file, data_key)
    keys.write(tmp_path, changed)
    assert keys.unlock(keys.read(tmp_path), RecoveryKey(recovery_key)) == data_key
    assert json.loads((tmp_path / "mentorhub.key.bak").read_text("utf-8"))["slots"] == file.slots


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "database_id": 3, "check": "", "slots": 4}']
)
def test_a_damaged_key_file_is_said_to_be_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / keys.KEY_FILE).write_text(content, "utf-8")
    with pytest.raises(keys.DamagedKeyFile, match="beschädigt"):
        keys.read(tmp_path)


def test_a_key_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / keys.KEY_FILE).write_text('{"format": 9, "database_id": "", "check": "", "slots": {}}', "utf-8")
    with pytest.raises(keys.DamagedKeyFile, match="neueren"):
        keys.read(tmp_path)
