"""The whole play: from the seed to every visit, breakdown, call and work, in order. Nothing here is written anywhere.

A play told to a later moment begins exactly like one told to an earlier: so the demo can go on where it stopped.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.demo import mishaps, orders, rounds, scenes
from portal.demo.faults import Fault, Murmur
from portal.demo.orders import Ordered
from portal.demo.rounds import Visit
from portal.demo.world import ZONE, World
from portal.lib import clock

AHEAD = timedelta(days=13)  # visits are planned so far ahead
BEYOND = timedelta(days=40)  # what chance holds ready beyond the end, so that scenes keep clear of it


@dataclass(frozen=True)
class Story:
    """All that happens up to a moment, and the visits planned after it."""

    visits: list[Visit]
    faults: list[Fault]
    murmurs: list[Murmur]
    works: list[Ordered]

    @property
    def digest(self) -> str:
        """What it comes to, in 64 characters."""
        return hashlib.sha256(repr((self.visits, self.faults, self.murmurs, self.works)).encode()).hexdigest()


def tell(world: World, until: datetime) -> Story:
    """The story of a world up to a moment."""
    beyond = clock.day_in(ZONE, until + BEYOND)
    spans = scenes.reserved(world)
    by_chance = scenes.leaves_alone(mishaps.faults(world, beyond), spans)
    faults = [*(one for one in by_chance if one.reported_at <= until), *scenes.faults(world, by_chance, until)]
    waiting = list(scenes.murmurs(world, [*by_chance, *scenes.faults(world, by_chance, until + AHEAD)], until))
    murmurs = [one for one in mishaps.murmurs(world, beyond) if one.call.at <= until and one.lift not in spans]
    return Story(
        visits=rounds.visits(world, clock.day_in(ZONE, until + AHEAD)),
        faults=sorted(faults, key=lambda fault: (fault.reported_at, fault.key)),
        murmurs=sorted(murmurs + waiting, key=lambda one: (one.call.at, one.key)),
        works=orders.told(world, until),
    )
