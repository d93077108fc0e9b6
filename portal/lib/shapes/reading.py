"""JSON as machines send it, read strictly: nothing twice, no NaN, no depth that breaks a stack."""

import json
from typing import Any, NoReturn

from portal.lib.shapes.misfits import Misfit, Unfit


class Cut(Exception):
    """The bytes are no JSON: they did not arrive whole, and would if they were sent again."""


def loaded(body: bytes) -> Any:
    """What the bytes say; raises Cut or Unfit."""
    try:
        return json.loads(body.decode(), object_pairs_hook=_single, parse_constant=_constant)
    except RecursionError as deep:
        raise Unfit(Misfit.TOO_DEEP, "") from deep
    except ValueError as broken:
        raise Cut from broken


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name said twice could be read two ways."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unfit(Misfit.REPEATED, "{}")
    return found


def _constant(name: str) -> NoReturn:
    raise Unfit(Misfit.NOT_WHOLE, name)
