"""What the coordinator has decided about pairs while looking at the proposal; forgotten when the program closes."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from mentorhub.matching.prepared import IdPairs
from mentorhub.matching.suggest import SuggestedPair


class Decisions(QObject):
    """Pairs held and pairs refused: both stand while all others are worked out anew."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: set[tuple[UUID, UUID]] = set()
        self._refused: set[tuple[UUID, UUID]] = set()

    def held(self) -> IdPairs:
        return tuple(self._held)

    def refused(self) -> IdPairs:
        return tuple(self._refused)

    def is_held(self, pair: SuggestedPair) -> bool:
        return key(pair) in self._held

    def hold(self, pair: SuggestedPair, on: bool) -> None:
        (self._held.add if on else self._held.discard)(key(pair))
        self.changed.emit()

    def refuse(self, pair: SuggestedPair) -> None:
        self._held.discard(key(pair))
        self._refused.add(key(pair))
        self.changed.emit()

    def forget(self, pair: SuggestedPair) -> None:
        """Something final was decided about this pair elsewhere."""
        self._held.discard(key(pair))

    def allow_refused(self) -> None:
        self._refused.clear()
        self.changed.emit()


def key(pair: SuggestedPair) -> tuple[UUID, UUID]:
    return pair.mentor_id, pair.mentee_id
