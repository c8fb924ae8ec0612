"""The lists a coordinator picks from. Each choice is stored by its value and shown by its German label.

Values are part of the file format and of exports: never change one, only add. Sources of the lists stand in the
field lists of the domain research (b.1 to b.10).
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import product
from typing import Self

from mentorhub.text import N_, _


class Choice(StrEnum):
    """A stored value with the words that the screen and the paper show for it."""

    german: str

    def __new__(cls, value: str, german: str = "") -> Self:
        choice = str.__new__(cls, value)
        choice._value_ = value
        choice.german = german
        return choice

    @property
    def label(self) -> str:
        """The words in the language of the interface."""
        return _(self.german)


class LegalForm(Choice):
    EV = "ev", N_("eingetragener Verein (e. V.)")
    GGMBH = "ggmbh", N_("gGmbH")
    CATHOLIC = "catholic", N_("kirchlich, katholisch")
    PROTESTANT = "protestant", N_("kirchlich, evangelisch")
    MUNICIPAL = "municipal", N_("kommunal")
    INFORMAL = "informal", N_("Initiative ohne Rechtsform")
    OTHER = "other", N_("Sonstige")


class PrivacyRegime(Choice):
    """Which data-protection law binds the organisation: it changes the references in every printed text."""

    DSGVO = "dsgvo", N_("DSGVO")
    KDG = "kdg", N_("KDG (katholisch)")
    DSG_EKD = "dsg_ekd", N_("DSG-EKD (evangelisch)")


class Role(Choice):
    MENTOR = "mentor", N_("Patin/Pate")
    MENTEE = "mentee", N_("Mentee")
    MEDIATOR = "mediator", N_("Sprachmittlung")
    GUIDE = "guide", N_("Integrationslotsin/-lotse")
    COMPANION = "companion", N_("Behördenbegleitung")
    HELPER = "helper", N_("Helferin/Helfer")


class RoleStatus(Choice):
    """Where a person stands in one role. Volunteers and mentees walk different ladders (`LADDERS`)."""

    INTERESTED = "interested", N_("Interessiert")
    TALK = "talk", N_("Gespräch")
    PAPERS_OPEN = "papers_open", N_("Unterlagen offen")
    CLEARED = "cleared", N_("Freigegeben")
    ACTIVE = "active", N_("Aktiv")
    REGISTERED = "registered", N_("Angemeldet")
    INTAKE = "intake", N_("Aufnahme")
    WAITING = "waiting", N_("Warteliste")
    PROPOSED = "proposed", N_("Vorschlag")
    PAIRED = "paired", N_("In Patenschaft")
    PAUSED = "paused", N_("Pausiert")
    ENDED = "ended", N_("Beendet")
    WITHDRAWN = "withdrawn", N_("Zurückgezogen")
    EXCLUDED = "excluded", N_("Keine Vermittlung")
    ANONYMISED = "anonymised", N_("Anonymisiert")


VOLUNTEER_STATUSES = (
    RoleStatus.INTERESTED,
    RoleStatus.TALK,
    RoleStatus.PAPERS_OPEN,
    RoleStatus.CLEARED,
    RoleStatus.ACTIVE,
    RoleStatus.PAUSED,
    RoleStatus.ENDED,
    RoleStatus.EXCLUDED,
)
MENTEE_STATUSES = (
    RoleStatus.REGISTERED,
    RoleStatus.INTAKE,
    RoleStatus.WAITING,
    RoleStatus.PROPOSED,
    RoleStatus.PAIRED,
    RoleStatus.PAUSED,
    RoleStatus.ENDED,
    RoleStatus.WITHDRAWN,
)


def statuses(role: Role) -> tuple[RoleStatus, ...]:
    """The ladder a person in this role can stand on, in order."""
    return MENTEE_STATUSES if role is Role.MENTEE else VOLUNTEER_STATUSES


class Gender(Choice):
    FEMALE = "female", N_("weiblich")
    MALE = "male", N_("männlich")
    DIVERSE = "diverse", N_("divers")
    UNKNOWN = "unknown", N_("keine Angabe")


class GenderWish(Choice):
    ANY = "any", N_("egal")
    FEMALE = "female", N_("nur Frauen")
    MALE = "male", N_("nur Männer")


class Channel(Choice):
    PHONE = "phone", N_("Telefon")
    EMAIL = "email", N_("E-Mail")
    SMS = "sms", N_("SMS")
    MESSENGER = "messenger", N_("Messenger")
    LETTER = "letter", N_("Brief")
    IN_PERSON = "in_person", N_("persönlich")


class Level(Choice):
    """How well somebody speaks a language; `UNKNOWN` counts as usable when people are matched."""

    UNKNOWN = "unknown", N_("ohne Angabe")
    A1 = "a1", N_("A1")
    A2 = "a2", N_("A2")
    B1 = "b1", N_("B1")
    B2 = "b2", N_("B2")
    C1 = "c1", N_("C1")
    C2 = "c2", N_("C2")
    NATIVE = "native", N_("Muttersprache")


class Weekday(Choice):
    MON = "mon", N_("Montag")
    TUE = "tue", N_("Dienstag")
    WED = "wed", N_("Mittwoch")
    THU = "thu", N_("Donnerstag")
    FRI = "fri", N_("Freitag")
    SAT = "sat", N_("Samstag")
    SUN = "sun", N_("Sonntag")

    @property
    def short(self) -> str:
        return self.label[:2]


class DayPart(Choice):
    MORNING = "morning", N_("vormittags")
    AFTERNOON = "afternoon", N_("nachmittags")
    EVENING = "evening", N_("abends")


_WEEK = tuple(Weekday)
_DAY = tuple(DayPart)
_ALL_TIMES = {(day, part): place for place, (day, part) in enumerate(product(_WEEK, _DAY))}


def times_in_words(times: Iterable[tuple[Weekday, DayPart]]) -> str:
    """Short, in the order of the week, equal days together: `Mo–Fr abends; Sa ganztags`. Empty for no time."""
    parts: dict[Weekday, tuple[DayPart, ...]] = dict.fromkeys(_WEEK, ())
    for day, part in sorted(set(times), key=_ALL_TIMES.__getitem__):
        parts[day] += (part,)
    if all(len(found) == len(_DAY) for found in parts.values()):
        return _("jederzeit")
    runs: list[list[Weekday]] = []
    for day, found in parts.items():
        if runs and found and parts[runs[-1][-1]] == found:
            runs[-1].append(day)
        elif found or (runs and parts[runs[-1][-1]]):
            runs.append([day])
    return "; ".join(f"{_days(run)} {_parts(parts[run[0]])}" for run in runs if parts[run[0]])


def _days(run: list[Weekday]) -> str:
    if len(run) == 1:
        return run[0].short
    return f"{run[0].short}{', ' if len(run) == 2 else '–'}{run[-1].short}"


def _parts(parts: tuple[DayPart, ...]) -> str:
    return _("ganztags") if len(parts) == len(_DAY) else _(" und ").join(part.label for part in parts)


class Mobility(Choice):
    CAR = "car", N_("Auto")
    TRANSIT = "transit", N_("Bus und Bahn")
    BICYCLE = "bicycle", N_("Fahrrad")
    ON_FOOT = "on_foot", N_("zu Fuß")


class MenteeKind(Choice):
    SINGLE = "single", N_("Einzelperson")
    FAMILY = "family", N_("Familie")
    GROUP = "group", N_("Gruppe oder Schulklasse")


class Region(Choice):
    """Region of origin: only with consent, only for statistics; never a country on paper."""

    UKRAINE = "ukraine", N_("Ukraine")
    EUROPE = "europe", N_("übriges Europa")
    MIDDLE_EAST = "middle_east", N_("Naher und Mittlerer Osten")
    CENTRAL_ASIA = "central_asia", N_("Afghanistan und Zentralasien")
    AFRICA = "africa", N_("Afrika")
    ASIA = "asia", N_("übriges Asien")
    AMERICA = "america", N_("Amerika")
    STATELESS = "stateless", N_("staatenlos oder ungeklärt")
    UNKNOWN = "unknown", N_("keine Angabe")


class YesNo(Choice):
    YES = "yes", N_("ja")
    NO = "no", N_("nein")
    UNKNOWN = "unknown", N_("keine Angabe")


class Topic(Choice):
    """One list for wishes, offers and activities (b.10); `field` maps it to the network's fields of action."""

    GERMAN = "german", N_("Deutsch üben")
    READING = "reading", N_("Lesen und Schreiben")
    LITERACY = "literacy", N_("Alphabetisierung")
    EXAM = "exam", N_("Prüfungsvorbereitung")
    LETTERS = "letters", N_("Briefe verstehen")
    FORMS = "forms", N_("Anträge und Formulare")
    APPOINTMENT = "appointment", N_("Begleitung zum Termin")
    ONLINE = "online", N_("Online-Dienste")
    HOMEWORK = "homework", N_("Hausaufgaben")
    SCHOOL = "school", N_("Kontakt mit Schule und Kita")
    TRANSITION = "transition", N_("Übergang Schule und Beruf")
    APPLICATION = "application", N_("Bewerbung")
    INTERNSHIP = "internship", N_("Praktikum")
    RECOGNITION = "recognition", N_("Anerkennung von Abschlüssen")
    DOCTOR = "doctor", N_("Begleitung zum Arzt")
    FLAT = "flat", N_("Wohnungssuche")
    MOVING = "moving", N_("Umzug und Nachbarschaft")
    ENERGY = "energy", N_("Energie und Müll")
    SPORT = "sport", N_("Sport")
    CLUB = "club", N_("Verein")
    CULTURE = "culture", N_("Kultur")
    NATURE = "nature", N_("Natur und Garten")
    CHILDREN = "children", N_("Kinder und Familie")
    CELEBRATION = "celebration", N_("Feste")
    SHOPPING = "shopping", N_("Einkaufen")
    MOBILITY = "mobility", N_("Mobilität")
    MONEY = "money", N_("Umgang mit Geld")
    CONVERSATION = "conversation", N_("Gespräch und Kontakte")
    OTHER = "other", N_("Sonstiges")

    @property
    def field(self) -> "Field":
        return _FIELD_OF[self]


