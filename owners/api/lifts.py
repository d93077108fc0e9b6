"""Lifts, visits and breakdowns of whoever asks."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema

from maintenance.api.documents import answers
from owners.api import shapes
from owners.queries.machines import lifts as queries
from portal.access.scopes import Scope
from portal.lib import clock
from portal.lib.shapes.values import Key, OneOf, Shape, Text
from portal.web.machines import TokenCall, answer, asked, by_token

LIFTS: Mapping[str, Shape] = {**shapes.PAGE, "owner": Key(), "rae": Text(40, least=1)}
VISITS: Mapping[str, Shape] = {**shapes.PAGE, "lift": Key()}
BREAKDOWNS: Mapping[str, Shape] = {**shapes.PAGE, "lift": Key(), "open": OneOf(shapes.YesOrNo)}


@extend_schema(
    operation_id="list_lifts",
    parameters=shapes.parameters(LIFTS),
    responses=answers({200: shapes.many(shapes.LIFT), 304: None}, *shapes.READ),
    summary="Lifts",
)
@by_token("GET", Scope.READ_LIFTS)
def lifts(request: TokenCall) -> HttpResponse:
    """Those of the owners the person speaks for; all for the office."""
    at, wanted = clock.now(), asked(request, LIFTS)
    items, following = queries.listed(queries.lifts(request.user, at), wanted, at)
    return answer(request, {"items": items, "next": following})


@extend_schema(
    operation_id="read_lift",
    parameters=[shapes.CONDITION],
    responses=answers({200: shapes.LIFT.schema(), 304: None}, *shapes.READ),
    summary="A lift",
)
@by_token("GET", Scope.READ_LIFTS)
def lift(request: TokenCall, lift: UUID) -> HttpResponse:
    """One of them, and how it is."""
    at, _none = clock.now(), asked(request, {})
    found = get_object_or_404(queries.lifts(request.user, at), pk=lift)
    return answer(request, queries.lift(found, queries.holders([found.pk], at).get(found.pk), at))


@extend_schema(
    operation_id="list_visits",
    parameters=shapes.parameters(VISITS),
    responses=answers({200: shapes.many(shapes.VISIT), 304: None}, *shapes.READ),
    summary="Visits that were done",
)
@by_token("GET", Scope.READ_VISITS)
def visits(request: TokenCall) -> HttpResponse:
    """Those of the lifts whose papers the person reads."""
    items, following = queries.visited(queries.visits(request.user, clock.now()), asked(request, VISITS))
    return answer(request, {"items": items, "next": following})


@extend_schema(
    operation_id="read_visit",
    parameters=[shapes.CONDITION],
    responses=answers({200: shapes.VISIT.schema(), 304: None}, *shapes.READ),
    summary="A visit",
)
@by_token("GET", Scope.READ_VISITS)
def visit(request: TokenCall, visit: UUID) -> HttpResponse:
    """One of them."""
    asked(request, {})
    found = get_object_or_404(queries.visits(request.user, clock.now()), pk=visit)
    return answer(request, queries.visit(found))


@extend_schema(
    operation_id="list_breakdowns",
    parameters=shapes.parameters(BREAKDOWNS),
    responses=answers({200: shapes.many(shapes.BREAKDOWN), 304: None}, *shapes.READ),
    summary="Breakdowns",
)
@by_token("GET", Scope.READ_BREAKDOWNS)
def breakdowns(request: TokenCall) -> HttpResponse:
    """Those of the person's lifts."""
    wanted = asked(request, BREAKDOWNS)
    if "open" in wanted:
        wanted["open"] = wanted["open"] == shapes.YesOrNo.TRUE
    items, following = queries.broken(queries.breakdowns(request.user, clock.now()), wanted)
    return answer(request, {"items": items, "next": following})


@extend_schema(
    operation_id="read_breakdown",
    parameters=[shapes.CONDITION],
    responses=answers({200: shapes.BREAKDOWN.schema(), 304: None}, *shapes.READ),
    summary="A breakdown",
)
@by_token("GET", Scope.READ_BREAKDOWNS)
def breakdown(request: TokenCall, breakdown: UUID) -> HttpResponse:
    """One of them, as it is now."""
    asked(request, {})
    found = get_object_or_404(queries.breakdowns(request.user, clock.now()), pk=breakdown)
    return answer(request, queries.breakdown(found))
