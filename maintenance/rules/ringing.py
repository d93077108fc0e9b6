"""Whose telephone rings for people shut in a lift, and when the next one's does."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)
STEP = timedelta(minutes=2)  # TOUCHPOINTS, entrapment_unclaimed


@dataclass(frozen=True)
class Chain(Generic[Who]):
    """Who is asked, in this order: whom it was given to, those on duty, and the heads of the office together."""

    given: Who | None = None
    duty: Sequence[Who] = ()
    heads: Sequence[Who] = ()

    @property
    def links(self) -> list[tuple[Who, ...]]:
        """Who rings together, in order; nobody stands in it twice."""
        alone: list[Who] = [self.given] if self.given is not None else []
        alone = list(dict.fromkeys([*alone, *self.duty]))
        heads = tuple(dict.fromkeys(head for head in self.heads if head not in alone))
        return [(one,) for one in alone] + ([heads] if heads else [])


@dataclass(frozen=True)
class Rung(Generic[Who]):
    """Whose telephone rang, and when."""

    who: Who
    at: datetime


def whom(chain: Chain[Who], rung: Iterable[Rung[Who]], *, since: datetime, now: datetime) -> list[Who]:
    """Whom to ring now for people shut in since then; nobody while the last one rung still has time to answer.

    Whoever it is given to rings at once. After the last in the chain all of them ring together, again and again. When
    nobody looked for longer than a step, all whose turn has come meanwhile ring at once.
    """
    rung = list(rung)
    heard = {one.who for one in rung}
    waiting = [link for link in chain.links if not heard >= set(link)]
    turns = _turns(max((one.at for one in rung), default=None), since, now)
    if waiting and waiting[0] == (chain.given,):
        turns = max(1, turns)
    if waiting:
        return [who for link in waiting[:turns] for who in link if who not in heard]
    return [who for link in chain.links for who in link] if turns else []


def _turns(last: datetime | None, since: datetime, now: datetime) -> int:
    """How many turns have come: the first at once, another with every step."""
    if last is None:
        return max(1, (now - since) // STEP + 1)
    return max(0, (now - last) // STEP)
