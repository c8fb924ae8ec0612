"""The commands. Each reads its words, calls a subject, and says what it did."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mentorhub import activities, files, languages, pairings, people, programme, settings
from mentorhub.choices import Happened, PairingStatus, Role, Topic
from mentorhub.cli import paper_commands
from mentorhub.cli.answers import Answer, table, written
from mentorhub.cli.opening import ask, data_folder, opened, passphrase_from_file, reading, writing
from mentorhub.db import database, place
from mentorhub.db.database import Database
from mentorhub.errors import MentorHubError
from mentorhub.text import N_, _, fold, german_date, ngettext


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Answer]


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organisation", metavar="NAME", default="", help=_("Name der Einrichtung"))
    parser.add_argument("--no-keyring", action="store_true", help=_("den Schlüsselbund des Rechners nicht benutzen"))
    parser.add_argument("--recovery-sheet", type=Path, metavar="FILE", help=_("Notfallblatt als PDF hierhin"))


def _init(arguments: argparse.Namespace) -> Answer:
    folder = data_folder(arguments)
    sheet = arguments.recovery_sheet
    if sheet is not None and sheet.resolve().is_relative_to(folder.resolve()):
        raise MentorHubError(
            _("Das Notfallblatt gehört nicht in den Datenordner: Wer den Ordner hat, hätte auch den Schlüssel. "
              "Es wurde nichts angelegt; bitte wählen Sie einen anderen Ort.")
        )  # fmt: skip
    passphrase = _new_passphrase(arguments)
    if sheet is not None and sheet.exists():
        raise files.FileTrouble(_("Die Datei {path} gibt es schon. Es wurde nichts angelegt.").format(path=sheet))
    from mentorhub.statistics import ledger

    data, recovery_key = Database.create(folder, passphrase)
    made = []
    try:
        name = arguments.organisation or _("Meine Einrichtung")
        with data.writing() as session:
            programme.found(session, programme.OrganisationDetails(name=name))
            ledger.secret(session)
        if sheet is not None:
            from mentorhub.documents import issue

            made.append(files.write_new(sheet, issue.recovery_sheet_pdf(name, recovery_key, _today())))
            data.note_recovery_key_saved()
        if not arguments.no_keyring:
            data.remember_on_this_computer()
    except MentorHubError:
        data.close()
        database.forget_new(folder)
        raise
    finally:
        data.close()
    lines = [_("Datenordner angelegt: {folder}").format(folder=folder)]
    if sheet is None:
        lines.append(_("Das Fenster fragt beim ersten Öffnen nach dem Notfallblatt."))
    warnings = [doubt.sentence for doubt in place.doubts(folder)]
    return Answer({"folder": str(folder), **written(made, warnings).document}, [*lines, *warnings])


def _new_passphrase(arguments: argparse.Namespace) -> str:
    """The same rule as in the window: an empty passphrase is for folders with invented people only."""
    passphrase = passphrase_from_file(arguments)
    if passphrase is None:
        passphrase = ask(_("Neues Kennwort: "))
        if passphrase != ask(_("Noch einmal: ")):
            raise MentorHubError(_("Die beiden Kennwörter sind verschieden. Es wurde nichts angelegt."))
    if len(passphrase) < settings.SHORTEST_PASSPHRASE:
        raise MentorHubError(
            _("Das Kennwort ist zu kurz: mindestens {n} Zeichen. Es wurde nichts angelegt.").format(
                n=settings.SHORTEST_PASSPHRASE
            )
        )
    return passphrase


def _add_people(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", choices=[role.value for role in Role])
    parser.add_argument("--search", metavar="TEXT", default="")


def _people(arguments: argparse.Namespace) -> Answer:
    with reading(arguments) as session:
        role = Role(arguments.role) if arguments.role else None
        rows = people.rows(session, people.search(session, arguments.search, role))
    document = [
        {
            "number": row.number,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "roles": [place.role.value for place in row.roles],
            "status": row.status.value if row.status else None,
            "phone": row.phone,
            "email": row.email,
            "district": row.district,
            "languages": [
                {"code": code, "name": languages.name(code), "level": level.value} for code, level in row.languages
            ],
            "running": row.running,
        }
        for row in rows
    ]
    lines = table(
        (_("Nummer"), _("Name"), _("Rolle"), _("Status"), _("Stadtteil")),
        [
            (
                row.number,
                row.name,
                ", ".join(place.role.label for place in row.roles),
                row.status.label if row.status else "",
                row.district,
            )
            for row in rows
        ],
    )
    return Answer(document, lines if rows else [_("Niemand gefunden.")])


def _add_pairings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--status", choices=[status.value for status in PairingStatus])


def _pairings(arguments: argparse.Namespace) -> Answer:
    with reading(arguments) as session:
        wanted = [PairingStatus(arguments.status)] if arguments.status else []
        rows = pairings.rows(session, pairings.search(session, status=wanted, sort="number"))
    document = [
        {
            "number": row.number,
            "mentor": row.mentor_number,
            "mentee": row.mentee_number,
            "status": row.status.value,
            "programme": row.details.programme.value,
            "proposed_on": _iso(row.proposed_on),
            "start_on": _iso(row.start_on),
            "ended_on": _iso(row.ended_on),
        }
        for row in rows
    ]
    lines = table(
        (_("Nummer"), _("Patin/Pate"), _("Mentee"), _("Status"), _("Beginn")),
        [(row.number, row.mentor, row.mentee, row.status.label, german_date(row.start_on)) for row in rows],
    )
    return Answer(document, lines if rows else [_("Noch keine Patenschaften.")])


def _add_pair(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mentor", metavar="MENTOR", help=_("Personennummer, zum Beispiel P-0042"))
    parser.add_argument("mentee", metavar="MENTEE", help=_("Personennummer"))
    parser.add_argument("--start", type=_day, metavar="DATE", help=_("gleich beginnen, wenn nichts fehlt"))


def _pair(arguments: argparse.Namespace) -> Answer:
    try:
        with writing(arguments) as session:
            mentor = people.by_number(session, arguments.mentor)
            mentee = people.by_number(session, arguments.mentee)
            on = arguments.start or _today()
            items = pairings.missing(session, mentor, mentee, on)
            pairing = pairings.propose(session, mentor, mentee, min(on, _today()))
            if arguments.start:
                pairings.start(session, pairing, on, today=_today())
            row = pairings.row(session, pairing)
    except pairings.GateClosed as closed:
        stopped = {"pairing": None, "status": None, "missing": [item.text for item in closed.missing]}
        return Answer(stopped, trouble=str(closed), exit_code=1)
    missing = [item.text for item in items]
    blocking = [item.text for item in items if item.blocks]
    document = {"pairing": row.number, "status": row.status.value, "missing": missing, "blocking": blocking}
    lines = [f"{row.number}: {row.mentor} – {row.mentee}, {row.status.label}"]
    return Answer(document, lines + [_("Fehlt noch: {item}").format(item=item) for item in missing])


def _add_log(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairing", metavar="PAIRING", help=_("Nummer der Patenschaft, zum Beispiel PS-2026-014"))
    parser.add_argument("--date", type=_day, metavar="D", required=True)
    parser.add_argument("--minutes", type=int, metavar="N")
    parser.add_argument("--topic", action="append", type=_topic, metavar="T", default=[])
    parser.add_argument(
        "--count", type=int, metavar="N", default=1, help=_("mehrere Treffen des Monats in einem Eintrag")
    )
    parser.add_argument("--happened", choices=list(_HAPPENED), default="yes")


_HAPPENED = {
    "yes": Happened.YES,
    "mentor": Happened.CANCELLED_MENTOR,
    "mentee": Happened.CANCELLED_MENTEE,
    "no-show": Happened.NO_SHOW,
}


def _log(arguments: argparse.Namespace) -> Answer:
    if arguments.count < 1 or (arguments.minutes or 0) < 0:
        raise MentorHubError(
            _("Minuten und Anzahl der Treffen dürfen nicht unter null liegen. Es wurde nichts eingetragen.")
        )
    bulk = arguments.count > 1
    with writing(arguments) as session:
        pairing = pairings.by_number(session, arguments.pairing)
        day = activities.month_end(arguments.date.year, arguments.date.month) if bulk else arguments.date
        details = activities.ActivityDetails(
            day=day,
            is_month=bulk,
            minutes=arguments.minutes,
            count=arguments.count,
            happened=_HAPPENED[arguments.happened],
            topics=frozenset(arguments.topic),
        )
        activities.log(session, pairing, details, _today())
    document: dict[str, Any] = {
        "pairing": arguments.pairing.upper(),
        "date": day.isoformat(),
        "minutes": arguments.minutes,
        "count": arguments.count,
        "happened": arguments.happened,
        "topics": [topic.value for topic in arguments.topic],
    }
    return Answer(document, [_("Eingetragen für {number}.").format(number=document["pairing"])])


def _add_import(parser: argparse.ArgumentParser) -> None:
    from mentorhub.import_export.columns import Kind

    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--kind", choices=[kind.value for kind in Kind])
    parser.add_argument("--dry-run", action="store_true", help=_("nur zeigen, was geschehen würde"))


def _import(arguments: argparse.Namespace) -> Answer:
    from mentorhub.import_export import bringing_back, importing
    from mentorhub.import_export.columns import Kind

    if bringing_back.is_everything(arguments.file):
        return _bring_back(arguments)
    kind = Kind(arguments.kind) if arguments.kind else None
    with opened(arguments) as data:
        if arguments.dry_run:
            with data.reading() as session:
                result = importing.check(session, arguments.file, kind, _today()).result()
        else:
            with data.writing() as session:
                check = importing.check(session, arguments.file, kind, _today())
                result = importing.bring_in(session, check, _today())
    return Answer(result.document(), result.lines())


def _bring_back(arguments: argparse.Namespace) -> Answer:
    """The workbook that `mentorhub export` writes; a dry run reads it all and keeps nothing."""
    from mentorhub.import_export import bringing_back

    with opened(arguments) as data, data.reading() if arguments.dry_run else data.writing() as session:
        rows = bringing_back.bring_back(session, arguments.file)
    return Answer({"rows": rows}, [ngettext("{n} Zeile eingelesen.", "{n} Zeilen eingelesen.", rows).format(n=rows)])


def _add_match(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--propose", action="store_true", help=_("die Paare als Vorschläge eintragen"))


def _match(arguments: argparse.Namespace) -> Answer:
    from mentorhub.matching import suggest

    with opened(arguments) as data:
        with data.reading() as session:
            proposal = suggest.suggest(session, _today())
        if arguments.propose:
            with data.writing() as session:
                for pair in proposal.pairs:
                    pairings.propose(session, pair.mentor_id, pair.mentee_id, _today())
    document = {
        "pairs": [
            {
                "mentor": pair.mentor_number,
                "mentee": pair.mentee_number,
                "score": pair.score,
                "reasons": [
                    {"criterion": reason.criterion, "points": reason.points, "text": reason.text}
                    for reason in pair.reasons
                ],
                "missing": list(pair.missing),
            }
            for pair in proposal.pairs
        ],
        "unmatched": [
            {
                "person": person.number,
                "role": person.role.value,
                "reasons": [{"rule": reason.rule, "text": reason.text} for reason in person.reasons],
                "nearest": person.nearest,
            }
            for person in proposal.unmatched
        ],
        "total": proposal.total,
        "milliseconds": dict(proposal.milliseconds),
    }
    lines = [f"{pair.mentor_name} – {pair.mentee_name}: {pair.score}" for pair in proposal.pairs]
    lines += [f"{person.number} {person.name}: {person.text}" for person in proposal.unmatched]
    return Answer(document, lines or [_("Niemand wartet, oder niemand hat einen freien Platz.")])


def _add_period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--period", required=True, metavar="P", help=_("2026-Q3, 2026-H2, 2026, 2025/26 oder 2026-04-01..2027-03-31")
    )
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")


def _statistics(arguments: argparse.Namespace) -> Answer:
    from mentorhub.documents import report
    from mentorhub.statistics import export, periods

    period = periods.parse(arguments.period)
    with writing(arguments) as session:
        made = export.export(session, period, arguments.to, _today(), papers=report.own_papers)
    return written(made.files, made.warnings)


def _figures(arguments: argparse.Namespace) -> Answer:
    from mentorhub.statistics import export, periods

    with reading(arguments) as session:
        made = export.internal(session, periods.parse(arguments.period), arguments.to, _today())
    return written(made.files, made.warnings)


def _add_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("packages", type=Path, nargs="+", metavar="PACKAGE")
    parser.add_argument("--network", type=Path, metavar="FILE", help=_("Netzwerkdatei (ohne sie gilt die von Beckum)"))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")


def _merge(arguments: argparse.Namespace) -> Answer:
    from mentorhub.documents import report
    from mentorhub.statistics import network

    made = network.merge_files(arguments.packages, arguments.to, arguments.network, also=report.write)
    return written(made.files, made.warnings)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="DIR", default=Path("demo"), help=_("Ordner, in den alles kommt"))
    parser.add_argument("--window", action="store_true", help=_("danach das Fenster mit diesen Daten öffnen"))


def _demo(arguments: argparse.Namespace) -> Answer:
    from mentorhub import demo

    return Answer(*demo.run(arguments.to, window=arguments.window))


COMMANDS: Sequence[Command] = (
    Command("demo", N_("die ganze Arbeit einmal an den Beispiellisten vorführen"), _add_demo, _demo),
    Command("init", N_("einen neuen, leeren, verschlüsselten Datenordner anlegen"), _add_init, _init),
    Command("import", N_("eine Liste übernehmen"), _add_import, _import),
    Command("people", N_("Personen nennen"), _add_people, _people),
    Command("match", N_("die besten Paare vorschlagen"), _add_match, _match),
    Command("pairings", N_("Patenschaften nennen"), _add_pairings, _pairings),
    Command("pair", N_("zwei Menschen füreinander vorschlagen"), _add_pair, _pair),
    Command("log", N_("ein Treffen eintragen"), _add_log, _log),
    Command("print", N_("ein Papier als PDF schreiben"), paper_commands.add_print, paper_commands.print_paper),
    Command("statistics", N_("das geschützte Paket für das Netzwerk schreiben"), _add_period, _statistics),
    Command("figures", N_("die genauen internen Zahlen schreiben"), _add_period, _figures),
    Command("merge", N_("Pakete mehrerer Einrichtungen zusammenführen"), _add_merge, _merge),
)


def _today() -> date:
    return datetime.now().astimezone().date()


def _day(words: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(_("„{words}“ ist kein Datum wie 2026-12-01 oder 01.12.2026").format(words=words))


def _topic(words: str) -> Topic:
    for topic in Topic:
        if fold(words) in (topic.value, fold(topic.german), fold(topic.label)):
            return topic
    raise argparse.ArgumentTypeError(
        _("„{words}“ ist kein Thema. Möglich sind: {topics}").format(words=words, topics=", ".join(Topic))
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
