import pytest

from owners.rules.recognition import nifs

KNOWN = nifs.Neighbours.of(["H47051206", "H47091558", "B47218300"])


def _values(text):
    return [one.value for one in nifs.spotted(text)]


@pytest.mark.parametrize(
    "text",
    ["NIF: H47051206", "C.I.F. H-47051206", "h 47.051.206", "ESH47051206", "VAT number ESH47051206.", "(H47051206)"],
)
def test_a_nif_is_found_however_it_is_written(text):
    assert [(one.value, one.is_valid) for one in nifs.spotted(text)] == [("H47051206", True)]


def test_numbers_of_people_and_of_other_countries_are_found_too():
    text = "DNI 12345678-Z, USt.-Id.-Nr.: DE136695976, TVA : FR11999999998"

    assert _values(text) == ["12345678Z", "DE136695976", "FR11999999998"]


def test_telephones_accounts_and_references_are_no_nifs():
    assert _values("Tel. 983 000 000, IBAN ES9121000418450200051332, GLN 4000001123452, ref. GE2020211") == []


def test_one_that_lacks_a_digit_is_found_behind_its_label():
    assert [(one.value, one.is_valid) for one in nifs.spotted("NIF H4705120? de la comunidad")] == [
        ("H4705120?", False)
    ]


@pytest.mark.parametrize("read", ["H4705120?", "H4705120", "H47051207", "H470512066", "H47052106", "47051206"])
def test_a_slip_away_is_the_known_number(read):
    assert KNOWN.near(read) == ["H47051206"]


@pytest.mark.parametrize("read", ["H47051206", "H47099999", "", "H4"])
def test_what_is_right_or_far_off_has_no_neighbour(read):
    assert KNOWN.near(read) == []
