"""Quotes of the demo: two ways to mend one thing wait for the chair; one she accepted earlier was done since."""

from datetime import datetime, timedelta
from decimal import Decimal

from maintenance.models import Lift, Work
from owners.actions import meetings, quotes
from owners.actions.quotes import Offer
from owners.enums import QuoteState
from owners.enums.meetings import MeetingKind
from owners.models import Owner, Quote
from owners.queries import scope
from portal.accounts.models import User
from portal.demo import bills, orders
from portal.demo.appointments import THE_CHAIRS
from portal.demo.cast import CAST
from portal.demo.known import Known
from portal.demo.world import ZONE
from portal.files import store
from portal.ledger.kinds import Origin
from portal.lib import clock
from portal.web import words

TAX = Decimal("0.21")
MEETS_IN = timedelta(days=18)  # the meeting that may decide: its sheet goes out three days from now
DONE, RAIL = "P26-0188", "P26-0219"
HOLD = "Una barra a 90 cm ayuda a quien se cansa de pie."
LAMPS = "Con luces LED y sensor la cabina se apaga cuando nadie la usa."
ROPES = (
    "Los cables siguen siendo seguros, pero se han alargado: sin cambiarlos, la cabina parará cada vez peor nivelada."
)
SHORTEN = "Se acortan y se vuelven a igualar. Vale para un año, más o menos; después habrá que cambiarlos."


def bring(known: Known, *, at: datetime) -> None:
    """Once: what is there already stays as visitors left it."""
    lift = known.lifts.get(THE_CHAIRS)
    if lift is None or Quote.objects.filter(lift=lift).exists():
        return
    owner, chair = scope.owner_of(lift, at), _of_cast("chair")
    if owner is None or chair is None:
        return
    done_at = clock.midnight(orders.lamps_on(known.world), ZONE)
    then, decided_at = done_at - timedelta(days=13, hours=-10), done_at - timedelta(days=9, hours=-19)
    lamps = _publish(owner, lift, DONE, orders.LAMPS, LAMPS, (("Luces", 140), ("Montaje", 60)), then)
    _accept(lamps, chair, decided_at)
    work = Work.objects.filter(lift=lift, words=orders.LAMPS).order_by("pk").first()
    Quote.objects.filter(pk=lamps.pk).update(work=work)
    rail = _publish(owner, lift, RAIL, "Pasamanos en la cabina", HOLD, (("Pasamanos", 95),), at - timedelta(days=12))
    _accept(rail, chair, at - timedelta(days=3))
    now = at - timedelta(days=2)
    parts = (("Cables de tracción, seis", 1180), ("Mano de obra, dos personas", 640), ("Prueba y ajuste", 120))
    _publish(owner, lift, "P26-0231", "Cambiar los cables de tracción", ROPES, parts, now)
    _publish(owner, lift, "P26-0232", "Acortar los cables", SHORTEN, (("Mano de obra, dos personas", 360),), now)
    on = scope.today(at) + MEETS_IN
    meetings.record(owner=owner, on=on, kind=MeetingKind.ORDINARY, by=chair, at=now)


def _accept(quote: Quote, chair: User, at: datetime) -> None:
    quotes.decide(
        quote=quote,
        state=QuoteState.ACCEPTED,
        words="De acuerdo.",
        confirmed="code",
        by=chair,
        at=at,
        origin=Origin.HISTORY,
    )


def _publish(
    owner: Owner, lift: Lift, number: str, title: str, why: str, parts: tuple[tuple[str, int], ...], at: datetime
) -> Quote:
    base = Decimal(sum(amount for _what, amount in parts))
    tax = (base * TAX).quantize(Decimal("0.01"))
    day = clock.day_in(lift.building.time_zone, at)
    lines = [(what, Decimal(amount)) for what, amount in parts]
    head = [f"Presupuesto {number}", f"{owner.name} · {owner.nif}", title, f"Fecha: {words.figures(day)}"]
    shown = [(what, words.money(amount)) for what, amount in lines]
    sums = [("Base imponible", words.money(base)), ("IVA, 21 %", words.money(tax)), ("Total", words.money(base + tax))]
    return quotes.publish(
        owner=owner,
        lift=lift,
        offer=Offer(number, title, day, day + timedelta(days=45), base, tax, base + tax, why),
        lines=lines,
        file=store.put(bills.draw(head, shown, sums), media_type="application/pdf", at=at),
        by=_of_cast("office"),
        at=at,
        origin=Origin.HISTORY if number in {DONE, RAIL} else Origin.LIVE,
    )


def _of_cast(key: str) -> User | None:
    return User.objects.filter(email=next(one.email for one in CAST if one.key == key)).first()
