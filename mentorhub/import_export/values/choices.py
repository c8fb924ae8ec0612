"""Values that come from a short list: gender, status, kind, region and their kin, in the words people use."""

import re
from enum import StrEnum
from typing import TypeVar

from mentorhub.choices import (
    Channel,
    Choice,
    Gender,
    GenderWish,
    Happened,
    MenteeKind,
    Mobility,
    Programme,
    RecruitedVia,
    Region,
    Role,
    RoleStatus,
)
from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import Unreadable, key, not_understood, partly, pieces, words

C = TypeVar("C", bound=Choice)


def _table(entries: dict[C, str]) -> dict[str, C]:
    return {word.strip(): choice for choice, words in entries.items() for word in words.split(",")}


_GENDERS = _table(
    {
        Gender.FEMALE: "w,weibl,weiblich,frau,f,female,fem,woman,madchen,maedchen,fr",
        Gender.MALE: "m,maennl,maennlich,mann,herr,male,man,junge,hr",
        Gender.DIVERSE: "d,div,divers,diverse,nichtbinaer,non binary,x",
    }
)
_WISHES = _table(
    {
        GenderWish.FEMALE: "w,weibl,weiblich,frau,frauen,f,female,nur frauen,nur frau,patin,nur patin,eine "
        "frau,nur weiblich,nur w",
        GenderWish.MALE: "m,maennl,maennlich,mann,maenner,male,nur maenner,nur mann,pate,nur pate,ein mann,"
        "nur maennlich,nur m",
        GenderWish.ANY: "egal,beide,beides,keine praeferenz,kein wunsch,m w,w m,any,alle,nein,keine,keiner,"
        "offen,gleich,"
        "mann oder frau,frau oder mann,patin oder pate,weiblich oder maennlich,maennlich oder weiblich,m w "
        "d,w m d",
    }
)
_KINDS = _table(
    {
        MenteeKind.SINGLE: "einzel,einzelperson,einzeln,single,alleinstehend,person,allein,e,1,1 person",
        MenteeKind.FAMILY: "familie,family,fam,f,paar,ehepaar,mutter mit kindern,mutter mit kind,alleinerziehend",
        MenteeKind.GROUP: "gruppe,klasse,schulklasse,group,g,wg",
    }
)
_PROGRAMMES = _table(
    {
        Programme.LANGUAGE: "sprache,sprachpate,sprachpatin,sprachpaten,sprachpatenschaft,sprachpatenschaften,deutsch",
        Programme.FAMILY: "familie,familienpate,familienpatin,familienpaten,familienpatenschaft",
        Programme.EVERYDAY: "alltag,integration,alltagspate,alltagspatin,alltagspatenschaft,"
        "integrationspatenschaft,allgemein,"
        "integrationspate,integrationspatin,begleitung",
        Programme.READING: "lesen,bildung,lesepate,lesepatin,lesepaten,lesepatenschaft,schule,lernpate,"
        "lernpatin,bildungspatenschaft",
        Programme.WORK: "arbeit,beruf,ausbildung,jobpate,jobpatin,ausbildungspate,ausbildungspatin",
        Programme.AUTHORITIES: "behoerden,behoerde,aemter,behoerdenlotse,behoerdenpate,behoerdengaenge",
        Programme.LEISURE: "freizeit,verein,sport,freizeitpate,freizeitpatin",
        Programme.HOUSING: "wohnung,wohnen,wohnungspate,wohnungspatin",
        Programme.OTHER: "sonstige,sonstiges,andere",
    }
)
_ROLES = _table(
    {
        Role.MENTOR: "pate,patin,paten,patinnen,mentor,mentorin,pate patin,patin pate,ehrenamtlich,"
        "ehrenamtliche,ehrenamtlicher",
        Role.MENTEE: "mentee,patenkind,gefluechtete,gefluechteter,teilnehmer,teilnehmerin,klient,klientin",
        Role.MEDIATOR: "sprachmittler,sprachmittlerin,sprachmittlung,dolmetscher,dolmetscherin,uebersetzer,"
        "uebersetzerin,translator",
        Role.GUIDE: "lotse,lotsin,integrationslotse,integrationslotsin",
        Role.COMPANION: "behoerdenbegleiter,behoerdenbegleiterin",
        Role.HELPER: "helfer,helferin",
    }
)
_VIA = _table(
    {
        RecruitedVia.PERSONAL: "persoenlich,freunde,bekannte,empfehlung,mundpropaganda,freundin,freund,"
        "nachbarin,nachbar,familie",
        RecruitedVia.PRESS: "zeitung,presse,glocke,die glocke,artikel,plakat,flyer,radio",
        RecruitedVia.INTERNET: "homepage,internet,website,webseite,google",
        RecruitedVia.SOCIAL_MEDIA: "facebook,instagram,soziale medien,social media,whatsapp",
        RecruitedVia.PARTNER: "caritas,stadt,stadt beckum,schule,kita,jobcenter,vhs,sprachkurs,kirche,"
        "gemeinde,ak asyl,innosozial,muetterzentrum",
        RecruitedVia.EVENT: "veranstaltung,fest,infoabend,ehrenamtstag,markt,stand,infostand",
        RecruitedVia.OTHER: "sonstige,andere",
    }
)
_VOLUNTEER = _table(
    {
        RoleStatus.INTERESTED: "interessiert,interesse,interessent,interessentin,neu,anfrage",
        RoleStatus.TALK: "gespraech,erstgespraech",
        RoleStatus.PAPERS_OPEN: "unterlagen offen,unterlagen fehlen,papiere offen,fz fehlt,fuehrungszeugnis fehlt",
        RoleStatus.CLEARED: "freigegeben,frei,verfuegbar,bereit,einsatzbereit,geprueft",
        RoleStatus.ACTIVE: "aktiv,active,im einsatz,vermittelt,laufend,ja",
        RoleStatus.PAUSED: "pausiert,pause,pausierend,ruhend,ruht,beurlaubt,paused",
        RoleStatus.ENDED: "beendet,ehemalig,ausgeschieden,inaktiv,ende,ended,nein",
        RoleStatus.EXCLUDED: "keine vermittlung,nicht geeignet,gesperrt,abgelehnt",
    }
)
_MENTEES = _table(
    {
        RoleStatus.REGISTERED: "angemeldet,neu,anmeldung,registered",
        RoleStatus.INTAKE: "aufnahme,aufnahmegespraech,erstgespraech,gespraech",
        RoleStatus.WAITING: "warteliste,wartet,wartend,waiting,offen,sucht,suchend,ohne pate,ohne patin,"
        "noch nicht vermittelt",
        RoleStatus.PROPOSED: "vorschlag,vorgeschlagen",
        RoleStatus.PAIRED: "in patenschaft,vermittelt,aktiv,hat pate,hat patin,versorgt,laufend,paired",
        RoleStatus.PAUSED: "pausiert,pause,ruhend,ruht,paused",
        RoleStatus.ENDED: "beendet,ehemalig,abgeschlossen,ende,ended",
        RoleStatus.WITHDRAWN: "zurueckgezogen,abgesagt,abgemeldet,kein interesse,weggezogen,verzogen,withdrawn",
    }
)
_HAPPENED = _table(
    {
        Happened.YES: "ja,j,x,yes,y,stattgefunden,ok,erledigt,1,wahr",
        Happened.CANCELLED_MENTOR: "abgesagt pate,abgesagt patin,abgesagt von pate,abgesagt von patin,mentor",
        Happened.CANCELLED_MENTEE: "abgesagt,abgesagt mentee,abgesagt von mentee,nein,n,no,ausgefallen,mentee",
        Happened.NO_SHOW: "nicht erschienen,nicht gekommen,no show",
    }
)
_COUNTRIES = _table(
    {
        Region.UKRAINE: "ukraine,ukrainisch,ukr",
        Region.EUROPE: "albanien,bosnien,bosnien herzegowina,bulgarien,griechenland,italien,kosovo,kroatien,"
        "mazedonien,nordmazedonien,"
        "moldau,moldawien,montenegro,polen,portugal,rumaenien,russland,serbien,spanien,tuerkei,ungarn,"
        "belarus,georgien,"
        "armenien,aserbaidschan,deutschland,europa,uebriges europa,eu,tschetschenien",
        Region.MIDDLE_EAST: "syrien,irak,iran,libanon,jordanien,palaestina,israel,jemen,kurdistan,saudi "
        "arabien,syria,iraq,"
        "nordirak,naher osten,naher und mittlerer osten",
        Region.CENTRAL_ASIA: "afghanistan,tadschikistan,usbekistan,kasachstan,kirgisistan,turkmenistan,zentralasien",
        Region.AFRICA: "aegypten,algerien,aethiopien,angola,burkina faso,elfenbeinkueste,eritrea,gambia,"
        "ghana,guinea,kamerun,kenia,"
        "kongo,libyen,mali,marokko,nigeria,ruanda,senegal,sierra leone,somalia,sudan,suedsudan,tansania,"
        "togo,tschad,"
        "tunesien,uganda,afrika,niger,benin",
        Region.ASIA: "bangladesch,china,indien,indonesien,japan,korea,mongolei,myanmar,nepal,pakistan,"
        "philippinen,sri lanka,"
        "thailand,vietnam,asien",
        Region.AMERICA: "argentinien,brasilien,chile,kolumbien,kuba,mexiko,nicaragua,peru,usa,venezuela,"
        "ecuador,haiti,amerika,"
        "suedamerika",
        Region.STATELESS: "staatenlos,ungeklaert,staatenlos ungeklaert",
    }
)
_WAYS = _table(
    {
        Mobility.CAR: "auto,pkw,eigenes auto,car,fuehrerschein,mit dem auto,ja",
        Mobility.TRANSIT: "bus,bahn,zug,bus und bahn,oepnv,bus bahn,oeffentliche,public transport",
        Mobility.BICYCLE: "fahrrad,rad,e bike,ebike,bicycle,bike,mit dem fahrrad",
        Mobility.ON_FOOT: "zu fuss,fuss,fuessig,laeuft,on foot,walking",
    }
)
_CHANNELS = _table(
    {
        Channel.PHONE: "telefon,tel,anruf,festnetz,handy,anrufen,phone",
        Channel.EMAIL: "e mail,email,mail",
        Channel.SMS: "sms",
        Channel.MESSENGER: "whatsapp,signal,telegram,messenger,threema",
        Channel.LETTER: "brief,post,letter",
        Channel.IN_PERSON: "persoenlich,vor ort,in person",
    }
)
_YES = frozenset("ja j x yes y 1 wahr true ok vorhanden erledigt liegt vor si da oui evet".split())
_NO = frozenset("nein n no 0 falsch false fehlt kein keine nicht".split())
_NUMBER_WORDS = {word: n for n, word in enumerate("null ein zwei drei vier fuenf sechs sieben acht neun zehn".split())}


