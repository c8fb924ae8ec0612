"""Which heading means which field: the words that coordinators write over their columns, German and English."""

import re
from functools import lru_cache

from mentorhub.choices import Choice
from mentorhub.import_export.values.cells import key
from mentorhub.text import N_


class Field(Choice):
    """What a column can mean. The values follow the attributes of a person, a role, a pairing, an activity."""

    NUMBER = "number", N_("Personennummer")
    RUNNING_NUMBER = "running_number", N_("laufende Nummer (wird nicht übernommen)")
    NAME = "name", N_("Name in einer Zelle")
    FIRST_NAME = "first_name", N_("Vorname")
    LAST_NAME = "last_name", N_("Nachname")
    CALL_NAME = "call_name", N_("Rufname")
    TITLE = "title", N_("Titel")
    GENDER = "gender", N_("Geschlecht")
    BIRTH = "birth", N_("Geburtsdatum oder -jahr")
    AGE = "age", N_("Alter")
    ADDRESS = "address", N_("Anschrift in einer Zelle")
    STREET = "street", N_("Straße")
    POSTCODE = "postcode", N_("PLZ")
    CITY = "city", N_("Ort")
    DISTRICT = "district", N_("Stadtteil")
    PHONE = "phone", N_("Telefon")
    MOBILE = "mobile", N_("Mobiltelefon")
    EMAIL = "email", N_("E-Mail")
    LANGUAGES = "languages", N_("Sprachen")
    NATIVE_LANGUAGE = "native_language", N_("Muttersprache")
    GERMAN_LEVEL = "german_level", N_("Deutschkenntnisse")
    TIMES = "times", N_("Zeiten")
    TOPICS = "topics", N_("Themen")
    WISH_GENDER = "wish_gender", N_("gewünschtes Geschlecht")
    WISH_AGES = "wish_ages", N_("gewünschtes Alter")
    INTERESTS = "interests", N_("Interessen")
    EXPERIENCE = "experience", N_("Erfahrung")
    NOTE = "note", N_("Bemerkung")
    OCCUPATION = "occupation", N_("Beruf")
    MOBILITY = "mobility", N_("unterwegs mit")
    EMERGENCY_CONTACT = "emergency_contact", N_("Notfallkontakt")
    IBAN = "iban", N_("IBAN")
    VOLUNTEER_CARD = "volunteer_card_number", N_("Nummer der Ehrenamtskarte")
    VOLUNTEER_CARD_UNTIL = "volunteer_card_until", N_("Ehrenamtskarte gültig bis")
    PRONUNCIATION = "pronunciation", N_("Aussprache")
    CHANNEL = "preferred_channel", N_("am besten erreichbar über")
    WISH_NOTE = "wish_note", N_("weitere Wünsche")
    NEEDS_NOTE = "needs_note", N_("Bedarf in Worten")
    REFUGEE = "refugee_background", N_("Fluchterfahrung")
    MIGRATION = "migration_history", N_("Einwanderungsgeschichte")
    ORIGIN = "origin_region", N_("Herkunft (nur die Region)")
    IN_GERMANY_SINCE = "in_germany_since", N_("in Deutschland seit")
    KIND = "kind", N_("Einzelperson oder Familie")
    HOUSEHOLD = "household", N_("Familienmitglieder")
    GUARDIANS = "guardians", N_("Sorgeberechtigte")
    GUARDIAN_PHONE = "guardian_phone", N_("Telefon der Sorgeberechtigten")
    RECRUITED_VIA = "recruited_via", N_("aufmerksam geworden durch")
    REFERRED_BY = "referred_by", N_("vermittelt von (Stelle)")
    SHORT_NOTICE = "short_notice", N_("kurzfristig einsetzbar")
    HOURS_PER_WEEK = "hours_per_week", N_("Stunden in der Woche")
    TAKES_FAMILIES = "takes_families", N_("begleitet auch Familien")
    WISH_DISTRICTS = "wish_districts", N_("gewünschte Stadtteile")
    ROLE = "role", N_("Rolle")
    STATUS = "status", N_("Status")
    CAPACITY = "capacity", N_("höchstens so viele Patenschaften")
    REGISTERED_ON = "registered_on", N_("Anmeldedatum")
    MENTOR = "mentor", N_("Patin/Pate")
    MENTOR_PHONE = "mentor_phone", N_("Telefon der Patin/des Paten")
    MENTEE = "mentee", N_("Mentee")
    MENTEE_PHONE = "mentee_phone", N_("Telefon der/des Mentee")
    SINCE = "since", N_("Patenschaft seit")
    LAST_CONTACT = "last_contact", N_("letzter Kontakt")
    PROGRAMME = "programme", N_("Programm")
    PAIRING_NUMBER = "pairing_number", N_("Nummer der Patenschaft")
    DAY = "day", N_("Datum")
    MINUTES = "minutes", N_("Dauer")
    HOURS = "hours", N_("Stunden")
    COUNT = "count", N_("Anzahl der Treffen")
    HAPPENED = "happened", N_("stattgefunden")

    @property
    def joins(self) -> bool:
        """Several columns may have this meaning; their words are put together."""
        return self in _JOINED

    @property
    def goes_on(self) -> bool:
        """A row below a person may say more of this about the same person."""
        return self.joins or self in (Field.SINCE, Field.LAST_CONTACT)


