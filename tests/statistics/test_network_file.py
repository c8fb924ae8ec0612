import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from towns import beckum

from mentorhub import paths
from mentorhub.statistics import catalogue
from mentorhub.statistics.catalogue import NetworkFileError

SHIPPED = paths.resources() / "network" / "beckum.json"


def changed(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    given = json.loads(SHIPPED.read_text(encoding="utf-8"))
    change(given)
    path = tmp_path / "network.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def test_the_shipped_file_for_beckum_is_sound() -> None:
    network = beckum()
    tables = [table.code for population in network.catalogue.populations for table in population.tables]
    assert tables == [
        "mentees_geschlecht",
        "mentees_alter",
        "mentees_region",
        "paten_geschlecht",
        "paten_alter",
        "patenschaften_programm",
        "patenschaften_handlungsfeld",
    ]
    assert network.catalogue.not_recorded
    assert network.catalogue.not_allowed


def test_unknown_and_missing_codes_go_to_the_rest_never_to_a_new_group() -> None:
    sex, age, region = beckum().catalogue.population("mentees").tables
    assert sex.cell_of({"sex": "female"}).code == "weiblich"
    assert sex.cell_of({"sex": "diverse"}).code == sex.cell_of({"sex": "???"}).code == sex.cell_of({}).code
    assert [age.cell_of({"age": str(years)}).code for years in (0, 17, 18, 26, 27, 99)] == [
        "bis_17", "bis_17", "18_bis_26", "18_bis_26", "ab_27", "ab_27",
    ]  # fmt: skip
    assert age.cell_of({"age": None}).code == age.cell_of({"age": "-3"}).code == "ka"
    assert region.cell_of({"region": "atlantis"}).code == "andere_ka"


def test_a_new_member_of_the_network_leaves_the_catalogue_as_it_is(tmp_path: Path) -> None:
    more = changed(tmp_path, lambda file: file["associations"].append({"code": "NEU", "name": "Neu"}))
    assert catalogue.load(more).sha256 == beckum().sha256


def _population(file: dict[str, Any], place: int) -> Any:
    return file["catalogue"]["populations"][place]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file["parameters"].update(base=3),
        lambda file: file["parameters"].update(gate=2),
        lambda file: file["parameters"]["minimum"].update(sex=3),
        lambda file: file["parameters"]["minimum"].update(region=5),
        lambda file: file["parameters"].update(hours_mentors=1),
        lambda file: file["parameters"].update(hours_noise_percent=[0, 5]),
        lambda file: file["parameters"].update(town_associations=2),
        lambda file: _population(file, 0)["tables"][0].update(feature="nationality"),
        lambda file: _population(file, 0)["tables"][0]["cells"].pop(),
        lambda file: _population(file, 0)["tables"][1]["cells"][1].update({"from": 15}),
        lambda file: _population(file, 0)["tables"].append(_population(file, 2)["tables"][0]),
        lambda file: _population(file, 0).update(figure="unheard_of"),
        lambda file: file["associations"].append({"code": "../x", "name": "x"}),
        lambda file: file.update(format=99),
        lambda file: file.pop("parameters"),
        lambda file: file.update(minimum_program_version="99.0"),
    ],
)
def test_a_network_file_cannot_weaken_the_protection(
    change: Callable[[dict[str, Any]], object], tmp_path: Path
) -> None:
    with pytest.raises(NetworkFileError, match="Es wurde nichts geschrieben"):
        catalogue.load(changed(tmp_path, change))


def test_a_missing_or_broken_network_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NetworkFileError, match="gibt es nicht"):
        catalogue.load(tmp_path / "none.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(NetworkFileError, match="lässt sich nicht lesen"):
        catalogue.load(broken)
