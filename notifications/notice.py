"""A notice: what a telephone shows, in the words of its reader. Short, since it is read on a locked screen."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Notice:
    """A title, a sentence, and the place a tap leads to; one with the same `tag` takes the place of the one before.

    `place` is one of the technician's app, `url` the page of the portal for who has no app. `rings` names the breakdown
    for which the open app rings too; `ends` the one for which it stops.
    """

    title: str
    body: str
    place: str
    tag: str = ""
    rings: str = ""
    ends: str = ""
    url: str = ""

    def written(self) -> str:
        """As its delivery keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read(written: str) -> Notice:
    """A notice as it was kept."""
    return Notice(**json.loads(written))
