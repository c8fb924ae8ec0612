"""The invented people of the sample lists: names by community, and how such lists are worded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Community:
    """Names and languages that go together. `own` are names in their own script: family name, given name, gender."""

    country: str
    women: str
    men: str
    families: str
    native: str
    others: tuple[str, ...] = ()
    own: tuple[tuple[str, str, str], ...] = ()


COMMUNITIES = {
    "syria": Community(
        "Syrien",
        "Amina Hala Rania Lina Noura Samira Yasmin Dima Fatima Reem Abeer Maha",
        "Ahmad Omar Khaled Yusuf Bilal Tarek Anas Hassan Mahmoud Firas Nabil Ziad",
        "Al-Hassan Haddad Khalil Darwish Nasser Shahin Saleh Barakat Qasim Suleiman Mansour Aziz",
        "Arabisch",
        ("Englisch wenig", "Englisch B1", "", "Türkisch gut", ""),
        (("حداد", "ليلى", "w"), ("الخطيب", "سامر", "m"), ("منصور", "هدى", "w")),
    ),
    "ukraine": Community(
        "Ukraine",
        "Olena Iryna Natalija Oksana Tetiana Svitlana Kateryna Halyna Julija Marija",
        "Oleksandr Andrij Serhij Dmytro Mykola Bohdan Taras Ivan",
        "Kovalenko Schewtschenko Bondarenko Tkatschenko Krawtschenko Olijnyk Lyssenko Marchenko Rudenko Sawtschenko",
        "Ukrainisch",
        ("Russisch fließend", "Russisch, Englisch A2", "Russisch (sehr gut), Polnisch gut", "Russisch", "Englisch B1"),
        (
            ("Шевченко", "Наталія", "w"),
            ("Коваль", "Андрій", "m"),
            ("Ткаченко", "Людмила", "w"),
            ("Мельник", "Ярослав", "m"),
        ),
    ),
    "afghanistan": Community(
        "Afghanistan",
        "Zahra Shabnam Farida Nilofar Marwa Parwana Latifa",
        "Rahim Farhad Mirwais Nasrullah Idris Habib Jawad",
        "Ahmadi Rahimi Karimi Noori Sharifi Hashimi Azizi Wardak",
        "Dari",
        ("Paschto gut", "Farsi", "Paschto (Muttersprache), Englisch wenig", "", "Englisch"),
        (("رحیمی", "فرزانه", "w"),),
    ),
    "eritrea": Community(
        "Eritrea",
        "Selam Semhar Rahwa Tsega Luwam",
        "Yonas Filmon Tesfay Mebrahtu Dawit",
        "Tesfay Haile Gebremedhin Kidane Weldu Berhe Okbay",
        "Tigrinya",
        ("Englisch gut", "Arabisch A2", "Englisch", ""),
        (("ተስፋይ", "ሰላም", "w"), ("ሃይለ", "ዮናስ", "m")),
    ),
    "turkey": Community(
        "Türkei",
        "Ayşe Emine Elif Gülşen Şükran Nurcan Zeynep",
        "Şükrü Mehmet İbrahim Kadir Çağlar Baran",
        "Yılmaz Öztürk Şahin Doğan Çelik Aydın Güneş Kılıç",
        "Türkisch",
        ("Kurdisch (Kurmandschi) Muttersprache", "Englisch wenig", "Kurmanci gut", ""),
    ),
    "iraq": Community(
        "Irak",
        "Shilan Hêvî Rozhin Nazdar",
        "Karwan Rêbîn Dilshad Azad",
        "Qadir Barzinji Hawrami Salih Jalal",
        "Sorani",
        ("Arabisch B1", "Arabisch gut, Kurdisch (Kurmandschi) wenig", "Farsi A2"),
    ),
    "iran": Community(
        "Iran",
        "Shirin Parisa Mahsa",
        "Reza Kourosh Behnam",
        "Moradi Hosseini Rostami Farahani",
        "Persisch",
        ("Englisch B2", "Englisch gut", ""),
    ),
    "balkans": Community(
        "Rumänien",
        "Elena Ioana Cristina",
        "Mihai Florin Andrei",
        "Popa Ionescu Munteanu Dumitru",
        "Rumänisch",
        ("Italienisch gut", "Englisch A2", "Romanes"),
    ),
    "africa": Community(
        "Guinea",
        "Mariama Aïssatou Fatoumata",
        "Mamadou Ibrahima Alpha",
        "Diallo Barry Camara Bah",
        "Fulfulde",
        ("Französisch fließend", "Französisch B2, Englisch wenig"),
    ),
    "somalia": Community(
        "Somalia", "Hodan Ifrah", "Abdi Warsame", "Mohamud Farah Ali", "Somali", ("Arabisch A2", "Englisch B1")
    ),
}

GERMAN_WOMEN = (
    "Anna Brigitte Ursula Monika Petra Heike Sabine Renate Claudia Birgit Jutta Käthe Gisela Anneliese "
    "Susanne Ulrike "
    "Martina Doris Ingrid Katharina Lena Sophie Jule Hannah"
).split()
GERMAN_MEN = (
    "Werner Heinz Klaus Jürgen Günther Dieter Bernd Rüdiger Norbert Ulrich Thomas Michael Jörg Lukas Jonas "
    "Felix Götz "
    "Björn Hans-Peter Karl-Heinz"
).split()
GERMAN_FAMILIES = (
    "Müller Schröder Wiesmann Große-Kathöfer Lütke-Daldrup Schulze-Althoff Brüggemann Hölscher Kötter "
    "Pöpsel Westhoff "
    "Kleinschmidt Vennemann Tillmann Overmann Niehues Rüschoff Steinkamp Averbeck Jäger Bäumker Nordhues "
    "Wöstmann "
    "Strothmann Kreft Püning Elberfeld Grüter Krümpelmann Schäfer Weiß Füchtenkötter Heitmann Lohmann"
).split()

MENTORS_FROM_ELSEWHERE = (
    ("Samir", "Khalil", "m", "Arabisch (Muttersprache), Deutsch C1; Englisch gut"),
    ("Nadia", "Haddad", "w", "Arabisch: Muttersprache / Deutsch: fließend / Französisch B1"),
    ("Mona", "El-Sayed", "w", "Deutsch C1, Arabisch (Muttersprache), Englisch B2"),
    ("Fadi", "Nassar", "m", "Arabisch Muttersprache, Deutsch B2"),
    ("Rima", "Darwish", "w", "Arabisch, Kurdisch (Kurmandschi) gut, Deutsch sehr gut"),
    ("Oksana", "Melnyk-Becker", "w", "Ukrainisch (Muttersprache); Russisch (Muttersprache); Deutsch C1"),
    ("Irina", "Sommer", "w", "Russisch Muttersprache, Ukrainisch B1, Deutsch fließend"),
    ("Viktor", "Lange", "m", "Deutsch (MS), Russisch (MS)"),
    ("Halina", "Nowak", "w", "Polnisch Muttersprache, Deutsch C2, Ukrainisch wenig"),
    ("Farid", "Rahmani", "m", "Dari (Muttersprache), Farsi, Deutsch C1, Englisch"),
    ("Laila", "Popal", "w", "Dari und Paschto (Muttersprache), Deutsch B2"),
    ("Mehmet", "Öztürk", "m", "Türkisch / Deutsch (beides Muttersprache)"),
    ("Gülcan", "Demir", "w", "Türkisch, Kurdisch (Kurmandschi) Muttersprache, Deutsch C1"),
    ("Hatice", "Yüksel", "w", "Türkisch (Muttersprache), Deutsch (Muttersprache), Englisch B2"),
    ("Azad", "Barzani", "m", "Sorani (Muttersprache), Arabisch B2, Deutsch C1"),
    ("Merhawi", "Tekle", "m", "Tigrinya (Muttersprache), Deutsch B2, Englisch gut"),
    ("Saba", "Ghebre", "w", "Tigrinya, Arabisch B1, Deutsch B2"),
    ("Shahla", "Tehrani", "w", "Persisch (Muttersprache), Deutsch C1, Englisch C1"),
    ("Mirela", "Ionescu", "w", "Rumänisch (Muttersprache), Italienisch gut, Deutsch B2"),
    ("Amadou", "Sow", "m", "Französisch (Muttersprache), Fulfulde, Deutsch B2"),
)

GERMAN_MENTOR_LANGUAGES = (
    "Deutsch (Muttersprache), Englisch gut",
    "Deutsch",
    "Deutsch Muttersprache; Englisch B2",
    "Deutsch (MS), Englisch (B1), Französisch (A2)",
    "Deutsch, Englisch",
    "Deutsch Muttersprache, Niederländisch gut, Englisch",
    "Deutsch (Muttersprache), Englisch C1, Spanisch B1",
    "Deutsch und Plattdeutsch Muttersprache",
    "Deutsch Muttersprache, Russisch Grundkenntnisse",
    "Deutsch (Muttersprache), Französisch fließend",
    "Deutsch",
    "Deutsch (Muttersprache)",
)

MENTOR_TIMES = (
    "Di vormittags, Do ab 17 Uhr",
    "Mo-Fr abends",
    "Wochenende",
    "Mo, Mi nachmittags",
    "Mo bis Do vormittags",
    "Di + Do 15-18 Uhr",
    "flexibel",
    "Mi nachmittags; Sa vormittags",
    "Fr nachmittags",
    "ab 18 Uhr",
    "Mo 9-12 Uhr, Mi 14-17 Uhr",
    "nach Absprache",
    "Mo, Di, Do vormittags",
    "Mo, Mi, Fr ab 16 Uhr",
    "täglich außer Mi",
    "unter der Woche nachmittags",
    "Di und Fr vormittags",
    "Sa + So",
    "Do abends",
    "vormittags",
    "Di, Mi, Do nachm.",
    "Montagvormittag und Donnerstagnachmittag",
    "",
)
MENTEE_TIMES = (
    "nachmittags",
    "Mo-Fr nachmittags",
    "Di, Do ab 16 Uhr",
    "Mo + Mi vormittags",
    "abends",
    "Wochenende",
    "Mo-Do vormittags (Kinder in der Kita)",
    "Fr, Sa",
    "flexibel",
    "nach dem Kurs, ab 14 Uhr",
    "Mi nachmittags, Sa vormittags",
    "Di vormittags",
    "Mo, Di, Do nachmittags",
    "Sa nachmittags, So",
    "Mo, Mi, Fr 17-19 Uhr",
    "vormittags",
    "Do ab 15 Uhr; Fr ab 13 Uhr",
    "",
    "",
    "unter der Woche abends",
)
CHILD_TIMES = ("Mo-Do nachmittags", "Di, Do nachmittags", "nach der Schule, ab 15 Uhr", "Mi nachmittags, Sa vormittags")

MENTOR_TOPICS = (
    "Deutsch üben, Behördengänge",
    "Deutsch, Lesen und Schreiben",
    "Anträge und Formulare; Briefe verstehen; Begleitung zum Amt",
    "Hausaufgaben, Schule, Nachhilfe Mathe",
    "Freizeit, Sport, Verein",
    "Bewerbung, Ausbildung, Arbeit",
    "Gespräche, Deutsch üben, Kultur",
    "Wohnungssuche, Umzug, Behörden",
    "Kinder und Familie, Schule/Kita",
    "Begleitung zum Arzt, Einkaufen",
    "Garten, Natur, Kontakt",
    "Deutsch, Prüfungsvorbereitung B1",
    "Alltag, Deutsch, Busfahren",
    "Online-Dienste, Computer, Formulare",
    "Kochen, Feste feiern, Kennenlernen",
    "",
)
MENTEE_TOPICS = (
    "Deutsch üben",
    "Deutsch üben, Briefe verstehen",
    "Behörden, Formulare, Deutsch",
    "Wohnungssuche; Anträge",
    "Arbeit / Bewerbung / Deutsch",
    "Kontakte knüpfen, Deutsch sprechen",
    "Begleitung zum Arzt, Behörden",
    "Schule der Kinder, Elternabend, Deutsch",
    "Prüfungsvorbereitung B1",
    "Anerkennung Diplom, Bewerbung",
    "Verein, Sport, Kontakte",
    "Alphabetisierung, Deutsch",
    "Ausbildung, Praktikum",
    "Einkaufen, Alltag, Deutsch",
    "Freizeit mit den Kindern, Deutsch",
    "",
)
CHILD_TOPICS = (
    "Hausaufgaben, Deutsch",
    "Lesen",
    "Hausaufgaben; Mathe; Englisch-Nachhilfe",
    "Lesen und Schreiben, Sport",
)

INTERESTS = (
    "Kochen Backen Fußball Schwimmen Wandern Radfahren Lesen Musik Gitarre Singen Malen Nähen Stricken "
    "Garten Fotografieren "
    "Schach Kino Theater Tanzen Handwerken Computer Spazierengehen Reisen Tiere Yoga Basteln"
).split()

STREETS = (
    "Nordstraße Südstraße Weststraße Hühlstraße Alleestraße Elisabethstraße Kettelerstraße Lindenweg "
    "Ahornweg Kirchplatz "
    "Ostwall Goethestraße Rosenweg Mühlenweg Gartenstraße"
).split()
