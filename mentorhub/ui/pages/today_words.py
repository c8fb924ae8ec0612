"""How each kind of line on *Heute* looks and what can be done with it in one step."""

from dataclasses import dataclass
from enum import Enum, auto

from mentorhub.privacy.retention import Class
from mentorhub.text import N_, _, ngettext
from mentorhub.today import Due, Urgency


class Do(Enum):
    """What a line can be answered with; see `today_actions`."""

    CHECK_IN = auto()
    MEETING = auto()
    MONTH = auto()
    SIGNED = auto()
    MEET = auto()
    START = auto()
    RESUME = auto()
    END = auto()
    AGREED = auto()
    DONE = auto()
    PUT_OFF = auto()
    CHANGE = auto()
    SEEN = auto()
    ANSWERED = auto()
    MATCH = auto()
    FORGET = auto()
    STATISTICS = auto()
    SETTINGS = auto()
    SHEET = auto()
    BACK_UP = auto()
    BACKUPS = auto()
    TALKED = auto()
    CLEAR = auto()
    TALKS = auto()
    OWN_CONSENT = auto()
    INSPECT = auto()
    LETTER = auto()
    LISTED = auto()
    NOTED = auto()
    OFFERED = auto()
    PREPARED = auto()
    EXPENSES = auto()
    PAID = auto()
    WAIVED = auto()
    CARD = auto()
    CARD_UNTIL = auto()
    NO_CARD = auto()
    NEXT_MEETING = auto()
    REMOVE = auto()
    FORGET_WISHES = auto()
    ATTENDANCE = auto()
    ALL_THERE = auto()
    CERTIFICATES = auto()
    NONE_GIVEN = auto()
    OPEN = auto()
    LIST = auto()
    WRITE = auto()
    REMIND = auto()
    CALENDAR = auto()
    IN_TURN = auto()


