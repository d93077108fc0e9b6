"""Looks into a PDF: `python dissecting.py`, bytes in, findings out as JSON. Run by `portal.files.papers`.

It runs in a process of its own, with hard limits of memory and time, because a PDF is a program that somebody else
wrote. It imports nothing of ours, writes no file and changes no byte. It answers `{"flaws", "pages",
"enclosed"}`, of the files within `{"name", "size"}` each; asked with a name, the bytes of that one.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MEMORY, SECONDS = 512 * 1024 * 1024, 10
MOST_THINGS = 400_000
MOST_ENCLOSED = 8 * 1024 * 1024
REFUSED = 3

# What a paper may not hold, by the key or by the action's name (ISO 32000-2, 12.6.4); whatever acts by itself or sends.
KEYS = {"/JS": "script", "/JavaScript": "script", "/XFA": "form", "/AA": "acts"}
ACTIONS = {
    "/JavaScript": "script", "/Rendition": "script", "/Launch": "launches", "/GoToE": "launches",
    "/SubmitForm": "sends", "/ImportData": "sends", "/RichMediaExecute": "media",
}  # fmt: skip
KINDS = {"/RichMedia": "media", "/Movie": "media", "/Sound": "media", "/Screen": "media", "/3D": "media"}


def limit() -> None:
    """No more memory, time and files than a paper needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def look(content: bytes) -> dict[str, Any]:
    """What is wrong with it, how many pages it has, and what files it holds."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return _found("locked")
            flaws = _flaws(pdf)
            pages = len(pdf.pages)
            return {"flaws": flaws or ([] if pages else ["empty"]), "pages": pages, "enclosed": list(_enclosed(pdf))}
    except pikepdf.PasswordError:
        return _found("locked")


def take_out(content: bytes, name: str) -> bytes:
    """The file of that name, as it was put in."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in _files(pdf):
            if _name(one) == name:
                return _bytes(one)
    raise KeyError(name)


def _found(flaw: str) -> dict[str, Any]:
    return {"flaws": [flaw], "pages": 0, "enclosed": []}


def _flaws(pdf: pikepdf.Pdf) -> list[str]:
    """Each kind of flaw once, in the order met."""
    flaws = dict.fromkeys(flaw for thing in _dictionaries(pdf) for flaw in _wrong(thing))
    opens = pdf.Root.get("/OpenAction")
    if isinstance(opens, pikepdf.Dictionary) and str(opens.get("/S", "/GoTo")) != "/GoTo":
        flaws["acts"] = None
    return list(flaws)


def _wrong(thing: Any) -> Iterator[str]:
    for key in thing.keys() & KEYS.keys():
        yield KEYS[key]
    action, kind = str(thing.get("/S", "")), str(thing.get("/Subtype", ""))
    if action in ACTIONS and thing.get("/Type", "/Action") == "/Action":
        yield ACTIONS[action]
    if kind in KINDS:
        yield KINDS[kind]


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those inside others too; raises MemoryError beyond MOST_THINGS."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    seen = 0
    while waiting:
        thing = waiting.pop()
        seen += 1
        if seen > MOST_THINGS:
            raise MemoryError
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            waiting += [value for value in thing.values() if _is_held(value)]
        elif isinstance(thing, pikepdf.Array):
            waiting += [value for value in thing if _is_held(value)]


def _is_held(value: Any) -> bool:
    """Whether it stands inside its holder: what is only pointed at is met among the objects."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _files(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Each file that was put in, wherever it hangs."""
    return (thing for thing in _dictionaries(pdf) if isinstance(thing.get("/EF"), pikepdf.Dictionary))


def _enclosed(pdf: pikepdf.Pdf) -> Iterator[dict[str, Any]]:
    for one in _files(pdf):
        yield {"name": _name(one), "size": len(_bytes(one))}


def _name(one: Any) -> str:
    return str(one.get("/UF", one.get("/F", "")))


def _bytes(one: Any) -> bytes:
    """Unpacked no further than MOST_ENCLOSED; raises MemoryError beyond."""
    stream = next(iter(one["/EF"].values()))
    content = bytes(stream.read_bytes())
    if len(content) > MOST_ENCLOSED:
        raise MemoryError
    return content


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = take_out(content, sys.argv[1]) if len(sys.argv) > 1 else json.dumps(look(content)).encode()
    except MemoryError:
        answer = b"heavy"
    except Exception:  # noqa: BLE001 - whatever a parser raises over a hostile file means one thing to who sent it
        answer = b"broken"
    else:
        sys.stdout.buffer.write(answer)
        return 0
    sys.stdout.buffer.write(answer)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
