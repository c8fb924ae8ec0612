"""F2: cuts the power at random points of a recorded day of work and looks what would be on the disk.

The recorder (C, preloaded) writes down every write, flush and rename. At a cut, each write not yet flushed
is kept, dropped or torn at a sector; renames not yet flushed happen up to a random one. Needs gcc and Linux.
With FAULT_SLOPPY in the environment SQLite flushes nothing: then losses must be found, or the recorder sees nothing.
Limits: names of new files are taken to survive with a flush of the file, and no disk lies about its flushes.
"""

import argparse
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jobs
from kills import _in_child, _opened

from mentorhub import backups
from mentorhub.db import container, keys
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase, RecoveryKey
from mentorhub.db.trouble import DamagedFile

_SECTOR = 512
_WORDS = "words.log"


def record(folder: Path, recovery_key: str) -> None:
    """One day of work, in a process with the recorder loaded."""
    jobs.quick_keys()
    if "FAULT_SLOPPY" in os.environ:
        from mentorhub.db import engine

        engine.PRAGMAS = tuple(p.replace("synchronous=FULL", "synchronous=OFF") for p in engine.PRAGMAS)
    database = Database.open(folder, RecoveryKey(recovery_key))
    words = os.open(folder.parent / _WORDS, os.O_WRONLY | os.O_CREAT, 0o600)

    def say(word: dict[str, Any]) -> None:
        os.write(words, json.dumps(word).encode() + b"\n")

    numbers = iter(range(1, 1000))

    def edit(times: int) -> None:
        for n in (next(numbers) for _time in range(times)):
            with database.writing() as session:
                jobs.add_person(session, n)
            say({"person": n})

    edit(12)
    made = backups.make(database, backups.Reason.MANUAL, jobs.NOW)
    say({"backup": made.path.name})
    then = sorted(jobs.numbers(database))
    edit(8)
    database.change_passphrase("zwei")
    say({"passphrase": "zwei"})
    edit(4)
    say({"restoring": then})
    backups.restore(made.path, folder, database)
    say({"restored": then})
    database = Database.open(folder, Passphrase("zwei"))
    edit(6)
    say({"trying": "drei"})
    database.change_key("drei")
    say({"passphrase": "drei"})
    edit(6)
    made = backups.make(database, backups.Reason.EXIT, jobs.NOW.replace(hour=18))
    say({"backup": made.path.name})
    edit(4)
    database.close()


@dataclass(slots=True)
class File:
    """What of it is on the disk for sure, and what is still under way."""

    sure: bytearray = field(default_factory=bytearray)
    under_way: list[tuple[int, bytes | None]] = field(default_factory=list)

    def flush(self) -> None:
        for offset, content in self.under_way:
            _apply(self.sure, offset, content)
        self.under_way.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        left = bytearray(self.sure)
        for offset, content in self.under_way:
            fate = chance.random()
            if fate < 0.4:
                continue
            if fate < 0.6 and content is not None and len(content) > _SECTOR:
                first = chance.randrange(0, len(content), _SECTOR)
                _apply(left, offset + first, content[first : first + _SECTOR * chance.randrange(1, 9)])
            else:
                _apply(left, offset, content)
        return bytes(left)


def _apply(content: bytearray, offset: int, written: bytes | None) -> None:
    """`None` cuts the file off (or fills it up) at the offset."""
    if written is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(written)] = written


Action = tuple[str, str, str, int, bytes]


def read(log: Path) -> list[Action]:
    raw, at, actions = log.read_bytes(), 0, []
    while at < len(raw):
        kind = chr(raw[at])
        (length,) = struct.unpack_from("<I", raw, at + 1)
        path = raw[at + 5 : at + 5 + length].decode()
        at += 5 + length
        (length,) = struct.unpack_from("<I", raw, at)
        other = raw[at + 4 : at + 4 + length].decode()
        at += 4 + length
        offset, length = struct.unpack_from("<QI", raw, at)
        actions.append((kind, path, other, offset, raw[at + 12 : at + 12 + length]))
        at += 12 + length
    return actions


