import pytest

from allegedly.linking.copies import common, copied, promising, sketch
from tests.linking.copies.texts import edited, first_words, last_words, prose

REPORT = prose(300)
FURNITURE = " Share this. Read more. Subscribe to our letter and never miss a tide. " + prose(40, seed=9)


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.upper(),
        first_words(REPORT, 180),
        last_words(REPORT, 150),
        edited(REPORT, 0.05),
        FURNITURE + edited(REPORT, 0.05) + FURNITURE,
        f"Our own correspondent writes: {first_words(REPORT, 100)}",
    ],
    ids=["same", "capitals", "cut", "last half", "edited", "between furniture", "cut behind a line of its own"],
)
def test_a_report_in_another_form_is_a_copy(copy: str) -> None:
    assert copied(sketch(REPORT), sketch(copy))
    assert common(sketch(REPORT), sketch(copy)) == common(sketch(copy), sketch(REPORT))


@pytest.mark.parametrize(
    "other",
    [
        prose(300, seed=1),
        f"{prose(120, seed=1)} {first_words(REPORT, 80)} {prose(100, seed=2)}",
        edited(REPORT, 0.3),
        "",
        "Storm!",
    ],
    ids=["another", "long quote in common", "rewritten", "empty", "one word"],
)
def test_another_report_is_no_copy(other: str) -> None:
    assert not copied(sketch(REPORT), sketch(other))
    assert not copied(sketch(other), sketch(REPORT))


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert not copied(sketch(""), sketch(""))


def test_a_form_filled_in_anew_every_week_is_no_copy_but_the_same_text_is() -> None:
    later = sketch(edited(REPORT, 0.05), day=1_008)
    assert not copied(sketch(REPORT, day=1_000), later)
    assert copied(sketch(REPORT, day=1_001), later)
    assert copied(sketch(REPORT), later)
    assert copied(sketch(REPORT, day=1), sketch(REPORT, day=9_999))


def test_a_few_words_in_common_are_a_copy_only_if_they_are_all() -> None:
    flash = prose(20)
    assert copied(sketch(flash), sketch(f"{flash} {prose(60, seed=1)}"))
    assert not copied(sketch(f"{flash} {prose(8, seed=2)}"), sketch(f"{flash} {prose(60, seed=1)}"))


def test_an_item_of_a_long_roundup_is_no_copy_of_it() -> None:
    roundup = " ".join(prose(60, seed=seed) for seed in range(30))
    assert not copied(sketch(prose(60, seed=7)), sketch(roundup))


def test_copies_are_promising_by_the_keys_they_share_and_shared_notices_are_not() -> None:
    report, copy = sketch(REPORT), sketch(edited(REPORT, 0.05))
    shared = len(set(report.keys) & set(copy.keys))
    assert promising(report, copy.size, copy.level, shared)
    assert promising(copy, report.size, report.level, shared)
    assert not promising(report, 300, report.level, 1)
