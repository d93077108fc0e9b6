"""Enquiries as the office works them off: late first, mine or everybody's, and what presses today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils.http import urlencode

from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.models import Enquiry
from owners.models.enquiry import EnquiryQuerySet
from owners.queries import enquiries, scope
from owners.queries.enquiries import LISTED, ROWS, Row
from portal.access.models import Post
from portal.access.roles import RUN_COMPANY
from portal.accounts.models import User
from portal.lib import clock

NEAR = timedelta(days=2)
BESIDE = 5


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    state: EnquiryState = EnquiryState.OPEN
    kind: EnquiryKind | None = None
    is_mine: bool = False
    wanted: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "Asked":
        """As an address has it; what it does not understand narrows nothing."""
        state, kind = said.get("state", ""), said.get("kind", "")
        return cls(
            EnquiryState(state) if state in EnquiryState.values else EnquiryState.OPEN,
            EnquiryKind(kind) if kind in EnquiryKind.values else None,
            said.get("who") == "mine",
            said.get("q", "").strip()[:80],
        )

    def with_(self, **changed: str) -> str:
        """The address of the list narrowed otherwise."""
        said = {
            "state": self.state.value,
            "kind": self.kind.value if self.kind else "",
            "who": "mine" if self.is_mine else "",
            "q": self.wanted,
        } | changed
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Chip:
    """One way to narrow the list."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


def listed(person: User, asked: Asked, at: datetime) -> list[Row]:
    """What waits by its day, the late ones first; the others by their last word."""
    found = _narrowed(person, asked).filter(state=asked.state).select_related(*ROWS)
    order = ("due_on", "pk") if asked.state == EnquiryState.OPEN else ("-said_at", "-pk")
    return enquiries.rows(found.order_by(*order)[:LISTED], at)


def states(person: User, asked: Asked) -> list[Chip]:
    """By state, how many."""
    found = _narrowed(person, asked).order_by().values_list("state").annotate(many=Count("pk"))
    many = {str(state): int(count) for state, count in found}
    return [
        Chip(str(state.label), asked.with_(state=state.value), state == asked.state, many.get(state.value, 0))
        for state in EnquiryState
    ]


def kinds(asked: Asked) -> list[Chip]:
    """By kind."""
    return [
        Chip(str(kind.label), asked.with_(kind="" if kind == asked.kind else kind.value), kind == asked.kind)
        for kind in EnquiryKind
    ]


def _narrowed(person: User, asked: Asked) -> EnquiryQuerySet:
    found: EnquiryQuerySet = Enquiry.objects.all()
    if asked.is_mine:
        found = found.filter(assigned_to=person)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    return enquiries.sought(found, asked.wanted)


def pressing(at: datetime) -> EnquiryQuerySet:
    """Those that are late, or due within two days, the latest first."""
    near: EnquiryQuerySet = Enquiry.objects.due_by(scope.today(at) + NEAR)
    return near.select_related(*ROWS).order_by("due_on", "pk")


def badge(_person: User) -> int:
    """How many press."""
    return pressing(clock.now()).count()


def colleagues(at: datetime) -> QuerySet[User]:
    """Who may take care of one."""
    held = Post.objects.held_on(scope.today(at)).filter(role__in=RUN_COMPANY)
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name", "pk")


def beside(enquiry: Enquiry, at: datetime) -> list[Row]:
    """What else the same owner asked, the newest first."""
    others = Enquiry.objects.filter(owner=enquiry.owner_id).exclude(pk=enquiry.pk).select_related(*ROWS)
    return enquiries.rows(others.order_by("-said_at", "-pk")[:BESIDE], at)
