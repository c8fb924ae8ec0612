"""What is due in a pairing, one small rule each. Numbers in brackets: the domain research, section (e)."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from mentorhub import activities, pairings
from mentorhub.choices import OPEN, Light, PairingStatus, Party, Source
from mentorhub.db.tables import Activity, Pairing
from mentorhub.text import _, german_date, ngettext
from mentorhub.today.day import SHORT, Day, Open, both, with_names
from mentorhub.today.lines import Due

_OF_CHILDREN = ("certificate", "guardians")


def silent(day: Day) -> Iterator[Due]:
    """(11) No meeting for a while, by the one rule of `activities`: yellow until it turns red, then overdue."""
    for pairing_id, contact in activities.contacts(day.session, day.meeting, day.today).items():
        if contact.light is not Light.GREEN:
            text = ngettext("Seit {n} Tag kein Treffen", "Seit {n} Tagen kein Treffen", contact.days)
            turns_red = day.today + timedelta(days=contact.red_after - contact.days)
            yield _line(day, "silent", day.meeting[pairing_id], text.format(n=contact.days), turns_red)


def papers(day: Day) -> Iterator[Due]:
    """(4, 5) Papers that a running pairing lacks; of children at once, of others within the time that was given."""
    given = timedelta(days=day.number("pairing.papers_due_days"))
    for pairing in day.meeting.values():
        missing = day.missing[pairing.mentor_id, pairing.mentee_id]
        if pairing.papers_due_on is None:
            missing = tuple(item for item in missing if item.blocks)
        if not missing:
            continue
        child = any(item.key in _OF_CHILDREN for item in missing)
        deadline = pairing.papers_due_on or pairing.began or day.today
        since = deadline - given if pairing.papers_due_on is not None else deadline
        items = ", ".join(_(SHORT[item.key]) for item in missing)
        text = _("Ein Kind ist beteiligt; es fehlt: {items}") if child else _("Es fehlt: {items} (Frist {day})")
        words = text.format(items=items, day=german_date(deadline))
        yield _line(day, "papers", pairing, words, since if child else deadline)


def contact(day: Day) -> Iterator[Due]:
    """A side no longer agrees to pass on its name and phone: the pairing is arranged anew, or ends."""
    for pairing_id in pairings.contact_withdrawn(day.session, day.open_pairings):
        pairing = next(each for each in day.open_pairings if each.id == pairing_id)
        text = _("Die Weitergabe des Kontakts ist zurückgenommen: neu ordnen oder beenden")
        yield _line(day, "contact", pairing, text, day.today)


def unsigned(day: Day) -> Iterator[Due]:
    """(8) The agreement some days after the start; of those taken over, the papers are asked for instead."""
    days = timedelta(days=day.number("pairing.agreement_signed_days"))
    for pairing in day.meeting.values():
        if pairing.start_on is None or pairing.agreement_signed_on or pairing.papers_due_on:
            continue
        limit = pairing.start_on + days
        if day.within(limit, "today.ahead_days"):
            text = _("Vereinbarung noch nicht unterschrieben (Beginn {day})").format(day=german_date(pairing.start_on))
            yield _line(day, "unsigned", pairing, text, limit)


def trial(day: Day) -> Iterator[Due]:
    """(7) The end of the trial asks for a decision."""
    for pairing in day.meeting.values():
        end = pairing.trial_end
        if pairing.status is PairingStatus.TRIAL and end is not None and day.within(end, "trial.remind_days"):
            text = _("Kennenlernzeit endet am {day}: Wie geht es weiter?").format(day=german_date(end))
            yield _line(day, "trial", pairing, text, end)


def proposal(day: Day) -> Iterator[Due]:
    """A proposal waits for an answer."""
    days = timedelta(days=day.number("proposal.answer_days"))
    for pairing in day.open_pairings:
        if pairing.status is PairingStatus.PROPOSED and pairing.proposed_on is not None:
            text = _("Vorschlag vom {day}: Kennenlernen vereinbaren").format(day=german_date(pairing.proposed_on))
            yield _line(day, "proposal", pairing, text, pairing.proposed_on + days)


def pause(day: Day) -> Iterator[Due]:
    """(15) A pause ends on its day; one without a day is asked about after some months. Else a pause is quiet."""
    for pairing in day.open_pairings:
        if pairing.status is not PairingStatus.PAUSED or pairing.paused_on is None:
            continue
        ask_on = pairing.resume_on or day.months_after(pairing.paused_on, "pause.ask_months")
        if day.within(ask_on, "today.ahead_days"):
            text = (
                _("Die Pause sollte bis {day} dauern").format(day=german_date(pairing.resume_on))
                if pairing.resume_on is not None
                else _("Pause seit {day}: Wie geht es weiter?").format(day=german_date(pairing.paused_on))
            )
            yield _line(day, "pause", pairing, text, ask_on)


def end(day: Day) -> Iterator[Due]:
    """(14) The planned end, weeks ahead: the farewell takes time."""
    for pairing in day.meeting.values():
        planned = pairing.planned_end_on
        if pairing.status is PairingStatus.ACTIVE and planned and day.within(planned, "planned_end.remind_days"):
            text = _("Geplantes Ende am {day}: verlängern oder Abschied vorbereiten").format(day=german_date(planned))
            yield _line(day, "end", pairing, text, planned)


def first_check_in(day: Day) -> Iterator[Due]:
    """(9) Soon after the start both sides are asked; of a pairing taken over, one side, counted from its entry."""
    days = timedelta(days=day.number("checkin.first_days"))
    for pairing in day.meeting.values():
        if pairing.began is None:
            continue
        parties = day.spoken[pairing.id].parties if pairing.id in day.spoken else frozenset()
        imported = pairing.source is Source.IMPORTED
        limit = (pairing.entered_on if imported else pairing.began) + days
        if (imported and parties) or not day.within(limit, "today.ahead_days"):
            continue
        if not parties:
            yield _line(day, "first_check_in", pairing, _("Noch keine Rückfrage seit dem Beginn"), limit)
        elif Party.MENTOR not in parties:
            yield _line(day, "first_check_in", pairing, _("Noch keine Rückfrage bei der Patin oder dem Paten"), limit)
        elif not parties & {Party.MENTEE, Party.PARENTS}:
            yield _line(day, "first_check_in", pairing, _("Noch keine Rückfrage bei der oder dem Mentee"), limit)


def check_in(day: Day) -> Iterator[Due]:
    """(10) On the day that was set, else by the rhythm: twice in the first month, monthly in the first year, then
    quarterly. A feedback talk that is due takes its place."""
    for pairing in day.meeting.values():
        spoken = day.spoken.get(pairing.id)
        if spoken is None or pairing.began is None:
            continue
        due_on = spoken.next_on or spoken.last + timedelta(days=_rhythm(day, pairing.began, spoken.last))
        if day.within(due_on, "today.ahead_days") and not any(feedback_of(day, pairing)):
            text = _("Rückfrage fällig am {day}").format(day=german_date(due_on))
            yield _line(day, "check_in", pairing, text, due_on)


def feedback(day: Day) -> Iterator[Due]:
    """(13) Half a year and a year after the start there is a talk about how it goes; a check-in then is that talk.

    The end of the trial has its own line. A milestone that is longer past than a quarterly check-in is given up.
    """
    for pairing in day.meeting.values():
        yield from feedback_of(day, pairing)


def feedback_of(day: Day, pairing: Open) -> Iterator[Due]:
    if pairing.status is not PairingStatus.ACTIVE or pairing.start_on is None:
        return
    notice = timedelta(days=day.number("feedback.remind_days"))
    past = max(day.today - timedelta(days=day.number("checkin.later_days")), pairing.entered_on)
    spoken = day.spoken.get(pairing.id)
    for rule in ("feedback.first_months", "feedback.second_months"):
        milestone = day.months_after(pairing.start_on, rule)
        done = spoken is not None and spoken.last >= milestone - notice
        if past <= milestone <= day.today + notice and not done:
            months = day.number(rule)
            text = ngettext("Gespräch nach {n} Monat führen", "Gespräch nach {n} Monaten führen", months)
            yield _line(day, "feedback", pairing, text.format(n=months), milestone)


def report(day: Day) -> Iterator[Due]:
    """(12) Nothing was reported for the last month, from a day of this month on; cancelled meetings are told too."""
    first = day.today.replace(day=1)
    asked_from = first + timedelta(days=day.number("report.due_day") - 1)
    if day.today < asked_from:
        return
    end_of_month = first - timedelta(days=1)
    begin_of_month = end_of_month.replace(day=1)
    told = sa.exists().where(
        Activity.pairing_id == Pairing.id,  # type: ignore[arg-type]
        col(Activity.day).between(begin_of_month, end_of_month),
    )
    query = sa.select(Pairing.id).where(col(Pairing.status).in_(OPEN), ~told)  # type: ignore[call-overload]
    untold = {row.id for row in day.rows(query)}
    least = timedelta(days=day.number("report.least_days"))
    for pairing in day.meeting.values():
        if pairing.id in untold and pairing.began is not None and pairing.began <= end_of_month - least:
            text = _("Monatsbericht für {month} fehlt").format(month=f"{end_of_month:%m.%Y}")
            yield _line(day, "report", pairing, text, asked_from)


def closing(day: Day) -> Iterator[Due]:
    """(13) After the end both sides are asked how it was, while they remember."""
    days = timedelta(days=day.number("pairing.closed_talk_days"))
    past = day.today - timedelta(days=day.number("closing.given_up_days"))
    query = with_names(Pairing.id, Pairing.ended_on).where(
        Pairing.status == PairingStatus.ENDED,
        col(Pairing.ended_on).between(past, day.today),
        col(Pairing.closing_talk_mentor_on).is_(None) | col(Pairing.closing_talk_mentee_on).is_(None),
    )
    found = day.rows(query)
    ended = pairings.rows(day.session, [row.id for row in found])
    open_talks = {row.id for row in ended if pairings.talks_missing(row)}
    for row in found:
        if row.id not in open_talks:
            continue
        text = _("Beendet am {day}: Abschlussgespräch mit beiden Seiten").format(day=german_date(row.ended_on))
        yield day.line("closing", both(row), text, row.ended_on + days, pairing_id=row.id)


def attention(day: Day) -> Iterator[Due]:
    """An entry of a meeting that somebody wanted to keep an eye on."""
    query = (
        with_names(Activity.id, Activity.pairing_id, Activity.day)
        .join(Activity, col(Activity.pairing_id) == Pairing.id)
        .where(col(Activity.needs_attention).is_(True), Pairing.status != PairingStatus.PAUSED)
    )
    for row in day.rows(query):
        text = _("Im Blick behalten: Eintrag vom {day}").format(day=german_date(row.day))
        yield day.line("attention", both(row), text, row.day, pairing_id=row.pairing_id, item_id=row.id)


def _rhythm(day: Day, began: date, last: date) -> int:
    """In days, from a check-in to the next."""
    if last < began + timedelta(days=day.number("checkin.monthly_days") - day.number("checkin.first_days")):
        return day.number("checkin.first_days")
    if last < day.months_after(began, "checkin.later_after_months"):
        return day.number("checkin.monthly_days")
    return day.number("checkin.later_days")


def _line(day: Day, kind: str, pairing: Open, text: str, due_on: date) -> Due:
    return day.line(kind, pairing.names, text, due_on, pairing_id=pairing.id)
