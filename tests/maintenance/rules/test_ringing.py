"""Whom to ring, and when: by example, and as properties of any chain and any clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.rules.ringing import STEP, Chain, Rung, whom

SINCE = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CHAIN = Chain("marta", ["marta", "ivan", "luis"], ["nuria", "rosa"])


def _at(minutes: float) -> datetime:
    return SINCE + timedelta(minutes=minutes)


def _rung(*who: str, at: float = 0) -> list[Rung]:
    return [Rung(one, _at(at)) for one in who]


@pytest.mark.parametrize(
    ("rung", "minutes", "called"),
    [
        ([], 0, ["marta"]),
        (_rung("marta"), 1.9, []),
        (_rung("marta"), 2, ["ivan"]),
        (_rung("marta") + _rung("ivan", at=2), 3.9, []),
        (_rung("marta") + _rung("ivan", at=2), 4, ["luis"]),
        (_rung("marta", "ivan") + _rung("luis", at=4), 6, ["nuria", "rosa"]),
        (_rung("marta", "ivan", "luis") + _rung("nuria", "rosa", at=6), 7, []),
        (_rung("marta", "ivan", "luis") + _rung("nuria", "rosa", at=6), 8, ["marta", "ivan", "luis", "nuria", "rosa"]),
    ],
)
def test_the_next_one_rings_every_two_minutes_and_in_the_end_all(rung, minutes, called):
    assert whom(CHAIN, rung, since=SINCE, now=_at(minutes)) == called


def test_with_nobody_on_duty_the_heads_ring_at_once():
    assert whom(Chain(heads=["nuria", "rosa"]), [], since=SINCE, now=SINCE) == ["nuria", "rosa"]


def test_with_nobody_at_all_nothing_rings():
    assert whom(Chain(), [], since=SINCE, now=_at(30)) == []


def test_whoever_it_is_given_to_rings_without_waiting():
    chain = Chain("luis", ["marta", "ivan"], ["nuria"])

    assert whom(chain, _rung("marta", at=2), since=SINCE, now=_at(2.1)) == ["luis"]
    assert whom(chain, _rung("marta", at=2) + _rung("luis", at=2.1), since=SINCE, now=_at(3)) == []


def test_who_comes_on_duty_meanwhile_rings_before_all_do():
    chain = Chain(None, ["pepe"], ["nuria"])

    assert whom(chain, _rung("marta") + _rung("nuria", at=2), since=SINCE, now=_at(4)) == ["pepe"]


def test_after_a_silence_all_whose_turn_has_come_ring_at_once():
    assert whom(CHAIN, [], since=SINCE, now=_at(5)) == ["marta", "ivan", "luis"]
    assert whom(CHAIN, _rung("marta"), since=SINCE, now=_at(60)) == ["ivan", "luis", "nuria", "rosa"]


def test_a_clock_that_was_set_back_rings_nobody_twice():
    assert whom(CHAIN, _rung("marta", at=10), since=SINCE, now=_at(3)) == []


PEOPLE = st.sampled_from("abcdef")
CHAINS = st.builds(Chain, st.none() | PEOPLE, st.lists(PEOPLE, max_size=4), st.lists(PEOPLE, min_size=1, max_size=3))


@given(CHAINS, st.lists(st.integers(1, 400), min_size=1, max_size=40))
def test_nobody_is_left_out_and_nobody_rings_twice_within_a_step(chain, pauses):
    everybody = {who for link in chain.links for who in link}
    rung, now = [], SINCE
    for pause in pauses:
        called = whom(chain, rung, since=SINCE, now=now)
        recent = {one.who for one in rung if now - one.at < STEP}

        assert len(set(called)) == len(called)
        assert not recent & set(called)
        assert set(called) <= everybody
        rung += [Rung(who, now) for who in called]
        assert {one.who for one in rung} >= _owed(chain, now)
        now += timedelta(seconds=pause)


def _owed(chain: Chain, now: datetime) -> set[str]:
    """The first at once; nobody waits longer for the last than the chain has links, each two steps late at most."""
    links = chain.links
    turns = min(len(links), 1 + (now - SINCE) // (2 * STEP + timedelta(seconds=400)))
    return {who for link in links[:turns] for who in link}


@given(CHAINS)
def test_a_look_every_five_seconds_rings_the_whole_chain_in_its_time(chain):
    rung, first = [], {}
    for seconds in range(0, 1200, 5):
        now = SINCE + timedelta(seconds=seconds)
        for who in whom(chain, rung, since=SINCE, now=now):
            rung.append(Rung(who, now))
            first.setdefault(who, now)

    assert first == {who: SINCE + STEP * place for place, link in enumerate(chain.links) for who in link}
