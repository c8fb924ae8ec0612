"""What somebody wants or offers, in free words, as topics of the common list."""

import re
from functools import cache, lru_cache

from mentorhub.choices import Topic
from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import ALIKE, key, not_understood, partly, pieces, words

_STEMS = {
    Topic.GERMAN: "deutsch german sprach konversation language",
    Topic.READING: "lesen schreiben vorlesen lesepat rechtschreib reading",
    Topic.LITERACY: "alphabet analphabet schrift lernen",
    Topic.EXAM: "pruefung einbuergerungstest exam",
    Topic.LETTERS: "brief briefe post schriftverkehr letters",
    Topic.FORMS: "antrag antraege antraegen formular behoerde amt amts aemter aemtern jobcenter papierkram "
    "buerokratie forms "
    "auslaenderbehoerde sozialamt",
    Topic.APPOINTMENT: "termin begleitung behoerdengang behoerdengaenge amtsgang amtsgaenge appointment",
    Topic.ONLINE: "online internet computer handy digital smartphone email",
    Topic.HOMEWORK: "hausaufgabe nachhilfe lernhilfe mathe lernunterstuetzung hausis homework",
    Topic.SCHOOL: "schule schul kita kindergarten elternabend elternsprechtag grundschule school",
    Topic.TRANSITION: "uebergang ausbildung studium uni",
    Topic.APPLICATION: "bewerbung bewerb arbeit arbeitssuche arbeitsplatz job jobsuche jobs stellensuche beruf work",
    Topic.INTERNSHIP: "praktik internship",
    Topic.RECOGNITION: "anerkennung abschluss zeugnis diplom",
    Topic.DOCTOR: "arzt aerzt arztbesuch gesundheit krankenhaus zahnarzt kinderarzt doctor",
    Topic.FLAT: "wohnung wohnen wohnungs flat housing",
    Topic.MOVING: "umzug nachbar moebel",
    Topic.ENERGY: "energie muell strom heizung",
    Topic.SPORT: "sport fussball schwimm laufen joggen turnen radtour tanzen volleyball basketball",
    Topic.CLUB: "verein ehrenamt",
    Topic.CULTURE: "kultur museum musik kino theater bibliothek buecherei kunst freizeit ausflug ausfluege culture",
    Topic.NATURE: "natur garten gaertnern spazier wandern nature",
    Topic.CHILDREN: "kinder kind familie family children spielplatz basteln",
    Topic.CELEBRATION: "fest feste feiern feier",
    Topic.SHOPPING: "einkauf shopping kochen",
    Topic.MOBILITY: "mobilitaet bus bahn fuehrerschein fahrrad fahrkarte",
    Topic.MONEY: "geld finanz konto bank schulden money",
    Topic.CONVERSATION: "gespraech kontakt freund unterhalt reden austausch treffen kennenlernen einsam "
    "alltag kaffee talk",
    Topic.OTHER: "sonstig anderes verschiedenes other",
}
_WHOLE_WORDS = frozenset(
    "amt amts uni kind kinder bus bahn bank post fest feste job jobs kita schule email arbeit lesen".split()
)
"""Too short to be sought as the beginning of longer words."""
_COMPOUNDS = {
    "behoerdenbegleitung": Topic.APPOINTMENT,
    "arztbegleitung": Topic.DOCTOR,
    "einbuergerung": Topic.EXAM,
    "alltagsbegleitung": Topic.CONVERSATION,
    "alltagsdeutsch": Topic.GERMAN,
    "busfahren": Topic.MOBILITY,
    "sprachpraxis": Topic.GERMAN,
    "schriftverkehr": Topic.LETTERS,
    "kinderbetreuung": Topic.CHILDREN,
    "arbeitssuche": Topic.APPLICATION,
    "kochen": Topic.CONVERSATION,
}


@lru_cache(maxsize=ALIKE, typed=True)
def topics(cell: Cell) -> frozenset[Topic]:
    """All topics named, whatever separates them. Words without a topic are named in the trouble."""
    plain = words(str(cell).replace("\n", ";") if isinstance(cell, str) else cell)
    if not plain:
        return frozenset()
    whole = _labels().get(key(plain))
    if whole:
        return frozenset({whole})
    found: set[Topic] = set()
    left = []
    for piece in _keep_labels(plain):
        named = _named(piece)
        found |= named
        if not named:
            left.append(piece)
    if left and not found:
        raise not_understood(", ".join(left))
    if left:
        raise partly(frozenset(found), left)
    return frozenset(found)


def _keep_labels(plain: str) -> list[str]:
    """Labels with "und" in them stay whole."""
    found: list[str] = []
    for part in re.split(r"[,;/|+&•·]", plain):
        found += [part.strip()] if key(part) in _labels() else pieces(part)
    return [part for part in found if part]


def _named(piece: str) -> set[Topic]:
    plain = key(piece)
    exact = _labels().get(plain) or _COMPOUNDS.get(plain)
    if exact:
        return {exact}
    found = set()
    for word in plain.split():
        if word in _COMPOUNDS:
            found.add(_COMPOUNDS[word])
            continue
        fits = [
            (len(stem), topic)
            for topic, stems in _STEMS.items()
            for stem in stems.split()
            if word == stem or (stem not in _WHOLE_WORDS and len(stem) > 3 and word.startswith(stem))
        ]
        if fits:
            found.add(max(fits, key=lambda fit: fit[0])[1])
    if len(found) > 1:  # "Begleitung zum Arzt" is the doctor, "Deutsch lernen" is German
        found.discard(Topic.APPOINTMENT)
        found.discard(Topic.LITERACY)
    if found & {Topic.APPLICATION, Topic.LETTERS}:  # "Bewerbungen schreiben"
        found.discard(Topic.READING)
    return found


@cache
def _labels() -> dict[str, Topic]:
    return {key(name): topic for topic in Topic for name in (topic.german, topic.label, topic.value)}