def gender(cell: Cell) -> Gender:
    return _chosen(cell, _GENDERS, Gender, Gender.UNKNOWN)


def wish_gender(cell: Cell) -> GenderWish:
    plain = key(words(cell))
    for start in (
        "nur bei ",
        "wenn moeglich ",
        "am liebsten ",
        "lieber ",
        "moeglichst ",
        "bitte ",
        "gern ",
        "gerne ",
    ):
        plain = plain.removeprefix(start)
    return _chosen(plain, _WISHES, GenderWish, GenderWish.ANY)


def mentee_kind(cell: Cell) -> MenteeKind:
    """ "Familie (4 Personen)" and "5" are families."""
    plain = key(words(cell))
    if re.match(r"(?:familie|fam|family|mutter|paar|ehepaar)\b", plain) or re.fullmatch(r"[2-9]|1\d", plain):
        return MenteeKind.FAMILY
    return _chosen(cell, _KINDS, MenteeKind, MenteeKind.SINGLE)


def programme(cell: Cell) -> Programme | None:
    return _chosen(cell, _PROGRAMMES, Programme, None)


def role(cell: Cell) -> Role | None:
    return _chosen(cell, _ROLES, Role, None)


def roles(cell: Cell) -> tuple[Role, ...]:
    """One role or several: "Patin + Sprachmittlerin", "Mentor/Dolmetscher"."""
    plain = words(cell)
    if not plain:
        return ()
    try:
        whole = role(cell)
    except Unreadable:
        found = [role(piece) for piece in re.split(r"[,;/+&]|\s(?:und|and|sowie)\s", plain) if piece.strip()]
        return tuple(dict.fromkeys(one for one in found if one is not None))
    return () if whole is None else (whole,)


