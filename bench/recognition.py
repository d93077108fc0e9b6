"""`python -m bench.recognition PATH …`: how well the words of a PDF are read, with the XML within as the truth.

Each PATH is a folder or a `.tar.xz` of invoices; nothing of it is kept. Every PDF that holds an e-invoice is read
twice: its XML, which is the truth, and the words on its pages alone, which are what is measured. Every XML is read
whole or not. `--each` names what was read wrong, `--json` keeps the figures.
"""

import argparse
import json
import os
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

FACTS = ("kind", "number", "issued_on", "due_on", "issuer", "owner", "base", "tax", "total", "currency", "corrected")


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("paths", type=Path, nargs="+")
    wanted.add_argument("--each", action="store_true")
    wanted.add_argument("--json", type=Path)
    asked = wanted.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as scratch:
        files = sorted(_files(asked.paths, Path(scratch)))
        told = {"pdf": read_papers(files, each=asked.each), "xml": read_xmls(files, each=asked.each)}
    _print(told)
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1))


def read_papers(files: list[Path], *, each: bool) -> dict[str, Any]:
    """Right, absent and wrong by fact, over the PDFs whose XML says it; and what a PDF takes."""
    from owners.rules.recognition import pages
    from portal.files import readings

    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    outcomes: Counter[str] = Counter()
    seconds = []
    for path in (path for path in files if path.suffix.lower() == ".pdf"):
        content, began = path.read_bytes(), time.perf_counter()
        try:
            words = readings.words(content)
            seconds.append(time.perf_counter() - began)
            truth = _truth(readings.einvoice(content))
        except Exception as refused:  # noqa: BLE001 - counted by its name
            outcomes[f"{type(refused).__name__}: {refused}"] += 1
            continue
        outcomes["read"] += 1
        found = {fact.value: told.value for fact, told in pages.read(words).items()}
        for fact in (fact for fact in FACTS if truth[fact] is not None):
            verdict = _verdict(fact, truth[fact], found.get(fact), is_corrective=truth["kind"] == "corrective")
            counts[fact][verdict] += 1
            if each and verdict != "right":
                sys.stdout.write(f"{verdict:>7} {fact:<10} {truth[fact]} ≠ {found.get(fact)}  {path.name}\n")
    return {
        "outcomes": outcomes,
        "facts": {fact: counts[fact] for fact in FACTS},
        "seconds": {"median": sorted(seconds)[len(seconds) // 2], "most": max(seconds)} if seconds else {},
    }


def read_xmls(files: list[Path], *, each: bool) -> dict[str, Counter[str]]:
    """By syntax, or by the reason of a refusal: how many are read whole, and how many lack something."""
    from owners.rules.einvoices.reading import read_all
    from owners.rules.einvoices.shapes import NoEInvoice

    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in (path for path in files if path.suffix.lower() == ".xml"):
        try:
            for invoice in read_all(path.read_bytes()):
                lacking = [name for name in WHOLE if getattr(invoice, name) in {None, ()}]
                lacking += [side for side in ("issuer", "recipient") if getattr(invoice, side).name is None]
                counts[invoice.syntax]["lacks something" if lacking else "whole"] += 1
                if each and lacking:
                    sys.stdout.write(f"  lacks {', '.join(lacking)}  {path.name}\n")
        except NoEInvoice as refused:
            counts[f"refused: {refused.flaw}"]["refused"] += 1
    return counts


WHOLE = ("number", "issued_on", "currency", "base", "tax", "total", "lines")


def _files(paths: list[Path], scratch: Path) -> Iterator[Path]:
    for number, path in enumerate(paths):
        folder = path
        if path.is_file():
            folder = scratch / str(number)
            with tarfile.open(path) as packed:
                packed.extractall(folder, filter="data")
        yield from (file for file in folder.rglob("*") if file.is_file())


def _truth(xml: bytes | None) -> dict[str, Any]:
    from owners.rules.einvoices.reading import read
    from owners.rules.recognition import nifs

    if xml is None:
        raise ValueError("no XML")
    invoice = read(xml)
    return {
        "kind": invoice.sort,
        "number": invoice.number,
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "issuer": invoice.issuer.nif and nifs.plain(invoice.issuer.nif),
        "owner": invoice.recipient.nif and nifs.plain(invoice.recipient.nif),
        "base": invoice.base,
        "tax": invoice.tax,
        "total": invoice.total,
        "currency": invoice.currency,
        "corrected": invoice.corrected,
    }


def _verdict(fact: str, truth: Any, found: Any, *, is_corrective: bool) -> str:
    if found is None:
        return "absent"
    if fact in {"number", "corrected"}:
        truth, found = (str(one).replace(" ", "").upper() for one in (truth, found))
    if is_corrective and fact in {"base", "tax", "total"}:
        truth, found = abs(truth), abs(found)  # the XML of a credit note has no minus, its PDF may
    return "right" if truth == found else "wrong"


def _print(told: dict[str, Any]) -> None:
    say = sys.stdout.write
    say("\n| fact | n | right | absent | wrong |\n|---|---|---|---|---|\n")
    for fact, counts in told["pdf"]["facts"].items():
        many = sum(counts.values())
        figures = " | ".join(str(counts[verdict]) for verdict in ("right", "absent", "wrong"))
        say(f"| {fact} | {many} | {figures} |\n")
    for outcome, many in told["pdf"]["outcomes"].items():
        say(f"PDF {outcome}: {many}\n")
    say(f"seconds a PDF: {told['pdf']['seconds']}\n\n| XML | whole | lacks something | refused |\n|---|---|---|---|\n")
    for syntax, counts in sorted(told["xml"].items()):
        say(f"| {syntax} | {counts['whole']} | {counts['lacks something']} | {counts['refused']} |\n")


if __name__ == "__main__":
    main()
