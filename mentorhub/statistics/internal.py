"""The exact internal figures: for the coordinator's own work and a funder's proof of use, never for passing on.

Definitions follow the domain research (d.2, d.3) and are printed with every table, since counts without definitions
can't be compared.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub.choices import Authority, Gender, PairingForm, Programme, Region
from mentorhub.choices import Field as FieldOfAction
from mentorhub.statistics import arrivals, counts, outlay
from mentorhub.statistics.counts import Facts, Meetings, PairingFacts
from mentorhub.statistics.periods import Period
from mentorhub.statistics.raw import RawTable, Value
from mentorhub.text import N_, _, german_date, pgettext

MARK = "INTERN – nicht weitergeben"
NOT_FOR_THE_NETWORK = N_(
    "Genaue Zahlen für die eigene Arbeit und für den Verwendungsnachweis einer Förderung. Sie gehen nicht an das "
    "Netzwerk; dafür gibt es das geschützte Paket."
)
MENTOR_AGES = ((18, 29), (30, 49), (50, 64), (65, None))
MENTEE_AGES = ((0, 5), (6, 13), (14, 17), (18, 26), (27, 49), (50, 64), (65, None))
"""Limits 14, 18 and 27 are those of § 7 SGB VIII."""


@dataclass(frozen=True)
class RawFigures:
    """INTERNAL. All exact tables of a period. No function that writes for the network takes it."""

    period: Period
    tables: tuple[RawTable, ...]


def figures(session: Session, period: Period, today: date | None = None) -> RawFigures:
    """Exact counts of the period, with the period before and the year before in the overview.

    A period that still runs is counted as of `today`; without it as if all stayed as it is until the period's end.
    """
    day = min(period.end, today or period.end)
    known = counts.facts(session)
    met = counts.meetings(session, period.start, period.end)
    who = counts.persons(session, day)
    mentors = {one.mentor for one in known.pairings if one.accompanied(period)}
    mentees = {one.mentee for one in known.pairings if one.accompanied(period)}
    return RawFigures(
        period,
        (
            _overview(session, known, period, day),
            _programmes(known, period, day),
            _forms(known, period),
            _ages("T4", _("Patinnen und Paten, begleitend im Zeitraum"), mentors, who, MENTOR_AGES),
            _ages("T5", _("Mentees, begleitet im Zeitraum"), mentees, who, MENTEE_AGES),
            _regions(mentees, who),
            arrivals.pool(session, known, day),
            _fields(met),
            _authorities(met),
            _lengths(known, period),
            arrivals.waiting(session, known, period, day),
            outlay.trainings(session, period, day),
            outlay.expenses(session, period, day),
            arrivals.recruiting(session, period, day),
        ),
    )


def to_csv(raw: RawFigures) -> bytes:
    """All tables under each other, as German Excel opens it by double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([MARK])
    writer.writerow([raw.period.label, german_date(raw.period.start), german_date(raw.period.end)])
    for table in raw.tables:
        writer.writerow([])
        writer.writerow([f"{table.code} {table.title}"])
        writer.writerow(table.columns)
        writer.writerows(table.rows)
        writer.writerows([[note] for note in table.notes])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(raw: RawFigures) -> bytes:
    """One sheet a table, each marked as internal."""
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table in raw.tables:
        sheet = book.create_sheet(table.code)
        sheet.append([MARK])
        sheet.append([f"{table.code} {table.title}, {raw.period.label}"])
        sheet.append([])
        sheet.append(list(table.columns))
        for row in table.rows:
            sheet.append(list(row))
        sheet.append([])
        for note in table.notes:
            sheet.append([note])
        sheet["A1"].font = Font(bold=True, color="C00000")
        sheet["A2"].font = Font(bold=True, size=13)
        for number, heading in enumerate(table.columns, 1):
            sheet.cell(4, number).font = Font(bold=True)
            width = max(len(str(row[number - 1])) for row in (table.columns, *table.rows))
            sheet.column_dimensions[get_column_letter(number)].width = max(width, len(heading)) + 2
        sheet.oddHeader.center.text = MARK
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _overview(session: Session, known: Facts, period: Period, day: date) -> RawTable:
    earlier = list(dict.fromkeys((period.previous(), period.year_before())))
    now = _one_overview(session, known, period, day)
    then = [_one_overview(session, known, one, one.end) for one in earlier]
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (label, value, *(column[place][1] for column in then), f"{value - then[0][place][1]:+}".replace("+0", "0"))
        for place, (label, value) in enumerate(now)
    )
    return RawTable(
        "T1",
        _("Überblick"),
        (_("Zahl"), period.label, *(one.label for one in earlier), _("Veränderung")),
        rows,
        (
            _("Stichtag: {day}.").format(day=german_date(day)),
            _("Veränderung: gegenüber dem Zeitraum davor."),
            _("Aktiv: am Stichtag begonnen und nicht beendet, auch pausiert; die Kennenlernzeit zählt getrennt."),
            _("Begleitet: an mindestens einem Tag des Zeitraums, die Kennenlernzeit eingeschlossen."),
            _("Menschen werden je Zeile einmal gezählt, auch mit mehreren Patenschaften."),
            _("Stunden: stattgefundene Treffen, auf volle Stunden gerundet; Einträge ohne Dauer zählen nicht mit."),
        ),
    )