def mobility(cell: Cell) -> str:
    """How somebody gets about, perhaps in several ways: values of `Mobility`, comma-separated, in the list's order."""
    found, left = set(), []
    for piece in pieces(words(cell)):
        try:
            way = _chosen(piece, _WAYS, Mobility, None)
        except Unreadable:
            left.append(piece)
        else:
            found |= {way} if way is not None else set()
    told = ",".join(way.value for way in Mobility if way in found)
    if left:
        raise partly(told, left) if told else not_understood(", ".join(left))
    return told


def channel(cell: Cell) -> Channel | None:
    return _chosen(cell, _CHANNELS, Channel, None)


def recruited_via(cell: Cell) -> RecruitedVia | None:
    return _chosen(cell, _VIA, RecruitedVia, None)


def region(cell: Cell) -> Region:
    """The region of origin; a country is turned into its region and not kept."""
    return _chosen(cell, _COUNTRIES, Region, Region.UNKNOWN)


def happened(cell: Cell) -> Happened:
    return _chosen(cell, _HAPPENED, Happened, Happened.YES)


def status(cell: Cell, of: Role) -> RoleStatus | None:
    """Where the person stands in the role, in the role's own words; None if the cell says nothing."""
    return _chosen(cell, _MENTEES if of is Role.MENTEE else _VOLUNTEER, RoleStatus, None)


