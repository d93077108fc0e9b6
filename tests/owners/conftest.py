"""What owners' pages are read with: visits done, a bulletin issued, a breakdown standing."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.actions import breakdowns, bulletins, calls, cards, visits, works
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.actions.works import Order
from maintenance.enums import Answer, Cause, Result, WorkKind
from maintenance.models import Breakdown, Bulletin, Lift, PlanTemplate, Technician, Visit, Work
from owners.actions import contracts, documents, enquiries, invoices, quotes
from owners.actions.contracts import Says, Terms
from owners.actions.documents import Sheet
from owners.actions.enquiries import Saying
from owners.actions.invoices import Stated
from owners.actions.quotes import Offer
from owners.enums import Cover, DocumentKind
from owners.enums.enquiries import EnquiryKind
from owners.models import Contract, DocumentVersion, Enquiry, Invoice, Owner, Quote
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.files import store
from portal.ledger.models import Pending


@pytest.fixture
def visited(lift: Lift, plan: PlanTemplate, technician: Technician, now: datetime) -> Any:
    """Records a visit that ended so many days ago; what follows from it is done, or lies about."""

    def visit(days: int, *, followed: bool = True, **told: Any) -> Visit:
        ended = now - timedelta(days=days)
        replies = [Reply(37, Result.OK), Reply(46, Result.ADJUSTED, "El cierre de la 3.ª planta.")]
        work = CompletedWork(
            technician=technician,
            plan=plan,
            started_at=ended - timedelta(minutes=46),
            finished_at=ended,
            recorded_at=ended,
            **({"replies": replies, "signed_by": "Portería"} | told),
        )
        done = visits.record(lift=lift, work=work, by=technician.person, at=ended)
        if followed:
            Pending.objects.all().delete()
        return done

    return visit


@pytest.fixture
def issued(now: datetime, private_files: Any) -> Any:
    """Issues a visit's bulletin with a file that stands for the PDF."""

    def issue(visit: Visit, **photos: int) -> Bulletin:
        bulletins.allot_number(visit)
        file = store.put(b"%PDF-1.7 " + visit.bulletin_number.encode(), media_type="application/pdf", at=now)
        return bulletins.issue(visit_id=visit.pk, file=file, at=now, **photos)

    return issue


@pytest.fixture
def filed(lift: Lift, office: User, now: datetime, private_files: Any) -> Any:
    """Publishes a document of a kind, about the lift if nothing else is said."""

    def publish(
        kind: DocumentKind, *, about: Any = None, audience: Audience = Audience.OWNER, title: str = "", **told: Any
    ) -> DocumentVersion:
        thing = about or lift
        file = store.put(f"%PDF-1.7 {kind} {thing.pk}{title}".encode(), media_type="application/pdf", at=now)
        sheet = Sheet(**({"file": file, "valid_from": now.date() - timedelta(days=100)} | told))
        return documents.publish(about=thing, kind=kind, title=title, audience=audience, sheet=sheet, by=office, at=now)

    return publish


@pytest.fixture
def whole(filed: Any, owner: Owner, visited: Any, lift: Lift, now: datetime) -> dict[str, DocumentVersion]:
    """Every paper of the lift's dossier, by kind; a visit makes the record."""
    visited(11)
    cards.refresh([lift.pk], at=now)
    lift.refresh_from_db()
    named = ("registration", "conformity", "data_sheet", "manual", "inspection")
    made = {name: filed(DocumentKind(name)) for name in named}
    contract = filed(DocumentKind.CONTRACT, about=owner, audience=Audience.BILLING)
    return made | {"contract": contract}


@pytest.fixture
def standing(lift: Lift, technician: Technician, now: datetime) -> Breakdown:
    """A breakdown of this morning whose cause is known and which is not solved."""
    told = calls.Told(anyone_inside=Answer.NO, words="La puerta no cierra", caller_name="Ana Vecina")
    call = calls.receive(lift=lift, told=told, by=None, at=now - timedelta(hours=2))
    at = now - timedelta(minutes=110)
    found = breakdowns.confirm(
        call=call, stops_service=True, next_update_by=now + timedelta(hours=1), by=technician.person, at=at
    )
    breakdowns.assign(breakdown=found, technician=technician, by=None, at=at + timedelta(minutes=5))
    breakdowns.set_out(breakdown=found, by=technician.person, at=at + timedelta(minutes=10))
    breakdowns.arrive(breakdown=found, by=technician.person, at=at + timedelta(minutes=40))
    words = "El motor de las puertas se ha quemado."
    breakdowns.find(
        breakdown=found, cause=Cause.DOORS, words=words, by=technician.person, at=at + timedelta(minutes=60)
    )
    cards.refresh([lift.pk], at=now)
    found.refresh_from_db()
    return found


