"""How the columns of a list share the room: the less important ones make way before names are cut."""

from collections.abc import Sequence

from mentorhub.ui.rows_model import Column


def shown(columns: Sequence[Column], room: float) -> list[int]:
    """The columns there is room for (in em), by place: those with the highest `rank` go first, of equals the last."""
    left = list(range(len(columns)))
    while sum(columns[place].width for place in left) > room:
        place = max(left, key=lambda place: (columns[place].rank, place))
        if columns[place].rank == 0:
            break
        left.remove(place)
    return left


def shares(columns: Sequence[Column], room: int, em: float, narrowest: float) -> dict[int, int]:
    """The width of each column shown, all in pixels; together they fill the room.

    Columns shrink to `narrowest`, a part of their width; then they need more than the room.
    """
    places = shown(columns, room / em)
    wanted = {place: em * columns[place].width for place in places}
    share = max(room / sum(wanted.values()), narrowest)
    widths = {place: round(width * share) for place, width in wanted.items()}
    if places and share > narrowest:
        widths[places[-1]] += room - sum(widths.values())
    return widths
