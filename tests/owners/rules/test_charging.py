"""What a line of an electronic invoice charges for."""

import pytest

from owners.enums import WhatFor
from owners.rules.charging import what_for


def test_a_line_is_what_its_words_say():
    said = {
        "Cuota de mantenimiento, octubre": WhatFor.FEE,
        "INSPECCIÓN PERIÓDICA (OCA)": WhatFor.INSPECTION,
        "Mano de obra, 2 h": WhatFor.REPAIR,
        "Reparación: material": WhatFor.REPAIR,
        "Dos copias de la llave": WhatFor.PARTS,
        "Sustitución del cuadro de maniobra": WhatFor.WORKS,
        "Maintenance fee": WhatFor.FEE,
        "Obrador, 3 ocas y una cuotilla": WhatFor.OTHER,
        "": WhatFor.OTHER,
    }

    assert {text: what_for(text) for text in said} == said


@pytest.mark.parametrize(
    ("tied_to", "what"),
    [("breakdown", WhatFor.REPAIR), ("work", WhatFor.WORKS), ("quote", WhatFor.WORKS), ("visit", WhatFor.FEE)],
)
def test_what_it_is_tied_to_says_it_before_its_words(tied_to, what):
    assert what_for("Cuota", tied_to=tied_to) == what