_JOINED = frozenset(
    (
        *(Field.NOTE, Field.LANGUAGES, Field.NATIVE_LANGUAGE, Field.TIMES, Field.TOPICS, Field.INTERESTS),
        *(
            Field.PHONE,
            Field.MOBILE,
            Field.EMAIL,
            Field.GUARDIANS,
            Field.GUARDIAN_PHONE,
            Field.MENTEE,
            Field.HOUSEHOLD,
            Field.RUNNING_NUMBER,
        ),
    )
)

_CALLS = "telefon, tel, tel nr, telefonnummer, telefon nr, handy, handynummer, handy nr, mobil, mobilnummer, rufnummer"


def _phone_of(*whose: str) -> str:
    """ "Tel. Mutter", "Handy der Mutter", "Mutter Telefon"."""
    calls = _CALLS.split(", ")
    return ", ".join(words for one in whose for call in calls for words in (f"{call} {one}", f"{one} {call}"))


_WORDS = {
    Field.NUMBER: "personennummer, personen nr, person nr, person number",
    Field.RUNNING_NUMBER: "nr, lfd nr, lfd, laufende nummer, lfd nummer, nummer, id, zeile, no, "
    "mitgliedsnummer, #, position",
    Field.NAME: "name, name vorname, vorname name, nachname vorname, vor und nachname, vor und zuname, "
    "vorname nachname, "
    "name und vorname, vollstaendiger name, ansprechperson, full name, person, wer, kontaktperson, vorname "
    "und name, name des kindes, name kind, kindername",
    Field.FIRST_NAME: "vorname, vornamen, first name, firstname, given name, vname",
    Field.LAST_NAME: "nachname, familienname, zuname, last name, lastname, surname, family name, nname",
    Field.CALL_NAME: "rufname, spitzname, genannt, call name, nickname",
    Field.TITLE: "titel, akad titel, title",
    Field.GENDER: "geschlecht, anrede, m w, m w d, w m, w m d, gender, sex, geschl, mw",
    Field.BIRTH: "geburtsdatum, geburtsjahr, geburtstag, geb, geb datum, geboren, geboren am, gebdat, geb "
    "dat, geb kind, geburtsdatum kind, geburtsdatum des kindes, jahrgang, "
    "geb jahr, date of birth, birthday, birth date, year of birth, birth year, dob, geburt",
    Field.AGE: "alter, age, alter in jahren",
    Field.ADDRESS: "anschrift, adresse, wohnanschrift, address, adr, wohnadresse",
    Field.STREET: "strasse, str, strasse nr, strasse hausnummer, strasse und hausnummer, street",
    Field.POSTCODE: "plz, postleitzahl, postcode, zip, zip code, plz ort, plz wohnort, plz und ort",
    Field.CITY: "ort, wohnort, stadt, city, town",
    Field.DISTRICT: "stadtteil, ortsteil, bezirk, district, stadtbezirk, wo, quartier",
    Field.PHONE: "telefon, tel, telefonnummer, tel nr, telefon nr, festnetz, rufnummer, phone, phone number,"
    " telephone, "
    "tel festnetz, telefon privat, tel privat, kontakt, kontaktdaten, telefon handy, tel handy, telefon "
    "mobil, erreichbar unter",
    Field.MOBILE: "handy, mobil, mobiltelefon, handynummer, mobilnummer, mobile, cell, handy nr, whatsapp, "
    "mobil nr, "
    "telefon mobil, cell phone, mobile phone",
    Field.EMAIL: "e mail, email, mail, e mail adresse, mailadresse, emailadresse, e mailadresse, mail "
    "adresse, email address",
    Field.LANGUAGES: "sprachen, sprache, sprachkenntnisse, fremdsprachen, gesprochene sprachen, weitere "
    "sprachen, languages, "
    "language, spricht, andere sprachen, sprachen niveau, sprachen mit niveau, sonstige sprachen",
    Field.NATIVE_LANGUAGE: "muttersprache, muttersprachen, erstsprache, native language, mother tongue, "
    "herkunftssprache",
    Field.GERMAN_LEVEL: "deutsch, deutschniveau, deutschkenntnisse, niveau deutsch, deutsch niveau, "
    "sprachniveau, "
    "sprachniveau deutsch, german, german level, level of german, deutschstand, deutsch stufe, niveau",
    Field.TIMES: "zeiten, zeit, verfuegbarkeit, verfuegbar, tage, wochentage, wann, uhrzeit, uhrzeiten, "
    "zeitfenster, erreichbarkeit, "
    "hat zeit, haben sie zeit, welchen tagen, zeit haben, freie zeiten, moegliche zeiten, availability, "
    "available, times, days, wann zeit, zeit am, "
    "wochentag, "
    "tage zeiten, tage und zeiten, zeitlich verfuegbar, moegliche tage, passende zeiten, freie tage",
    Field.TOPICS: "themen, thema, bedarf, bedarfe, hilfe bei, wuensche, braucht hilfe bei, unterstuetzung "
    "bei, bietet an, "
    "angebot, angebote, topics, needs, moechte helfen bei, einsatzbereich, einsatzbereiche, schwerpunkt, "
    "schwerpunkte, "
    "anliegen, ziele, aufgaben, hilft bei, unterstuetzungsbedarf, wuenscht hilfe bei, kann helfen bei, "
    "einsatzgebiet, "
    "moechte unterstuetzen bei, help with, support with, wobei, bereiche, taetigkeit, inhalt",
    Field.WISH_GENDER: "wunsch geschlecht, geschlecht wunsch, wunsch patin pate, wunsch frau mann, patin "
    "oder pate, frau oder mann, "
    "gewuenschtes geschlecht, wunsch m w, wuenscht patin pate, preferred gender, wish gender, wunsch an "
    "patin pate, "
    "wunsch mann frau, geschlecht der patin des paten, wunsch an mentee geschlecht",
    Field.WISH_AGES: "wunsch alter, wunschalter, alter wunsch, gewuenschtes alter, preferred age, wish age, "
    "altersgruppe, "
    "alter der mentees, alter mentee",
    Field.INTERESTS: "interessen, hobbys, hobbies, hobby, interests, interessen hobbys, freizeit, hobbys interessen",
    Field.EXPERIENCE: "erfahrung, erfahrungen, vorerfahrung, beruf, experience, vorkenntnisse, ausbildung beruf",
    Field.NOTE: "bemerkung, bemerkungen, notiz, notizen, anmerkung, anmerkungen, kommentar, sonstiges, info,"
    " hinweis, hinweise, "
    "note, notes, remarks, comment, besonderheiten, infos, weitere infos, zusatz",
    Field.OCCUPATION: "berufstaetigkeit, ausgeuebter beruf, jetziger beruf, erwerbstaetigkeit, occupation, job, "
    "berufstaetig als, beruf taetigkeit",
    Field.MOBILITY: "mobilitaet, unterwegs mit, verkehrsmittel, auto vorhanden, mobility, faehrt mit",
    Field.EMERGENCY_CONTACT: "notfallkontakt, notfall, im notfall, notfallnummer, emergency contact",
    Field.IBAN: "iban, bankverbindung, konto, kontonummer, bank account",
    Field.VOLUNTEER_CARD: "ehrenamtskarte, nummer der ehrenamtskarte, ehrenamtskarte nr, volunteer card",
    Field.VOLUNTEER_CARD_UNTIL: "ehrenamtskarte gueltig bis, ehrenamtskarte bis, volunteer card until",
    Field.PRONUNCIATION: "aussprache, wird ausgesprochen, pronunciation",
    Field.CHANNEL: "am besten erreichbar ueber, bevorzugter kontaktweg, kontaktweg, preferred channel, "
    "kontakt am besten",
    Field.WISH_NOTE: "weitere wuensche, wuensche an die patenschaft, sonstige wuensche",
    Field.NEEDS_NOTE: "bedarf in worten, beschreibung des bedarfs",
    Field.REFUGEE: "fluchterfahrung, fluchthintergrund, gefluechtet, refugee background",
    Field.MIGRATION: "einwanderungsgeschichte, migrationshintergrund, migrationsgeschichte, migration history",
    Field.ORIGIN: "herkunft, herkunftsland, land, region, nationalitaet, country, origin, heimatland, "
    "geburtsland, herkunftsregion, "
    "country of origin, staatsangehoerigkeit",
    Field.IN_GERMANY_SINCE: "in deutschland seit, seit wann in deutschland, einreise, einreisejahr, "
    "einreisedatum, in d seit, "
    "in germany since, hier seit",
    Field.KIND: "art, einzelperson familie, einzel familie, familie einzelperson, einzeln familie, familie, "
    "kind, typ, "
    "personen, anzahl personen, personenzahl, haushaltsgroesse",
    Field.HOUSEHOLD: "familienmitglieder, kinder, haushalt, mitglieder, angehoerige, household, weitere "
    "personen, children, "
    "kinder jahrgang, namen der kinder",
    Field.GUARDIANS: "sorgeberechtigte, eltern, erziehungsberechtigte, vormund, guardians, guardian, mutter,"
    " vater, parents, "
    "sorgeberechtigte r",
    Field.GUARDIAN_PHONE: _phone_of(
        *("mutter", "der mutter", "vater", "des vaters", "eltern", "der eltern"),
        *("sorgeberechtigte", "erziehungsberechtigte", "vormund"),
    ),
    Field.MENTOR_PHONE: _phone_of(
        *("patin", "pate", "patin pate", "der patin", "des paten", "mentor", "mentorin", "der patin des paten")
    ),
    Field.MENTEE_PHONE: _phone_of(
        *("mentee", "kind", "des kindes", "patenkind", "familie", "der familie", "patenfamilie", "des mentees"),
        *("der mentee", "der des mentee", "schueler", "klient"),
    ),
    Field.RECRUITED_VIA: "zugangsweg, aufmerksam geworden durch, woher, quelle, wie von uns erfahren, "
    "kontakt ueber, found us via, "
    "recruited via, ueber wen",
    Field.REFERRED_BY: "zugang ueber, vermittelt von, vermittelt durch, gemeldet von, gemeldet durch, ueber,"
    " referred by, stelle",
    Field.SHORT_NOTICE: "kurzfristig, kurzfristig einsetzbar, spontan, short notice",
    Field.HOURS_PER_WEEK: "stunden pro woche, std woche, stunden woche, wochenstunden, hours per week, zeitumfang",
    Field.TAKES_FAMILIES: "familien, nimmt familien, familien ja nein, auch familien, familie ja nein, takes families",
    Field.WISH_DISTRICTS: "einsatzort, einsatzorte, wunsch ort, wunschort, wunsch stadtteil, wunsch "
    "stadtteile, gewuenschte stadtteile, "
    "moeglicher einsatzort, preferred district",
    Field.ROLE: "rolle, rollen, funktion, role, roles",
    Field.STATUS: "status, stand, zustand, state, aktiv",
    Field.CAPACITY: "max patenschaften, anzahl patenschaften, max anzahl, kapazitaet, plaetze, max mentees, "
    "max tandems, capacity, "
    "max pairings, wie viele patenschaften, patenschaften max, freie plaetze, max anzahl patenschaften, max",
    Field.REGISTERED_ON: "anmeldedatum, angemeldet am, anmeldung, angemeldet, eintritt, eintrittsdatum, "
    "aufnahmedatum, "
    "aufnahme am, registriert am, registered on, registered, dabei seit, eingang, auf warteliste seit, "
    "wartet seit, erfasst am, "
    "aufgenommen am, anmeldung am, registration date, warteliste seit",
    Field.MENTOR: "patin name, pate name, patin pate name, mentor name, mentorin name, "
    "pate, patin, patin pate, pate patin, mentor, mentorin, betreut von, betreut durch, "
    "betreuung durch, lotse, "
    "name patin, name pate, patin in, zugeordnete patin, zugeordneter pate, mentor in, name der patin des "
    "paten, begleitet von",
    Field.MENTEE: "mentee name, patenkind name, familie name, "
    "pate patin von, patin pate von, patin von, pate von, betreut, mentee, mentees, patenkind,"
    " patenfamilie, begleitet, "
    "patenschaft mit, tandem mit, mentor of, mentor for, name mentee, name der des mentee, tandempartner, "
    "betreute familie, "
    "aktuelle patenschaft, betreut wen, laufende patenschaften, laufende patenschaft",
    Field.SINCE: "seit, beginn, start, patenschaft seit, tandem seit, seit wann, beginn der patenschaft, "
    "since, start date, begonnen, "
    "begonnen am, beginn patenschaft, laeuft seit",
    Field.LAST_CONTACT: "letzter kontakt, letztes treffen, zuletzt gesehen, zuletzt, last contact, letzte "
    "rueckmeldung, kontakt am, "
    "letzter kontakt am, last meeting",
    Field.PROGRAMME: "programm, projekt, art der patenschaft, patenschaftsart, programme, program",
    Field.PAIRING_NUMBER: "patenschaft, patenschaft nr, patenschaftsnummer, tandem, tandem nr, pairing, ps "
    "nr, nummer der patenschaft",
    Field.DAY: "datum, tag, date, am, day",
    Field.MINUTES: "dauer, minuten, min, duration, minutes, dauer min, dauer in minuten",
    Field.HOURS: "stunden, std, stundenzahl, hours, dauer std, dauer h, h, dauer in stunden",
    Field.COUNT: "anzahl treffen, treffen, anzahl der treffen, count, wie oft, anzahl",
    Field.HAPPENED: "stattgefunden, zustande gekommen, happened, hat stattgefunden",
}
_DAY = r"(?:mo|di|mi|do|fr|sa|so|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?)"
_PART = r"(?:vorm\w*|nachm\w*|vm|nm|abends?|morgens?|frueh|mittags?|ganztags|tagsueber)"
_SLOT = re.compile(rf"(?:{_DAY}(?: (?:{_PART}|\d.*))?|{_PART})")
"""A column of a timetable: a day, a part of the day, or both."""
_OF_WORDS = {key(words): field for field, spellings in _WORDS.items() for words in spellings.split(",") if key(words)}
_ALONE = frozenset(
    (
        "nr id no art typ min max std h am tag wo ort stand start geb str land kind position stelle wer "
        "info zeit "
        "person ueber alter betreut familie name kontakt stadt spricht beginn hinweis projekt niveau "
        "deutsch ziele "
        "inhalt pate patin mentor mentee treffen freizeit datum anzahl dauer seit status aktiv eingang "
        "zuletzt "
        "quelle woher spontan titel stunden kinder job konto notfall"
    ).split()
)
"""Say something only when they stand alone: as part of a longer heading they say too little."""