class Field(Choice):
    """The fields of action in which the town's committee thinks."""

    LANGUAGE = "language", N_("Sprache")
    LEISURE = "leisure", N_("Leben und Freizeit")
    HOUSING = "housing", N_("Wohnen")
    AUTHORITIES = "authorities", N_("Behördenkontakt")
    EDUCATION = "education", N_("Bildung und Arbeit")
    OTHER = "other", N_("Sonstiges")


_FIELD_OF = {
    **dict.fromkeys((Topic.GERMAN, Topic.READING, Topic.LITERACY, Topic.EXAM), Field.LANGUAGE),
    **dict.fromkeys((Topic.LETTERS, Topic.FORMS, Topic.APPOINTMENT, Topic.ONLINE), Field.AUTHORITIES),
    **dict.fromkeys(
        (
            Topic.HOMEWORK,
            Topic.SCHOOL,
            Topic.TRANSITION,
            Topic.APPLICATION,
            Topic.INTERNSHIP,
            Topic.RECOGNITION,
        ),
        Field.EDUCATION,
    ),
    **dict.fromkeys((Topic.FLAT, Topic.MOVING, Topic.ENERGY), Field.HOUSING),
    **dict.fromkeys(
        (
            Topic.SPORT,
            Topic.CLUB,
            Topic.CULTURE,
            Topic.NATURE,
            Topic.CHILDREN,
            Topic.CELEBRATION,
            Topic.CONVERSATION,
        ),
        Field.LEISURE,
    ),
    **dict.fromkeys((Topic.DOCTOR, Topic.SHOPPING, Topic.MOBILITY, Topic.MONEY, Topic.OTHER), Field.OTHER),
}


