"""`python -m bench.postings [--owners 400]`: a month on paper, printed by its job in an installation of its own.

Each owner has two papers of two pages with their own fonts, as bulletins are. What the process that prints holds is
looked at after a quarter of the owners and at the end; what its children held at most is what joining costs.
"""

import argparse
import json
import os
import resource
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

from bench.figures import Figure, shown, write
from bench.installation import empty, told
from bench.printing import resident
from deploy.machine import ROOT

RESULTS = ROOT / "var" / "bench" / "postings.json"
GROWTH = 1.15
PAGE = "<html lang='es'><head><title>{n}</title></head><body><h1>{n}</h1>{lines}</body></html>"


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.postings", description="A month on paper.")
    wanted.add_argument("--owners", type=int, default=400)
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    wanted.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = wanted.parse_args(words)
    if asked.inside:
        _say(asked.owners)
        return []
    said, owners = _measured(asked.owners), asked.owners
    figures = [
        Figure(f"postings.of_{owners}", round(said["seconds"], 1), "s"),
        Figure("postings.per_second", round(owners / said["seconds"], 2), "owners/s"),
        Figure("postings.held_early", round(said["early"], 1), "MB"),
        Figure("postings.held_late", round(said["late"], 1), "MB"),
        Figure("postings.growth", round(said["late"] / said["early"], 3), "×", GROWTH),
        Figure("postings.joining_held", round(said["child"], 1), "MB", 537),
        Figure("postings.size", round(said["size"] / 1e6, 1), "MB"),
        Figure("postings.pages", said["pages"], "pages"),
    ]
    write(shown(figures), asked.json)
    return figures


def _measured(owners: int) -> dict[str, Any]:
    words = ["-m", "bench.postings", "--inside", "--owners", str(owners)]
    with empty(SITE_URL="https://portal.example.com") as environment:
        return told(words, environment, otherwise="The month could not be printed.")


def _say(owners: int) -> None:
    """Within the installation: makes the papers, prints them, answers what that cost as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from owners.queries import posting_runs
    from portal.jobs import actions as jobs
    from portal.lib import clock

    at = clock.now()
    _write(owners, at)
    held: list[tuple[int, float]] = []
    began = time.monotonic()
    with jobs.watched(lambda job: held.append((job.done, resident()))):
        job = jobs.do_here(
            "owners.post", params=posting_runs.parameters("2026-10", even=True, again=False), by=None, at=at
        )
    seconds, outcome = time.monotonic() - began, job.outcome
    early = next(size for done, size in held if done >= owners // 4)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "early": early, "late": held[-1][1], "child": child, **outcome}))


def _write(owners: int, at: Any) -> None:
    from owners.actions import invoices
    from owners.actions import owners as owning
    from owners.models import Owner
    from portal.company.models import Company
    from portal.files import store
    from portal.lib import pdf

    Company.objects.create(name="Banco de pruebas", legal_name="Banco, S. L.", nif="B47000013", emergency_phone="1")
    for number in range(owners):
        owner = owning.prepare(name=f"C.P. Calle Mayor {number}", nif=f"H{number:08d}")
        owner.address = f"Calle Mayor {number}, 47001 Valladolid"
        owner.save(force_insert=True)
        for which in ("A", "B"):
            name = f"F26-{which}{number}"
            lines = "".join(f"<p>{name}: línea {line}</p>" for line in range(30))
            content = pdf.render(PAGE.format(n=name, lines=lines), stylesheets=("web/documents/letterhead.css",))
            stated = invoices.Stated(name, "B47000013", date(2026, 10, 31), Decimal(1), Decimal(0), Decimal(1))
            file = store.put(content, media_type="application/pdf", at=at)
            made = invoices.publish(owner=Owner(pk=owner.pk, name=owner.name), file=file, stated=stated, by=None, at=at)
            invoices.announce(invoice=made, at=at)


if __name__ == "__main__":
    main()
