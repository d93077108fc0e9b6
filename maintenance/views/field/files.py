"""The files the phone keeps to open without coverage, by the names they are served under."""

import hashlib
import re
from functools import cache
from os.path import normpath
from pathlib import Path, PurePosixPath

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


@cache
def style() -> str:
    """All style sheets as one: on a slow network fourteen questions take longer than what they ask for. The first says
    which layer comes before which; addresses in them are whole, as the one sheet stands elsewhere.
    """
    own = [name for name in _names("css/*.css") if name != LAYERS]
    return "\n".join(_with_whole_addresses(name) for name in (LAYERS, *WEB, *own))


def style_digest() -> str:
    return hashlib.sha256(style().encode()).hexdigest()[:12]


def _with_whole_addresses(name: str) -> str:
    folder = PurePosixPath(name).parent
    return re.sub(r'url\("([^":]+)"\)', lambda found: f'url("{static(normpath(folder / found[1]))}")', _text(name))


def _text(name: str) -> str:
    return Path(str(finders.find(name))).read_text()


def worker() -> str:
    """Address of the service worker's rules."""
    return static(f"{HOME}/worker.js")


def kept() -> list[str]:
    """All that stand in a folder; the shell and its style are made."""
    return [*modules(), *map(static, (*OTHERS, *_names("icons/*.png"), *_names("vendor/*.js")))]


@cache
def digests() -> tuple[str, ...]:
    """What the files say, for a server whose names do not tell it."""
    names = (*_names("*.js"), *_names("*/*.js"))
    return (style_digest(), *(hashlib.sha256(_text(name).encode()).hexdigest() for name in names))


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
