"""What is seen of a letter in the window of its envelope."""

import pytest

from notifications.channels.paper import layout
from notifications.models import PaperLetter
from owners.models import Owner

LONG = "María de los Ángeles Fernández de la Vega y Ortiz de Zárate"


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "owner", "lines"),
    [
        ("Pilar Ortega", "Pilar Ortega", ["Pilar Ortega"]),
        ("Pilar Ortega", "C.P. Calle Mayor 14", ["Pilar Ortega", "C.P. Calle Mayor 14"]),
        (LONG, "C.P. Calle Mayor 14", [LONG[:43], LONG[44:], "C.P. Calle Mayor 14"]),
    ],
)
def test_the_window_says_who_whole_for_whom_and_where(name, owner, lines):
    letter = PaperLetter(owner=Owner(name=owner), name=name, address="Calle Mayor 14, 47001 Valladolid")

    assert layout.window(letter) == [*lines, "Calle Mayor 14", "47001 Valladolid"]
