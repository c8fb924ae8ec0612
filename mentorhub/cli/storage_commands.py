"""The commands that keep the data safe: backup, restore, check."""

import argparse
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mentorhub import backups
from mentorhub.backups import Backup, BackupFailed, Preview, Reason
from mentorhub.cli.answers import Answer, written
from mentorhub.cli.commands import Command
from mentorhub.cli.opening import ask, data_folder, opened, passphrase_from_file, writing
from mentorhub.db import database, disk, keys, place
from mentorhub.db.database import Database
from mentorhub.files import Written
from mentorhub.text import N_, _, german_date, ngettext, number

_BACKUP_DUE = timedelta(days=7)


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """This command needs no words of its own."""


def _backup(arguments: argparse.Namespace) -> Answer:
    warnings = []
    with opened(arguments) as data:
        made = [backups.make(data, Reason.MANUAL, datetime.now(UTC))]
        try:
            second = backups.bring_to_second_place(data, datetime.now(UTC))
            made += [] if second is None else [second]
        except BackupFailed as trouble:
            warnings.append(str(trouble))
    return written([Written(one.path, _sha256(one.path)) for one in made], warnings)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("die Sicherung"))
    parser.add_argument("--dry-run", action="store_true", help=_("nur zeigen, was geschehen würde"))


def _restore(arguments: argparse.Namespace) -> Answer:
    folder = data_folder(arguments)
    live, secret = _live_or_secret(arguments, folder)
    try:
        seen = backups.preview(arguments.file, live, secret)
        document: dict[str, Any] = {"backup": _described(seen), "before": None, "set_aside": None, "restored": False}
        lines = _told(seen)
        if not arguments.dry_run:
            done = backups.restore(arguments.file, folder, live, secret)
            document |= {
                "before": None if done.before is None else str(done.before.path),
                "set_aside": None if done.set_aside is None else str(done.set_aside),
                "restored": True,
            }
            lines.append(_("Wiederhergestellt."))
            if done.before is not None:
                lines.append(_("Der Stand von eben liegt hier: {path}").format(path=done.before.path))
            if done.set_aside is not None:
                lines.append(_("Die alten Dateien liegen hier: {path}").format(path=done.set_aside))
    finally:
        if live is not None:
            live.close()
    return Answer(document, lines)


