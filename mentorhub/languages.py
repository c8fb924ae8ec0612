"""Languages and what people call them. Codes are ISO 639-1 where one exists, else ISO 639-3.

Variants that people keep apart stay apart: Dari and Farsi, Kurmandschi and Sorani, the Arabic dialects. A
bare "Kurdisch" is its own entry (`ku`): a list that says no more knows no more; `umbrella` joins them again.
"""

import re
from functools import cache

from mentorhub import text
from mentorhub.text import N_, _, fold

COMMON = (
    *(
        "de",
        "ar",
        "uk",
        "tr",
        "kmr",
        "ckb",
        "prs",
        "fa",
        "ps",
        "ti",
        "ru",
        "en",
        "fr",
        "ku",
        "sq",
        "am",
        "so",
    ),
    *(
        "ro",
        "bg",
        "pl",
        "sr",
        "hr",
        "bs",
        "mk",
        "rom",
        "es",
        "it",
        "pt",
        "el",
        "hu",
        "ka",
        "hy",
        "az",
        "aii",
        "zza",
    ),
    *("ur", "pa", "hi", "bn", "ta", "ne", "vi", "zh", "th", "sw", "ff", "ha", "wo", "om", "gsg"),
)
"""For pickers, the ones most asked for first."""

_NAMES = {
    "aii": N_("Assyrisch-Neuaramäisch"),
    "aeb": N_("Arabisch (Tunesien)"),
    "acm": N_("Arabisch (Irak)"),
    "apc": N_("Arabisch (Syrien, Libanon)"),
    "apd": N_("Arabisch (Sudan)"),
    "ary": N_("Arabisch (Marokko)"),
    "arz": N_("Arabisch (Ägypten)"),
    "arq": N_("Arabisch (Algerien)"),
    "ber": N_("Berberisch"),
    "byn": N_("Bilen"),
    "ckb": N_("Kurdisch (Sorani)"),
    "fa": N_("Persisch (Farsi)"),
    "ff": N_("Fulfulde"),
    "gsg": N_("Deutsche Gebärdensprache"),
    "ha": N_("Hausa"),
    "haz": N_("Hazaragi"),
    "kmr": N_("Kurdisch (Kurmandschi)"),
    "ku": N_("Kurdisch (ohne nähere Angabe)"),
    "mnk": N_("Mandinka"),
    "prs": N_("Dari"),
    "ps": N_("Paschto"),
    "rom": N_("Romanes"),
    "sdh": N_("Kurdisch (Südkurdisch)"),
    "sgn": N_("Gebärdensprache"),
    "sw": N_("Swahili"),
    "zza": N_("Zazaki"),
}
"""Where the common word differs from the one in the Unicode language data, or the data have none."""

