"""Who opened a bulletin: a fact about owners, so the app that knows owners registers the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from maintenance.models import Bulletin


@dataclass(frozen=True)
class Opened:
    """Who opened it, when and how."""

    name: str
    when: str
    how: str


Ask = Callable[[Bulletin, datetime], list[Opened]]
_asked: list[Ask] = []


def register(ask: Ask) -> None:
    """Says who knows the receipts of bulletins."""
    _asked[:] = [ask]


def of(bulletin: Bulletin | None, at: datetime) -> list[Opened]:
    """Who opened the bulletin, first to last; of none there is nobody."""
    return _asked[0](bulletin, at) if _asked and bulletin else []
