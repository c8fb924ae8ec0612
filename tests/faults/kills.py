"""Kills the program at random moments (SIGKILL) and looks what is left. `python kills.py --help`

F1 editing, F13 changes of key and passphrase, and the same for backups and restores. One process imports everything and
forks; nobody but children opens the file, because locks do not survive a fork.
"""

import argparse
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jobs

from mentorhub import backups
from mentorhub.db import container
from mentorhub.db.database import Database
from mentorhub.db.keys import Passphrase, RecoveryKey, UnlockSecret, WrongSecret


@dataclass(slots=True)
class Result:
    """What was injected and what came out."""

    job: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    locked_out: int = 0

    @property
    def sound(self) -> bool:
        return not (self.lost or self.damaged or self.locked_out)


def run(job: str, rounds: int, seed: int) -> Result:
    """Always the same folder: what one kill left is where the next begins."""
    chance = random.Random(f"{job} {seed}")
    result = Result(job)
    jobs.quick_keys()
    _warm_up()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        secrets: list[UnlockSecret] = [RecoveryKey(_in_child(lambda: jobs.new_folder(folder))), Passphrase("w0")]
        expected: set[int] = set()
        for turn in range(rounds):
            start = turn * 1000 + 1
            said = _killed(folder, secrets, job, start, chance.randrange(5), chance.uniform(0, 0.06))
            result.kills += 1
            for word in said:
                if "person" in word:
                    expected.add(word["person"])
                if "passphrase" in word:
                    secrets = [Passphrase(word["passphrase"])]
                elif "trying" in word:
                    secrets.append(Passphrase(word["trying"]))
            result.acknowledged += sum("trying" not in word and "opened" not in word for word in said)
            seen = _in_child(lambda: _looked(folder, secrets))  # noqa: B023 - runs at once
            result.locked_out += not seen["opens"]
            if not seen["opens"]:
                break
            result.damaged += bool(seen["problems"] or seen["torn"] or seen["bad backups"])
            present = set(seen["people"])
            if job == "restore":
                added = sorted(n for n in present if n > 0)
                result.lost += len([n for n in range(-10, 0) if n not in present]) + len(added) % 2
            else:
                result.lost += len(expected - present)
    return result


def _killed(
    folder: Path, secrets: list[UnlockSecret], job: str, start: int, words: int, seconds: float
) -> list[dict[str, Any]]:
    """Start the job, wait until it has the folder open and has said so many words, then so many seconds, then kill."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(word: dict[str, Any]) -> None:
            os.write(writing, json.dumps(word).encode() + b"\n")

        try:
            database = _opened(folder, secrets)
            say({"opened": True})
            jobs.JOBS[job](database, say, start)
        except BaseException as error:  # noqa: BLE001 - told to the parent, then this process ends
            say({"failed": repr(error)})
        os._exit(1)
    os.close(writing)
    text = b""
    until = time.monotonic() + 10
    while text.count(b"\n") <= words and time.monotonic() < until:
        if select.select([reading], [], [], 0.1)[0]:
            text += os.read(reading, 65536)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while chunk := os.read(reading, 65536):
        text += chunk
    os.close(reading)
    said = list(jobs.lines(text.decode()))
    failed = [word["failed"] for word in said if "failed" in word]
    if failed:
        raise RuntimeError(f"{job}: {failed[0]}")
    return said


def _warm_up() -> None:
    """So that the children are killed at work, not while they import; on a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        jobs.new_folder(Path(place) / "data")
        database = Database.open(Path(place) / "data", Passphrase("w0"))
        made = backups.make(database, backups.Reason.MANUAL, jobs.NOW)
        backups.restore(made.path, Path(place) / "data", database)


def _looked(folder: Path, secrets: list[UnlockSecret]) -> dict[str, Any]:
    try:
        database = _opened(folder, secrets)
    except WrongSecret:
        return {"opens": False}
    bad = 0
    for path in backups.place_of(database).glob(f"*{backups.SUFFIX}"):
        try:
            container.check_whole(path)
        except backups.BadBackup:
            bad += 1
    newest = backups.last_backup(database)
    if newest is not None and container.read_keys(newest.path).check:
        try:
            backups.check(newest.path, database if database.opens(container.read_keys(newest.path)) else None)
        except backups.BadBackup:
            bad += 1
    seen = {
        "opens": True,
        "problems": database.check(thorough=True),
        "torn": jobs.torn(database),
        "people": sorted(jobs.numbers(database)),
        "bad backups": bad,
    }
    database.close()
    return seen


def _opened(folder: Path, secrets: list[UnlockSecret]) -> Database:
    for secret in secrets[:-1]:
        try:
            return Database.open(folder, secret)
        except WrongSecret:
            continue
    return Database.open(folder, secrets[-1])


def _in_child(work: Callable[[], Any]) -> Any:
    """The result of a function run in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer = {"answer": work()}
        except BaseException as error:  # noqa: BLE001 - told to the parent, then this process ends
            answer = {"error": repr(error)}
        with os.fdopen(writing, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as text:
        answer = json.load(text)
    os.waitpid(child, 0)
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["answer"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("jobs", nargs="*", default=list(jobs.JOBS))
    arguments = parser.parse_args()
    sound = True
    print(f"{'killed while':20}{'kills':>7}{'acknowledged':>14}{'lost':>6}{'damaged':>9}{'locked out':>12}")
    for job in arguments.jobs:
        result = run(job, arguments.rounds, arguments.seed)
        sound = sound and result.sound
        print(
            f"{result.job:20}{result.kills:>7}{result.acknowledged:>14}{result.lost:>6}{result.damaged:>9}"
            f"{result.locked_out:>12}",
            flush=True,
        )
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
