import io
import json
from typing import Any

from hypothesis import given, settings
from prov.model import ProvActivity, ProvBundle, ProvDocument

from allegedly.export.kept import Kept
from allegedly.export.prov import write
from allegedly.records import Reading
from tests.readings import reading, readings


def written(*kept: Kept) -> str:
    file = io.StringIO()
    assert write(kept, file) == len(kept)
    return file.getvalue()


def bundles(*kept: Kept) -> list[ProvBundle]:
    document = ProvDocument.deserialize(content=written(*kept), format="json")
    found: list[ProvBundle] = list(document.bundles)
    return found


def relations(bundle: ProvBundle, kind: str) -> list[tuple[str, ...]]:
    return [
        tuple(
            str(value).removeprefix(f"allegedly:{reading().document.id}") for _, value in record.formal_attributes[:2]
        )
        for record in bundle.records
        if record.get_type().localpart == kind
    ]


def test_a_claim_is_attributed_to_its_source_and_generated_by_the_reading() -> None:
    [bundle] = bundles(Kept(reading(), "2021-03-05T10:00:00+00:00"))
    assert (":c1", "allegedly:actor:RUR.harbour-ministry") in relations(bundle, "Attribution")
    assert (":c1", ":reading") in relations(bundle, "Generation")
    assert (":c2", ":c1") in relations(bundle, "Influence")
    derived = relations(bundle, "Derivation")
    assert (":e1", ":c1") in derived
    assert (":e2", "") in derived
    [activity] = [record for record in bundle.records if isinstance(record, ProvActivity)]
    assert str(activity.get_endTime()).startswith("2021-03-05 10:00")


def test_a_new_version_is_a_revision() -> None:
    [bundle] = bundles(Kept(reading(), None, "0123"))
    assert ("", "allegedly:0123") in relations(bundle, "Derivation")


def test_a_bundle_for_each_document() -> None:
    assert len(bundles(Kept(reading()), Kept(reading(outlet="Another")))) == 2
    assert bundles() == []


@settings(max_examples=25, deadline=None)
@given(drawn=readings())
def test_the_library_reads_and_writes_the_same(drawn: Reading) -> None:
    document = ProvDocument.deserialize(content=written(Kept(drawn)), format="json")
    assert ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document
    [bundle] = document.bundles
    data: dict[str, Any] = json.loads(written(Kept(drawn)))
    [ours] = data["bundle"].values()
    assert len(bundle.records) == sum(map(len, ours.values()))