class Programme(Choice):
    LANGUAGE = "language", N_("Sprachpatenschaft")
    FAMILY = "family", N_("Familienpatenschaft")
    EVERYDAY = "everyday", N_("Alltags- und Integrationspatenschaft")
    READING = "reading", N_("Bildung und Lesen")
    WORK = "work", N_("Ausbildung und Beruf")
    AUTHORITIES = "authorities", N_("Behördenbegleitung")
    LEISURE = "leisure", N_("Freizeit und Verein")
    HOUSING = "housing", N_("Wohnen")
    OTHER = "other", N_("Sonstige")


class PairingForm(Choice):
    ONE_TO_ONE = "one_to_one", N_("1:1")
    FAMILY = "family", N_("Patin/Pate und Familie")
    TEAM = "team", N_("Team und Familie")
    GROUP = "group", N_("Gruppe")


class PairingStatus(Choice):
    PROPOSED = "proposed", N_("Vorschlag")
    TRIAL = "trial", N_("Kennenlernzeit")
    ACTIVE = "active", N_("Aktiv")
    PAUSED = "paused", N_("Pausiert")
    ENDED = "ended", N_("Beendet")
    FAILED = "failed", N_("Nicht zustande gekommen")


RUNNING = (PairingStatus.TRIAL, PairingStatus.ACTIVE, PairingStatus.PAUSED)
"""A running pairing takes one of the mentor's places."""
OPEN = (PairingStatus.PROPOSED, *RUNNING)


