"""Enquiries of the demo, one in every state: what waits, what is late, what was answered, closed, and asked again."""

from datetime import datetime, timedelta

from maintenance.models import Breakdown, Visit
from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.enums.enquiries import About, EnquiryKind
from owners.models import Enquiry, Invoice, InvoiceLine
from owners.queries import scope, topics
from owners.queries.topics import Topic
from portal.accounts.models import User
from portal.demo.appointments import THE_CHAIRS
from portal.demo.known import Known
from portal.ledger.kinds import Origin

KEYS = "¿Para quién eran las dos copias? Nosotros ya teníamos tres."
KNOCK = "Al llegar al bajo da un golpe seco. Desde ayer, y solo bajando."
FOUR_DAYS = (
    "Cuatro días con la escalera B parada y nadie nos dijo cuándo volvía.\nPedimos que nos descuenten esos días de la"
    " cuota, y que la próxima vez avisen."
)
ROPES = "¿Se puede esperar a la junta de enero para cambiar los cables?"
ROPES_ANSWER = (
    "Sí. Son seguros hasta la próxima revisión y los medimos en cada visita; si bajaran del límite, se lo diríamos"
    " ese mismo día."
)
PRICE = "¿Por qué sube la cuota este año más que el IPC?"
PRICE_ANSWER = (
    "Es la revisión que dice su contrato: el IPC de diciembre más lo que subió el convenio. Se lo adjuntamos."
)
PRICE_AGAIN = "No veo nada adjunto. ¿Me lo pueden mandar?"
CALL_ANSWER = "Hemos hablado hoy a las 10:20: el martes pasamos con la llave nueva."


def bring(known: Known, *, at: datetime) -> None:
    """Once: what is there already stays as visitors left it. Only what is of these days is spoken of."""
    people = known.people
    if Enquiry.objects.exists() or not {"chair", "manager", "resident", "office"} <= set(people):
        return
    _of_the_chair(known, people["chair"], people["office"], at)
    _of_the_manager(known, people["manager"], people["office"], at)
    lift = known.lifts.get(THE_CHAIRS)
    if lift:
        topic = topics.find(people["resident"], at, about=About.LIFT, key=lift.pk)
        _ask(people["resident"], EnquiryKind.ANOMALY, KNOCK, topic, at - timedelta(hours=3))
    enquiries.tell_late(at=at)


def _of_the_chair(known: Known, chair: User, office: User, at: datetime) -> None:
    line = InvoiceLine.objects.filter(
        text__icontains="llave", invoice__in=scope.invoices(chair, at), invoice__announced_at__isnull=False
    )
    found = line.order_by("-invoice__issued_on", "place").first()
    if found:
        topic = topics.find(chair, at, about=About.INVOICE, key=found.invoice_id, line=found.place)
        _ask(chair, EnquiryKind.QUESTION, KEYS, topic, at - timedelta(days=4))
    quote = scope.quotes(chair, at).filter(title__icontains="cables").order_by("pk").first()
    if quote:
        then = at - timedelta(days=1, hours=20)
        asked = _ask(chair, EnquiryKind.QUESTION, ROPES, topics.find(chair, at, about=About.QUOTE, key=quote.pk), then)
        if asked:
            _answer(asked, ROPES_ANSWER, office, at - timedelta(hours=18))
    visit = scope.visits(chair, at).filter(state="completed").order_by("-finished_at").first()
    if visit:
        then = at - timedelta(days=11)
        called = _ask(chair, EnquiryKind.CALL, "Se me ha roto la llave del cuarto.", _visit(chair, visit, at), then)
        if called:
            _answer(called, CALL_ANSWER, office, then + timedelta(hours=5))
            enquiries.close(enquiry=called, by=chair, at=then + timedelta(days=1), origin=Origin.HISTORY)


def _of_the_manager(known: Known, manager: User, office: User, at: datetime) -> None:
    stopped = Breakdown.objects.filter(lift__in=scope.lifts(manager, at), restored_at__isnull=False)
    broken = stopped.filter(reported_at__lt=at - timedelta(days=22)).order_by("-reported_at").first()
    if broken:
        topic = topics.find(manager, at, about=About.BREAKDOWN, key=broken.pk)
        late = _ask(manager, EnquiryKind.COMPLAINT, FOUR_DAYS, topic, at - timedelta(days=18))
        if late:
            enquiries.assign(enquiry=late, to=office, by=office, at=at - timedelta(days=17))
    invoice = scope.invoices(manager, at).order_by("-issued_on", "pk").first()
    if invoice:
        _about_the_price(manager, office, invoice, at)


def _about_the_price(manager: User, office: User, invoice: Invoice, at: datetime) -> None:
    then = at - timedelta(days=9)
    asked = _ask(
        manager, EnquiryKind.QUESTION, PRICE, topics.find(manager, at, about=About.INVOICE, key=invoice.pk), then
    )
    if asked:
        _answer(asked, PRICE_ANSWER, office, then + timedelta(days=2))
        again = then + timedelta(days=3)
        enquiries.add(enquiry=asked, saying=Saying(PRICE_AGAIN), by=manager, at=again, origin=Origin.HISTORY)


def _visit(chair: User, visit: Visit, at: datetime) -> Topic | None:
    return topics.find(chair, at, about=About.VISIT, key=visit.pk)


def _ask(person: User, kind: EnquiryKind, text: str, topic: Topic | None, then: datetime) -> Enquiry | None:
    if topic is None:
        return None
    phone = person.phone or "983 000 041"
    return enquiries.ask(
        owner=topic.owner,
        kind=kind,
        saying=Saying(text),
        topic=topic,
        phone=phone if kind == EnquiryKind.CALL else "",
        by=person,
        at=then,
        origin=Origin.HISTORY,
    )


def _answer(asked: Enquiry, text: str, office: User, then: datetime) -> None:
    seen = asked.words.count()
    enquiries.answer(enquiry=asked, saying=Saying(text), seen=seen, by=office, at=then, origin=Origin.HISTORY)
