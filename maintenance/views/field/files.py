"""The files the phone keeps to open without coverage, by the names they are served under."""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

HOME = "maintenance/field"
FOLDER = Path(__file__).resolve().parents[2] / "static" / HOME
WEB = tuple(f"web/css/{name}.css" for name in ("tokens", "base", "controls", "card", "status", "forms"))
LAYERS = f"{HOME}/css/layers.css"
OTHERS = ("web/fonts/inter-latin-wght-normal.woff2", "web/img/favicon.svg")


def first() -> list[str]:
    """Addresses of the modules the round needs, asked for at once; the other pages come after it."""
    return [static(f"{HOME}/{name}") for name in _needed("app.js")]


def modules() -> list[str]:
    """Addresses of the modules of every page; the reader of codes comes when it is asked for."""
    return [static(name) for name in (*_names("*.js"), *_names("pages/*.js")) if name != f"{HOME}/worker.js"]


def sheets() -> list[str]:
    """Addresses of the style sheets; the first says which layer comes before which."""
    own = _names("css/*.css")
    return [static(name) for name in (LAYERS, *WEB, *(name for name in own if name != LAYERS))]


def worker() -> str:
    """Address of the service worker's rules."""
    return static(f"{HOME}/worker.js")


def kept() -> list[str]:
    """All of them, but not the shell itself."""
    return [*modules(), *sheets(), *map(static, (*OTHERS, *_names("icons/*.png"), *_names("vendor/*.js")))]


@cache
def digests() -> tuple[str, ...]:
    """What the files say, for a server whose names do not tell it."""
    names = (*_names("*.js"), *_names("*/*.js"), *_names("css/*.css"), *WEB)
    return tuple(hashlib.sha256(Path(str(finders.find(name))).read_bytes()).hexdigest() for name in names)


@cache
def _needed(name: str) -> tuple[str, ...]:
    """A module and, once each, those it imports before it runs, and those they import."""
    found, waiting = {name: None}, [name]
    while waiting:
        new = [other for other in _imports(waiting.pop(0)) if other not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)


def _imports(name: str) -> list[str]:
    path = FOLDER / name
    sources = re.findall(r'^(?:import|export)\b.*?\bfrom "(\..+?)";$', path.read_text(), re.MULTILINE)
    return [(path.parent / source).resolve().relative_to(FOLDER).as_posix() for source in sources]


def _names(pattern: str) -> list[str]:
    return [f"{HOME}/{path.relative_to(FOLDER).as_posix()}" for path in sorted(FOLDER.glob(pattern))]
