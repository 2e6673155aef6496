from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.stories import setting, title
from allegedly.linking.stories.telling import UNTITLED
from allegedly.records import Mention, Place, Reading, Span
from allegedly.sources.document import make_document
from tests.linking.stories.texts import REPORTS, profiles

MILL = ("mill-1", "mill-2", "mill-3")


def test_the_title_is_that_of_the_report_that_has_most_in_common() -> None:
    known = profiles()
    found = title([REPORTS[name][0] for name in (*MILL, "budget")], [known[name] for name in (*MILL, "budget")])
    assert found in {REPORTS[name][0] for name in MILL}


def test_reports_without_a_title_are_passed_over() -> None:
    known = profiles()
    assert title([None, " ", "Mill burns"], [known[name] for name in MILL]) == "Mill burns"
    assert title([None], [known["budget"]]) == UNTITLED
    assert title([], []) == UNTITLED


def reading(published: str | None, *places: str, actor: str | None = None) -> Reading:
    text = "Harrowgate said so."
    span = Span.of(text, 0, 10)
    return Reading(
        make_document(text, published=published),
        places=tuple(Place(f"p{n}", span, "literal", name) for n, name in enumerate(places)),
        mentions=(Mention(span, "name", actor),),
    )


def test_the_setting_counts_reports_not_mentions() -> None:
    told = setting(
        [
            reading("2021-03-03T10:00", "Skarsund", "Skarsund", "Skarsund", actor="coastguard"),
            reading("2021-03-02", "Harrowgate", actor="fire-brigade"),
            reading(None, "Harrowgate", actor="coastguard"),
        ]
    )
    assert (told.first, told.last) == ("2021-03-02", "2021-03-03")
    assert told.places == ("Harrowgate", "Skarsund")
    assert told.actors == ("coastguard", "fire-brigade")


@given(st.permutations([reading("2021-03-03", "A"), reading(None, "B", "A"), reading("2020-01-01")]))
def test_the_setting_does_not_depend_on_order(readings: list[Reading]) -> None:
    assert setting(readings) == setting([reading("2021-03-03", "A"), reading(None, "B", "A"), reading("2020-01-01")])
