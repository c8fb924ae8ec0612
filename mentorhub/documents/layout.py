"""The page: letterhead, foot, headings, things side by side, places to sign, and the finished PDF."""

import io
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)
from reportlab.platypus.doctemplate import LayoutError

from mentorhub.documents import fonts, words
from mentorhub.documents.fonts import MissingGlyphs
from mentorhub.documents.paragraph import BLACK, BODY, LTR, RTL, Colour, Span, Style, Text
from mentorhub.documents.tagging import Element, Tags, describe
from mentorhub.documents.words import NO_BREAK_SPACE, UNDRAWN
from mentorhub.errors import MentorHubError
from mentorhub.text import _

__all__ = [
    "BODY",
    "LTR",
    "RTL",
    "Flowable",
    "MissingGlyphs",
    "PageBreak",
    "Spacer",
    "Span",
    "Style",
    "Text",
    "build",
    "grid",
    "kept_together",
    "listed",
    "section",
    "signature_lines",
    "under_heading",
]

rl_config.useA85 = 0  # plain bytes instead of printable ones: a fifth smaller, and quicker

LEFT, RIGHT, TOP, BOTTOM = 62.0, 56.0, 46.0, 54.0
"""The margins in points; the left one leaves room for punched holes."""
TEXT_WIDTH = A4[0] - LEFT - RIGHT

GREY: Colour = (0.36, 0.39, 0.43)
ACCENT: Colour = (0.09, 0.33, 0.45)
RULE: Colour = (0.72, 0.75, 0.79)

SMALL = Style(size=9, leading=12, colour=GREY, after=0)
LIST = Style(hang=12.8, after=3, tag="LI")
"""An item whose first word is its sign: a number, a box to tick. Goes into `listed`."""
HEADING = Style(leading=15, colour=ACCENT, before=1, after=0, tag="H2")
TITLE = Style(size=19, leading=25, after=1, tag="H1")
SUBTITLE = Style(size=11, leading=15, colour=GREY, after=8)
LABEL = Style(size=9, leading=12, colour=GREY, after=0)
NAME = Style(size=12, leading=16, after=0)
DETAIL = Style(size=10, leading=13.5, after=0)
KEY = Style(size=18, leading=28, pitch=920, after=0)


class TextTooLong(MentorHubError):
    """Something that has to stay in one piece, such as a name, is longer than a page."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ein Name oder eine andere Angabe ist zu lang für das Papier. Es wurde kein Papier erstellt, Ihre"
                " Angaben sind unverändert. Bitte kürzen Sie die Angabe und drucken Sie dann noch einmal."
            )
        )


class PaperCanvas(Canvas):
    """Keeps the pages until their number is known, then adds the foot of each; knows the fonts of this PDF."""

    _doc: Any
    _code: list[str]
    _startPage: Any  # noqa: N815 - reportlab's name

    def __init__(self, *args: Any, foot: "Foot", on: date, language: str, **options: Any) -> None:
        self._embedded: dict[str, fonts.EmbeddedFont] = {}
        self._kept: list[dict[str, Any]] = []
        self._foot = foot
        self._language = language
        self._on = on
        self._page = 0
        self._headings: list[list[tuple[str, str]]] = [[]]
        self.tags = Tags()
        super().__init__(*args, **{**options, "pdfVersion": (1, 7)})
        self._doc._timeStamp.YMDhms = (on.year, on.month, on.day, 0, 0, 0)

    def _make_preamble(self) -> None:
        """reportlab would name Helvetica on every page, a font nobody embeds."""
        self._preamble = "1 0 0 1 0 0 cm"

    def embedded(self, face: str) -> fonts.EmbeddedFont:
        if face not in self._embedded:
            font = fonts.EmbeddedFont(face, f"F{len(self._embedded) + 1}")
            self._doc.fontMapping[face] = f"/{font.internal_name}"
            self._doc.delayedFonts.append(font)
            self._embedded[face] = font
        return self._embedded[face]

    def element(self, tag: str, language: str, words: str, *, turned: bool = False) -> Element | None:
        """What is drawn next, for screen readers; headings also become bookmarks. `turned`: not drawn as it is said."""
        shown = "".join(letter for letter in words if letter not in UNDRAWN).replace(NO_BREAK_SPACE, " ")
        element = self.tags.element(tag, "" if language == self._language else language, shown if turned else "")
        if element is not None and tag in ("H1", "H2"):
            self._headings[self._page].append((tag, shown))
        return element

    def write(self, operators: str, element: Element | None = None) -> None:
        """Nothing for `element`: what is not read out."""
        self._code.append(f"{self.tags.piece(element, self._page)} {operators} EMC")

    def item(self) -> AbstractContextManager[None]:
        """What is drawn in between is one item of a list."""
        return self.tags.inside("LI")

    @contextmanager
    def unread(self) -> Iterator[None]:
        """What reportlab draws in between is not read out."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802
        kept = dict(self.__dict__)
        for shared in ("_page", "_headings", "_kept"):
            del kept[shared]
        self._kept.append(kept)
        self._page += 1
        self._headings.append([])
        self._startPage()

    def save(self) -> None:
        for number, kept in enumerate(self._kept, 1):
            self.__dict__.update(kept)
            self._page = number - 1
            self._bookmark()
            with self.tags.foot():
                self._foot.draw(self, number, len(self._kept))
            super().showPage()
        self.tags.write(self._doc, self._doc.Pages.pages, self._language)
        self.setViewerPreference("DisplayDocTitle", "true")
        info = self._doc.info
        describe(self._doc, info.title, info.author, self._language, self._on)
        super().save()

    def _bookmark(self) -> None:
        for place, (tag, heading) in enumerate(self._headings[self._page]):
            key = f"h{self._page}-{place}"
            self.bookmarkPage(key)
            self.addOutlineEntry(heading, key, level=0 if tag == "H1" or not self._titled else 1)
            self._titled = self._titled or tag == "H1"

    _titled = False


