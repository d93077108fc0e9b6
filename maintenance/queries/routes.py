"""Routes as the office lists them, and the lifts on each."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, Q

from maintenance.models import Lift, Route
from maintenance.queries import lifts, planning

PAGE = 200


@dataclass(frozen=True)
class Totals:
    """How many lifts are in our care, and how many of them are on no route."""

    lifts: int
    without: int


def every() -> models.QuerySet[Route]:
    """All routes by name, with how many lifts each has."""
    return planning.routes().annotate(many=Count("lifts", filter=Q(lifts__left_on=None), distinct=True))


def totals() -> Totals:
    return Totals(**Lift.objects.in_care().aggregate(lifts=Count("pk"), without=Count("pk", filter=Q(route=None))))


def lifts_of(route: Route | None, *, typed: str = "", page: str = "") -> Page[Lift]:
    """A page of them, as one walks them: street by street."""
    rows = found(route, typed=typed).order_by("building__city", "building__street", "name", "pk")
    return Paginator(rows, PAGE).get_page(page)


def found(route: Route | None, *, typed: str) -> models.QuerySet[Lift]:
    """The lifts of a route, or those of none, that hold every word typed."""
    return lifts.matching(typed).filter(route=route).select_related("building")
