"""What has to be known stands over all pages, one sentence after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mentorhub.text import _
from mentorhub.ui.main_window import MainWindow

if TYPE_CHECKING:
    from mentorhub.app.work import Opened
    from mentorhub.backups import Restored
    from mentorhub.drafts import Kept


@dataclass(frozen=True)
class Banner:
    sentence: str
    words: str = ""
    """Of the button; without any, it only takes the sentence away."""
    clicked: Callable[[], object] | None = None


class Banners:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._waiting: list[Banner] = []

    def show(self, banners: Sequence[Banner]) -> None:
        self._waiting = list(banners)
        self._show_first()

    def put_first(self, sentences: Sequence[str]) -> None:
        self.show([*map(Banner, sentences), *self._waiting])

    def add(self, banners: Sequence[Banner]) -> None:
        self.show([*self._waiting, *banners])

    def done(self, banner: Banner) -> None:
        self.show([each for each in self._waiting if each is not banner])

    def _next(self) -> None:
        self.show(self._waiting[1:])

    def _show_first(self) -> None:
        if not self._waiting:
            self._window.show_banner("")
            return
        first = self._waiting[0]
        self._window.show_banner(first.sentence, first.words or _("Verstanden"), first.clicked or self._next)


def full_disk() -> str:
    return _("Der Datenträger ist ganz voll: Sie können alles ansehen, aber nichts ändern. Bitte schaffen Sie Platz.")


def of(opened: "Opened", *, open_again: Callable[[], object], leave: Callable[[], object]) -> list[Banner]:
    """What there is to know of a folder that has just been opened."""
    found = []
    if opened.state.read_only:
        found.append(Banner(full_disk(), _("Noch einmal öffnen"), open_again))
    found += [Banner(doubt) for doubt in opened.state.doubts]
    if opened.is_sample:
        sample = _("Sie probieren mit erfundenen Menschen. Nichts davon ist echt.")
        found.append(Banner(sample, _("Mit eigenen Daten anfangen"), leave))
    return found


def of_drafts(
    waiting: "Sequence[Kept]", go_on: "Callable[[Kept], object]", done: Callable[[Banner], object]
) -> list[Banner]:
    """What was typed and not saved when the program ended: each leads back into its form."""
    from mentorhub.ui.drafting import sentence

    found: list[Banner] = []
    for kept in waiting:

        def go(kept: "Kept" = kept, place: int = len(found)) -> None:
            done(found[place])
            go_on(kept)

        found.append(Banner(sentence(kept), _("Weiter bearbeiten"), go))
    return found


def of_restored(done: "Restored", *, undo: Callable[[Path], object]) -> Banner:
    """The way back is the backup made just before or, where none could be made, the files set aside."""
    stand = _("Wiederhergestellt ist der Stand vom {when}.").format(
        when=f"{done.backup.made_at.astimezone():%d.%m.%Y, %H:%M}"
    )
    before = done.before
    if before is not None:
        path = before.path
        return Banner(stand, _("Rückgängig machen …"), lambda: undo(path))
    if done.set_aside is None:
        return Banner(stand)
    aside = _("Die Dateien von vorher liegen hier: {path}").format(path=done.set_aside)
    return Banner(f"{stand} {aside}")