@dataclass(frozen=True)
class Foot:
    """What stands at the foot of every page. `pages` holds the placeholders {page} and {pages}."""

    left: str
    pages: str

    def draw(self, canvas: PaperCanvas, page: int, of: int) -> None:
        if not (self.left or self.pages):
            return
        canvas.write("{:.3f} {:.3f} {:.3f} RG 0.5 w".format(*RULE))
        canvas.write(f"{LEFT:g} {BOTTOM - 10:g} m {LEFT + TEXT_WIDTH:g} {BOTTOM - 10:g} l S")
        for text, align in ((self.left, "start"), (self.pages.format(page=page, pages=of), "end")):
            line = Text(text, replace(SMALL, size=8.5, align=align))
            _width, height = line.wrapOn(canvas, TEXT_WIDTH, BOTTOM)
            line.drawOn(canvas, LEFT, BOTTOM - 14 - height)


@dataclass(frozen=True)
class Letterhead:
    """Who the paper comes from. Empty lines are left out."""

    organisation: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = None

    def flowables(self, *, after: float = 12) -> list[Flowable]:
        name: list[Flowable] = [Text([Span(self.organisation, bold=True)], Style(size=12.5, leading=16, colour=ACCENT))]
        if self.logo is not None:
            name = [Logo(self.logo), Spacer(1, 3), *name]
        contact = [Text(line, replace(SMALL, align="end")) for line in self.lines if line]
        table = grid([[name, contact]], [0.5, 0.5], rules=False)
        return [table, Rule(ACCENT, 1.2), Spacer(1, after)]


class Logo(Flowable):
    """The association's sign, at most this high and wide; only decoration for a screen reader."""

    HIGHEST, WIDEST = 38.0, 190.0
    canv: Any

    def __init__(self, picture: bytes) -> None:
        super().__init__()
        self._picture = ImageReader(io.BytesIO(picture))
        across, down = self._picture.getSize()
        scale = min(self.HIGHEST / down, self.WIDEST / across)
        self.width, self.height = across * scale, down * scale

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.unread():
            self.canv.drawImage(self._picture, 0, 0, self.width, self.height)


class Line(Flowable):
    """Lines to write on, 17 points apart, over this height."""

    canv: Any

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        self.width, self.height = aW, self._height
        return aW, self._height

    def draw(self) -> None:
        for at in range(round(self._height / 17)):
            self.canv.write(
                "q {:.3f} {:.3f} {:.3f} RG 0.6 w 0 {:g} m {:.3f} {:g} l S Q".format(
                    *GREY, at * 17 + 2, self.width, at * 17 + 2
                )
            )


class Rule(Flowable):
    """A line across the column."""

    canv: Any

    def __init__(self, colour: Colour = RULE, thickness: float = 0.6, gap: float = 4) -> None:
        super().__init__()
        self._colour, self._thickness, self._gap = colour, thickness, gap

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        self.width, self.height = aW, self._gap + self._thickness
        return self.width, self.height

    def draw(self) -> None:
        height = self._thickness / 2
        self.canv.write(
            "q {:.3f} {:.3f} {:.3f} RG {:g} w 0 {:g} m {:.3f} {:g} l S Q".format(
                *self._colour, self._thickness, height, self.width, height
            )
        )


class Grid(Table):
    """Things side by side: read row by row; the rules are not read out."""

    canv: Any

    def _drawLines(self) -> None:  # noqa: N802 - reportlab's name
        with self.canv.unread():
            super()._drawLines()  # type: ignore[misc]

    def _drawBkgrnd(self) -> None:  # noqa: N802 - reportlab's name
        with self.canv.unread():
            super()._drawBkgrnd()  # type: ignore[misc]