class Rhythm(Choice):
    WEEKLY = "weekly", N_("wöchentlich")
    FORTNIGHTLY = "fortnightly", N_("alle zwei Wochen")
    MONTHLY = "monthly", N_("monatlich")
    AS_NEEDED = "as_needed", N_("nach Bedarf")


class Place(Choice):
    PUBLIC = "public", N_("öffentliche Orte")
    HOME = "home", N_("zu Hause, wenn beide es wollen")
    OFFICE = "office", N_("Räume der Einrichtung")
    SCHOOL = "school", N_("Schule")
    DIGITAL = "digital", N_("digital")


class TrialResult(Choice):
    RUNNING = "running", N_("läuft")
    CONTINUED = "continued", N_("fortgesetzt")
    STOPPED = "stopped", N_("abgebrochen")


class EndReason(Choice):
    GOAL = "goal", N_("Ziel erreicht")
    TIME_UP = "time_up", N_("vereinbarte Zeit abgelaufen")
    MOVED = "moved", N_("Umzug")
    NO_TIME = "no_time", N_("Zeitmangel (Beruf, Familie)")
    OTHER_INTERESTS = "other_interests", N_("andere Interessen")
    HEALTH = "health", N_("persönliche Gründe")
    GREW_APART = "grew_apart", N_("auseinandergelebt")
    CONFLICT = "conflict", N_("Konflikt im Tandem")
    CONFLICT_ORGANISATION = "conflict_organisation", N_("Konflikt mit der Organisation")
    NO_CONTACT = "no_contact", N_("kein Kontakt mehr")
    LEFT_COUNTRY = "left_country", N_("Ausreise oder Abschiebung")
    PROTECTION = "protection", N_("Fehlverhalten, Schutz")
    DEATH = "death", N_("Tod")
    OTHER = "other", N_("Sonstiges")


class EndedBy(Choice):
    MENTOR = "mentor", N_("Patin/Pate")
    MENTEE = "mentee", N_("Mentee")
    BOTH = "both", N_("beide")
    PARENTS = "parents", N_("Eltern")
    COORDINATION = "coordination", N_("Koordination")


class Happened(Choice):
    """Only `YES` is a meeting: cancelled and missed ones never reset the "no contact" clock."""

    YES = "yes", N_("stattgefunden")
    CANCELLED_MENTOR = "cancelled_mentor", N_("abgesagt von Patin/Pate")
    CANCELLED_MENTEE = "cancelled_mentee", N_("abgesagt von Mentee")
    NO_SHOW = "no_show", N_("nicht erschienen")


class Medium(Choice):
    MEETING = "meeting", N_("Treffen")
    PHONE = "phone", N_("Telefon")
    VIDEO = "video", N_("Video")
    MESSAGE = "message", N_("Nachricht")


class Authority(Choice):
    NONE = "none", N_("keine")
    CITIZENS_OFFICE = "citizens_office", N_("Bürgerbüro")
    SOCIAL = "social", N_("Sozialamt")
    IMMIGRATION = "immigration", N_("Ausländerbehörde")
    JOBCENTRE = "jobcentre", N_("Jobcenter")
    SCHOOL = "school", N_("Schule oder Kita")
    DOCTOR = "doctor", N_("Arztpraxis")
    LANDLORD = "landlord", N_("Vermieter")
    CLUB = "club", N_("Verein")
    OTHER = "other", N_("Sonstige")


class Party(Choice):
    """With whom the coordinator spoke."""

    MENTOR = "mentor", N_("Patin/Pate")
    MENTEE = "mentee", N_("Mentee")
    PARENTS = "parents", N_("Eltern")


class Light(Choice):
    GREEN = "green", N_("grün: läuft gut")
    YELLOW = "yellow", N_("gelb: im Blick behalten")
    RED = "red", N_("rot: jetzt kümmern")


