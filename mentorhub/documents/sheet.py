"""What papers are put together from: letterhead, title, clauses, fields to fill in, lines to sign on.

A `Sheet` speaks one language over the whole width, or two side by side: each piece is given in both (`Said`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import fonts, layout, texts, wording, words
from mentorhub.documents.layout import Built, Flowable, Span, Style, Text, TextTooLong
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Said, Wording

BLANK = "_" * 24
BLANK_SHORT = "_" * 11
BLANK_LINES = f"{'_' * 52} {'_' * 94}"
_GAP = 0.5
_PAGES_BESIDE = 4


@dataclass(frozen=True)
class Look:
    """How closely a paper is set."""

    body: Style = layout.BODY
    apart: bool = False
    """Each paragraph of a clause begins a new line."""
    title: float = layout.TITLE.size


ALONE = (Look(replace(layout.BODY, after=3), apart=True), Look(), Look(replace(layout.BODY, leading=13.6, after=3)))
BESIDE = tuple(
    Look(replace(layout.BODY, size=size, leading=round(size * 1.26, 1), after=2.5), title=14)
    for size in (11, 10.4, 9.8)
)
"""Two languages on four pages need smaller letters than one on two."""


class Sheet:
    def __init__(self, organisation: Organisation, voices: tuple[PaperText, ...], look: Look) -> None:
        self.organisation = organisation
        self.voices = voices
        self.look = look
        self.flow: list[Flowable] = []
        self._last: int | None = None
        """Where the last clause begins, if there is one: nobody shall sign on a page that says nothing."""

    def each(self, said: Callable[[PaperText], str]) -> Said:
        return tuple(said(text) for text in self.voices)

    def word(self, key: str, **values: str) -> Said:
        return self.each(lambda text: text.word(key, **values))

    def caption(self, key: str, **values: str) -> str:
        """A word in all languages of the sheet, on one line."""
        return wording.beside(self.word(key, **values))

    def letterhead(self) -> None:
        self.flow += letterhead(self.organisation, self.voices)

    def title(self, subtitle: Said = (), note: bool = False) -> None:
        """With `note`, a translation says that German is binding, and whether anybody has checked it."""
        style = replace(layout.TITLE, size=self.look.title, leading=self.look.title * 1.32)
        self.add(self.each(lambda text: text.title), style, bold=True)
        if any(subtitle):
            self.add(subtitle, layout.SUBTITLE)
        translations = [text for text in self.voices if text.language != "de"]
        if translations:
            keys = ["binding"] + ["unreviewed"] * (note and not translations[0].reviewed)
            self.add(self.each(lambda text: " ".join(_note(text, key) for key in keys)), layout.SMALL)

    def add(self, said: Said, style: Style = layout.BODY, *, bold: bool = False) -> None:
        self.flow.append(self.piece(said, style, bold=bold))

    def say(self, key: str, style: Style = layout.BODY, **values: str) -> None:
        self.add(self.word(key, **values), style)

    def space(self, height: float) -> None:
        self.flow.append(layout.Spacer(1, height))

    def heading(self, said: Said) -> None:
        self.space(4)
        self.flow += layout.kept_with_next([self.piece(said, layout.HEADING, bold=True)])

    def piece(self, said: Said, style: Style, *, bold: bool = False) -> Flowable:
        """A paragraph, or one paragraph in each language side by side."""
        made = [self._text(words_, text, style, bold) for words_, text in zip(said, self.voices, strict=True)]
        return made[0] if len(made) == 1 else layout.grid([[[each] for each in made]], [_GAP] * 2, rules=False)

    def _text(self, said: str, text: PaperText, style: Style, bold: bool) -> Text:
        base = layout.LTR if text.rightwards else layout.RTL
        return Text([Span(said, bold=bold)], style, base, text.language)

    def clauses(
        self,
        facts: frozenset[str],
        values: Callable[[PaperText], Mapping[str, str]] = lambda _text: {},
        *,
        numbered: bool = True,
        ticks: bool = False,
    ) -> None:
        """The clauses that apply, each under its heading; `ticks` puts yes and no before each paragraph's words."""
        style = self.look.body
        self.space(6)
        for number, section in enumerate(self._numbered(facts, values, numbered)):
            paragraphs = [*section.paragraphs]
            if not (self.look.apart or ticks or len(self.voices) > 1):
                paragraphs = [tuple(" ".join(parts) for parts in zip(*paragraphs, strict=True))]
            bodies = [self.piece(each, _with_room(style, each)) for each in paragraphs]
            self._last = len(self.flow) + (len(bodies) if len(bodies) > 2 else 0)
            if any(section.heading):
                head = self.piece(section.heading, layout.HEADING, bold=True)
                first = bodies.pop(0)
                if isinstance(head, Text) and isinstance(first, Text):
                    self.flow += layout.under_heading(head, first)
                else:
                    self.flow += layout.kept_together([head, first])
            boxes = any(each[0].startswith(fonts.TICK_BOX) for each in paragraphs)
            for body in bodies:
                self.flow += [layout.Spacer(1, 2.5), body] if boxes else [body]
            if len(self.voices) > 1:
                self.space(4)
            elif self.look.apart and (number or any(section.heading)):
                self.space(2)

    def _numbered(
        self, facts: frozenset[str], values: Callable[[PaperText], Mapping[str, str]], numbered: bool
    ) -> list[wording.Section]:
        found = wording.sections(self.voices, facts, values)
        if not numbered:
            return found
        count = 0
        for at, section in enumerate(found):
            if section.heading[0]:
                count += 1
                heading = tuple(f"{count}. {words_}" if words_ else "" for words_ in section.heading)
                found[at] = replace(section, heading=heading)
        return found

    def fields(self, rows: Sequence[tuple[str, str]], *, share: float = 0.34, lines: int = 1) -> None:
        """Captions with what is known; a line to write on where nothing is."""
        cells: list[list[list[Flowable]]] = []
        for caption, value in rows:
            written: Flowable = Text(value, layout.BODY) if value else layout.Line(17 * lines)
            cells.append([[Text(caption, replace(layout.DETAIL, colour=layout.GREY))], [written]])
        self.flow.append(layout.grid(cells, [share, 1 - share], rules=False, padding=2.5))

    def ticks(self, choices: Sequence[tuple[str, bool]], *, columns: int = 3, shares: Sequence[float] = ()) -> None:
        """Boxes to tick; those that are known are ticked. `shares` of the width, if not all are equal."""
        style = replace(layout.DETAIL, hang=11.6)
        boxes = [(fonts.TICKED_BOX if on else fonts.TICK_BOX, said) for said, on in choices]
        cells: list[list[Flowable]] = [[Text(f"{box}{words.NO_BREAK_SPACE}{said}", style)] for box, said in boxes]
        cells += [[layout.Spacer(1, 1)]] * (-len(cells) % columns)
        rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
        self.flow.append(layout.grid(rows, shares or [1 / columns] * columns, rules=False, padding=1.5))

    def signatures(self, signers: Sequence[tuple[str, str]], *after: Flowable, columns: int = 2) -> None:
        """Lines to sign on: (role, name) of each; on one page with the last clause and with what comes `after`."""
        where = self.caption("place_and_date")
        captions = [[*filter(None, (name, role)), where] for role, name in signers]
        last = len(self.flow) if self._last is None else self._last
        with_them = self.flow[last:]
        del self.flow[last:]
        self.flow += layout.kept_together([*with_them, layout.signature_lines(captions, columns=columns), *after])


