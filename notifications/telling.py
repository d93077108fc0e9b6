"""While one fact is told to many, what is asked of the fact alone is asked once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Ask = TypeVar("Ask", bound=Callable[..., Any])
_known: ContextVar[dict[tuple[Any, ...], Any] | None] = ContextVar("known of a fact", default=None)


@contextmanager
def of_one_fact() -> Iterator[None]:
    """Within it, inside one transaction, answers are kept."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(ask: Ask) -> Ask:
    """For a question whose answer hangs on its arguments alone, rows known by their keys; called without names."""

    @wraps(ask)
    def asked(*of: Any) -> Any:
        known = _known.get()
        if known is None:
            return ask(*of)
        key = (ask, *of)
        if key not in known:
            known[key] = ask(*of)
        return known[key]

    return asked  # type: ignore[return-value]
