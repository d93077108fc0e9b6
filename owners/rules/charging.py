"""What a line of an electronic invoice charges for, by what it is tied to and by its own words.

An e-invoice names no purpose in our terms; without one a year's cost would all be «otras cosas». What no word says
stays unsaid.
"""

import re
from collections.abc import Mapping

from owners.enums import WhatFor
from portal.lib.text import fold

TIED: Mapping[str, WhatFor] = {"breakdown": WhatFor.REPAIR, "work": WhatFor.WORKS, "quote": WhatFor.WORKS}
# In this order: «mano de obra» is no work on the building, nor is «material» of a repair a part by itself.
WORDS: tuple[tuple[WhatFor, str], ...] = (
    (WhatFor.INSPECTION, r"inspeccion|oca|inspection"),
    (WhatFor.REPAIR, r"repara\w*|averias?|mano de obra|desplazamientos?|rescates?|repairs?|labour|call-?outs?"),
    (WhatFor.FEE, r"cuotas?|mantenimiento|conservacion|maintenance"),
    (WhatFor.PARTS, r"piezas?|recambios?|repuestos?|materiale?s?|llaves?|mandos?|spare parts?"),
    (WhatFor.WORKS, r"moderniza\w*|sustitu\w*|mejoras?|obras?|instalaci\w*|adecua\w*|modernisation|upgrades?"),
)


def what_for(text: str, *, tied_to: str = "") -> WhatFor:
    """What the line is charged for; `tied_to` is the model of the works it names."""
    if tied_to in TIED:
        return TIED[tied_to]
    said = fold(text)
    return next((one for one, words in WORDS if re.search(rf"\b(?:{words})\b", said)), WhatFor.OTHER)