_SPELLINGS = {
    "acm": "arab irak, arab irakisch, irakisch-arabisch, irakisches arabisch, irakisch, iraqi arabic",
    "aeb": "tunesisch, tunesisches arabisch, tunisian arabic",
    "aii": "aramäisch, assyrisch, suret, surayt, neuaramäisch, assyrian, ܣܘܪܝܬ",
    "am": "amharic, amhara, አማርኛ",
    "apc": "arab syrien, arab syrisch, arab libanon, syrisch-arabisch, syrisches arabisch, "
    "arabisch syrisch, syrisch, libanesisch, levantinisch, "
    "levantine, "
    "arabisch (syrien), arabisch (libanon), arabisch (syrisch), arabisch (levante), palästinensisch",
    "apd": "arab sudan, sudanesisch, sudanesisches arabisch, arabisch (sudanesisch), sudanese arabic",
    "ar": "arab, arabic, arabisch (hocharabisch), hocharabisch, fusha, arabi, العربية, عربي, عربى",
    "arq": "algerisch, algerisches arabisch, arabisch (algerisch)",
    "ary": "arab marokko, marokkanisch, darija, arabisch (marokkanisch), marokkanisch-arabisch",
    "arz": "arab ägypten, ägyptisch, arabisch (ägyptisch), ägyptisch-arabisch, masri",
    "az": "aserbaidschanisch, aseri, azeri, aserisch, azərbaycanca",
    "ber": "amazigh, tamazight, berber",
    "bg": "bulg, bulgarian, български",
    "bn": "bangla, bengali, বাংলা",
    "bs": "bosnian, bosanski",
    "ckb": "kurd sorani, sorani, sorani-kurdisch, soranî, zentralkurdisch, kurdish (sorani), "
    "kurdisch-sorani, سۆرانی, کوردی",
    "cs": "czech, čeština",
    "de": "german, deutsche sprache, dt, dt., ger, deutch",
    "el": "griech, greek, ελληνικά",
    "en": "engl, engl., english, eng",
    "es": "span, spanish, español, castellano",
    "fa": "pers, farsi, persisch, persian, iranisch, persisch/farsi, farsi/persisch, فارسی",
    "ff": "ful, fula, fulani, fulbe, pulaar, peul, fulah, pular",
    "fr": "franz, franz., french, français, frz, frz.",
    "gsg": "dgs, gebärden",
    "ha": "haussa",
    "haz": "hazara, hasaragi",
    "he": "ivrit, hebrew, עברית",
    "hi": "हिन्दी",
    "hr": "kroat, croatian, hrvatski",
    "hu": "ungar, hungarian, magyar",
    "hy": "armenian, հայերեն",
    "it": "ital, italian, italiano",
    "ka": "georgian, ქართული",
    "kk": "kasachisch, kazakh, қазақша",
    "kmr": "kurm, kurd kurm, kurd kurmandschi, kurmandschi, kurmanci, kurmancî, kurmanji, "
    "kurmandji, kurmançi, kurmanschi, "
    "kurmandschi-kurdisch, nordkurdisch, "
    "badini, bahdini, behdini, kurdisch-kurmandschi, kurdish (kurmanji), kurdisch (kurmanci)",
    "ku": "kurd, kurdisch, kurdish, kurdi, kurdî",
    "ln": "lingala",
    "mk": "macedonian, makedonisch, македонски",
    "mnk": "mandingo, malinke, mandinga",
    "nds": "plattdeutsch, platt, niederdeutsch, low german",
    "ne": "nepali, नेपाली",
    "nl": "holländisch, dutch, flämisch, nederlands",
    "om": "oromiffa, afaan oromo, oromo",
    "pa": "panjabi, punjabi, pandschabi, ਪੰਜਾਬੀ, پنجابی",
    "pl": "poln, polish, polski",
    "prs": "dari, dari-persisch, persisch (dari), afghanisch, afghan, afghanisches persisch, farsi (dari), دری",
    "ps": "pashto, paschtu, pashtu, paschtunisch, pashtun, puschtu, پښتو",
    "pt": "portug, portuguese, português, brasilianisch",
    "ro": "rumän, romanian, moldauisch, moldawisch, română",
    "rom": "romani, roma, romane, romany, sinti",
    "ru": "russ, russian, russki, русский, по-русски",
    "sgn": "sign language, gebärdensprachen",
    "so": "somalisch, soomaali, somalian",
    "sq": "alban, albanian, albanesisch, shqip, kosovarisch, kosovo-albanisch",
    "sr": "serb, serbian, srpski, српски, serbokroatisch",
    "sw": "suaheli, kisuaheli, kiswahili, kisuaheli",
    "syr": "altsyrisch",
    "ta": "tamilisch, தமிழ்",
    "th": "thai, siamesisch, ไทย",
    "ti": "tigrinia, tigrigna, tigrinisch, tigrina, tigrinja, eritreisch, ትግርኛ",
    "tig": "tigre",
    "tl": "filipino, philippinisch, pilipino",
    "tr": "turkish, türk, türkce, türkçe",
    "uk": "ukrainian, ukr, ukr., українська",
    "ur": "urdu, pakistanisch, اردو",
    "vi": "vietn, vietnamese, tiếng việt",
    "wo": "wolof",
    "yue": "kantonesisch",
    "zh": "chin, mandarin, hochchinesisch, chinese, 中文, 汉语, 普通话",
    "zza": "zazaki, dimli, kirmancki, dersimi",
}
"""Usual spellings and own names beside the German and English names; folded before they are compared."""

_UMBRELLA = {
    **dict.fromkeys(("acm", "aeb", "apc", "apd", "arq", "ary", "arz"), "ar"),
    **dict.fromkeys(("ckb", "kmr", "sdh"), "ku"),
    "gsg": "sgn",
}


def name(code: str) -> str:
    """What a coordinator calls the language; the code itself if nobody knows it."""
    if code in _NAMES:
        return _(_NAMES[code])
    return _unicode_names(text.language()).get(code) or _unicode_names("de").get(code) or code


def german_name(code: str) -> str:
    """The same in German whatever the language of the interface: papers are German."""
    return _NAMES.get(code) or _unicode_names("de").get(code) or code


def code(words: str) -> str | None:
    """The code for a German, English or own name in a usual spelling; None if it is none of these."""
    known = _codes()
    for written in (
        words,
        words.removesuffix("."),
        re.sub(r"[-\s]*(sprache|language)$", "", words, flags=re.I),
    ):
        found = known.get(_key(written))
        if found is not None:
            return found
    return None


def umbrella(code: str) -> str:
    """The wider language a variant belongs to and a vague list would name: `kmr` gives `ku`."""
    return _UMBRELLA.get(code, code)


def _key(words: str) -> str:
    return " ".join(re.sub(r"[^0-9a-z]+", " ", fold(words)).split())


@cache
def _unicode_names(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale(language).languages)


@cache
def _codes() -> dict[str, str]:
    """Folded name to code. What is entered last wins: our own words over the Unicode data."""
    known: dict[str, str] = {}
    for interface in ("en", "de"):
        known.update({_key(name): code for code, name in _unicode_names(interface).items() if "_" not in code})
    known.update({code: code for code in ("de", "en", "fr", "ar", "tr", "ru", "uk")})  # "so", "am" are words
    known.update({_key(name): code for code, name in _NAMES.items()})
    known.update({_key(word): code for code, words in _SPELLINGS.items() for word in words.split(", ")})
    known.pop("", None)
    return known