def _one_overview(session: Session, known: Facts, period: Period, day: date) -> list[tuple[str, int]]:
    found = counts.figures(session, known, period, day)
    met = counts.meetings(session, period.start, period.end)
    return [
        (_("Aktive Patenschaften"), found["patenschaften_aktiv"]),
        (_("Begleitete Patenschaften"), sum(one.accompanied(period) for one in known.pairings)),
        (_("Neu begonnen"), found["patenschaften_neu"]),
        (_("Beendet"), found["patenschaften_beendet"]),
        (_("In der Kennenlernzeit"), sum(one.in_trial(day) for one in known.pairings)),
        (_("Mentees"), found["mentees"]),
        (_("Mentees auf der Warteliste"), found["warteliste"]),
        (_("davon länger als 90 Tage"), found["warteliste_ueber_90_tage"]),
        (_("Aktive Patinnen und Paten"), found["paten_aktiv"]),
        (_("Freie Plätze"), found["plaetze_frei"]),
        (_("Sprachmittlerinnen und Sprachmittler"), found["sprachmittlung"]),
        (pgettext("Anzahl", "Treffen"), sum(one.count for one in met)),
        (_("Stunden"), round(sum(one.minutes for one in met) / 60)),
        (_("Treffen ohne Angabe der Dauer"), sum(one.without_length for one in met)),
        (_("Begleitungen zu Stellen und Behörden"), found["behoerdenbegleitungen"]),
    ]


def _programmes(known: Facts, period: Period, day: date) -> RawTable:
    """Stock and flow; that old + new - ended = new stock stands under the table."""

    def line(label: str, chosen: Sequence[PairingFacts]) -> tuple[Value, ...]:
        return (
            label,
            sum(one.runs(period.eve) for one in chosen),
            sum(one.begins(period) for one in chosen),
            sum(one.ends(period) for one in chosen),
            sum(one.runs(day) for one in chosen),
            sum(one.paused(day) for one in chosen),
            sum(one.accompanied(period) for one in chosen),
        )

    rows = [
        line(programme.label, [one for one in known.pairings if one.programme is programme]) for programme in Programme
    ]
    every = line(_("gesamt"), known.pairings)
    _name, old, new, ended, now, _paused, _accompanied = every
    return RawTable(
        "T2",
        _("Patenschaften: Bestand und Bewegung"),
        (
            _("Programm"), _("Bestand zu Beginn"), _("neu"), _("beendet"), _("Bestand am Ende"), _("davon pausiert"),
            _("begleitet"),
        ),
        (*(row for row in rows if any(row[1:])), every),
        (
            _("Probe: Bestand zu Beginn {old} + neu {new} − beendet {ended} = Bestand am Ende {now}.").format(
                old=old, new=new, ended=ended, now=now
            ),
        ),
    )  # fmt: skip


def _forms(known: Facts, period: Period) -> RawTable:
    rows = []
    for form in PairingForm:
        chosen = [one for one in known.pairings if one.form is form and one.accompanied(period)]
        rows.append((form.label, len(chosen), len({one.mentee for one in chosen}), len({one.mentor for one in chosen})))
    return RawTable(
        "T3",
        _("Form der begleiteten Patenschaften"),
        (_("Form"), _("Patenschaften"), _("Mentees"), _("Patinnen und Paten")),
        tuple(rows),
        (_("Eine Familie zählt mit ihrer Ansprechperson als eine oder ein Mentee."),),
    )


