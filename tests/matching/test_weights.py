from datetime import date

import pytest

from make import Make
from mentorhub import districts, pairings
from mentorhub.choices import EndedBy, EndReason, Level
from mentorhub.db.database import Database
from mentorhub.db.tables import RuleSetting
from mentorhub.districts import District
from mentorhub.errors import FieldError
from mentorhub.matching import weights
from mentorhub.matching.effect import effect
from mentorhub.matching.measures import entries, shipped
from mentorhub.matching.suggest import suggest


def names(make: Make, **options: object) -> set[tuple[str, str]]:
    with make.database.reading() as session:
        proposal = suggest(session, make.today, **options)  # type: ignore[arg-type]
    return {(pair.mentor_name, pair.mentee_name) for pair in proposal.pairs}


def near_or_fluent(make: Make) -> None:
    """One mentee between a mentor next door and one who speaks her language."""
    make.mentor(first_name="Nah", last_name="", district="Vellern", languages=(("de", Level.NATIVE),))
    make.mentor(first_name="Gut", last_name="", district="Roland", languages=(("ti", Level.NATIVE),))
    spoken = (("ti", Level.NATIVE), ("de", Level.A2))
    make.mentee(first_name="Abel", last_name="", district="Vellern", languages=spoken)


def test_without_own_values_the_shipped_ones_count(database: Database) -> None:
    with database.reading() as session:
        measures = weights.measures(session)
        assert {rule.key: rule.value for rule in weights.weights(session)} == shipped().weights
        assert all(rule.value == rule.default and rule.source for rule in weights.limits(session))
        assert len(weights.weights(session)) + len(weights.limits(session)) == len(entries())
    assert measures.weights == shipped().weights
    assert "Neubeckum" in measures.neighbours["Beckum"]


def test_an_own_weight_counts_in_every_proposal_until_it_is_taken_back(make: Make) -> None:
    near_or_fluent(make)
    assert names(make) == {("Gut", "Abel")}
    with make.writing() as session:
        weights.set_weight(session, "nearness", 100)
    assert names(make) == {("Nah", "Abel")}
    with make.writing() as session:
        weights.reset_weights(session)
    assert names(make) == {("Gut", "Abel")}


def test_sliders_show_which_pairs_come_and_go(make: Make, today: date) -> None:
    near_or_fluent(make)
    make.mentor(first_name="Dritte", last_name="")
    make.mentee(first_name="Olha", last_name="", languages=(("uk", Level.NATIVE),), mediator_planned=True)
    with make.database.reading() as session:
        changed = effect(session, today, {"nearness": 100})
        same = effect(session, today, {"nearness": 12})
    assert ("Nah", "Abel") in {(pair.mentor_name, pair.mentee_name) for pair in changed.come}
    assert ("Gut", "Abel") in {(pair.mentor_name, pair.mentee_name) for pair in changed.go}
    assert len(changed.come) == len(changed.go)
    assert (same.come, same.go, same.kept) == ((), (), 2)
    assert same.text == "Der Vorschlag bleibt, wie er ist."


@pytest.mark.parametrize("value", [-1, 101])
def test_a_weight_beyond_the_slider_is_refused(database: Database, value: int) -> None:
    with pytest.raises(FieldError, match="0 bis 100"), database.writing() as session:
        weights.set_weight(session, "language", value)


def test_a_limit_must_be_one_of_its_choices_and_each_has_its_words(database: Database) -> None:
    with pytest.raises(FieldError, match="Möglichkeiten"), database.writing() as session:
        weights.set_limit(session, "limit.weaker_level", "fluent")
    with database.reading() as session:
        choices = {choice for rule in weights.limits(session) for choice in rule.choices}
    assert {weights.choice_label(choice) for choice in choices} >= {"nie", "immer", "A2", "Muttersprache"}


def test_a_value_that_can_no_longer_be_read_falls_back_to_the_default(database: Database) -> None:
    with database.writing() as session:
        session.add(RuleSetting(key="matching.limit.ended_pairs_again", value="perhaps"))
        session.add(RuleSetting(key="matching.weight.horoscope", value="90"))
    with database.reading() as session:
        assert weights.measures(session).ended_pairs_again == "never"


def test_a_good_pairing_may_come_again_if_the_organisation_wants_it(make: Make) -> None:
    pairing = make.pairing()
    with make.writing() as session:
        pairings.end(session, pairing, make.today, EndReason.GOAL, EndedBy.BOTH, back_to_waiting=True, today=make.today)
    assert names(make) == set()
    with make.writing() as session:
        weights.set_limit(session, "limit.ended_pairs_again", "good")
    assert len(names(make)) == 1
    with make.writing() as session:
        weights.reset_limit(session, "limit.ended_pairs_again")
    assert names(make) == set()


def test_the_own_districts_decide_who_is_near(make: Make) -> None:
    make.mentor(first_name="Nord", last_name="", postcode="12345", wish_districts="sued")
    make.mentor(first_name="West", last_name="", district="West")
    make.mentee(first_name="Mina", last_name="", district="SÜD")
    with make.writing() as session:
        north = District("Nord", ("12345",), frozenset({"Süd"}))
        districts.set_table(session, [north, District("Süd"), District("West")])
    with make.database.reading() as session:
        (pair,) = suggest(session, make.today).pairs
    assert pair.mentor_name == "Nord"
    nearness = next(reason for reason in pair.reasons if reason.criterion == "nearness")
    assert (nearness.points, nearness.most) == (6, 10)
