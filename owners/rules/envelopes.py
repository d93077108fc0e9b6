"""An envelope once its papers were looked into: what lies in it, what could not, and how many sheets it takes."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Slip:
    """A paper by its key and number; `why` says why it is not there, empty of one that is."""

    kind: str
    key: str
    number: str
    why: str = ""


@dataclass(frozen=True)
class Filled:
    """One owner's, in the order of the street: `place` is its number on the list, 0 of one with nothing to send."""

    place: int
    owner: str
    name: str
    address: str
    is_addressed: bool
    pages: int
    sheets: int
    papers: list[Slip] = field(default_factory=list)
    left_out: list[Slip] = field(default_factory=list)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Filled":
        """As it was kept with `as_kept`."""
        slips = {name: [Slip(**one) for one in kept[name]] for name in ("papers", "left_out")}
        return cls(**kept | slips)

    def as_kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        slips = {name: [vars(one) for one in getattr(self, name)] for name in ("papers", "left_out")}
        return vars(self) | slips


def sheets(pages: int, *, even: bool) -> int:
    """How many sheets so many pages take, two on each when both sides are printed."""
    return (pages + 1) // 2 if even else pages