def inline(said: Said) -> str:
    """Both languages on one line; nothing if there is nothing to say."""
    return wording.beside(said) if said[0] else ""


def letterhead(organisation: Organisation, voices: Sequence[PaperText]) -> list[Flowable]:
    """Captions of phone and e-mail in the first language."""
    text = voices[0]
    lines = (
        words.isolated(organisation.address),
        text.word("phone", phone=words.phone(organisation.phone)) if organisation.phone else "",
        text.word("email", email=words.isolated(organisation.email)) if organisation.email else "",
    )
    return layout.Letterhead(words.isolated(organisation.name), lines, organisation.logo).flowables()


def foot(said: Wording, number: str = "") -> layout.Foot:
    """Number, title and version; the pages counted in German."""
    parts = [words.isolated(number), said.german.title, said.german.word("version", version=said.version)]
    return layout.Foot(" · ".join(part for part in parts if part), said.german.words["page"])


def fitted(
    said: Wording,
    story: Callable[[tuple[PaperText, ...], Look], list[Flowable]],
    *,
    author: str,
    number: str = "",
    on: date | None = None,
    pages: int = 2,
) -> Built:
    """The roomiest PDF on at most `pages` pages, or on four for two languages side by side; else the closest.

    Where two languages do not fit side by side (somebody wrote very much), the second one follows on its own sheet.
    """

    def build(flow: list[Flowable]) -> Built:
        return layout.build(
            flow,
            title=" ".join(part for part in (said.german.title, number) if part),
            author=author,
            foot=foot(said, number),
            language="de",
            on=on or said.german.date,
        )

    if said.second is None:
        return _roomiest(lambda look: build(story((said.german,), look)), ALONE, pages)
    try:
        built = _roomiest(lambda look: build(story(said.voices, look)), BESIDE, _PAGES_BESIDE)
    except TextTooLong:
        built = None
    if built is not None and built.pages <= _PAGES_BESIDE:
        return built
    second = wording.aligned(said.german, said.second)
    return _roomiest(
        lambda look: build([*story((said.german,), look), layout.PageBreak(), *story((second,), look)]),
        ALONE,
        _PAGES_BESIDE,
    )


def _roomiest(build: Callable[[Look], Built], looks: Sequence[Look], pages: int) -> Built:
    for look in looks:
        built = build(look)
        if built.pages <= pages:
            break
    return built


def _note(text: PaperText, key: str) -> str:
    """In German what it means for the other side; German texts themselves have no such words to change."""
    return texts.common_words(text.language)[key]


def _with_room(style: Style, said: Said) -> Style:
    """Lines to fill in by hand need room above them."""
    return replace(style, leading=20) if any("___" in each for each in said) else style