def grid(
    rows: Sequence[Sequence[Sequence[Flowable]]],
    shares: Sequence[float],
    *,
    rules: bool = True,
    width: float = TEXT_WIDTH,
    padding: float = 0,
) -> Table:
    """Flowables side by side, tops aligned; `shares` of the width add up to one. `padding` above and below."""
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 6),
        ("RIGHTPADDING", (0, 0), (-2, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 5 if rules else padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6 if rules else padding),
    ]
    if rules:
        style.append(("LINEABOVE", (0, 0), (-1, 0), 0.6, RULE))
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.6, RULE))
    return Grid([list(row) for row in rows], [share * width for share in shares], style=style)


def signature_lines(captions: Sequence[Sequence[str]], *, columns: int = 2, height: float = 30) -> Table:
    """Lines to sign on, each with its captions below: who signs, then what to write."""
    share = 1 / columns
    rows = []
    for at in range(0, len(captions), columns):
        cells = [_signature(lines, height) for lines in captions[at : at + columns]]
        rows.append(cells + [[Spacer(1, 1)]] * (columns - len(cells)))
    return grid(rows, [share] * columns, rules=False)


def under_heading(heading: Text, body: Text) -> list[Flowable]:
    """The heading never stands alone at the foot of a page: at least two lines of its text come with it."""
    _width, height = heading.wrap(TEXT_WIDTH, 0)
    _width, whole = body.wrap(TEXT_WIDTH, 0)
    lines = round(whole / body.style.leading)
    needed = whole if lines <= 3 else 2 * body.style.leading
    return [CondPageBreak(heading.style.before + height + heading.style.after + needed), heading, body]


def section(heading: Text, paragraphs: Sequence[str]) -> list[Flowable]:
    """One paragraph as words, several as a list: each begins with its number or a box to tick."""
    if len(paragraphs) == 1:
        return under_heading(heading, Text(paragraphs[0]))
    items = listed([Text(each, LIST) for each in paragraphs], numbered=paragraphs[0][:1].isdigit())
    return [*under_heading(heading, Text(paragraphs[0], LIST))[:-1], *items]


def listed(items: Sequence[Text], *, numbered: bool = False) -> list[Flowable]:
    """Items in the style of a list, told as one by screen readers."""
    return [_Mark(begins="Decimal" if numbered else "None"), *items, _Mark()]


class _Mark(Flowable):
    """Begins a list with this numbering, or ends it; takes no room."""

    canv: Any

    def __init__(self, begins: str = "") -> None:
        super().__init__()
        self._begins = begins
        self.keepWithNext = bool(begins)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        return 0, 0

    def draw(self) -> None:
        if self._begins:
            self.canv.tags.begin("L", ListNumbering=self._begins)
        else:
            self.canv.tags.end()


def address(lines: Sequence[str], width: float, height: float) -> list[Text]:
    """As large as the window or label has room for. Raises `TextTooLong`: half an address reaches nobody."""
    for size in (11, 9.5, 8, 7):
        made = [Text(line, Style(size=size, leading=round(size * 1.27, 1))) for line in lines]
        if sum(text.wrap(width, height)[1] for text in made) <= height:
            return made
    raise TextTooLong


def kept_with_next(flowables: Sequence[Flowable]) -> list[Flowable]:
    """Not at the very foot of a page."""
    return [CondPageBreak(70), *flowables]


def kept_together(flowables: Sequence[Flowable]) -> list[Flowable]:
    """On one page, whatever comes. What is kept together already is opened: reportlab can't measure it inside."""
    flat: list[Flowable] = []
    for each in flowables:
        flat += each._content if isinstance(each, KeepTogether) else [each]  # type: ignore[attr-defined]
    return [KeepTogether(flat)]


def _signature(captions: Sequence[str], height: float) -> list[Flowable]:
    grey = replace(SMALL, leading=11.5)
    styles = (replace(grey, colour=BLACK), *[grey] * len(captions))
    lines = [Text(line, style) for line, style in zip(captions, styles, strict=False) if line]
    return [Spacer(1, height), Rule(GREY, 0.7), Spacer(1, 2), *lines]


class Built(NamedTuple):
    pdf: bytes
    pages: int


def build(story: Sequence[Flowable], *, title: str, author: str, foot: Foot, language: str, on: date) -> Built:
    """The PDF, dated `on`. Same story, same bytes: no clock and no chance goes in."""
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=words.bare(title),
        author=words.bare(author),
        creator="MentorHub",
        lang=language,
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(
        LEFT, BOTTOM, TEXT_WIDTH, A4[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    document.addPageTemplates(PageTemplate(frames=[frame]))

    def canvas(*args: Any, **options: Any) -> PaperCanvas:
        return PaperCanvas(*args, foot=foot, on=on, language=language, **options)

    try:
        document.build(list(story), canvasmaker=canvas)
    except LayoutError as error:
        raise TextTooLong from error
    return Built(target.getvalue(), document.page)