_LONGEST = 160


def is_slot(heading: str) -> bool:
    """Whether the heading is a part of a timetable: "Mo", "Di vorm.", "abends"."""
    return _SLOT.fullmatch(key(heading)) is not None


def meanings(heading: str) -> dict[Field, int]:
    """The fields a heading can mean, each with how sure that is (100: these very words)."""
    return _meanings(heading) if len(heading) <= _LONGEST else {}


@lru_cache(maxsize=2_000)
def _meanings(heading: str) -> dict[Field, int]:
    plain = key(heading)
    if _SLOT.fullmatch(plain):
        return {Field.TIMES: 100}
    outside = key(re.sub(r"[(\[].*?[)\]]|\*", " ", heading))
    found: dict[Field, int] = {}
    for words, score in ((plain, 100), (outside, 97)):
        if words in _OF_WORDS:
            found.setdefault(_OF_WORDS[words], score)
    if found:
        return found
    for known, field in _OF_WORDS.items():
        if known in _ALONE or known not in plain:
            continue
        if f" {known} " in f" {plain} ":
            score = 60 + min(len(known), 25)
        elif len(known) > 4 and (f" {known}" in f" {plain}" or f"{known} " in f"{plain} "):
            score = 40 + min(len(known), 15)
        else:
            continue
        found[field] = max(found.get(field, 0), score)
    return found
