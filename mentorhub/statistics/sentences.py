"""What exported figures mean, in the words that everyone gets to read: in each package, report and table,
unchanged.

These sentences follow from the method (base 5) and are checked against it by the tests. They're German in
every interface, because the files are.
"""

from datetime import date
from math import sqrt

from mentorhub.text import german_date

EXACT = "Genaue Zahl. 0 heißt keine."
ZERO = "0 heißt: 0 bis 4 Personen am Stand-Datum."
FIVE = "5 heißt: mindestens 1, höchstens 9 Personen."
TEN_OR_MORE = "Der wahre Wert liegt höchstens 4 darüber oder darunter (10 heißt 6 bis 14)."
NEVER_MORE = "und nie mehr als die Eckzahl am Stand-Datum"
SUMS = "Die Summe der Aufgliederung ist gerundet und kann von der Eckzahl um bis zu 4 abweichen; es gilt die Eckzahl."
HOURS = (
    "Stunden sind zum Schutz der Engagierten je Person zufällig verändert und auf Fünferschritte gerundet. "
    "Für einen Nachweis gelten die genauen internen Zahlen."
)
TWO_KINDS = (
    "Zum Schutz der Menschen sind Zahlen auf Fünferschritte verändert: Aufgliederungen und Stunden sind gerundet, "
    "Eckzahlen sind genau."
)
NO_NAMES = "Diese Datei enthält keine Namen und keine Angaben zu einzelnen Menschen."
NOT_SHOWN_HOURS = "Unter 3 aktiven Patinnen und Paten oder ohne Quartalszahlen: keine Angabe (n/v)."
TOO_FEW_ASSOCIATIONS = "Unter 3 Vereinen wird keine Stadtsumme gebildet."
NO_TREND = "keine gesicherte Veränderung"
COMMENT_ASKED = "Was fehlt uns? Was wünschen wir von der Stadt?"
COMMENT_UNPROTECTED = (
    "Freier Text der Einrichtung. Er ist nicht durch Rundung geschützt und steht deshalb getrennt von den Zahlen."
)
NOT_THE_COMMENT = "Das gilt für die Zahlen, nicht für den Kommentar auf der letzten Seite."
CARRIED_OVER = "unverändert übernommen"
STILL_RUNNING = "Der Zeitraum läuft noch. Verglichen wird, wenn er vorbei ist."
OTHER_CATALOGUE = "Aufgliederungen werden nicht verglichen: Damals galt ein anderer Katalog."
HOURS_TREND = "Stunden werden nicht verglichen: Sie sind je Person und Quartal anders verändert."
TWICE = "Wer in zwei Vereinen mitmacht, wird zweimal gezählt."
COMMENTS_UNNAMED = "Worte einzelner Einrichtungen, von ihnen freigegeben, ohne ihren Namen und ohne Reihenfolge."
SAME_ASSOCIATIONS = "Verglichen wird nur mit veröffentlichten Zahlen derselben Einrichtungen."


LEDGER_LOST = (
    "Nur Eckzahlen: Das Programm weiß nicht mehr von allen Paketen, die herausgegangen sind (zum Beispiel nach dem "
    "Zurückholen einer älteren Sicherung). Zum Schutz der Menschen bleiben Aufgliederungen und Stunden hier. Holen Sie "
    "die neueste Sicherung zurück, oder lesen Sie alle früheren Pakete ein."
)


def after_restart(on: date) -> str:
    return (
        f"Neustart der Aufgliederungen am {german_date(on)}: Sie beginnen mit einem späteren Stand wieder, sobald "
        "mindestens 5 Personen neu dazugekommen sind. Stunden gibt es für Quartale, die danach beginnen."
    )


def reading(unit: str) -> tuple[str, ...]:
    """How a rounded cell is read; `unit` is what is counted: Personen or Patenschaften."""
    return (
        ZERO.replace("Personen", unit),
        f"{FIVE.removesuffix('.')} {NEVER_MORE}.".replace("Personen", unit),
        f"{TEN_OR_MORE.removesuffix('.')} {NEVER_MORE}.",
        SUMS,
    )


def repeated(stand: date) -> str:
    return (
        f"Stand {german_date(stand)}, unverändert übernommen, weil sich seither weniger als 5 Personen "
        "geändert haben. Für heute kann jeder Wert um bis zu 8 abweichen; 0 heißt dann 0 bis 8, 5 heißt 0 "
        "bis 13."
    )


def provisional(stand: date) -> str:
    return (
        f"Vorläufig, Stand {german_date(stand)}: Der Zeitraum läuft noch. Aufgliederungen und Stunden gibt es erst, "
        "wenn er vorbei ist."
    )


def no_growth(least: int) -> str:
    return f"Unterschiede unter {least} sagen nichts über Wachstum."


def nothing_published(period: str) -> str:
    return f"{period}: Es ist nichts herausgegangen. Verglichen wird nur mit Zahlen, die herausgegangen sind."


def not_shown(minimum: int, population: str) -> str:
    return f"unter {minimum} {population}: nicht aufgegliedert"


def margin(associations: int) -> int:
    """Half the width that holds the truth in about 19 of 20 town figures: 4 times the root of the
    associations.
    """
    return round(4 * sqrt(associations))


def town_sum(associations: int, broken_down: int, everyone: int, unit: str) -> str:
    n = associations
    return (
        f"Sicher auf 4 x n genau, in etwa 19 von 20 Fällen auf 4 x Wurzel n (n = {n}: {margin(n)}). "
        f"0 heißt hier 0 bis 4 x n. Aufgegliedert: {broken_down} von {everyone} {unit} (beide genau)."
    )


def carried(names: list[str], stand: date) -> str:
    return f"Unverändert übernommen mit Stand {german_date(stand)}: {', '.join(names)}."
