"""For who calls for us: whom they may call now and why not, and the calls they had."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from maintenance.api.documents import answers
from notifications.actions import calls_told
from notifications.enums import Against, Direction, Outcome
from notifications.queries import callees
from notifications.queries.callees import Ruled
from owners.api import puts, shapes
from portal.access.scopes import Scope
from portal.lib import clock
from portal.lib.shapes.compounds import Fields, Many, Maybe
from portal.lib.shapes.values import Day, Figures, Flag, Key, Moment, OneOf, Shape, Text, Whole
from portal.web.machines import TokenCall, answer, asked, by_token

ASKED: Mapping[str, Shape] = {"after": Key(), "limit": Figures(1, 200)}
USUAL = 50
CALLEE = Fields(
    {
        "id": Key(),
        "name": Text(120),
        "phone": Text(30),
        "language": Text(10),
        "is_what": Text(4000),
        "may_be_called": Flag(),
        "against": Many(OneOf(Against), len(Against)),
        "calls_from": Text(5),
        "calls_until": Text(5),
        "time_zone": Text(60),
        "paused_until": Maybe(Day()),
        "told_this_week": Whole(0, 32_767),
        "most_a_week": Whole(0, 32_767),
    },
    called="Callee",
)
CONVERSATION = Fields(
    {
        "person": Key(),
        "owner": Text(80),
        "direction": OneOf(Direction),
        "why": Text(240, least=1),
        "outcome": OneOf(Outcome),
        "words": Text(1000),
        "could_wait": Flag(),
        "for_us": Text(120, least=1),
        "at": Moment(),
    },
    may={"owner": "", "direction": Direction.MADE, "words": "", "could_wait": True},
    called="ConversationTold",
)


@extend_schema(
    operation_id="list_callees",
    parameters=shapes.parameters(ASKED),
    responses=answers({200: shapes.many(CALLEE), 304: None}, *shapes.READ),
    summary="Whom one may call now, and what speaks against it",
    description="Everybody who speaks for an owner and has a telephone. Ask again before each call: wishes change.",
)
@by_token("GET", Scope.READ_CALLS)
def listed(request: TokenCall) -> HttpResponse:
    """By key; the rules are those of our own office, for a call that could wait."""
    wanted = asked(request, ASKED)
    limit = wanted.get("limit", USUAL)
    found = callees.everybody(clock.now(), after=wanted.get("after"), most=limit + 1)
    following = found[limit - 1].person.pk if len(found) > limit else None
    return answer(request, {"items": [_told(one) for one in found[:limit]], "next": following})


def _told(one: Ruled) -> dict[str, Any]:
    return {
        "id": one.person.pk,
        "name": one.person.name,
        "phone": one.person.phone,
        "language": one.person.language,
        "is_what": one.is_what,
        "may_be_called": one.may_be_called,
        "against": one.against,
        "calls_from": f"{one.callee.quiet_to:%H:%M}",
        "calls_until": f"{one.callee.quiet_from:%H:%M}",
        "time_zone": one.callee.zone,
        "paused_until": one.callee.paused_until,
        "told_this_week": one.callee.told_this_week,
        "most_a_week": one.callee.cap,
    }


put = puts.telling("conversations", CONVERSATION, Scope.WRITE_CALLS, calls_told.put)
