import pytest
from django.utils import translation

from portal.views.today.heading import Counts, of


@pytest.mark.parametrize(
    ("counts", "alarm", "rest"),
    [
        (Counts(1, 3, 2), "Alguien dentro", ", tres ascensores parados y dos revisiones fuera de plazo."),
        (Counts(1, 1, 0), "Alguien dentro", " y un ascensor parado."),
        (Counts(1, 0, 0), "Alguien dentro", "."),
        (Counts(2, 2, 1), "Gente dentro de dos ascensores", ", dos ascensores parados y una revisión fuera de plazo."),
        (Counts(0, 1, 21), "", "Un ascensor parado y veintiuna revisiones fuera de plazo."),
        (Counts(0, 0, 1), "", "Una revisión fuera de plazo."),
        (Counts(0, 21, 0), "", "Veintiún ascensores parados."),
        (Counts(0, 0, 140), "", "140 revisiones fuera de plazo."),
        (Counts(), "", "Ningún ascensor parado y ninguna revisión fuera de plazo."),
    ],
)
def test_the_day_is_one_sentence(counts, alarm, rest):
    with translation.override("es"):
        heading = of(counts, "es")

    assert (heading.alarm, heading.rest) == (alarm, rest)