class Purpose(Choice):
    """One consent, one purpose (Art. 7 DSGVO): each can be given and withdrawn by itself."""

    PARTICIPATION = "participation", N_("Teilnahme und Vermittlung")
    SPECIAL = "special", N_("Herkunft und Sprachen (besondere Angaben)")
    CONTACT = "contact", N_("Weitergabe von Name und Telefon in der Patenschaft")
    GUARDIANS = "guardians", N_("Einwilligung der Sorgeberechtigten")
    PHOTO = "photo", N_("Fotos und Presse")
    INVITATIONS = "invitations", N_("Einladungen und Rundbriefe")
    MESSENGER = "messenger", N_("Messenger")
    SURVEY = "survey", N_("Befragung")
    AFTERWARDS = "afterwards", N_("Speicherung nach dem Ende")


class ConsentForm(Choice):
    PAPER = "paper", N_("auf Papier unterschrieben")
    ELECTRONIC = "electronic", N_("elektronisch")
    ORAL = "oral", N_("mündlich, dokumentiert")


class ConsentGiver(Choice):
    SELF = "self", N_("Person selbst")
    GUARDIANS = "guardians", N_("Sorgeberechtigte")
    BOTH = "both", N_("beide")


class EvidenceKind(Choice):
    """Signed papers and checks. The certificate of conduct has a table of its own with exactly three facts."""

    CONFIDENTIALITY = "confidentiality", N_("Verschwiegenheit")
    SELF_COMMITMENT = "self_commitment", N_("Selbstverpflichtung")
    TRAINING = "training", N_("Schulung")
    INTERVIEW = "interview", N_("Erstgespräch")


class Paper(Choice):
    AGREEMENT = "agreement", N_("Patenschaftsvereinbarung")
    CONFIDENTIALITY = "confidentiality", N_("Verschwiegenheitserklärung")
    CONSENT = "consent", N_("Einwilligung")
    INFORMATION = "information", N_("Informationsblatt")
    REPORT = "report", N_("Bericht")
    MENTOR_FORM = "mentor_form", N_("Profilbogen Patin/Pate")
    MENTEE_FORM = "mentee_form", N_("Aufnahmebogen Mentee")
    CERTIFICATE_REQUEST = "certificate_request", N_("Aufforderung: erweitertes Führungszeugnis")
    INSPECTION_RECORD = "inspection_record", N_("Dokumentation der Einsichtnahme")
    ACTIVITY_SHEET = "activity_sheet", N_("Aktivitätenbogen")
    CLOSING_LETTER = "closing_letter", N_("Abschlussbrief")
    UNREACHABLE_LETTER = "unreachable_letter", N_("Brief: nicht erreichbar")
    VOLUNTEERING_CERTIFICATE = "volunteering_certificate", N_("Bescheinigung über ehrenamtliches Engagement")
    ENGAGEMENT_DATA = "engagement_data", N_("Datenblatt für den Engagementnachweis")
    CARD_CONFIRMATION = "card_confirmation", N_("Bestätigung für die Ehrenamtskarte")
    TRAINING_CERTIFICATE = "training_certificate", N_("Schulungszertifikat")
    ATTENDANCE_LIST = "attendance_list", N_("Teilnahmeliste")
    EXPENSE_SHEET = "expense_sheet", N_("Auslagenabrechnung")
    HANDOVER = "handover", N_("Übergabeblatt")
    PHONE_LIST = "phone_list", N_("Telefonliste")
    LABELS = "labels", N_("Etiketten")
    SERIAL_LETTER = "serial_letter", N_("Serienbrief")
    LANGUAGES_NOTICE = "languages_notice", N_("Aushang „Sprachen im Pool“")
    REPORT_SHEET = "report_sheet", N_("Meldebogen")
    SELF_COMMITMENT = "self_commitment", N_("Selbstverpflichtung")
    MEDIATION_CONFIRMATION = "mediation_confirmation", N_("Bestätigungsbogen Sprachmittlung")
    PROCESSING_RECORD = "processing_record", N_("Verzeichnis der Verarbeitung und Löschkonzept")
    DATA_COPY = "data_copy", N_("Auskunft über gespeicherte Daten")


CERTIFICATE_PAPERS = (Paper.CERTIFICATE_REQUEST, Paper.INSPECTION_RECORD, Paper.DATA_COPY)
"""They concern the certificate of conduct or say what is stored of it: never kept (s. 72a V SGB VIII)."""

