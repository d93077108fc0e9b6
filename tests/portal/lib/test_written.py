from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from portal.lib import written


@pytest.mark.parametrize(("language", "words"), [("es", "1.264,30\xa0€"), ("en", "1,264.30\xa0€")])
def test_an_amount_is_written_as_its_reader_writes_it(language, words):
    with translation.override(language):
        assert written.amount(Decimal("1264.3")) == words


def test_another_currency_keeps_its_name():
    assert written.amount(Decimal("-5"), "CHF") == "-5,00\xa0CHF"


def test_a_day_is_written_in_figures():
    assert written.day(date(2026, 11, 5)) == "05/11/2026"
