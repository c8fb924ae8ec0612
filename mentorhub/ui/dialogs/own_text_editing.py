"""What is being changed in a paper's words, place by place: German, or a translation beside it. No widgets here."""

from dataclasses import replace

from mentorhub.documents import own_texts, translations
from mentorhub.documents.texts import PaperText
from mentorhub.documents.translations import Fit, Line
from mentorhub.text import _

_OWN = (own_texts.OWN_CLAUSE, -1)


class GermanEditing:
    """The shipped paragraphs, and at the end the association's own clause as one text with a heading."""

    def __init__(self, text: PaperText) -> None:
        self.text = text
        self._changed: dict[tuple[str, int], str] = {}
        clause = next((each for each in text.clauses if each.key == own_texts.OWN_CLAUSE), None)
        self._own = (clause.heading, "\n\n".join(each.text for each in clause.paragraphs)) if clause else ("", "")
        self._places = [
            (each.key, place)
            for each in text.clauses
            if each.key != own_texts.OWN_CLAUSE
            for place in range(len(each.paragraphs))
        ]
        self._places.append(_OWN)

    def captions(self) -> list[str]:
        return [self._caption(place) for place in self._places]

    def german(self, _at: int) -> str:
        """Shown above what is typed; here it is the text itself."""
        return ""

    def fit(self, _at: int) -> Fit | None:
        return None

    def heading(self, at: int) -> str | None:
        """None: this heading is not to be changed."""
        return self._own[0] if self._places[at] == _OWN else None

    def words(self, at: int) -> str:
        place = self._places[at]
        if place == _OWN:
            return self._own[1]
        return self._changed.get(place, self._shipped(place))

    def hint(self, at: int) -> str:
        if self._places[at] == _OWN:
            return _(
                "Eine leere Zeile beginnt einen neuen Absatz. Leer gelassen, wird kein eigener Abschnitt gedruckt."
            )
        names = own_texts.placeholders(self.text.paper)
        if not names:
            return _("Leer gelassen, wird dieser Absatz nicht gedruckt.")
        listed = ", ".join(f"{{{name}}}" for name in names)
        return _("Leer gelassen, wird dieser Absatz nicht gedruckt. Beim Drucken ausgefüllt werden: {names}").format(
            names=listed
        )

    def take(self, at: int, words: str, heading: str) -> None:
        place = self._places[at]
        if place == _OWN:
            self._own = (heading, words)
        else:
            self._changed[place] = words

    def wanted(self, _reviewer: str) -> PaperText:
        return own_texts.with_changes(self.text, self._changed, self._own)

    def _shipped(self, place: tuple[str, int]) -> str:
        clause = next(each for each in self.text.clauses if each.key == place[0])
        return clause.paragraphs[place[1]].text

    def _caption(self, place: tuple[str, int]) -> str:
        if place == _OWN:
            return _("Eigener Abschnitt")
        clause = next(each for each in self.text.clauses if each.key == place[0])
        return _start(clause.heading, clause.paragraphs[place[1]].text)


class TranslationEditing:
    """Each German paragraph in force with what stands beside it; the own clause too, paragraph by paragraph."""

    def __init__(self, german: PaperText, second: PaperText) -> None:
        self.text = second
        self._german = german
        self._lines: list[Line] = translations.lines(german, second)
        self._said: dict[tuple[str, int], str] = {}
        self._headings: dict[str, str] = {}

    def captions(self) -> list[str]:
        marks = {Fit.FITS: "", Fit.OUTDATED: _("Passt nicht mehr") + " – ", Fit.MISSING: _("Fehlt") + " – "}
        return [marks[self.fit(at)] + _start(line.german_heading, line.german) for at, line in enumerate(self._lines)]

    def german(self, at: int) -> str:
        return self._lines[at].german

    def fit(self, at: int) -> Fit:
        line = self._lines[at]
        if line.place in self._said:
            return Fit.FITS if self._said[line.place].strip() else Fit.MISSING
        return line.fit

    def heading(self, at: int) -> str | None:
        line = self._lines[at]
        if line.place[1] or not line.german_heading:
            return None
        return self._headings.get(line.place[0], line.heading)

    def words(self, at: int) -> str:
        line = self._lines[at]
        return self._said.get(line.place, line.said)

    def hint(self, _at: int) -> str:
        return _("Platzhalter wie im Deutschen. Leer gelassen, steht dort der Hinweis auf den deutschen Text.")

    def take(self, at: int, words: str, heading: str) -> None:
        line = self._lines[at]
        self._said[line.place] = words
        if self.heading(at) is not None:
            self._headings[line.place[0]] = heading

    def wanted(self, reviewer: str) -> PaperText:
        made = translations.with_changes(self._german, self.text, self._said, self._headings)
        return replace(made, reviewer=reviewer, reviewed=bool(reviewer))


Editing = GermanEditing | TranslationEditing


def _start(heading: str, words: str) -> str:
    start = " ".join(words.split()[:7])
    return f"{heading}: {start} …" if heading else f"{start} …"