def yes_no(cell: Cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    plain = key(words(cell))
    if words(cell) in ("✓", "✔", "☑", "√", "+"):
        return True
    if not plain:
        return None
    if plain in _YES or plain.split()[0] in _YES:
        return True
    if plain in _NO or plain.split()[0] in _NO:
        return False
    raise not_understood(words(cell))


def capacity(cell: Cell) -> int | None:
    """How many pairings somebody takes: "2", "max. 2", "1-2" (the larger), "zwei"."""
    plain = key(words(cell))
    if not plain:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    numbers += [_NUMBER_WORDS[word] for word in (w.removesuffix("e") for w in plain.split()) if word in _NUMBER_WORDS]
    if not numbers or max(numbers) > 20:
        raise not_understood(words(cell))
    return max(numbers)


def ages(cell: Cell) -> tuple[int | None, int | None]:
    """From and to which age: "20-40", "ab 30", "unter 50", "Kinder"."""
    plain = key(words(cell))
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    if not plain or plain in ("egal", "alle", "any", "keine", "jedes alter"):
        return None, None
    if plain in ("kinder", "kind", "jugendliche", "kinder und jugendliche", "minderjaehrige"):
        return None, 17
    if plain in ("erwachsene", "nur erwachsene"):
        return 18, None
    if len(numbers) == 2 and numbers[0] <= numbers[1] <= 120:
        return numbers[0], numbers[1]
    if len(numbers) == 1 and numbers[0] <= 120:
        if re.match(r"(?:bis|unter|hoechstens|max|maximal|juenger)\b", plain):
            return None, numbers[0]
        if re.match(r"(?:ab|ueber|mind|mindestens|aelter)\b", plain):
            return numbers[0], None
    raise not_understood(words(cell))


def person_number(cell: Cell) -> str:
    """`P-0042` in any spelling; empty for a list's own running number, which says nothing here."""
    found = re.fullmatch(r"p[\s-]?(\d{1,6})", words(cell).casefold())
    return f"P-{int(found[1]):04d}" if found else ""


def pairing_number(cell: Cell) -> str:
    found = re.fullmatch(r"ps[\s-]?(\d{4})[\s/-]?(\d{1,5})", words(cell).casefold())
    return f"PS-{found[1]}-{int(found[2]):03d}" if found else ""


def whole(cell: Cell) -> int | None:
    """A count; None if the cell is empty."""
    plain = words(cell)
    if not plain:
        return None
    found = re.fullmatch(r"(\d{1,4})(?:\s*(?:x|mal|treffen|personen|pers\.?))?", plain, re.I)
    if not found:
        raise not_understood(plain)
    return int(found[1])


D = TypeVar("D", bound=Choice)
E = TypeVar("E", bound=StrEnum | None)


def _chosen(cell: Cell, spellings: dict[str, D], choices: type[D], nothing: E) -> D | E:
    plain = key(words(cell))
    if not plain:
        return nothing
    if plain in spellings:
        return spellings[plain]
    for choice in choices:
        if plain in (key(choice.german), key(choice.label), key(choice.value)):
            return choice
    raise not_understood(words(cell))
