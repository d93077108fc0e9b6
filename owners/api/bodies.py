"""What the company's programs send of each thing: closed, bounded; what may be left out, and what that means.

`check` says what does not fit together within one body.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from maintenance.enums import Attribution, Cause, Communication, Condition, Directive, Drive, Frequency, Result, Use
from maintenance.rules import cells
from owners.api.shapes import MONEY
from owners.enums import Cover, InvoiceKind, InvoiceStatus, WhatFor
from owners.models import Owner
from portal.lib.shapes.compounds import Fields, Many, Maybe
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.values import Amount, Day, Flag, Moment, OneOf, Text, Whole

_CALLED = Text(80, least=1)
_MINUTES = Maybe(Whole(0, 32_767))
FEE = Amount(Decimal("9999999999.99"), Decimal(0))
REGION = "[A-Z]{2}-[A-Z0-9]{1,3}"  # ISO 3166-2
ZONE = "[A-Za-z]+/[A-Za-z_]+"

OWNER = Fields(
    {
        "name": Text(160, least=1),
        "kind": OneOf(Owner.Kind),
        "nif": Text(20, like="[A-Za-z0-9 .-]*"),
        "address": Text(240),
    },
    may={"kind": Owner.Kind.COMMUNITY, "nif": "", "address": ""},
    called="OwnerTold",
)
LIFT = Fields(
    {
        "building": Fields(
            {
                "external_id": Text(80),
                "street": Text(160, least=1),
                "city": Text(120, least=1),
                "postcode": Text(12),
                "region": Text(6, like=REGION),
                "time_zone": Text(40, like=ZONE),
            },
            may={"external_id": "", "postcode": "", "time_zone": "Europe/Madrid"},
        ),
        "name": Text(80, least=1),
        "rae": Text(40),
        "serial_number": Text(60),
        "maker": Text(80),
        "year": Maybe(Whole(1850, 2100)),
        "directive": OneOf(Directive),
        "drive": OneOf(Drive),
        "stops": Maybe(Whole(2, 200)),
        "load_kg": Maybe(Whole(10, 40_000)),
        "speed": Maybe(Amount(Decimal("21.00"), Decimal("0.05"))),
        "travel": Maybe(Amount(Decimal("700.00"), Decimal("0.10"))),
        "use": OneOf(Use),
        "dwellings": Maybe(Whole(1, 2000)),
        "communication": OneOf(Communication),
        "energy_class": Text(3),
        "entered_on": Day(),
        "record_complete_since": Maybe(Day()),
        "owner": Text(80),
        "owned_from": Maybe(Day()),
    },
    may={
        **dict.fromkeys(("rae", "serial_number", "maker", "energy_class", "owner"), ""),
        **dict.fromkeys(
            ("year", "stops", "load_kg", "speed", "travel", "dwellings", "record_complete_since", "owned_from")
        ),
        "directive": Directive.UNKNOWN,
        "use": Use.DWELLINGS,
        "communication": Communication.UNKNOWN,
    },
    called="LiftTold",
)
_CLAUSE = Fields(
    {"number": Text(12, least=1), "words": Text(400, least=1), "covers": Maybe(Flag())}, may={"covers": None}
)
_PRICE = Fields({"from_on": Day(), "monthly": FEE, "why": Text(240)}, may={"why": ""})
CONTRACT = Fields(
    {
        "owner": _CALLED,
        "lifts": Many(_CALLED, 500, once=""),
        "number": Text(40, least=1),
        "cover": OneOf(Cover),
        "words": Text(4000),
        "signed_on": Maybe(Day()),
        "starts_on": Day(),
        "term_ends_on": Maybe(Day()),
        "renews_months": Whole(0, 240),
        "notice_days": Whole(0, 720),
        **dict.fromkeys(("trapped_minutes", "stopped_minutes", "other_minutes"), _MINUTES),
        "clauses": Many(_CLAUSE, 60, once="number"),
        "prices": Many(_PRICE, 60, once="from_on"),
        "ended_on": Maybe(Day()),
        "why_ended": Text(240),
    },
    may={
        **dict.fromkeys(("words", "why_ended"), ""),
        **dict.fromkeys(
            ("signed_on", "term_ends_on", "trapped_minutes", "stopped_minutes", "other_minutes", "ended_on")
        ),
        **dict.fromkeys(("renews_months", "notice_days"), 0),
        "clauses": (),
    },
    called="ContractTold",
)
VISIT = Fields(
    {
        "lift": _CALLED,
        "technician": Text(254),
        "done_by": Text(160),
        "plan": Text(60, like="[-a-zA-Z0-9_]*"),
        "scope": OneOf(Frequency),
        "started_at": Moment(),
        "finished_at": Moment(),
        "condition_on_arrival": OneOf(Condition),
        "condition_on_departure": OneOf(Condition),
        "words_for_owner": Text(2000),
        "signed_by": Text(120),
        "answers": Many(
            Fields({"number": Whole(1, 32_767), "result": OneOf(Result), "words": Text(400)}, may={"words": ""}),
            200,
            once="number",
        ),
    },
    may={
        **dict.fromkeys(("technician", "done_by", "plan", "words_for_owner", "signed_by"), ""),
        **dict.fromkeys(("condition_on_arrival", "condition_on_departure"), Condition.IN_SERVICE),
        "scope": Frequency.MONTHLY,
        "answers": (),
    },
    called="VisitTold",
)
BREAKDOWN = Fields(
    {
        "lift": _CALLED,
        "reported_at": Moment(),
        **dict.fromkeys(("assigned_at", "arrived_at", "found_at", "restored_at"), Maybe(Moment())),
        "technician": Text(254),
        "done_by": Text(160),
        "cause": OneOf(Cause),
        "cause_words": Text(240),
        "fix_words": Text(240),
        "attribution": OneOf(Attribution),
        "entrapment": Flag(),
        "stops_service": Flag(),
        "words": Text(1000),
        "end_words": Text(1000),
    },
    may={
        **dict.fromkeys(("technician", "done_by", "cause_words", "fix_words", "words", "end_words"), ""),
        **dict.fromkeys(("assigned_at", "arrived_at", "found_at", "restored_at")),
        "cause": Cause.UNKNOWN,
        "attribution": Attribution.UNKNOWN,
        "entrapment": False,
        "stops_service": True,
    },
    called="BreakdownTold",
)
_STANDING = Fields(
    {
        "status": OneOf(InvoiceStatus),
        **dict.fromkeys(("charged_on", "returned_on", "next_charge_on", "paid_on"), Maybe(Day())),
        "why_returned": Text(240),
    },
    may={
        "status": InvoiceStatus.ISSUED,
        **dict.fromkeys(("charged_on", "returned_on", "next_charge_on", "paid_on")),
        "why_returned": "",
    },
    called="StandingTold",
)
_CHARGE = Fields(
    {
        "text": Text(240, least=1),
        "amount": MONEY,
        "what_for": OneOf(WhatFor),
        "quantity": Maybe(Amount(Decimal("9999999.999"), Decimal("-9999999.999"), decimals=3)),
        "list_amount": Maybe(MONEY),
        "works_reference": Text(40),
        "clause": Text(12),
        "covered": Maybe(Flag()),
        "why": Text(240),
    },
    may={
        "what_for": WhatFor.OTHER,
        **dict.fromkeys(("quantity", "list_amount", "covered")),
        **dict.fromkeys(("works_reference", "clause", "why"), ""),
    },
    called="LineTold",
)
INVOICE = Fields(
    {
        "owner": _CALLED,
        "lifts": Many(_CALLED, 500, once=""),
        "number": Text(40, least=1),
        "series": Text(20),
        "kind": OneOf(InvoiceKind),
        "corrected_number": Text(40),
        "issuer_nif": Text(20, least=1, like="[A-Z0-9]+"),
        "issued_on": Day(),
        **dict.fromkeys(("due_on", "period_from", "period_to"), Maybe(Day())),
        **dict.fromkeys(("base", "tax", "total"), MONEY),
        "as_printed": Flag(),
        "tax_words": Text(80),
        "currency": Text(3, like="[A-Z]{3}"),
        "works_reference": Text(40),
        "account_last": Text(4, like="([0-9]{4})?"),
        "payment_link": Text(400),
        "tax_link": Text(400),
        "standing": _STANDING,
        "lines": Many(_CHARGE, 300),
        "announce_after": Maybe(Moment()),
    },
    may={
        **dict.fromkeys(
            ("series", "corrected_number", "tax_words", "works_reference", "account_last", "payment_link", "tax_link"),
            "",
        ),
        **dict.fromkeys(("due_on", "period_from", "period_to", "announce_after")),
        **dict.fromkeys(("lifts", "lines"), ()),
        "as_printed": False,
        "kind": InvoiceKind.ORDINARY,
        "currency": "EUR",
        "standing": _STANDING.read({}, ""),
    },
    called="InvoiceTold",
)

Said = Mapping[str, Any]


def _in_order(said: Said, *names: str) -> None:
    """Refuses a later one that is before an earlier one; one that is not said is nowhere."""
    there = [name for name in names if said[name] is not None]
    for earlier, later in pairwise(there):
        if said[later] < said[earlier]:
            raise Unfit(Misfit.DISAGREES, later, earlier)


def _lift(said: Said) -> None:
    if not cells.is_zone(said["building"]["time_zone"]):
        raise Unfit(Misfit.NOT_OFFERED, "building.time_zone")


def _contract(said: Said) -> None:
    if said["term_ends_on"] and said["term_ends_on"] <= said["starts_on"]:
        raise Unfit(Misfit.DISAGREES, "term_ends_on", "starts_on")
    if said["renews_months"] and said["term_ends_on"] is None:
        raise Unfit(Misfit.DISAGREES, "renews_months", "term_ends_on")
    _in_order(said, "starts_on", "ended_on")
    if bool(said["ended_on"]) != bool(said["why_ended"]):
        raise Unfit(Misfit.DISAGREES, "why_ended", "ended_on")
    days = [one["from_on"] for one in said["prices"]]
    if days[:1] != [said["starts_on"]] or days != sorted(days):
        raise Unfit(Misfit.DISAGREES, "prices", "starts_on")
    for place, one in enumerate(said["prices"][1:], start=1):
        if not one["why"]:  # the owner has to know why the fee is another
            raise Unfit(Misfit.TOO_SHORT, f"prices[{place}].why")


def _visit(said: Said) -> None:
    _in_order(said, "started_at", "finished_at")
    if bool(said["technician"]) == bool(said["done_by"]):
        raise Unfit(Misfit.DISAGREES, "done_by", "technician")


def _breakdown(said: Said) -> None:
    _in_order(said, "reported_at", "assigned_at", "arrived_at", "restored_at")
    _in_order(said, "reported_at", "found_at", "restored_at")
    if said["technician"] and said["done_by"]:
        raise Unfit(Misfit.DISAGREES, "done_by", "technician")
    if said["assigned_at"] and not (said["technician"] or said["done_by"]):
        raise Unfit(Misfit.DISAGREES, "assigned_at", "technician")
    if said["found_at"] and said["cause"] == Cause.UNKNOWN:
        raise Unfit(Misfit.DISAGREES, "found_at", "cause")
    if said["restored_at"] and (said["restored_at"] - said["reported_at"]).days > 400:
        raise Unfit(Misfit.DISAGREES, "restored_at", "reported_at")


def _invoice(said: Said) -> None:
    if said["base"] + said["tax"] != said["total"] and not said["as_printed"]:
        raise Unfit(Misfit.DISAGREES, "total", "base + tax")
    _in_order(said, "issued_on", "due_on")
    if said["period_to"] and not said["period_from"]:
        raise Unfit(Misfit.DISAGREES, "period_to", "period_from")
    _in_order(said, "period_from", "period_to")
    if said["corrected_number"] and said["kind"] != InvoiceKind.CORRECTIVE:
        raise Unfit(Misfit.DISAGREES, "corrected_number", "kind")
    if said["standing"]["status"] == InvoiceStatus.RETURNED and not said["standing"]["returned_on"]:
        raise Unfit(Misfit.DISAGREES, "standing.returned_on", "standing.status")


CHECKS: Mapping[str, Callable[[Said], None]] = {
    "lifts": _lift,
    "contracts": _contract,
    "visits": _visit,
    "breakdowns": _breakdown,
    "invoices": _invoice,
}
