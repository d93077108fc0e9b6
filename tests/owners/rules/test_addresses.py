import pytest

from owners.rules import addresses


@pytest.mark.parametrize(
    ("address", "street", "town"),
    [
        ("Calle Mayor 14, 47001 Valladolid", "Calle Mayor 14", "47001 Valladolid"),
        ("Calle Mayor, 14, 3.º B - 47001 Valladolid", "Calle Mayor, 14, 3.º B", "47001 Valladolid"),
        ("Calle Mayor 14\n47001  Valladolid", "Calle Mayor 14", "47001 Valladolid"),
        ("Calle Mayor 14", "Calle Mayor 14", ""),
        ("47001 Valladolid", "", "47001 Valladolid"),
        ("", "", ""),
    ],
)
def test_street_and_town_are_told_apart(address, street, town):
    assert addresses.parted(address) == (street, town)


def test_a_postman_walks_by_street_then_by_number_as_a_number_then_by_door():
    way = [
        "Calle Mayor 2, 47001 Valladolid",
        "C/ Mayor, n.º 10, 2.º A, 47001 Valladolid",
        "Calle Mayor, 10, 10.º A, 47001 Valladolid",
        "Calle Mayor 14 bis, 47001 Valladolid",
        "Plaza Mayor 3, 47001 Valladolid",
        "Calle 2 de Mayo 11, 47004 Valladolid",
        "Calle Santiago s/n, 47001 Valladolid",
        "Avda. de Zamora 5, 47008 Valladolid",
        "Calle Abadía 1, 49001 Zamora",
    ]
    told = sorted(way[4:] + way[:4], key=addresses.walk)

    assert [one for one in told if "Mayor" in one and "2 de" not in one] == way[:5]
    assert told[-1] == way[-1]
    assert addresses.walk(way[5]).number == 11


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C/ de la Mayor 14", "Calle Mayor 14"),
        ("Avda. Segovia 3", "Avenida de Segovia, 3"),
        ("Pza. Mayor, núm. 8", "Plaza Mayor 8"),
        ("Plaza 1.º de Mayo, 3", "plaza 1.º de mayo n.º 3"),
    ],
)
def test_the_same_place_written_otherwise_is_the_same_place(one, other):
    assert addresses.walk(one) == addresses.walk(other)


def test_the_window_shows_who_where_and_the_town_last():
    name = "Comunidad de propietarios de la urbanización Jardines del Pisuerga, fase segunda"

    assert addresses.window(name, "Calle Mayor 14, 3.º B, 47001 Valladolid") == [
        "Comunidad de propietarios de la urbanización",
        "Jardines del Pisuerga, fase segunda",
        "Calle Mayor 14, 3.º B",
        "47001 Valladolid",
    ]


def test_no_address_however_written_is_wider_or_longer_than_the_window():
    shown = addresses.window("x" * 300, "Calle " + "y" * 200 + " 3, 47001 " + "z" * 90)

    assert len(shown) <= 5
    assert max(len(line) for line in shown) <= addresses.WIDEST
