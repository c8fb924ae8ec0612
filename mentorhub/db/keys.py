"""The key of the encrypted file: one random data key, kept in a key file behind slots that each open it.

Slots: a passphrase (Argon2id), the printed recovery key, and, where one really works, the system's key chain. The key
chain is comfort, never the only way in. The key file also holds a check value, so that "wrong passphrase" and "damaged
file" can be told apart (storage research, 1.3 and 2.3).
"""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from mentorhub.db import disk, key_chain, recovery_text
from mentorhub.db.recovery_text import WrongSecret, read_recovery_key
from mentorhub.errors import MentorHubError
from mentorhub.text import _

__all__ = [
    "DamagedKeyFile",
    "FromKeyChain",
    "KeyFile",
    "NewerKeyFile",
    "Passphrase",
    "RecoveryKey",
    "UnlockSecret",
    "WrongSecret",
    "read_recovery_key",
]

KEY_FILE = "mentorhub.key.json"
BEFORE = "mentorhub.key.bak"
_FORMAT = 1
PROVEN_GROUPS = (1, 4)
"""The second and the fifth are typed back from the sheet: who has it finds them, who has not cannot guess."""
_STRETCHING = {"t": 4, "m": 256 * 1024, "p": 4}
"""Argon2id: passes, KiB, lanes. Half a second on a laptop of today (storage research, 2.3)."""


class DamagedKeyFile(MentorHubError):
    """The key file is missing, unreadable or not one of ours."""


class NewerKeyFile(DamagedKeyFile):
    """A newer MentorHub has written it; it is left untouched."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    words: str


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    typed: str


@dataclass(frozen=True, slots=True)
class FromKeyChain:
    """Ask the system's key chain; may hang, so never on the UI thread (storage research, 2.1)."""


UnlockSecret = Passphrase | RecoveryKey | FromKeyChain


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What lies in `mentorhub.key.json`: no secret by itself."""

    database_id: str
    check: str
    slots: dict[str, dict[str, Any]]
    coming: dict[str, Any] | None = None
    """While the file is being encrypted anew: the check value and slots of the new key, and each key sealed under the
    other, so that whatever opens one opens both, wherever the work was cut off."""

    @property
    def has_key_chain(self) -> bool:
        return "keyring" in self.slots

    @property
    def recovery_key_saved(self) -> bool:
        """Whether somebody has saved or printed the recovery sheet."""
        return bool(self.slots.get("rec", {}).get("saved"))

    @property
    def recovery_key_to_prove(self) -> bool:
        """Whether two groups of the saved sheet have still to be typed back; not for files of before that was asked."""
        slot = self.slots.get("rec", {})
        return self.recovery_key_saved and "probe" in slot and not slot.get("proven")

    @property
    def recovery_key_put_off(self) -> bool:
        """Whether typing them back was put off once already."""
        return bool(self.slots.get("rec", {}).get("put_off"))

    @property
    def asks_nothing(self) -> bool:
        """A folder to try things out: its passphrase is the empty one."""
        return bool(self.slots.get("pass", {}).get("empty"))


def create(passphrase: str | None) -> tuple[KeyFile, bytes, str]:
    """A new random data key (32 bytes), its key file, and the recovery key to print.

    An empty passphrase makes a folder to try things out, which asks for nothing. Without a passphrase only
    the recovery key opens the folder (and the key chain once `remember` has been called).
    """
    data_key = secrets.token_bytes(32)
    file = KeyFile(database_id=uuid4().hex, check=_check_value(data_key), slots={})
    recovery_key = recovery_text.new_recovery_key()
    file = _with_recovery(file, data_key, recovery_key)
    if passphrase is not None:
        file = with_passphrase(file, data_key, passphrase)
    return file, data_key, recovery_key


def with_passphrase(file: KeyFile, data_key: bytes, passphrase: str) -> KeyFile:
    """The key file with this passphrase instead of the earlier one; the data itself is not encrypted again."""
    salt = secrets.token_bytes(16)
    parameters: dict[str, Any] = {"salt": _b64(salt), **_STRETCHING, "empty": passphrase == ""}
    try:
        key = _key_from_passphrase(passphrase, parameters)
    except MemoryError:
        parameters["m"] = 64 * 1024
        key = _key_from_passphrase(passphrase, parameters)
    return _with_slot(file, "pass", data_key, key, parameters)


def with_new_recovery_key(file: KeyFile, data_key: bytes) -> tuple[KeyFile, str]:
    """The key file with a new recovery key; the printed sheet before stops to open this folder."""
    recovery_key = recovery_text.new_recovery_key()
    return _with_recovery(file, data_key, recovery_key), recovery_key


def with_new_data_key(file: KeyFile, data_key: bytes, passphrase: str | None) -> tuple[KeyFile, bytes, str]:
    """The key file with a new data key on its way in (`coming`), that key, and its recovery key to print."""
    new_key = secrets.token_bytes(32)
    after = KeyFile(file.database_id, _check_value(new_key), slots={})
    recovery_key = recovery_text.new_recovery_key()
    after = _with_recovery(after, new_key, recovery_key)
    if passphrase is not None:
        after = with_passphrase(after, new_key, passphrase)
    coming = {
        "check": after.check,
        "slots": after.slots,
        "new": _seal(file, "new", _derive(data_key, "MentorHub|coming"), new_key),
        "old": _seal(file, "old", _derive(new_key, "MentorHub|coming"), data_key),
    }
    return replace(file, coming=coming), new_key, recovery_key


def both_ways(file: KeyFile, data_key: bytes) -> list[tuple[KeyFile, bytes]]:
    """What a key file with a key on its way in may settle on: as before, or with the new key. `data_key` is either."""
    if file.coming is None:
        return [(file, data_key)]
    other = _derive(data_key, "MentorHub|coming")
    before = replace(file, coming=None)
    after = KeyFile(file.database_id, file.coming["check"], dict(file.coming["slots"]))
    if belongs(before, data_key):
        new_key = _open_slot(file, file.coming["new"], other)
        return [(before, data_key)] + ([] if new_key is None else [(after, new_key)])
    old_key = _open_slot(file, file.coming["old"], other)
    return [(after, data_key)] + ([] if old_key is None else [(before, old_key)])


def belongs(file: KeyFile, data_key: bytes) -> bool:
    """Whether this is the data key that the key file's slots hold."""
    return _check_value(data_key) == file.check


