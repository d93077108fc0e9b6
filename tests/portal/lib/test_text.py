import json
import unicodedata
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


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        datetime(2026, 1, 1),  # noqa: DTZ001 - naive on purpose
        object(),
        {"ñ": 1},
        {1: 1},
        b"bytes",
        {"a", "set"},
        "half a pair \ud800",
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1.005"),
        timedelta(seconds=1),
        float("nan"),
    ],
    ids=lambda value: type(value).__name__,  # the same in every worker of xdist, as no address or set order is
)
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"value": value})


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(codec="ascii"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=5)


def _composed(value):
    """The value as canonical text holds it."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if isinstance(value, dict):
        return {key: _composed(item) for key, item in value.items()}
    return value


@given(OBJECTS)
def test_canonical_text_reads_back_as_what_was_written(value):
    assert json.loads(canonical(value)) == _composed(value)


@given(OBJECTS)
def test_canonical_text_of_what_was_read_is_the_same_text(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(OBJECTS, st.randoms())
def test_the_order_in_which_facts_were_given_leaves_no_trace(value, chance):
    keys = list(value)
    chance.shuffle(keys)

    assert canonical({key: value[key] for key in keys}) == canonical(value)


@given(TEXTS)
def test_composed_and_decomposed_text_are_the_same_bytes(text):
    ways = {canonical({"a": unicodedata.normalize(form, text)}).encode() for form in ("NFC", "NFD")}

    assert len(ways) == 1


@given(OBJECTS)
def test_canonical_text_is_composed_throughout(value):
    assert unicodedata.is_normalized("NFC", canonical(value))


@given(st.floats(), st.sampled_from(["plain", "listed", "nested"]))
def test_a_float_is_refused_however_deep_it_lies(number, where):
    value = {"plain": number, "listed": [1, [number]], "nested": {"a": {"b": number}}}[where]

    with pytest.raises(NotCanonical):
        canonical({"value": value})


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=2))
def test_money_reads_back_as_the_same_money(money):
    text = json.loads(canonical({"money": money}))["money"]

    assert (Decimal(text), len(text.partition(".")[2])) == (money, 2)


def test_nothing_owed_has_no_sign():
    assert canonical({"money": Decimal("-0.00")}) == '{"money":"0.00"}'


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_timestamp_is_always_27_characters(moment):
    assert len(timestamp(moment)) == 27