@pytest.fixture
def contract(owner: Owner, lift: Lift, now: datetime) -> Contract:
    """Everything covered but keys, for 90 € a month since 2024; renewed by the year, two months' notice."""
    terms = Terms(
        number="C-1041",
        cover=Cover.FULL,
        words="Cubrimos las piezas y la mano de obra a cualquier hora.",
        signed_on=date(2023, 12, 20),
        starts_on=date(2024, 1, 1),
        term_ends_on=date(2025, 1, 1),
        renews_months=12,
        notice_days=60,
        trapped_minutes=60,
    )
    clauses = [Says("3.1", "revisión cada mes", True), Says("6.3", "llaves y mandos", False)]
    return contracts.enter(
        owner=owner, lifts=[lift], terms=terms, clauses=clauses, monthly=Decimal("90"), by=None, at=now
    )


@pytest.fixture
def published(owner: Owner, now: datetime, private_files: Any) -> Any:
    """Publishes an invoice of October, and announces it unless it is to wait; whatever is given is said otherwise."""

    def publish(number: str = "F26-4127", *, announced: bool = True, content: bytes = b"", **more: Any) -> Invoice:
        given = {name: more.pop(name) for name in set(more) & set(Stated.__dataclass_fields__)}
        said = {"issued_on": date(2026, 10, 31), "base": Decimal("108"), "tax": Decimal("22.68")} | given
        stated = Stated(**{"number": number, "issuer_nif": "B47000001", "total": said["base"] + said["tax"]} | said)
        file = store.put(content or b"%PDF-1.7 " + number.encode(), media_type="application/pdf", at=now)
        made = invoices.publish(**{"owner": owner, "file": file, "stated": stated, "by": None, "at": now} | more)
        if announced:
            invoices.announce(invoice=made, at=now)
            made.refresh_from_db()
        return made

    return publish


@pytest.fixture
def quoted(owner: Owner, lift: Lift, now: datetime, private_files: Any) -> Any:
    """Publishes a quote for new cables that holds thirty days; whatever is given is said otherwise."""

    def publish(number: str = "P26-0031", **more: Any) -> Quote:
        day = now.date()
        told = {"issued_on": day, "valid_until": day + timedelta(days=30), "title": "Cambiar los cables de tracción"}
        money = {"base": Decimal("1000"), "tax": Decimal("210"), "total": Decimal("1210")}
        said = told | money | {"words": "Los cables están gastados."}
        said |= {name: more.pop(name) for name in set(more) & set(Offer.__dataclass_fields__)}
        file = store.put(b"%PDF-1.7 quote " + number.encode(), media_type="application/pdf", at=now)
        lines = [("Cables", Decimal("700")), ("Mano de obra", Decimal("300"))]
        given = {"owner": owner, "lift": lift, "lines": lines, "file": file, "by": None, "at": now} | more
        return quotes.publish(offer=Offer(number=number, **said), **given)

    return publish


@pytest.fixture
def ordered(lift: Lift, technician: Technician, now: datetime) -> Any:
    """Plans a repair of five hours for tomorrow, or for so long ago; whatever is given is said otherwise."""

    def plan(words: str = "Cambiar los cables de tracción", *, ago: timedelta | None = None, **more: Any) -> Work:
        begins = now - ago if ago else now + timedelta(hours=20)
        of = more.pop("lift", lift)
        said = {"kind": WorkKind.REPAIR, "from_at": begins, "to_at": begins + timedelta(hours=5)}
        order = Order(words=words, **said | {"technician": technician} | more)
        return works.plan(lift=of, order=order, by=None, at=begins - timedelta(days=1))

    return plan


@pytest.fixture
def asked(owner: Owner, chair: User, now: datetime) -> Any:
    """Asks a question as the chair; whatever is given is said otherwise."""

    def ask(text: str = "¿Quién pidió las llaves?", *, ago: timedelta = timedelta(0), **more: Any) -> Enquiry:
        said = {"owner": owner, "kind": EnquiryKind.QUESTION, "saying": Saying(text), "by": chair, "at": now - ago}
        return enquiries.ask(**(said | more))

    return ask


@pytest.fixture
def published_invoice(published: Any) -> Any:
    """The same by the name of what it publishes."""
    return published


@pytest.fixture
def counting() -> Any:
    """Counts queries: `with counting() as queries: …; len(queries)`."""
    return lambda: CaptureQueriesContext(connection)


def text(response: Any) -> str:
    """What a page says, tags aside, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()