class Disk:
    """A replayed disk: files by name, and the changes of names that are not flushed yet."""

    def __init__(self, root: Path, start: Path) -> None:
        self.names = {str(root / path.relative_to(start)): File(bytearray(path.read_bytes())) for path in _files(start)}
        self.sure = dict(self.names)
        self.moves: list[Action] = []
        self.said = b""

    def do(self, action: Action) -> None:
        kind, path, other, offset, content = action
        if path.endswith(_WORDS):
            self.said += content
            return
        if kind == "C":
            self.names[path] = File()
            self.moves.append(action)
        elif kind == "W":
            self.names[path].under_way.append((offset, content))
        elif kind == "T":
            self.names[path].under_way.append((offset, None))
        elif kind == "S" and path in self.names:
            self.names[path].flush()
            self._make_sure(n for n, move in enumerate(self.moves) if path in move[1:3])
        elif kind == "S":
            self._flush_folder(path)
        else:
            _rename(self.names, action)
            self.moves.append((kind, path, other, 0, b""))

    def _flush_folder(self, folder: str) -> None:
        """Changes of names in this folder are sure; as the disk's journal keeps order, so are all before them."""
        self._make_sure(n for n, move in enumerate(self.moves) if folder in map(os.path.dirname, move[1:3]))

    def _make_sure(self, which: Iterable[int]) -> None:
        last = max(which, default=-1)
        self.sure = self._with_moves(last + 1)
        del self.moves[: last + 1]

    def _with_moves(self, count: int) -> dict[str, File]:
        sure = dict(self.sure)
        for move in self.moves[:count]:
            if move[0] == "C":
                sure.setdefault(move[1], self._born(move))
            else:
                _rename(sure, move)
        return sure

    def _born(self, move: Action) -> File:
        """The file that was created then, wherever it has been moved to since."""
        where = move[1]
        for kind, path, other, _offset, _content in self.moves[self.moves.index(move) + 1 :]:
            if kind == "R" and path == where:
                where = other
            elif kind == "U" and path == where:
                return File()
        return self.names.get(where, File())

    def after_cut(self, chance: random.Random, target: Path, root: Path) -> None:
        done: dict[int, bytes] = {}
        for path, file in self._with_moves(chance.randrange(len(self.moves) + 1)).items():
            if path.endswith("-shm"):
                continue
            content = done.setdefault(id(file), file.after_cut(chance))
            place = target / Path(path).relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _rename(names: dict[str, File], action: Action) -> None:
    kind, path, other, _offset, _content = action
    if path not in names:
        return
    if kind == "R":
        names[other] = names.pop(path)
    elif kind == "L":
        names[other] = names[path]
    elif kind == "U":
        del names[path]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def look(folder: Path, said: bytes, recovery_key: str) -> dict[str, int]:
    """What the person would find at the next start, against what she had been told."""
    expected: set[int] = set()
    instead: set[int] | None = None
    secrets: list[keys.UnlockSecret] = [RecoveryKey(recovery_key), Passphrase("eins"), Passphrase("zwei")]
    made: list[str] = []
    for word in jobs.lines(said.decode()):
        if "person" in word:
            expected.add(word["person"])
        elif "backup" in word:
            made.append(word["backup"])
        elif "restoring" in word:
            instead = set(word["restoring"])
        elif "restored" in word:
            expected, instead = set(word["restored"]), None
        elif "trying" in word:
            secrets.append(Passphrase(word["trying"]))
        elif word.get("passphrase") == "drei":
            secrets = [Passphrase("drei")]
    try:
        keys.parse((folder / keys.KEY_FILE).read_bytes())
    except (keys.DamagedKeyFile, OSError):
        return {"key file": 1}
    try:
        database = _opened(folder, secrets)
    except DamagedFile:
        return {"damaged": 1}
    except keys.WrongSecret:
        return {"locked out": 1}
    try:
        return _against(database, expected, instead, made)
    except DamagedFile:
        return {"damaged": 1}
    finally:
        database.close()


def _against(database: Database, expected: set[int], instead: set[int] | None, made: list[str]) -> dict[str, int]:
    present = jobs.numbers(database)
    lost = expected - present
    if lost and instead is not None:
        lost = instead - present
    good = 0
    for path in backups.place_of(database).glob(f"*{backups.SUFFIX}"):
        try:
            container.check_whole(path)
            good += 1
        except backups.BadBackup:
            return {"bad backup": 1}
    return {
        "lost": len(lost),
        "damaged": len(database.check(thorough=True)) + jobs.torn(database),
        "backup missing": int(good < len(made)),
        "older": int(database.older is not None),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.record:
        record(Path(arguments.record[0]), arguments.record[1])
        return 0
    jobs.quick_keys()
    chance = random.Random(arguments.seed)
    found: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as place:
        root = Path(place).resolve() / "disk"
        root.mkdir()
        recovery_key = _in_child(lambda: jobs.new_folder(root / "data"))
        start = Path(shutil.copytree(root, Path(place) / "start"))
        library = Path(place) / "recorder.so"
        source = Path(__file__).with_name("recorder.c")
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        log = Path(place) / "actions"
        environment = os.environ | {"LD_PRELOAD": str(library), "FAULT_ROOT": str(root), "FAULT_LOG": str(log)}
        recording = [sys.executable, __file__, "--record", str(root / "data"), recovery_key]
        subprocess.run(recording, check=True, env=environment)
        actions = read(log)
        cuts = sorted(chance.randrange(1, len(actions)) for _cut in range(arguments.cuts))
        disk, done = Disk(root, start), 0
        for number, cut in enumerate(cuts):
            for action in actions[done:cut]:
                disk.do(action)
            done = cut
            target = Path(place) / "cut"
            disk.after_cut(chance, target, root)
            seen = _in_child(lambda: look(target / "data", disk.said, recovery_key))  # noqa: B023 - runs at once
            for kind, n in seen.items():
                if n:
                    found[kind] = found.get(kind, 0) + 1
                    print(f"cut {number} after action {cut} of {len(actions)}: {kind} {n}")
            shutil.rmtree(target)
    flushes = sum(action[0] == "S" for action in actions)
    print(f"{'power cut while':44}{'actions':>8}{'flushes':>8}{'cuts':>6}{'lost':>6}{'damaged':>9}{'locked out':>12}")
    broken = sum(found.get(kind, 0) for kind in ("damaged", "bad backup", "backup missing", "older"))
    print(
        f"{'editing, backup, restore, rekey, key file':44}{len(actions):>8}{flushes:>8}{len(cuts):>6}"
        f"{found.get('lost', 0):>6}{broken:>9}"
        f"{found.get('locked out', 0) + found.get('key file', 0):>12}"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