def with_recovery_key_saved(file: KeyFile) -> KeyFile:
    return replace(file, slots={**file.slots, "rec": {**file.slots["rec"], "saved": True}})


def with_recovery_key_proven(file: KeyFile, proven: bool = True) -> KeyFile:
    """Typed back from the sheet, or put off."""
    done = {"proven": True} if proven else {"put_off": True}
    return replace(file, slots={**file.slots, "rec": {**file.slots["rec"], **done}})


def proves_recovery_key(file: KeyFile, data_key: bytes, typed: Mapping[int, str]) -> bool:
    """Whether these groups, by their place in the key, are those of the sheet. Only an open folder can tell: what they
    are compared with is sealed under the data key."""
    sealed = file.slots.get("rec", {}).get("probe")
    known = None if sealed is None else _open_slot(file, sealed, _derive(data_key, "MentorHub|probe"))
    if known is None or sorted(typed) != list(PROVEN_GROUPS):
        return False
    return recovery_text.plain_groups([typed[place] for place in PROVEN_GROUPS]) == known.decode()


def unlock(file: KeyFile, secret: UnlockSecret) -> bytes:
    """The data key. Raises `WrongSecret` if this secret is not the right one.

    While a new key is on its way in, what opens the new slots opens too: see `both_ways`.
    """
    if file.coming is None:
        return _unlock(file, secret)
    before, after = replace(file, coming=None), KeyFile(file.database_id, file.coming["check"], file.coming["slots"])
    try:
        return _unlock(before, secret)
    except WrongSecret:
        return _unlock(after, secret)


def _unlock(file: KeyFile, secret: UnlockSecret) -> bytes:
    match secret:
        case Passphrase(words):
            slot = file.slots.get("pass")
            key = None if slot is None else _key_from_passphrase(words, slot)
            wrong = _("Das Kennwort stimmt nicht. Ihre Daten sind unverändert; bitte versuchen Sie es noch einmal.")
        case RecoveryKey(typed):
            slot = file.slots.get("rec")
            key = _key_from_recovery(read_recovery_key(typed), file.database_id)
            wrong = _(
                "Dieser Wiederherstellungsschlüssel gehört nicht zu diesem Datenordner. Ihre Daten sind unverändert; "
                "bitte nehmen Sie das Blatt, das zu diesem Ordner gehört."
            )
        case FromKeyChain():
            slot = file.slots.get("keyring")
            key = key_chain.ask(file.database_id) if slot is not None else None
            wrong = _(
                "Der Schlüsselbund dieses Rechners öffnet den Datenordner nicht. Bitte geben Sie das Kennwort ein."
            )
    if slot is None or key is None:
        raise WrongSecret(wrong)
    data_key = _open_slot(file, slot, key)
    if data_key is None or _check_value(data_key) != file.check:
        raise WrongSecret(wrong)
    return data_key


def remember(file: KeyFile, data_key: bytes) -> KeyFile:
    """The key file with a slot for this computer's key chain, or unchanged where no real key chain works.

    The entry is read back; plain-text and null back ends are refused. May hang: never on the UI thread.
    """
    key = key_chain.put(file.database_id)
    return file if key is None else _with_slot(file, "keyring", data_key, key, {})


