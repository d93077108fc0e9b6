"""`python -m bench.printing cost|memory --photos N …`: bulletins printed inside an installation, measured as JSON.

Each visit is recorded as a phone would tell it; then its bulletin goes the way it goes in a worker: read, laid out,
kept on disk, issued in the ledger.
"""

import argparse
import hashlib
import io
import json
import os
import random
import time
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import django

DOCUMENTS = 5  # of each in a round
WARM_UP = 4
POOL = 24  # pictures to choose from
STROKES = "M10 120L60 40L110 150L160 60L230 130L300 80L380 120L460 70L560 100"


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("what", choices=("cost", "memory"))
    wanted.add_argument("numbers", type=int, nargs="+", help="rounds; or when to look at what is held")
    wanted.add_argument("--photos", type=int, default=0)
    asked = wanted.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    press = Press(asked.photos)
    print(json.dumps(cost(press, *asked.numbers) if asked.what == "cost" else memory(press, *asked.numbers)))


def cost(press: "Press", rounds: int) -> dict[str, Any]:
    """CPU and wall time a document in ms, a figure a round: through our path, and through WeasyPrint alone."""
    told: dict[str, Any] = {"ours": [], "wall": [], "weasyprint": [], "bytes": 0}
    for _warm in range(WARM_UP):
        told["bytes"] = press.print(press.next())
    for _round in range(rounds):
        visits = [press.next() for _document in range(DOCUMENTS)]
        spent = Spent()
        for visit in visits:
            press.print(visit)
        told["ours"].append(spent.cpu / DOCUMENTS)
        told["wall"].append(spent.wall / DOCUMENTS)
        pages = [press.page(visit) for visit in visits]
        spent = Spent()
        for page in pages:
            press.weasyprint(page)
        told["weasyprint"].append(spent.cpu / DOCUMENTS)
    return told


def memory(press: "Press", first: int, last: int) -> dict[str, Any]:
    """What the process holds after so many documents, in MB."""
    held = {}
    for number in range(1, last + 1):
        press.print(press.next())
        if number in {first, last}:
            held[number] = resident()
    return {"first": held[first], "last": held[last]}