def _ages(
    code: str,
    title: str,
    people: Iterable[UUID],
    who: dict[UUID, counts.PersonFacts],
    groups: Sequence[tuple[int, int | None]],
) -> RawTable:
    members = [who[person] for person in people]

    def line(label: str, inside: Callable[[int | None], bool]) -> tuple[Value, ...]:
        chosen = [one for one in members if inside(one.age)]
        women = sum(one.gender is Gender.FEMALE for one in chosen)
        men = sum(one.gender is Gender.MALE for one in chosen)
        return (label, women, men, len(chosen) - women - men, len(chosen))

    def within(low: int, high: int | None) -> Callable[[int | None], bool]:
        return lambda age: age is not None and low <= age and (high is None or age <= high)

    lowest = groups[0][0]
    rows = [
        line(f"{low}–{high}" if high is not None else _("{low} und älter").format(low=low), within(low, high))
        for low, high in groups
    ]
    if lowest:
        rows.insert(0, line(_("unter {low}").format(low=lowest), within(0, lowest - 1)))
    return RawTable(
        code,
        title,
        (_("Alter in Jahren"), _("weiblich"), _("männlich"), _("divers/keine Angabe"), _("gesamt")),
        (*rows, line(_("keine Angabe"), lambda age: age is None), line(_("gesamt"), lambda _age: True)),
        (_("Alter am Stichtag; ist nur das Jahr bekannt, das in diesem Jahr erreichte Alter."),),
    )


def _regions(people: Iterable[UUID], who: dict[UUID, counts.PersonFacts]) -> RawTable:
    regions = [who[person].region for person in people]
    return RawTable(
        "T6",
        _("Mentees nach Herkunftsregion, begleitet im Zeitraum"),
        (_("Region"), _("Anzahl")),
        (*((region.label, regions.count(region)) for region in Region), (_("gesamt"), len(regions))),
        (_("Nur mit Einwilligung; ohne sie oder nach ihrer Rücknahme zählt jemand als „keine Angabe“."),),
    )


def _fields(met: Sequence[Meetings]) -> RawTable:
    minutes: dict[FieldOfAction, int] = {}
    for (_mentor, one), some in counts.minutes_by_field(met).items():
        minutes[one] = minutes.get(one, 0) + some
    rows = []
    for name in FieldOfAction:
        chosen = [one for one in met if name in counts.fields_of(one.topics)]
        hours = round(minutes.get(name, 0) / 60)
        rows.append((name.label, sum(one.count for one in chosen), hours, len({one.pairing for one in chosen})))
    return RawTable(
        "T9",
        _("Handlungsfelder"),
        (_("Handlungsfeld"), pgettext("Anzahl", "Treffen"), _("Stunden"), _("Patenschaften mit diesem Feld")),
        tuple(rows),
        (
            _("Ein Treffen zu mehreren Feldern zählt in jedem; seine Dauer wird auf sie verteilt."),
            _("Gezählt werden stattgefundene Treffen."),
        ),
    )


def _authorities(met: Sequence[Meetings]) -> RawTable:
    return RawTable(
        "T10",
        _("Begleitungen zu Stellen und Behörden"),
        (_("Stelle"), _("Begleitungen")),
        tuple(
            (place.label, sum(one.count for one in met if one.authority is place))
            for place in Authority
            if place is not Authority.NONE
        ),
        (),
    )


def _lengths(known: Facts, period: Period) -> RawTable:
    """How long the pairings lasted that ended in the period."""
    months = sorted(
        _months(one.start_on, one.ended_on)
        for one in known.pairings
        if one.ends(period) and one.start_on is not None and one.ended_on is not None
    )
    bounds = ((0, 2), (3, 5), (6, 11), (12, 23), (24, 10_000))
    labels = (_("unter 3 Monate"), _("3 bis 5 Monate"), _("6 bis 11 Monate"), _("12 bis 23 Monate"), _("ab 24 Monaten"))
    rows = [
        (label, sum(low <= one <= high for one in months)) for label, (low, high) in zip(labels, bounds, strict=True)
    ]
    middle = str(months[len(months) // 2]) if months else "–"
    return RawTable(
        "T11",
        _("Dauer der beendeten Patenschaften"),
        (_("Dauer"), _("Anzahl")),
        (*rows, (_("gesamt"), len(months))),
        (_("Mittlere Dauer (Median): {months} Monate.").format(months=middle),),
    )


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
