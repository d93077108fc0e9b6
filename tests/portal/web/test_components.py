"""Small pieces of pages."""

import pytest
from django.utils import translation

from portal.web.templatetags.components import weight


@pytest.mark.parametrize(
    ("octets", "language", "said"),
    [
        (0, "es", "1 kB"),
        (42_149, "es", "42 kB"),
        (999_499, "es", "999 kB"),
        (1_260_000, "es", "1,3 MB"),
        (1_260_000, "en", "1.3 MB"),
    ],
)
def test_a_file_is_weighed_in_one_unit(octets, language, said):
    with translation.override(language):
        told = weight(octets)

    assert told == said.replace(" ", "\N{NO-BREAK SPACE}")
