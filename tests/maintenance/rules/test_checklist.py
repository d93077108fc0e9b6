from collections import Counter

import pytest

from maintenance.enums import Drive, Frequency
from maintenance.rules import checklist

LIBRARY = checklist.library()


def _numbers(drive, scope):
    return [line["number"] for line in checklist.due(LIBRARY, drive=drive, scope=scope)]


def test_the_library_has_seventy_items_in_order():
    assert [line["number"] for line in LIBRARY] == list(range(1, 71))


@pytest.mark.parametrize("line", LIBRARY, ids=lambda line: str(line["number"]))
def test_every_item_is_worded_in_both_languages_and_plainly(line):
    words = [line[name][language] for name in ("group", "text", "plain") for language in ("es", "en")]

    assert all(word and word == word.strip() and not word.endswith(".") for word in words)
    assert line["text"]["es"] != line["plain"]["es"]


def test_items_are_due_at_the_more_frequent_of_two_frequencies():
    assert Counter(line["frequency"] for line in LIBRARY) == {"M": 21, "T": 12, "S": 26, "A": 11}


def test_the_library_claims_no_paid_standard():
    text = (checklist.Path(checklist.__file__).parent / "checklist.tsv").read_text()

    assert "58720" not in text + checklist.NAME
    assert "UNE" not in text + checklist.NAME


def test_a_monthly_visit_of_a_traction_lift_owes_its_monthly_items():
    assert _numbers(Drive.TRACTION, Frequency.MONTHLY) == [
        *(1, 22, 23, 36, 37, 38, 40, 42, 43, 45, 46, 47, 48, 49, 53, 66, 70)
    ]


def test_a_hydraulic_lift_owes_its_power_unit_and_no_machine():
    hydraulic = _numbers(Drive.HYDRAULIC, Frequency.YEARLY)

    assert set(range(11, 20)) <= set(hydraulic)
    assert set(range(5, 11)) & set(hydraulic) == set()


@pytest.mark.parametrize("drive", Drive)
def test_a_wider_scope_includes_the_narrower_ones(drive):
    scopes = [Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY]
    owed = [set(_numbers(drive, scope)) for scope in scopes]

    assert owed[0] < owed[1] < owed[2] < owed[3]


def test_another_drive_owes_what_every_lift_owes():
    assert {line["drives"] for line in checklist.due(LIBRARY, drive=Drive.OTHER, scope=Frequency.YEARLY)} == {"B"}