WORDS: dict[Do, tuple[str, str]] = {
    Do.CHECK_IN: (N_("Rückfrage eintragen"), "phone"),
    Do.MEETING: (N_("Treffen eintragen"), "activities"),
    Do.MONTH: (N_("Monat eintragen"), "activities"),
    Do.SIGNED: (N_("Unterschrift eintragen"), "edit"),
    Do.MEET: (N_("Kennenlernen eintragen"), "people"),
    Do.START: (N_("Patenschaft beginnen"), "ok"),
    Do.RESUME: (N_("Patenschaft fortsetzen"), "ok"),
    Do.END: (N_("Patenschaft beenden"), "ended"),
    Do.AGREED: (N_("Ende verschieben"), "edit"),
    Do.DONE: (N_("Erledigt"), "done"),
    Do.PUT_OFF: (N_("Um 1 Woche verschieben"), "next"),
    Do.CHANGE: (N_("Wiedervorlage ändern"), "edit"),
    Do.SEEN: (N_("Gesehen"), "done"),
    Do.ANSWERED: (N_("Habe mich gemeldet"), "done"),
    Do.MATCH: (N_("Passende suchen"), "matching"),
    Do.FORGET: (N_("Vermerk löschen"), "delete"),
    Do.STATISTICS: (N_("Zur Statistik"), "statistics"),
    Do.SETTINGS: (N_("Zu den Einstellungen"), "settings"),
    Do.SHEET: (N_("Sammeleintrag"), "paper"),
    Do.BACK_UP: (N_("Jetzt sichern"), "save"),
    Do.BACKUPS: (N_("Zweiter Sicherungsort"), "folder"),
    Do.TALKED: (N_("Gespräch geführt"), "done"),
    Do.CLEAR: (N_("Freigeben"), "ok"),
    Do.TALKS: (N_("Gespräche eintragen"), "phone"),
    Do.OWN_CONSENT: (N_("Einwilligung eintragen"), "edit"),
    Do.INSPECT: (N_("Einsicht eintragen"), "certificate"),
    Do.LETTER: (N_("Aufforderung drucken"), "print"),
    Do.LISTED: (N_("Im Pool verlängern"), "ok"),
    Do.NOTED: (N_("Gesehen"), "done"),
    Do.OFFERED: (N_("Angeboten"), "done"),
    Do.PREPARED: (N_("Ist vorbereitet"), "done"),
    Do.EXPENSES: (N_("Auslagen zeigen"), "expenses"),
    Do.PAID: (N_("Ausgezahlt"), "done"),
    Do.WAIVED: (N_("Verzicht"), "heart"),
    Do.CARD: (N_("Bestätigung drucken"), "print"),
    Do.CARD_UNTIL: (N_("Karte verlängert"), "edit"),
    Do.NO_CARD: (N_("Keine Karte mehr"), "close"),
    Do.NEXT_MEETING: (N_("Nächstes Treffen eintragen"), "network"),
    Do.REMOVE: (N_("In den Papierkorb"), "delete"),
    Do.FORGET_WISHES: (N_("Wünsche und Notizen löschen"), "delete"),
    Do.ATTENDANCE: (N_("Anwesenheit eintragen"), "edit"),
    Do.ALL_THERE: (N_("Alle waren da"), "done"),
    Do.CERTIFICATES: (N_("Bescheinigungen drucken"), "print"),
    Do.NONE_GIVEN: (N_("Es gibt keine"), "done"),
    Do.OPEN: (N_("Öffnen"), "next"),
    Do.LIST: (N_("In der Liste zeigen"), "list"),
    Do.WRITE: (N_("Anschreiben"), "mail"),
    Do.REMIND: (N_("Wiedervorlage anlegen"), "clock"),
    Do.CALENDAR: (N_("In den Kalender"), "today"),
    Do.IN_TURN: (N_("Alle nacheinander"), "next"),
}
ASKS_MORE = frozenset(Do) - {
    Do.DONE, Do.PUT_OFF, Do.SEEN, Do.ANSWERED, Do.MATCH, Do.STATISTICS, Do.SETTINGS, Do.OPEN, Do.LIST, Do.BACK_UP,
    Do.TALKED, Do.CLEAR, Do.LISTED, Do.NOTED, Do.OFFERED, Do.PREPARED, Do.EXPENSES, Do.NO_CARD,
    Do.ATTENDANCE, Do.ALL_THERE, Do.NONE_GIVEN,
}  # fmt: skip
"""These open something to fill in, so their words end in an ellipsis."""

OF_PAIRINGS = frozenset({
    Do.CHECK_IN, Do.MEETING, Do.MONTH, Do.SIGNED, Do.MEET, Do.START, Do.RESUME, Do.END, Do.AGREED, Do.TALKS
})  # fmt: skip
"""Each a form about one pairing, so they can be gone through one after another."""

GROUPS = {
    Urgency.OVERDUE: N_("Überfällig"),
    Urgency.TODAY: N_("Heute"),
    Urgency.WEEK: N_("Diese Woche"),
    Urgency.SOON: N_("Bald"),
}
TONES = {Urgency.OVERDUE: "bad", Urgency.TODAY: "warning", Urgency.WEEK: "accent", Urgency.SOON: "muted"}


@dataclass(frozen=True)
class Kind:
    """`does`: what answers a line, the usual first. `page`: the list of its rows. `mail`: the text to chase with."""

    icon: str
    does: tuple[Do, ...] = ()
    page: str = ""
    mail: str = ""


