"""A convention said of every file or route in one test: thousands of tests would cost more than what they look at."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings


def each(things: Iterable[Any], called: Callable[[Any], str] = str) -> Callable[[Callable[[Any], None]], Any]:
    """Makes a test of one thing a test of them all, which names every one that does not hold."""
    listed = list(things)

    def decorate(convention: Callable[[Any], None]) -> Callable[[], None]:
        def holds_for_each() -> None:
            assert listed, "there is nothing to look at"
            wrong = [f"{called(one)}: {why}" for one in listed if (why := _broken(convention, one))]
            assert not wrong, "\n" + "\n".join(wrong)

        holds_for_each.__name__, holds_for_each.__doc__ = convention.__name__, convention.__doc__
        return holds_for_each

    return decorate


def from_root(path: Path) -> str:
    """A file as the tree calls it."""
    return str(path.relative_to(settings.BASE_DIR))


def _broken(convention: Callable[[Any], None], one: Any) -> str:
    """What a convention says of a thing it does not hold for; empty when it does."""
    try:
        convention(one)
    except AssertionError as wrong:
        return str(wrong).splitlines()[0] if str(wrong) else "no"
    return ""
