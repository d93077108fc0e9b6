import pytest

from maintenance.rules import makers


@pytest.mark.parametrize(
    "name", ["OTIS", "Otis ", "Otis GmbH", "OTIS, S. A.", "Otis S.A.", "Ascensores Otis", "OTIS-GmbH & Co. OHG"]
)
def test_one_maker_is_known_in_all_its_spellings(name):
    assert makers.key(name) == "otis"


@pytest.mark.parametrize(
    ("one", "other"), [("Thyssen", "Thyssen Krupp"), ("Orona", "Orbea"), ("Lift GmbH", "Aufzug AG")]
)
def test_two_makers_stay_two(one, other):
    assert makers.key(one) != makers.key(other)


def test_makers_written_in_several_ways_are_told_with_their_counts():
    counts = {"Otis": 4, "Kone": 9, "OTIS GmbH": 20, "KONE": 8, "Orona": 1}

    assert makers.spellings(counts) == [[("OTIS GmbH", 20), ("Otis", 4)], [("Kone", 9), ("KONE", 8)]]
