"""Every route there is, found by walking the resolver."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A path as it is written in `urls.py`, its name with namespace, its view."""

    path: str
    name: str
    view: Callable[..., Any]
    converters: tuple[str, ...]

    def __str__(self) -> str:
        return self.path


def every() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "/", ""))


def dozens(pages: list[Route]) -> list[Any]:
    """Twelve at a time, so that they share the rows they are tried on; called by the first of them."""
    return [pytest.param(pages[at : at + 12], id=pages[at].name) for at in range(0, len(pages), 12)]


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            name = f"{namespace}{pattern.name}" if pattern.name else ""
            yield Route(path, name, pattern.callback, tuple(pattern.pattern.converters))