SIGNED_EVIDENCE = (EvidenceKind.CONFIDENTIALITY, EvidenceKind.SELF_COMMITMENT)
"""There is a paper with a signature, and it has a wording; a talk or a training has none."""


class Source(Choice):
    """How a pairing came in: those that ran before the program did have their papers due, not their start blocked."""

    PROGRAM = "program", N_("im Programm begonnen")
    IMPORTED = "imported", N_("aus der Liste übernommen")


class RecruitedVia(Choice):
    PERSONAL = "personal", N_("persönliche Ansprache")
    PRESS = "press", N_("Presse")
    INTERNET = "internet", N_("Internet")
    SOCIAL_MEDIA = "social_media", N_("soziale Medien")
    PARTNER = "partner", N_("Netzwerkpartner")
    EVENT = "event", N_("Veranstaltung")
    OTHER = "other", N_("Sonstige")


class InstitutionKind(Choice):
    """Who sends mentees or asks for mediation; an axis of the statistics."""

    DAYCARE = "daycare", N_("Kita")
    SCHOOL = "school", N_("Schule")
    MUNICIPAL = "municipal", N_("Stadt oder Kreis")
    JOBCENTRE = "jobcentre", N_("Jobcenter")
    COUNSELLING = "counselling", N_("Beratungsstelle")
    HEALTH = "health", N_("Gesundheit")
    ASSOCIATION = "association", N_("Verein oder Migrantenorganisation")
    CHURCH = "church", N_("Kirche oder Gemeinde")
    OTHER = "other", N_("Sonstige")


class ExpenseKind(Choice):
    """Refunds of real costs, and flat allowances: only these (`ALLOWANCES`) count towards the yearly tax-free caps."""

    KILOMETRES = "kilometres", N_("Fahrtkosten (Kilometer)")
    TRANSIT = "transit", N_("Bus und Bahn")
    ADMISSION = "admission", N_("Eintritt")
    MATERIAL = "material", N_("Material")
    POSTAGE = "postage", N_("Porto und Telefon")
    CATERING = "catering", N_("Verpflegung")
    MEDIATION_ALLOWANCE = "mediation_allowance", N_("Sprachmittlungspauschale")
    VOLUNTEER_ALLOWANCE = "volunteer_allowance", N_("Ehrenamtspauschale")
    INSTRUCTOR_ALLOWANCE = "instructor_allowance", N_("Übungsleiterpauschale")
    OTHER = "other", N_("Sonstiges")


ALLOWANCES = (
    ExpenseKind.MEDIATION_ALLOWANCE,
    ExpenseKind.VOLUNTEER_ALLOWANCE,
    ExpenseKind.INSTRUCTOR_ALLOWANCE,
)


class ExpenseStatus(Choice):
    CLAIMED = "claimed", N_("beantragt")
    CHECKED = "checked", N_("geprüft")
    PAID = "paid", N_("ausgezahlt")
    WAIVED = "waived", N_("verzichtet (Aufwandsspende)")
    REFUSED = "refused", N_("abgelehnt")


class EventKind(Choice):
    INTRODUCTION = "introduction", N_("Einführung")
    BASIC_TRAINING = "basic_training", N_("Basisqualifizierung")
    CHILD_PROTECTION = "child_protection", N_("Kinderschutz")
    PRIVACY = "privacy", N_("Datenschutz und Verschwiegenheit")
    INTERCULTURAL = "intercultural", N_("Interkulturelle Schulung")
    MEDIATION_TRAINING = "mediation_training", N_("Grundlagen der Sprachmittlung")
    EXCHANGE = "exchange", N_("Austauschtreffen")
    SUPERVISION = "supervision", N_("Supervision")
    CELEBRATION = "celebration", N_("Fest")
    OTHER = "other", N_("Sonstige")


class Attendance(Choice):
    INVITED = "invited", N_("eingeladen")
    REGISTERED = "registered", N_("angemeldet")
    ATTENDED = "attended", N_("teilgenommen")
    ABSENT = "absent", N_("nicht gekommen")


class Operation(Choice):
    """What happened to a row, for the change log."""

    ADDED = "added", N_("neu")
    CHANGED = "changed", N_("geändert")
    REMOVED = "removed", N_("entfernt")
    RESTORED = "restored", N_("wiederhergestellt")
    LEFT = "left", N_("ausgegeben")
