"""The profile sheet of a volunteer, for the first talk."""

from dataclasses import dataclass

from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.papers import forms
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording


@dataclass(frozen=True)
class Data(forms.FormData):
    mobility: str = ""
    hours_per_week: int | None = None
    short_notice: bool = False
    families: bool = False
    districts: str = ""
    experience: str = ""


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, voices, look), author=data.organisation.name, on=data.on
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    profile = data.profile
    made.letterhead()
    made.title(forms.subtitle(data))
    forms.about(made, profile, pronunciation=False, only_year=data.only_year)
    forms.contact(made, profile, channel=data.asks("preferred_channel"))
    if data.asks("mobility"):
        forms.fields(made, [("mobility", words.isolated(data.mobility))])
    forms.languages(made, profile)
    forms.times(made, profile)
    hours = "" if data.hours_per_week is None else str(data.hours_per_week)
    made.space(3)
    forms.fields(made, [("hours", hours)])
    made.ticks([(forms.word(made, "short_notice"), data.short_notice)])
    forms.topics(made, profile)
    forms.wishes(made, profile, [("districts", words.isolated(data.districts))])
    made.ticks([(forms.word(made, "families"), data.families)])
    own_words = [("interests", profile.interests), ("experience", data.experience)]
    asked = [(forms.word(made, column), words.isolated(said)) for column, said in own_words if data.asks(column)]
    if asked:
        made.fields(asked, lines=2)
    made.space(4)
    forms.interview(made)
    made.add((f"{forms.word(made, 'decision')}: {forms.word(made, 'decision_words')}",), layout.DETAIL)
    forms.hint(made)
    return made.flow
