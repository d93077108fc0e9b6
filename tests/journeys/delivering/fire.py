"""`python -m tests.journeys.delivering.fire PLAN`: delivers so many mails while workers die, and prints the books.

A parent with everything loaded forks the workers, so that a kill costs milliseconds. Waits are a hundredth of what they
are: what is proven is what happens, not how long it takes. PLAN is JSON, the fields of `Plan`.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django


@dataclass
class Plan:
    """How many mails, how many workers, and what befalls them. Shares are of the mails the server has taken so far."""

    mails: int
    seed: int
    workers: int = 4
    kills: int = 0
    crash: str = ""  # a point of portal.lib.crash, at which `crashes` workers die
    crashes: int = 0
    cuts: int = 0  # times that PostgreSQL ends everybody's connection
    moods: list[tuple[float, str, float]] = field(default_factory=list)  # share, mood, seconds
    steps: list[tuple[float, float]] = field(default_factory=list)  # share, seconds the clock stands off from then on
    patience: float = 1800.0
    timeout: float = 5.0  # of a sender


class Fire:
    """One run of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.chance = plan, random.Random(plan.seed)
        self.folder = Path(os.environ["SERVER"])
        self.offset = Path(os.environ["RELLANO_DATA"]) / "offset"
        self.offset.write_text("0")
        self.workers: set[int] = set()
        self.killed = self.crashed = self.cut = 0

    def hurry(self) -> None:
        """Makes every wait short, and lets the clock be set."""
        from django.conf import settings

        from notifications.rules import retrying
        from portal.lib import clock

        settings.EMAIL_TIMEOUT = self.plan.timeout
        retrying.WAITS = {kind: tuple(seconds / 100 for seconds in waits) for kind, waits in retrying.WAITS.items()}
        retrying.PAUSES = (0.3, 0.6, 1.0)
        retrying.SETTLES = timedelta(seconds=2)
        retrying.LOOKS = (0.3, 0.5, 1.0)
        offset = self.offset
        clock.now = lambda: datetime.now(UTC) + timedelta(seconds=float(offset.read_text() or 0))

    def write(self) -> None:
        """All mails of the plan, about one fact; every fiftieth to somebody who is not there."""
        from notifications.enums import Class
        from notifications.models import Delivery, Message
        from portal.ledger.models import Entry
        from portal.lib import clock

        at, entry = clock.now(), Entry.objects.first()
        about = {"touchpoint": "x", "kind": Class.SERVICE, "title": "x", "entry": entry, "created_at": at}
        told = Message.objects.bulk_create([Message(**about) for _mail in range(self.plan.mails)], batch_size=500)
        rest = {"channel": "email", "text": "Hola.\n" * 40, "next_at": at, "created_at": at}
        rest["expires_at"] = at + timedelta(hours=72)
        has_strangers = any(mood == "mixed" for _share, mood, _seconds in self.plan.moods)
        Delivery.objects.bulk_create(
            [Delivery(message=one, address=_address(number, has_strangers), **rest) for number, one in enumerate(told)],
            batch_size=500,
        )

    def fork(self, armed: str = "") -> None:
        from django.db import connection

        connection.close()
        child = os.fork()
        if child:
            self.workers.add(child)
            return
        try:
            _work(armed, self.chance.random())
        finally:
            os._exit(3)

    def burn(self) -> None:
        """Until nothing is under way and all that was planned has happened."""
        plan = self.plan
        kills = sorted(self.chance.sample(range(plan.mails), plan.kills))
        cuts = sorted(self.chance.sample(range(plan.mails * 9 // 10), plan.cuts))
        moods, steps = list(plan.moods), list(plan.steps)
        ends_at, quiet_at = time.monotonic() + plan.patience, 0.0
        for _worker in range(plan.workers):
            self.fork(self._armed())
        while time.monotonic() < ends_at:
            taken = _lines(self.folder / "taken")
            self.reap()
            while kills and taken >= kills[0]:
                kills.pop(0)
                time.sleep(self.chance.uniform(0, 0.05))
                self.kill()
            while cuts and taken >= cuts[0]:
                cuts.pop(0)
                self.cut += _cut()
            if steps and taken >= steps[0][0] * plan.mails:
                self.offset.write_text(str(steps.pop(0)[1]))
            if moods and taken >= moods[0][0] * plan.mails and time.monotonic() >= quiet_at:
                _share, mood, seconds = moods.pop(0)
                (self.folder / "mood").write_text(mood)
                quiet_at = time.monotonic() + seconds
            elif quiet_at and time.monotonic() >= quiet_at:
                quiet_at = 0.0
                (self.folder / "mood").write_text("well")
            if not quiet_at and not _unrest(taken, plan.mails):
                break
            time.sleep(0.02)
        for worker in list(self.workers):
            self.kill(worker)

    def _armed(self) -> str:
        is_enough = self.crashed + len(self.workers) >= self.plan.crashes
        return "" if not self.plan.crash or is_enough else f"{self.plan.crash}:{self.chance.randint(1, 3)}"

    def kill(self, worker: int = 0) -> None:
        chosen = worker or self.chance.choice(sorted(self.workers))
        os.kill(chosen, signal.SIGKILL)
        os.waitpid(chosen, 0)
        self.workers.discard(chosen)
        if not worker:
            self.killed += 1
            self.fork()

    def reap(self) -> None:
        """Who died at its point has another in its place."""
        for worker in list(self.workers):
            gone, status = os.waitpid(worker, os.WNOHANG)
            if not gone:
                continue
            self.workers.discard(worker)
            if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
                raise SystemExit(f"a worker ended with {os.waitstatus_to_exitcode(status)}")
            self.crashed += 1
            self.fork(self._armed())

    def books(self, seconds: float) -> dict[str, Any]:
        from notifications.models import Delivery, Step

        taken = Counter((self.folder / "taken").read_text().split())
        asked = Counter((self.folder / "asked").read_text().split()) if (self.folder / "asked").exists() else Counter()
        states = {str(key): state for key, state in Delivery.objects.values_list("pk", "state")}
        never = {str(key) for key, address in Delivery.objects.values_list("pk", "address") if address.startswith("no")}
        owed = {key for key in states if key not in never}
        listed = {key for key, state in states.items() if state == "uncertain"}
        return {
            "mails": len(states),
            "arrived": len(taken),
            "twice": sum(1 for count in taken.values() if count > 1),
            "lost": len(owed - set(taken) - listed),
            "said to have arrived and had not": sum(
                1 for key, state in states.items() if state == "accepted" and key not in taken
            ),
            "uncertain": len(listed),
            "of them arrived": len(listed & set(taken)),
            "states": dict(sorted(Counter(states.values()).items())),
            "refused for good": len(never),
            "most often asked of those": max((asked[f"TO:<{_of(key)}>"] for key in never), default=0),
            "most attempts": max(Delivery.objects.values_list("attempts", flat=True)),
            "steps": dict(sorted(Counter(Step.objects.values_list("verdict", flat=True)).items())),
            "killed": self.killed,
            "crashed": self.crashed,
            "cut": self.cut,
            "seed": self.plan.seed,
            "seconds": round(seconds, 1),
            "a second": round(len(taken) / seconds),
        }


def _address(number: int, has_strangers: bool) -> str:
    return f"{'no' if has_strangers and number % 50 == 0 else 'a'}{number}@example.com"


def _of(key: str) -> str:
    from notifications.models import Delivery

    return Delivery.objects.get(pk=key).address


def _lines(path: Path) -> int:
    """Each line is a key of 36 letters."""
    return path.stat().st_size // 37 if path.exists() else 0


def _unrest(taken: int, mails: int) -> bool:
    """Whether anything may still move by itself; looked at only once the server has nearly all."""
    from django.db.models import Q

    from notifications.models import Delivery

    if taken < mails * 0.9:
        return True
    time.sleep(0.2)
    moves = Q(state__in=["queued", "claimed", "handoff", "retry_wait"]) | Q(state="uncertain") & ~Q(known_by="")
    return Delivery.objects.filter(moves).exists()


def _cut() -> int:
    """Ends every connection to the database but this one; answers how many there were."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )
        return int(cursor.fetchone()[0])


def _work(armed: str, seed: float) -> None:
    from django.db import InterfaceError, OperationalError, connections

    from notifications import liveness
    from notifications.actions import deliveries
    from portal.lib import crash

    random.seed(seed)
    crash.arm(armed)
    while True:
        try:
            deliveries.sweep(liveness.name())
        except (OperationalError, InterfaceError):  # its task has failed, and Celery begins the next with another
            connections.close_all()
        time.sleep(0.02)


def main() -> None:
    django.setup()
    fire = Fire(Plan(**json.loads(sys.argv[1])))
    fire.hurry()
    fire.write()
    began = time.monotonic()
    fire.burn()
    sys.stdout.write(json.dumps(fire.books(time.monotonic() - began)))


if __name__ == "__main__":
    main()