_PAIRINGS, _PEOPLE = "pairings", "people"
KINDS: dict[str, Kind] = {
    "reminder": Kind("clock", (Do.DONE, Do.PUT_OFF, Do.CHANGE)),
    "attention": Kind("preview", (Do.SEEN, Do.CHECK_IN)),
    "trial": Kind("trial", (Do.START, Do.END), _PAIRINGS),
    "papers": Kind("paper", (Do.SHEET,), _PAIRINGS, "papers"),
    "contact": Kind("phone", (Do.END,), _PAIRINGS),
    "unsigned": Kind("edit", (Do.SIGNED,), _PAIRINGS, "unsigned"),
    "silent": Kind("clock", (Do.MEETING, Do.CHECK_IN), _PAIRINGS, "check_in"),
    "first_check_in": Kind("phone", (Do.CHECK_IN,), _PAIRINGS, "check_in"),
    "check_in": Kind("phone", (Do.CHECK_IN,), _PAIRINGS, "check_in"),
    "feedback": Kind("phone", (Do.CHECK_IN,), _PAIRINGS, "check_in"),
    "report": Kind("activities", (Do.MONTH, Do.MEETING), _PAIRINGS, "report"),
    "interested": Kind("new", (Do.ANSWERED,), _PEOPLE, "interested"),
    "talk": Kind("phone", (Do.TALKED,), _PEOPLE, "interested"),
    "papers_open": Kind("paper", (Do.SHEET, Do.CLEAR), _PEOPLE, "papers"),
    "clear": Kind("ok", (Do.CLEAR,), _PEOPLE),
    "proposal": Kind("proposed", (Do.MEET,), _PAIRINGS, "proposal"),
    "pause": Kind("paused", (Do.RESUME, Do.END), _PAIRINGS),
    "end": Kind("ended", (Do.AGREED, Do.END), _PAIRINGS),
    "closing": Kind("ended", (Do.TALKS,), _PAIRINGS, "closing"),
    "birthday": Kind("mentee", (Do.OWN_CONSENT,), _PEOPLE),
    "certificate": Kind("certificate", (Do.INSPECT, Do.LETTER), _PEOPLE, "certificate"),
    "certificate_delete": Kind("certificate", (Do.FORGET,), _PEOPLE),
    "pool": Kind("language", (Do.LISTED,), _PEOPLE),
    "cap": Kind("heart", (Do.NOTED, Do.EXPENSES), _PEOPLE),
    "waiver": Kind("heart", (Do.PAID, Do.WAIVED, Do.EXPENSES), _PEOPLE),
    "card_candidate": Kind("heart", (Do.OFFERED, Do.CARD), _PEOPLE),
    "card_renewal": Kind("heart", (Do.CARD_UNTIL, Do.NO_CARD), _PEOPLE),
    "waiting": Kind("waiting", (Do.MATCH,), _PEOPLE),
    "attendance": Kind("events", (Do.ATTENDANCE, Do.ALL_THERE)),
    "training_certificate": Kind("certificate", (Do.CERTIFICATES, Do.NONE_GIVEN)),
    "network_meeting": Kind("network", (Do.STATISTICS, Do.PREPARED, Do.NEXT_MEETING)),
    "retention": Kind("archive", (Do.REMOVE, Do.FORGET_WISHES), _PEOPLE),
    "backup": Kind("save", (Do.BACK_UP,)),
    "second_place": Kind("folder", (Do.BACKUPS,)),
}


def does(due: Due) -> tuple[Do, ...]:
    """What answers this very line, the usual first: nothing about a meeting that is over, for instance."""
    found = KINDS[due.kind].does
    if due.kind == "network_meeting":
        return tuple(do for do in found if (do is Do.NEXT_MEETING) is not bool(due.mark))
    if due.kind == "retention":
        fits = {Class.INTEREST.value: Do.REMOVE, Class.MATCHING.value: Do.FORGET_WISHES}
        return (fits[due.mark],) if due.mark in fits else ()
    return found


def words(do: Do) -> str:
    return f"{_(WORDS[do][0])} …" if do in ASKS_MORE else _(WORDS[do][0])