def _check(arguments: argparse.Namespace) -> Answer:
    folder = data_folder(arguments)
    findings: list[dict[str, str]] = []
    damaged = False
    try:
        with opened(arguments) as data:
            damaged = _look_at_data(data, findings)
            damaged = _look_at_backups(data, findings) or damaged
            if not data.recovery_key_saved():
                findings.append(
                    _finding(
                        "recovery",
                        _("Das Notfallblatt ist noch nicht gespeichert oder gedruckt."),
                        _(
                            "Öffnen Sie das Fenster und drucken Sie es: Ohne Blatt hilft bei vergessenem Kennwort "
                            "niemand."
                        ),
                    )
                )
    except database.DamagedFile as trouble:
        damaged = True
        newest = backups.newest_good(folder)
        remedy = _("Es gibt keine lesbare Sicherung im Datenordner; bitte suchen Sie eine auf Stick oder Netzlaufwerk.")
        if newest is not None:
            remedy = _("Neueste gute Sicherung vom {date}: `mentorhub restore {path}`").format(
                date=german_date(newest.made_at.astimezone().date()), path=newest.path
            )
        findings.append(_finding("data", str(trouble), remedy))
    if disk.is_low(folder):
        problem = _("Auf dem Datenträger sind nur noch {n} MB frei.").format(
            n=number(disk.free_bytes(folder) // 1_000_000)
        )
        findings.append(_finding("space", problem, _("Bitte schaffen Sie Platz, bevor das Speichern scheitert.")))
    findings += [
        _finding("place", doubt.sentence, _("Der Datenordner kann verschoben werden, wenn MentorHub geschlossen ist."))
        for doubt in place.doubts(folder)
    ]
    lines = [f"{finding['problem']}\n    {finding['remedy']}" for finding in findings]
    return Answer(
        {"ok": not damaged, "findings": findings},
        lines or [_("Alles in Ordnung.")],
        exit_code=1 if damaged else 0,
    )


def _look_at_data(data: Database, findings: list[dict[str, str]]) -> bool:
    """Whether they are damaged."""
    problems = data.check(thorough=True)
    if problems:
        remedy = _(
            "Bitte stellen Sie die neueste gute Sicherung wieder her; einzelne Seiten lassen sich nicht reparieren."
        )
        newest = backups.newest_good(data.folder)
        if newest is not None:
            remedy += f" `mentorhub restore {newest.path}`"
        findings.append(_finding("data", _("Die Datei mit Ihren Daten ist beschädigt."), remedy))
    if data.older is not None:
        problem = ngettext(
            "Die Daten sind älter als beim letzten Mal: {n} Änderung fehlt.",
            "Die Daten sind älter als beim letzten Mal: {n} Änderungen fehlen.",
            data.older.missing_changes,
        ).format(n=number(data.older.missing_changes))
        remedy = _("Vielleicht wurde eine alte Kopie zurückgelegt. Bitte suchen Sie die neuere oder stellen Sie eine "
                   "Sicherung wieder her.")  # fmt: skip
        findings.append(_finding("older", problem, remedy))
    if data.read_only:
        problem = _("Der Datenträger ist ganz voll; die Daten lassen sich nur ansehen.")
        findings.append(_finding("space", problem, _("Bitte schaffen Sie Platz und öffnen Sie MentorHub neu.")))
    return bool(problems)


def _look_at_backups(data: Database, findings: list[dict[str, str]]) -> bool:
    """Whether one of them is damaged. The newest is opened, the others are read."""
    damaged = False
    for n, made in enumerate(backups.found(backups.place_of(data), data.database_id())):
        try:
            fits = data.opens(_keys_of(made)) is not None
            backups.check(made.path, data if n == 0 and fits else None)
        except backups.BadBackup as trouble:
            damaged = True
            remedy = _("Sie wird nicht mehr angeboten. Bitte machen Sie gleich eine neue: `mentorhub backup`")
            findings.append(_finding("backup", str(trouble), remedy))
    last = backups.last_backup(data)
    if last is None or (last.commits != data.commits() and datetime.now(UTC) - last.made_at > _BACKUP_DUE):
        problem = (
            _("Es gibt noch keine Sicherung.")
            if last is None
            else _("Die letzte Sicherung ist vom {date}.").format(date=german_date(last.made_at.astimezone().date()))
        )
        findings.append(_finding("backup", problem, _("Bitte sichern Sie: `mentorhub backup`")))
    second = backups.second_place(data)
    if second is None or second.last is None or datetime.now(UTC) - second.last > _BACKUP_DUE:
        problem = _("Auf einem zweiten Datenträger liegt keine Sicherung der letzten sieben Tage.")
        remedy = _("Geht dieser Rechner verloren, wäre alles weg. Bitte wählen Sie im Fenster einen Stick oder Ordner.")
        findings.append(_finding("second place", problem, remedy))
    return damaged


def _live_or_secret(arguments: argparse.Namespace, folder: Path) -> tuple[Database | None, keys.UnlockSecret | None]:
    """The live data if they open; otherwise, or for a backup with another key, what the person knows."""
    live = None
    words = passphrase_from_file(arguments)
    if database.has_data(folder):
        try:
            live = _opened(folder, words)
        except (database.DamagedFile, keys.DamagedKeyFile):
            live = None
    needs_words = live is None or live.opens(_keys_of_file(arguments.file)) is None
    if words is None and needs_words:
        words = ask(_("Kennwort oder Wiederherstellungsschlüssel der Sicherung: "))
    return live, None if words is None else _secret(words)


def _opened(folder: Path, words: str | None) -> Database:
    if words is not None:
        return Database.open(folder, _secret(words))
    file = keys.read(folder)
    if file.has_key_chain:
        try:
            return Database.open(folder, keys.FromKeyChain())
        except keys.WrongSecret:
            pass
    return Database.open(folder, keys.Passphrase("") if file.asks_nothing else _secret(ask(_("Kennwort: "))))


def _secret(words: str) -> keys.UnlockSecret:
    """A recovery key is known by its shape and its check characters."""
    try:
        keys.read_recovery_key(words)
    except keys.WrongSecret:
        return keys.Passphrase(words)
    return keys.RecoveryKey(words)


def _keys_of(made: Backup) -> keys.KeyFile:
    return _keys_of_file(made.path)


def _keys_of_file(path: Path) -> keys.KeyFile:
    from mentorhub.db import container

    container.read_manifest(path)
    return container.read_keys(path)


def _described(seen: Preview) -> dict[str, Any]:
    made = seen.backup
    return {
        "path": str(made.path),
        "made_at": made.made_at.isoformat(),
        "people": made.people,
        "pairings": made.pairings,
        "activities": made.activities,
        "lost": dict(seen.lost),
        "undone": dict(seen.undone),
        "returning": dict(seen.returning),
    }


def _told(seen: Preview) -> list[str]:
    made = seen.backup
    lines = [
        _("Sicherung vom {date}: {people} Personen, {pairings} Patenschaften, {activities} Treffen.").format(
            date=german_date(made.made_at.astimezone().date()),
            people=number(made.people),
            pairings=number(made.pairings),
            activities=number(made.activities),
        )
    ]
    if seen.now:
        lines.append(
            _("Seither eingetragen und danach nicht mehr da: {people} Personen, {pairings} Patenschaften, {activities} "
              "Treffen.").format(
                people=number(seen.lost["person"]),
                pairings=number(seen.lost["pairing"]),
                activities=number(seen.lost["activity"]),
            )
        )  # fmt: skip
    return lines


def _finding(check: str, problem: str, remedy: str) -> dict[str, str]:
    return {"check": check, "problem": problem, "remedy": remedy}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="FILE.xlsx")


def _export(arguments: argparse.Namespace) -> Answer:
    """Without what is shown in the window only after the Kennwort was typed again."""
    from mentorhub.import_export import exporting

    with writing(arguments) as session:
        made = exporting.save_everything(session, arguments.to)
    warning = _("Die Arbeitsmappe enthält Namen und ist nicht verschlüsselt. Bitte verwahren Sie sie sicher.")
    return written([made], [warning])


COMMANDS: Sequence[Command] = (
    Command("export", N_("alles in einer Arbeitsmappe ausgeben"), _add_export, _export),
    Command("backup", N_("eine geprüfte Sicherung machen"), _nothing, _backup),
    Command("restore", N_("eine Sicherung wiederherstellen"), _add_restore, _restore),
    Command("check", N_("Daten, Sicherungen und Ort prüfen und sagen, was zu tun ist"), _nothing, _check),
)