def read(folder: Path) -> KeyFile:
    """If the file is damaged, the version before. Raises `DamagedKeyFile` with a sentence for the person."""
    try:
        return _read(folder / KEY_FILE)
    except NewerKeyFile:
        raise
    except DamagedKeyFile:
        try:
            return _read(folder / BEFORE)
        except DamagedKeyFile:
            pass
        raise


def parse(content: bytes) -> KeyFile:
    """A key file from a backup. Raises `DamagedKeyFile`."""
    try:
        values = json.loads(content.decode("utf-8"))
        if values["format"] != _FORMAT:
            raise NewerKeyFile(
                _(
                    "Dieser Datenordner wurde mit einer neueren Fassung von MentorHub angelegt. Bitte aktualisieren "
                    "Sie MentorHub."
                )
            )
        if values.pop("digest", None) not in (None, _digest(values)):
            raise ValueError("digest")
        return KeyFile(values["database_id"], values["check"], dict(values["slots"]), values.get("coming"))
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedKeyFile(
            _("Die Schlüsseldatei {name} ist beschädigt. Die Daten selbst sind unverändert; bitte stellen Sie die "
              "Schlüsseldatei aus einer Sicherung wieder her.").format(name=KEY_FILE)
        ) from error  # fmt: skip


def content(file: KeyFile) -> bytes:
    """As it is stored."""
    values: dict[str, Any] = {
        "format": _FORMAT,
        "database_id": file.database_id,
        "check": file.check,
        "slots": file.slots,
    }
    if file.coming is not None:
        values["coming"] = file.coming
    return json.dumps({**values, "digest": _digest(values)}, indent=1).encode()


def write(folder: Path, file: KeyFile, *, forget_before: bool = False) -> None:
    """There is a whole key file at any moment. The one before stays, unless its secrets are to open no more."""
    path = folder / KEY_FILE
    if path.exists() and not forget_before:
        disk.write(folder / BEFORE, path.read_bytes())
    disk.write(path, content(file))
    if forget_before:
        disk.write(folder / BEFORE, content(file))


def _digest(values: dict[str, Any]) -> str:
    """So that a damaged slot is not taken for a wrong passphrase; it proves nothing against an attacker."""
    import hashlib

    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> KeyFile:
    try:
        return parse(path.read_bytes())
    except FileNotFoundError as error:
        raise DamagedKeyFile(
            _("Im Ordner {folder} fehlt die Schlüsseldatei {name}. Ohne sie lassen sich die Daten nicht öffnen; "
              "bitte stellen Sie sie aus einer Sicherung wieder her.").format(folder=path.parent, name=KEY_FILE)
        ) from error  # fmt: skip
    except OSError as error:
        raise DamagedKeyFile(
            _("Die Schlüsseldatei {name} lässt sich nicht lesen. Die Daten selbst sind unverändert; bitte prüfen Sie, "
              "ob der "
              "Ordner noch da ist und Sie darin lesen dürfen.").format(name=KEY_FILE)
        ) from error  # fmt: skip


def _key_from_passphrase(words: str, parameters: dict[str, Any]) -> bytes:
    import unicodedata

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=_unb64(parameters["salt"]),
        length=32,
        iterations=parameters["t"],
        lanes=parameters["p"],
        memory_cost=parameters["m"],
    )
    return kdf.derive(unicodedata.normalize("NFC", words).encode())


def _key_from_recovery(recovery_key: str, database_id: str) -> bytes:
    return _derive(read_recovery_key(recovery_key).encode(), f"MentorHub|recovery|{database_id}")


def _check_value(data_key: bytes) -> str:
    return _b64(_derive(data_key, "MentorHub|check")[:16])


def _derive(key: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)


def _with_slot(file: KeyFile, name: str, data_key: bytes, key: bytes, parameters: dict[str, Any]) -> KeyFile:
    return replace(file, slots={**file.slots, name: {**parameters, **_seal(file, name, key, data_key)}})


def _seal(file: KeyFile, name: str, key: bytes, data_key: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, data_key, _bound_to(file, name))
    return {"name": name, "nonce": _b64(nonce), "sealed": _b64(sealed)}


def _with_recovery(file: KeyFile, data_key: bytes, recovery_key: str) -> KeyFile:
    groups = recovery_key.split("-")
    proof = recovery_text.plain_groups([groups[place] for place in PROVEN_GROUPS]).encode()
    probe = _seal(file, "probe", _derive(data_key, "MentorHub|probe"), proof)
    parameters = {"saved": False, "probe": probe}
    return _with_slot(file, "rec", data_key, _key_from_recovery(recovery_key, file.database_id), parameters)


def _open_slot(file: KeyFile, slot: dict[str, Any], key: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(_unb64(slot["nonce"]), _unb64(slot["sealed"]), _bound_to(file, slot["name"]))
    except InvalidTag:
        return None


def _bound_to(file: KeyFile, slot: str) -> bytes:
    return f"MentorHub|{_FORMAT}|{file.database_id}|{slot}".encode()


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text)
