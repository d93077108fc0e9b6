"""Puts PDFs one behind the other: `python joining.py OUT`, a plan as JSON in, findings as JSON out.

Run by `portal.files.bundles` in a process of its own, with hard limits of memory and time: these are files that
somebody else made. Nothing of a page is drawn anew. Without OUT pages are only counted.

The plan is `{"sets": [[[path, sha256], …], …], "even": bool}`; of each file it answers its pages, or its flaw. With
`even`, a set that ends on a front side gets a blank page, so that the next begins on one.
"""

import hashlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

import pikepdf

MEMORY, SECONDS, SIZE = 512 * 1024 * 1024, 60, 4 * 1024 * 1024 * 1024
MOST_PAGES = 500  # of one paper
REFUSED = 3


class Flawed(Exception):
    """The file is not put with the others."""


def limit(writes: bool) -> None:
    """No more memory, time and disk than a month of papers needs."""
    size = SIZE if writes else 0
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def join(plan: dict[str, Any], out: str) -> list[list[int | str]]:
    """Each set behind the last, written under OUT."""
    with pikepdf.new() as made:
        layers = Layers(made)
        kept: list[pikepdf.Pdf] = []  # their streams are read when all is written
        told = [_add(made, one, layers, kept, even=plan["even"]) for one in plan["sets"]]
        if len(made.pages):
            made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return told


def _add(
    made: pikepdf.Pdf, files: list[list[str]], layers: "Layers", kept: list[pikepdf.Pdf], *, even: bool
) -> list[int | str]:
    before = len(made.pages)
    told: list[int | str] = []
    for path, sha256 in files:
        try:
            source = _opened(path, sha256)
            kept.append(source)
            told.append(_append(made, source, layers))
        except Flawed as flaw:
            told.append(str(flaw))
    if even and (len(made.pages) - before) % 2:
        box = made.pages[-1].mediabox
        made.add_blank_page(page_size=(abs(float(box[2]) - float(box[0])), abs(float(box[3]) - float(box[1]))))
    return told


def _opened(path: str, sha256: str) -> pikepdf.Pdf:
    """The file, if it is what was stored and may be read to its end; raises Flawed."""
    try:
        if sha256 and hashlib.sha256(Path(path).read_bytes()).hexdigest() != sha256:
            raise Flawed("altered")
        source = pikepdf.open(path, access_mode=pikepdf.AccessMode.stream)
        pages = len(source.pages)
    except OSError as gone:
        raise Flawed("altered") from gone
    except pikepdf.PasswordError as locked:
        raise Flawed("locked") from locked
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as broken:
        raise Flawed("broken") from broken
    if source.is_encrypted:
        raise Flawed("locked")
    if not pages:
        raise Flawed("empty")
    if pages > MOST_PAGES:
        raise Flawed("heavy")
    return source


def _append(made: pikepdf.Pdf, source: pikepdf.Pdf, layers: "Layers") -> int:
    """Its pages, with what a form had written on them; raises Flawed and has added none then."""
    before = len(made.pages)
    try:
        if "/AcroForm" in source.Root:
            source.generate_appearance_streams()
            source.flatten_annotations("print")
        made.pages.extend(source.pages)
        layers.take(source)
        for page in list(made.pages)[before:]:
            for key in ("/StructParents", "/AA", "/B"):
                if key in page:
                    del page[key]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as broken:
        del made.pages[before:]
        raise Flawed("broken") from broken
    return len(made.pages) - before


class Layers:
    """What a source hides stays hidden: its layers that are off (optional content) are off in the bundle too."""

    def __init__(self, made: pikepdf.Pdf) -> None:
        self.made = made

    def take(self, source: pikepdf.Pdf) -> None:
        """Copies which layers it has and which are off."""
        if "/OCProperties" not in source.Root:
            return
        theirs = self.made.copy_foreign(source.make_indirect(source.Root.OCProperties))
        groups, shown = list(theirs.get("/OCGs", [])), theirs.get("/D", pikepdf.Dictionary())
        off = list(shown.get("/OFF", []))
        if shown.get("/BaseState", "/ON") == pikepdf.Name.OFF:
            on = {one.objgen for one in shown.get("/ON", [])}
            off = [one for one in groups if one.objgen not in on]
        ours = self._ours()
        for group in groups:
            ours.OCGs.append(group)
        for group in off:
            ours.D.OFF.append(group)

    def _ours(self) -> Any:
        if "/OCProperties" not in self.made.Root:
            default = pikepdf.Dictionary(OFF=pikepdf.Array())
            self.made.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(), D=default)
        return self.made.Root.OCProperties


def count(plan: dict[str, Any]) -> list[list[int | str]]:
    """How many pages each has."""
    return [[_count(path, sha256) for path, sha256 in one] for one in plan["sets"]]


def _count(path: str, sha256: str) -> int | str:
    try:
        with _opened(path, sha256) as source:
            return len(source.pages)
    except Flawed as flaw:
        return str(flaw)


def main() -> int:
    out = sys.argv[1] if len(sys.argv) > 1 else ""
    limit(bool(out))
    plan = json.load(sys.stdin)
    try:
        told = join(plan, out) if out else count(plan)
    except MemoryError:
        return REFUSED
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
