from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.text import NotCanonical, canonical, fold, timestamp


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Calle Núñez de Arce, 14", "calle nunez de arce 14"),
        ("  AVDA.  de  Segovia ", "avda. de segovia"),
        ("RAE 47-003128", "rae 47-003128"),
        ("ÁÉÍÓÚ ü ñ ç", "aeiou u n c"),
        ("", ""),
    ],
)
def test_folding_forgets_case_accents_and_commas(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_canonical_text_sorts_keys_and_leaves_no_space():
    assert canonical({"b": [1, None, True], "a": {"d": "ñ", "c": 2}}) == '{"a":{"c":2,"d":"ñ"},"b":[1,null,true]}'


def test_canonical_text_composes_accents():
    assert canonical({"a": "n\u0303"}) == '{"a":"ñ"}'


def test_values_of_the_trade_have_one_form():
    key = UUID(int=7)

    written = canonical({"day": date(2026, 11, 22), "money": Decimal("5"), "key": key})
    assert written == f'{{"day":"2026-11-22","key":"{key}","money":"5.00"}}'


def test_times_are_utc_with_microseconds():
    madrid = timezone(timedelta(hours=1))

    assert timestamp(datetime(2026, 11, 22, 14, 0, tzinfo=madrid)) == "2026-11-22T13:00:00.000000Z"


@pytest.mark.parametrize("value", [1.5, datetime(2026, 1, 1), object(), {"ñ": 1}])  # noqa: DTZ001 - naive on purpose
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"value": value})


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_timestamp_is_always_27_characters(moment):
    assert len(timestamp(moment)) == 27
