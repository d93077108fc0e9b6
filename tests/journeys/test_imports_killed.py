"""An import whose process is really killed, again and again, and begun again by the same command: all of it once."""

import json

import pytest

from tests.maintenance.actions.imports.conftest import OUTAGES

ROWS = 1500
FIRE = """
import io, json, os, random, signal, time
from datetime import timedelta
from django.core.management import call_command
from django.db import connection
from maintenance.actions import cards
from maintenance.models import Breakdown, BreakdownStep, Lift, LiftDay, Stop
from portal.jobs.models import Job
from portal.ledger.models import Entry, Pending
from portal.ledger.verification import streams, verify
from portal.lib import clock

table, mapping, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)

def bring_in():
    call_command("import_breakdowns", table, "--mapping", mapping, "--apply", stdout=io.StringIO())

for _ in range(kills):
    connection.close()
    child = os.fork()
    if not child:
        bring_in()
        os._exit(0)
    while not Job.objects.filter(kind="import.breakdowns", state__in=["running", "done"]).exists():
        time.sleep(0.01)
    time.sleep(chance.uniform(0.05, 0.6))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    Job.objects.filter(state="running").update(beat_at=clock.now() - timedelta(minutes=5))
bring_in()
print(json.dumps({
    "breakdowns": Breakdown.objects.count(),
    "stops": Stop.objects.count(),
    "steps": BreakdownStep.objects.count(),
    "entries": Entry.objects.filter(kind="breakdown.restored").count(),
    "numbers": len(set(Breakdown.objects.values_list("number", flat=True))),
    "days": LiftDay.objects.count(),
    "pending": Pending.objects.filter(entry__origin="history").count(),
    "holds": all(verify(stream).holds for stream in streams()),
    "cards": len(cards.differing(Lift.objects.values_list("pk", flat=True), at=clock.now())),
    "jobs": sorted(Job.objects.filter(kind="import.breakdowns").values_list("state", flat=True)),
}))
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_an_import_killed_again_and_again_comes_in_whole_and_once(scratch, seed):
    lines = [f"{n};47-{n % 3};{n % 28 + 1:02d}/03/2019 08:{n % 60:02d};28/03/2019 09:00;;" for n in range(ROWS)]
    table, mapping = scratch.folder / "averias.csv", scratch.folder / "averias.toml"
    table.write_text("\n".join(["Aviso;Código;Desde;Hasta;Grupo;Nota", *lines]))
    mapping.write_text(OUTAGES)

    (books,) = scratch.run(FIRE, table, mapping, 4, seed)

    assert json.loads(books) == {
        "breakdowns": ROWS,
        "stops": ROWS,
        "steps": 2 * ROWS,
        "entries": ROWS,
        "numbers": ROWS,
        "days": 84,
        "pending": 0,
        "holds": True,
        "cards": 0,
        "jobs": ["done"],
    }
