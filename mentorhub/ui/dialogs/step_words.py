"""How each step in the life of a pairing is offered and explained."""

from dataclasses import dataclass

from mentorhub.choices import PairingStatus
from mentorhub.pairings import PairingRow, Step
from mentorhub.text import N_


@dataclass(frozen=True)
class Words:
    """How a step is offered: as the one that is next, in short beside it, as the dialog's title, and what it means."""

    button: str
    short: str
    title: str
    meaning: str
    icon: str


_WORDS = {
    Step.MEET: Words(
        N_("Kennenlernen eintragen …"),
        N_("Kennenlernen …"),
        N_("Kennenlernen eintragen"),
        N_("Das erste Treffen, bei dem Sie dabei sind."),
        "people",
    ),
    Step.RELEASE_CONTACT: Words(
        N_("Kontaktfreigabe eintragen …"),
        N_("Kontaktfreigabe …"),
        N_("Kontaktfreigabe eintragen"),
        N_("Erst wenn beide Seiten zugestimmt haben, stehen Telefonnummern auf den Papieren der anderen Seite."),
        "phone",
    ),
    Step.START_TRIAL: Words(
        N_("Kennenlernzeit beginnen …"),
        N_("Kennenlernzeit …"),
        N_("Kennenlernzeit beginnen"),
        N_("Die beiden probieren es miteinander. Am Ende fragen Sie beide, ob es weitergeht."),
        "trial",
    ),
    Step.START: Words(
        N_("Patenschaft beginnen …"),
        N_("Beginnen …"),
        N_("Patenschaft beginnen"),
        N_("Ab diesem Tag läuft die Patenschaft. Danach unterschreiben alle die Vereinbarung."),
        "ok",
    ),
    Step.PAUSE: Words(
        N_("Pausieren …"),
        N_("Pausieren …"),
        N_("Patenschaft pausieren"),
        N_("Während der Pause erinnert MentorHub nicht an fehlende Treffen."),
        "paused",
    ),
    Step.RESUME: Words(
        N_("Fortsetzen …"),
        N_("Fortsetzen …"),
        N_("Patenschaft fortsetzen"),
        N_("Die Patenschaft läuft ab diesem Tag weiter."),
        "ok",
    ),
    Step.END: Words(
        N_("Beenden …"),
        N_("Beenden …"),
        N_("Patenschaft beenden"),
        N_("Der Platz der Patin oder des Paten wird frei."),
        "ended",
    ),
    Step.DECLINE: Words(
        N_("Kommt nicht zustande …"),
        N_("Absagen …"),
        N_("Vorschlag zurücknehmen"),
        N_("Die oder der Mentee wartet weiter; der Platz der Patin oder des Paten bleibt frei."),
        "ended",
    ),
    Step.SIGN: Words(
        N_("Vereinbarung ist unterschrieben …"),
        N_("Unterschrieben …"),
        N_("Vereinbarung unterschrieben"),
        N_("Der Tag, an dem alle Seiten unterschrieben haben."),
        "done",
    ),
    Step.HAND_OVER: Words(
        N_("Andere Patin oder anderer Pate …"),
        N_("Patenwechsel …"),
        N_("Andere Patin oder anderer Pate"),
        N_(
            "Diese Patenschaft endet; für dieselbe oder denselben Mentee entsteht ein neuer Vorschlag mit denselben "
            "Absprachen."
        ),
        "matching",
    ),
    Step.CLOSING_TALK: Words(
        N_("Abschlussgespräch eintragen …"),
        N_("Abschlussgespräch …"),
        N_("Abschlussgespräch eintragen"),
        N_("Wie war es, was hat geholfen, was nicht? Mit jeder Seite einmal."),
        "phone",
    ),
    Step.OUTCOME: Words(
        N_("Wie es weitergeht …"),
        N_("Wie es weitergeht …"),
        N_("Wie es nach dem Ende weitergeht"),
        "",
        "edit",
    ),
    Step.REOPEN: Words(
        N_("Wieder aufnehmen …"),
        N_("Wieder aufnehmen …"),
        N_("Patenschaft wieder aufnehmen"),
        N_("Dieselbe Patenschaft geht weiter, mit allem, was war. Unterlagen und Plätze werden geprüft wie zu Beginn."),
        "undo",
    ),
    Step.LOG_MEETING: Words(N_("Treffen eintragen …"), N_("Treffen …"), N_("Treffen eintragen"), "", "activities"),
    Step.CHECK_IN: Words(N_("Rückfrage eintragen …"), N_("Rückfrage …"), N_("Rückfrage eintragen"), "", "phone"),
}

_AFTER_TRIAL = {
    Step.START: Words(
        N_("Es geht weiter: Patenschaft beginnen …"),
        N_("Es geht weiter …"),
        N_("Nach der Kennenlernzeit: Es geht weiter"),
        N_(
            "Beide wollen weitermachen. Ab diesem Tag läuft die Patenschaft; dann unterschreiben alle die Vereinbarung."
        ),
        "ok",
    ),
    Step.END: Words(
        N_("Abbrechen …"),
        N_("Abbrechen …"),
        N_("Nach der Kennenlernzeit: Es geht nicht weiter"),
        N_("Die Patenschaft kommt nicht zustande; der Platz der Patin oder des Paten wird frei."),
        "ended",
    ),
}


def words_of(step: Step, row: PairingRow) -> Words:
    """After the trial the same two steps are its decision."""
    if row.status is PairingStatus.TRIAL and step in _AFTER_TRIAL:
        return _AFTER_TRIAL[step]
    return _WORDS[step]
