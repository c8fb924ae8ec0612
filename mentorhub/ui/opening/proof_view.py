"""At the second start: two groups are typed back from the recovery sheet, so that it is known to be at hand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.fields import TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.opening.frame import OpeningView


class ProofView(OpeningView):
    typed = Signal(object)
    """The groups by their place in the key."""
    later = Signal()
    new_sheet = Signal()

    def __init__(self, places: Sequence[int], *, may_put_off: bool) -> None:
        super().__init__(
            _("Haben Sie Ihr Notfallblatt noch?"),
            _(
                "Bitte tippen Sie zur Probe zwei Gruppen davon ab. So ist sicher, dass es da ist, wenn das Kennwort "
                "einmal vergessen wird."
            ),
        )
        self._places = tuple(places)
        self.form = Form()
        for place in self._places:
            self.form.add(str(place), _("{n}. Gruppe").format(n=place + 1), TextField(longest=8), required=True)
        self.column.addWidget(widgets.card(self.form))
        self.go_on = widgets.button(_("Weiter"), self._check, look="primary")
        self.new_button = widgets.button(_("Blatt nicht da? Neues drucken"), self.new_sheet.emit, look="link")
        self.later_button = widgets.button(_("Später"), self.later.emit)
        self.later_button.setToolTip(_("Beim nächsten Start wird noch einmal gefragt."))
        self.later_button.setVisible(may_put_off)
        self.add_buttons(self.new_button, None, self.later_button, self.go_on)
        self.form.field(str(self._places[-1])).returnPressed.connect(self._check)
        self.start_with(self.form.field(str(self._places[0])))

    def refuse(self) -> None:
        """Which of the two is wrong is not told: the sheet is the wrong one, or it was misread."""
        self.setEnabled(True)
        self.form.show_problem(str(self._places[0]), _("Das stimmt nicht mit Ihrem Blatt überein."))

    def _check(self) -> None:
        if self.form.check():
            self.setEnabled(False)
            self.typed.emit({place: self.form.field(str(place)).value() for place in self._places})
