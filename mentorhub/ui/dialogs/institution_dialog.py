"""One partner institution: its name, what it is, and whom to call there."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import institutions
from mentorhub.choices import InstitutionKind
from mentorhub.institutions import InstitutionDetails
from mentorhub.text import _
from mentorhub.ui.fields import ChoiceField, NotesField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.tasks import Tasks


class InstitutionDialog(FormDialog):
    """A new one, or one that is there already. `result_value` is the id of a new one."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        institution_id: UUID | None = None,
        details: InstitutionDetails | None = None,
    ) -> None:
        title = _("Neue Einrichtung") if institution_id is None else _("Einrichtung")
        super().__init__(parent, tasks, title, width=34)
        self._institution_id = institution_id
        self.keep_drafts("institutions", institution_id, title)
        form = self.form
        form.add("name", _("Name"), TextField(longest=200), required=True)
        form.add("kind", _("Art"), ChoiceField(of(InstitutionKind)))
        form.add("contact_name", _("Ansprechperson"), TextField())
        form.add("phone", _("Telefon"), TextField())
        form.add("email", _("E-Mail"), TextField())
        form.add("street", _("Straße"), TextField())
        form.add("postcode", _("Postleitzahl"), TextField(longest=10))
        form.add("city", _("Ort"), TextField())
        form.add("note", _("Notiz"), NotesField(2), hint=_("Nichts über einzelne Menschen."))
        shown = details or InstitutionDetails.model_construct(name="")
        form.set_values(shown.model_dump())

    def save(self) -> None:
        details = InstitutionDetails(**self.form.values())
        if self._institution_id is None:
            self.tasks.save(self, institutions.add, details, then=self.saved, on_field_error=self.form.show_error)
        else:
            self.tasks.save(
                self,
                institutions.change,
                self._institution_id,
                details,
                then=self.saved,
                on_field_error=self.form.show_error,
            )
