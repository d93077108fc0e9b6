"""Chance that can be thrown again: the same words give the same throws in every run and on every machine."""

from collections.abc import Mapping
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")


def throws(*words: object) -> Random:
    """The throws these words stand for."""
    return Random("|".join(str(word) for word in words))  # noqa: S311 - a play, not a secret


def pick(chance: Random, weights: Mapping[T, float]) -> T:
    """One of them, the heavier the likelier."""
    (chosen,) = chance.choices(list(weights), weights=list(weights.values()))
    return chosen


def many(chance: Random, mean: float) -> int:
    """How many of what happens `mean` times on average and each time by itself (Knuth's Poisson)."""
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
