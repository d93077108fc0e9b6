"""The catalogue of words: found in the sources, kept in `locale/`, compiled without GNU gettext.

msgids are Spanish, so Spanish needs no catalogue. Finding them takes Babel, which only developers install.
"""

import io
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.utils.translation.template import templatize

# What each of Django's functions takes: the arguments that are words, and with a "c" the one that is a context.
CALLS: dict[str, Any] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
ALIAS = re.compile(r"\b(\w*gettext\w*) as (\w+)")


@dataclass(frozen=True, order=True)
class Message:
    """What a catalogue is asked by."""

    msgid: str
    plural: str = ""
    context: str = ""


def compile_stale(locale: Path) -> list[Path]:
    """Compiles every catalogue that is newer than its compiled form; answers the files it made."""
    made = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    """Replaces the file whole: somebody may be reading it."""
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(fresh))
    fresh.replace(target)


def found(root: Path, packages: Iterable[str]) -> dict[Message, set[str]]:
    """Every message of the sources, with the files it stands in, relative to the root."""
    places: dict[Message, set[str]] = {}
    for path in _sources(root, packages):
        for message in messages_in(path):
            places.setdefault(message, set()).add(str(path.relative_to(root)))
    return places


def _sources(root: Path, packages: Iterable[str]) -> Iterator[Path]:
    for package in packages:
        yield from (path for path in (root / package).rglob("*.py") if "migrations" not in path.parts)
        yield from (path for path in (root / package).rglob("templates/**/*") if path.is_file())


def messages_in(path: Path) -> Iterator[Message]:
    """The messages of one file. A template is first turned into calls, all on one logical line."""
    from babel.messages.extract import extract

    text = path.read_text()
    code = text if path.suffix == ".py" else f"(\n{templatize(text, origin=str(path))}\n)"
    with warnings.catch_warnings(action="ignore"):  # a date format in a template, "j \d\e F", is no Python escape
        there = list(extract("python", io.BytesIO(code.encode()), calls(text)))
    for _line, ids, _comments, context in there:
        singular, plural = (ids, "") if isinstance(ids, str) else ids[:2]
        yield Message(singular, plural, context or "")


def calls(text: str) -> dict[str, Any]:
    """The functions that translate in a source, under the names it imports them by."""
    renamed = {alias: CALLS[name] for name, alias in ALIAS.findall(text) if name in CALLS}
    return {"_": None} | CALLS | renamed


def refresh(catalogue: polib.POFile, messages: Mapping[Message, set[str]]) -> list[polib.POEntry]:
    """Adds what is new, sets aside what is gone, names the files; answers the entries added. Translations stay."""
    known = {_message(entry): entry for entry in catalogue}
    new = [_entry(message) for message in messages if message not in known]
    catalogue.extend(new)
    for entry in catalogue:
        places = messages.get(_message(entry), set())
        entry.obsolete = not places
        entry.occurrences = [(place, "") for place in sorted(places)]
    catalogue.sort(key=_message)
    return new


def _message(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _entry(message: Message) -> polib.POEntry:
    plural = {"msgid_plural": message.plural, "msgstr_plural": {0: "", 1: ""}} if message.plural else {}
    return polib.POEntry(msgid=message.msgid, msgctxt=message.context or None, **plural)