def folded(kind: str, n: int) -> str:  # noqa: PLR0912, PLR0915 - one sentence a kind, where the catalogue finds it
    """Several lines of a kind in one: `12 Monatsberichte fehlen`."""
    match kind:
        case "reminder":
            said = ngettext("{n} Wiedervorlage", "{n} Wiedervorlagen", n)
        case "attention":
            said = ngettext("{n} Eintrag im Blick behalten", "{n} Einträge im Blick behalten", n)
        case "trial":
            said = ngettext("{n} Kennenlernzeit endet", "{n} Kennenlernzeiten enden", n)
        case "papers":
            said = ngettext("{n} Patenschaft ohne alle Unterlagen", "{n} Patenschaften ohne alle Unterlagen", n)
        case "contact":
            said = ngettext("{n} Patenschaft neu ordnen", "{n} Patenschaften neu ordnen", n)
        case "unsigned":
            said = ngettext("{n} Vereinbarung nicht unterschrieben", "{n} Vereinbarungen nicht unterschrieben", n)
        case "silent":
            said = ngettext("{n} Patenschaft ohne Treffen", "{n} Patenschaften ohne Treffen", n)
        case "first_check_in":
            said = ngettext("{n} erste Rückfrage", "{n} erste Rückfragen", n)
        case "check_in":
            said = ngettext("{n} Rückfrage", "{n} Rückfragen", n)
        case "feedback":
            said = ngettext("{n} Gespräch über den Verlauf", "{n} Gespräche über den Verlauf", n)
        case "report":
            said = ngettext("{n} Monatsbericht fehlt", "{n} Monatsberichte fehlen", n)
        case "interested":
            said = ngettext("{n} neue Person wartet auf Antwort", "{n} neue Personen warten auf Antwort", n)
        case "talk":
            said = ngettext("{n} Erstgespräch", "{n} Erstgespräche", n)
        case "papers_open":
            said = ngettext("{n} Person mit offenen Unterlagen", "{n} Personen mit offenen Unterlagen", n)
        case "clear":
            said = ngettext("{n} Person freigeben", "{n} Personen freigeben", n)
        case "attendance":
            said = ngettext("{n} Veranstaltung ohne Anwesenheit", "{n} Veranstaltungen ohne Anwesenheit", n)
        case "training_certificate":
            said = ngettext("{n} Schulung ohne Bescheinigungen", "{n} Schulungen ohne Bescheinigungen", n)
        case "proposal":
            said = ngettext("{n} Vorschlag ohne Antwort", "{n} Vorschläge ohne Antwort", n)
        case "pause":
            said = ngettext("{n} Pause endet", "{n} Pausen enden", n)
        case "end":
            said = ngettext("{n} geplantes Ende", "{n} geplante Enden", n)
        case "closing":
            said = ngettext("{n} Abschlussgespräch", "{n} Abschlussgespräche", n)
        case "birthday":
            said = ngettext("{n} Mentee selbst fragen", "{n} Mentees selbst fragen", n)
        case "certificate":
            said = ngettext("{n} Führungszeugnis erneuern", "{n} Führungszeugnisse erneuern", n)
        case "certificate_delete":
            said = ngettext("{n} Vermerk zum Führungszeugnis löschen", "{n} Vermerke zum Führungszeugnis löschen", n)
        case "pool":
            said = ngettext("{n} Platz im Pool läuft ab", "{n} Plätze im Pool laufen ab", n)
        case "cap":
            said = ngettext("{n} Freibetrag fast oder ganz verbraucht", "{n} Freibeträge fast oder ganz verbraucht", n)
        case "waiver":
            said = ngettext("{n} Auslage auszahlen oder verzichten", "{n} Auslagen auszahlen oder verzichten", n)
        case "card_candidate":
            said = ngettext("{n} Ehrenamtskarte anbieten", "{n} Ehrenamtskarten anbieten", n)
        case "card_renewal":
            said = ngettext("{n} Ehrenamtskarte läuft ab", "{n} Ehrenamtskarten laufen ab", n)
        case "waiting":
            said = ngettext("{n} Mentee wartet lange", "{n} Mentees warten lange", n)
        case "retention":
            said = ngettext(
                "Bei {n} Person ist die Aufbewahrungsfrist vorbei",
                "Bei {n} Personen ist die Aufbewahrungsfrist vorbei",
                n,
            )
        case _:
            said = ngettext("{n} Zeile", "{n} Zeilen", n)
    return said.format(n=n)
