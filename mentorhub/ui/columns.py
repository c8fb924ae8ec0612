"""How the columns of a list share the room: the less important ones make way before names are cut."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFont, QFontMetrics

from mentorhub.ui.rows_model import Column

_PADDING = 1.05
"""In em: of the style of headings, both sides, and a hair."""


def shown(columns: Sequence[Column], room: float) -> list[int]:
    """The columns there is room for (in em), by place: those with the highest `rank` go first, of equals the last."""
    left = list(range(len(columns)))
    while sum(columns[place].width for place in left) > room:
        place = max(left, key=lambda place: (columns[place].rank, place))
        if columns[place].rank == 0:
            break
        left.remove(place)
    return left


def shares(
    columns: Sequence[Column], room: int, em: float, narrowest: float, heads: Mapping[int, int] | None = None
) -> dict[int, int]:
    """The width of each column shown, all in pixels; together they fill the room.

    Columns shrink to `narrowest`, a part of their width, but not below their heading (`heads`, by place, in pixels)
    nor, if they are firm, below their width; then they need more than the room.
    """
    places = shown(columns, room / em)
    wanted = {place: em * columns[place].width for place in places}
    least = {place: wanted[place] if columns[place].firm else (heads or {}).get(place, 0) for place in places}
    widths: dict[int, float] = {}
    while left := [place for place in places if place not in widths]:
        share = max((room - sum(widths.values())) / sum(wanted[place] for place in left), narrowest)
        short = {place: least[place] for place in left if wanted[place] * share < least[place]}
        widths |= short or {place: wanted[place] * share for place in left}
    rounded = {place: round(widths[place]) for place in places}
    left_over = room - sum(rounded.values())
    if places and 0 < abs(left_over) <= len(places):
        rounded[places[-1]] += left_over
    return rounded


def head_widths(columns: Sequence[Column], font: QFont, em: float, *, lines: int = 1) -> dict[int, int]:
    """What the headings need in one line, or in two, broken where they are shortest."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    wide = QFontMetrics(bold).horizontalAdvance

    def needed(title: str) -> int:
        words = title.split()
        breaks = range(len(words)) if lines > 1 else range(1)
        return min(
            (max(wide(" ".join(part)) for part in (words[:place], words[place:])) for place in breaks), default=0
        )

    return {place: round(needed(column.title) + _PADDING * em) for place, column in enumerate(columns)}
