"""Routes as the office lists them, and the lifts on each."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, Q

from maintenance.models import Lift, Route
from portal.lib.text import fold

PAGE = 200


@dataclass(frozen=True)
class Totals:
    """How many lifts are in our care, and how many of them are on no route."""

    lifts: int
    without: int


def every() -> models.QuerySet[Route]:
    """All routes by name, with how many lifts each has."""
    here = Q(lifts__left_on=None)
    rows = Route.objects.select_related("technician__person").order_by("name", "pk")
    return rows.annotate(many=Count("lifts", filter=here, distinct=True))


def totals() -> Totals:
    return Totals(**Lift.objects.in_care().aggregate(lifts=Count("pk"), without=Count("pk", filter=Q(route=None))))


def lifts_of(route: Route | None, *, typed: str = "", page: str = "") -> Page[Lift]:
    """A page of them, as one walks them: street by street."""
    rows = found(route, typed=typed).order_by("building__city", "building__street", "name", "pk")
    return Paginator(rows, PAGE).get_page(page)


def found(route: Route | None, *, typed: str) -> models.QuerySet[Lift]:
    """The lifts of a route, or those of none, that hold every word typed."""
    rows = Lift.objects.in_care().filter(route=route).select_related("building")
    for word in fold(typed).split():
        rows = rows.filter(Q(search__contains=word) | Q(code__istartswith=word))
    return rows


def known(keys: list[str]) -> list[UUID]:
    """Those of the keys that are keys."""
    said = []
    for key in keys:
        with suppress(ValueError):
            said.append(UUID(key))
    return said