class Spent:
    """Milliseconds since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    @property
    def cpu(self) -> float:
        return 1000 * (time.process_time() - self._cpu)

    @property
    def wall(self) -> float:
        return 1000 * (time.perf_counter() - self._wall)


def resident() -> float:
    """What the kernel counts as this process's memory, in MB; without the pages of files that are read as memory (the
    database's), which it takes back when others need them.
    """
    _size, pages, of_files, *_rest = map(int, Path("/proc/self/statm").read_text().split())
    return (pages - of_files) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Press:
    """A company of one lift whose visits have so many photos each."""

    def __init__(self, photos: int) -> None:
        import weasyprint
        from django.contrib.staticfiles import finders
        from weasyprint.text.fonts import FontConfiguration

        from maintenance.documents import bulletin

        self.photos = photos
        self.lift, self.technician, self.plan = _company()
        self.pool = _pictures() if photos else []
        self.days = count(1)
        self.fonts = FontConfiguration()
        self.sheets = [
            weasyprint.CSS(filename=finders.find(path), font_config=self.fonts) for path in bulletin.STYLESHEETS
        ]

    def next(self) -> Any:
        """The fact of one more visit, a day after the last."""
        from maintenance.actions import visits
        from portal.ledger.models import Entry

        ended = datetime.fromisoformat("2022-01-03T10:40:00+00:00") + timedelta(days=next(self.days))
        visit = visits.record(lift=self.lift, work=self._work(ended), by=self.technician.person, at=ended)
        self._bring(visit)
        return Entry.objects.get(subject_id=visit.pk, kind="visit.completed")

    def print(self, entry: Any) -> int:
        """What a worker does with the fact; answers the size of the paper."""
        from django.db import transaction

        from maintenance.followers import BULLETINS
        from portal.lib import clock

        printed = BULLETINS.prepare(entry)
        with transaction.atomic():
            BULLETINS.finish(entry, printed, clock.now())
        return int(printed.file.size)

    def page(self, entry: Any) -> str:
        """The same paper as HTML."""
        from maintenance.documents import bulletin
        from maintenance.models import Visit

        visit = Visit.objects.select_related("lift__building", "technician__person", "contractor", "plan").get(
            pk=entry.subject_id
        )
        return bulletin.page(visit, number=visit.bulletin_number, entry_hash=entry.hash)

    def weasyprint(self, page: str) -> None:
        """The page through WeasyPrint and nothing else; fonts and style sheets were read once, as it advises."""
        import weasyprint

        weasyprint.HTML(string=page).write_pdf(stylesheets=self.sheets, font_config=self.fonts, pdf_variant="pdf/ua-1")

    def _work(self, ended: datetime) -> Any:
        from maintenance.actions.enclosures import Enclosed, Picture
        from maintenance.actions.visits import CompletedWork, Reply, Signatures
        from maintenance.enums import Frequency, Result
        from maintenance.rules import checklist

        lines = checklist.due(self.plan.lines, drive=self.lift.drive, scope=Frequency.MONTHLY)
        replies = [Reply(line["number"], Result.OK) for line in lines[:-2]]
        replies += [
            Reply(lines[-2]["number"], Result.ADJUSTED, "El cierre de la puerta de la 3.ª planta."),
            Reply(lines[-1]["number"], Result.PENDING, "La luz del foso no enciende."),
        ]
        names = [hashlib.sha256(f"{ended} {number}".encode()).hexdigest() for number in range(self.photos)]
        return CompletedWork(
            technician=self.technician,
            plan=self.plan,
            started_at=ended - timedelta(minutes=46),
            finished_at=ended,
            recorded_at=ended,
            replies=replies,
            words_for_owner="He ajustado el cierre de la puerta. Queda una luz del foso por cambiar.",
            why_unsigned="No había nadie en la finca.",
            signatures=Signatures(STROKES, ended),
            enclosed=Enclosed(photos=[Picture(name, None, "Contacto de la puerta", ended) for name in names]),
        )

    def _bring(self, visit: Any) -> None:
        """The photos come, drawn before."""
        for number, photo in enumerate(visit.photos.order_by("pk")):
            kept = self.pool[(visit.finished_at.day + number) % POOL]
            photo.file, photo.thumbnail, photo.received_at = kept, kept, visit.received_at
            photo.save()


def _company() -> tuple[Any, Any, Any]:
    from maintenance.actions import lifts, plans
    from maintenance.enums import Drive
    from maintenance.models import Building, Technician
    from portal.accounts.models import User
    from portal.company.actions import open_company
    from portal.lib import clock

    open_company(name="Ascensores de Prueba", legal_name="Ascensores de Prueba, S. L.", nif="B00000000",
                 emergency_phone="900 000 000", office_phone="983 000 000")  # fmt: skip
    person = User.objects.create_user(name="Persona Conservadora", email="conservadora@example.com")
    house = Building.objects.create(street="Calle de Prueba 1", city="Valladolid", postcode="47001", region="ES-CL")
    lift = lifts.enter(
        building=house, name="Ascensor único", code="P000001", rae="47-000001", maker="Prueba", year=2008,
        drive=Drive.TRACTION, stops=6, load_kg=450, entered_on=date(2020, 1, 1),
        record_complete_since=date(2020, 1, 1), by=None, at=datetime.fromisoformat("2021-01-01T00:00:00+00:00"),
    )  # fmt: skip
    return lift, Technician.objects.create(person=person), plans.publish_library(at=clock.now())


def _pictures() -> list[Any]:
    """As large as a thumbnail of a real photo: about 25 kB of JPEG."""
    from PIL import Image, ImageFilter

    from portal.files import store
    from portal.lib import clock

    chance, kept = random.Random(47), []  # noqa: S311 - grain
    for _number in range(POOL):
        grain = Image.frombytes("RGB", (480, 360), chance.randbytes(480 * 360 * 3))
        out = io.BytesIO()
        grain.filter(ImageFilter.GaussianBlur(2)).save(out, "JPEG", quality=80, optimize=True, progressive=True)
        kept.append(store.put(out.getvalue(), media_type="image/jpeg", at=clock.now()))
    return kept


if __name__ == "__main__":
    main()
