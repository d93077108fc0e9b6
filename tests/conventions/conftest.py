"""A row of everything that has a page, all about Calle Mayor 14 and its people."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import resolve

from maintenance.actions import breakdowns, bulletins, calls, cards, contractors, visits, works
from maintenance.actions import duty as duties
from maintenance.actions.enclosures import Enclosed, Picture
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Answer, Result, Severity, WorkKind
from maintenance.models import Finding, Lift, Photo, PlanTemplate, Technician, Visit, Work
from maintenance.views.field import files
from notifications.actions import handing, messages, suppressions
from notifications.channels import stopping
from notifications.enums import Bad, Class
from notifications.models import Arrival, ArrivalFile, Message
from owners.actions import (
    batches,
    consents,
    contracts,
    documents,
    enquiries,
    invoices,
    links,
    meetings,
    postings,
    quotes,
    speaking,
    standing_rows,
)
from owners.actions.contracts import Says, Terms
from owners.actions.documents import Sheet
from owners.actions.enquiries import Saying
from owners.actions.invoices import Charge, Stated
from owners.actions.quotes import Offer
from owners.enums import ConsentTo, Cover, DocumentKind
from owners.enums.enquiries import About, EnquiryKind
from owners.enums.surveys import Question
from owners.models import Agency, AnnualReport, BatchItem, DocumentLink, Mandate, Membership, Owner, Survey
from owners.queries import remittances, surveys, topics
from portal.access.audiences import Audience
from portal.access.models import Post, Token
from portal.accounts import demo
from portal.accounts.actions import invitations, signing_in
from portal.accounts.models import User
from portal.files import store
from portal.files.models import File
from portal.ledger.models import Entry, Pending
from portal.lib.keys import new_key
from tests.conftest import LONG_AGO, person
from tests.programs import Program, token_of

FAR = date(2099, 12, 1)  # to come, also by the clock of a real browser


@pytest.fixture
def ask(cast: SimpleNamespace, client_of: Any, settings: Any) -> Any:
    """Asks a route as somebody of the cast, who signs in once, or whose program does; nothing it does stays."""
    settings.DEMO, settings.SMS_SENDER = True, "notifications.channels.sms.bulksms.send"
    settings.EMAIL_PROVIDER, settings.ANYMAIL = "postmark", {"WEBHOOK_SECRET": "rellano:secret"}
    clients = {(False, "stranger"): client_of(None), (True, "stranger"): client_of(None)}

    def asked(who: str, method: str, url: str, **given: str) -> HttpResponse:
        by_token = resolve(url).func.access.startswith("token:")
        if (by_token, who) not in clients:
            person = getattr(cast, who)
            clients[by_token, who] = Program(person).client if by_token else client_of(person)
        client = clients[by_token, who]
        kept = client.cookies.output(header="", sep=";")
        with transaction.atomic():
            answer = client.generic(method, url, query_params=given)
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(kept)
        cache.clear()
        return answer

    return asked


@pytest.fixture
def one_of_each(
    cast: SimpleNamespace, lift: Lift, plan: PlanTemplate, now: datetime, private_files: Any
) -> dict[str, Any]:
    """By the parameter's name in the path."""
    ended = now - timedelta(days=1)
    times = {"started_at": ended - timedelta(minutes=40), "finished_at": ended, "recorded_at": ended}
    who = cast.technician.technician
    work = CompletedWork(technician=who, plan=plan, replies=[Reply(37, Result.OK)], **times)
    visit = visits.record(lift=lift, work=work, by=cast.technician, at=ended)
    bulletins.allot_number(visit)
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    bulletin = bulletins.issue(visit_id=visit.pk, file=file, at=now)

    told = calls.Told(anyone_inside=Answer.NO, caller=cast.chair)
    first = calls.receive(lift=lift, told=told, by=cast.office, at=now)
    breakdown = breakdowns.confirm(call=first, stops_service=True, next_update_by=None, by=cast.office, at=now)
    call = calls.receive(lift=lift, told=told, by=cast.office, at=now)
    cards.refresh([lift.pk], at=now)

    sheet = Sheet(file, now.date())
    paper = documents.publish(
        about=lift, kind=DocumentKind.MANUAL, title="", audience=Audience.OWNER, sheet=sheet, by=None, at=now
    )

    agreed = {"wording": 1, "language": "es", "by": cast.office, "at": now, "evidence": file}
    consent = consents.give(owner=Owner.objects.get(tenures__lift=lift), to=ConsentTo.BULLETINS, **agreed)

    mail = messages.post(
        touchpoint="mail", kind=Class.SERVICE, subject="Hola", text="Hola", html="<html><head></head></html>",
        address="pilar@example.com", at=now,
    )  # fmt: skip
    delivery = mail.deliveries.get()
    delivery.__class__.objects.filter(pk=delivery.pk).update(attachment=file, attachment_name="a.pdf")
    mandate = Mandate.objects.get(person=cast.chair)
    Mandate.objects.filter(pk=mandate.pk).update(evidence_file=file)
    entry = {"session_key": "x" * 32, "device": "", "how": "code", "expires_at": now + timedelta(days=1)}
    contractor = contractors.enter(name="Elevadores del Esla", nif="B24091175", register_number="24", began_on=LONG_AGO)
    theirs = Technician.objects.create(person=person("Óscar Vidal"), contractor=contractor)
    since = {"from_on": now.date(), "to_on": None}
    authorisation = contractors.authorise(contractor=contractor, lift=lift, file=file, by=None, at=now, **since)
    tonight = {"from_at": now + timedelta(hours=8), "to_at": now + timedelta(hours=20)}
    duty = duties.give(technician=who, route=None, by=None, at=now, **tonight)
    session = signing_in.remember(person=cast.chair, at=now, **entry)
    _invitation, secret = invitations.invite(person=cast.chair, on_paper=False, by=None, at=now)
    User.objects.create_user(name="Pilar Ortega", email=demo.CAST[0][1])
    told = _told(cast, now)
    return {
        "message": told.pk,
        "signed": stopping.signed(told),
        "lift": lift.pk,
        "owner": mandate.owner_id,
        **(money := _money(mandate.owner, lift, now)),
        **_enquiry(mandate.owner, cast.chair, money["invoice"], now),
        **_batch(mandate.owner, now),
        "contractor": contractor.pk,
        "technician": theirs.pk,
        "authorisation": authorisation.pk,
        "duty": duty.pk,
        "route": lift.route_id,
        "finding": Finding.objects.create(
            lift=lift, visit=visit, words="Guiador gastado", severity=Severity.SOON, found_at=ended
        ).pk,
        "visit": visit.pk,
        "work": _work(lift, cast, now).pk,
        "document": paper.document_id,
        "version": paper.pk,
        "consent": consent.pk,
        "token": links.give(version=paper, person=cast.chair, at=now),
        "link": DocumentLink.objects.get().pk,
        "bulletin": bulletin.pk,
        "breakdown": breakdown.pk,
        "call": call.pk,
        "number": call.number,
        **_standing_list(now),
        "delivery": delivery.pk,
        "arrival": _arrival(file, now),
        "place": 1,
        "suppression": suppressions.suppress(address="mala@example.com", why=Bad.BOUNCED, said="", at=now).pk,
        "person": cast.chair.pk,
        "post": Post.objects.get(person=cast.technician).pk,
        "mandate": mandate.pk,
        "membership": Membership.objects.get(person=cast.manager).pk,
        "agency": Agency.objects.get().pk,
        "session": session.pk,
        "quote": _quote(mandate.owner, lift, now),
        "secret": secret,
        "key": "chair",
        "row": _set_aside(now),
        "command": new_key(),
        "sha256": _named_photo(cast.technician, lift, work, now),
        "style": files.style_digest(),
        "photo": _kept_photo(visit, cast.technician, now),
        "api_token": _own_token(cast.chair),
        "month": "2026-11",
        "letters": handing.print_letters(keys=[], even=True, by=cast.office, at=now).pk,
        "run": postings.start(month="2026-10", even=True, again=False, by=cast.office, at=now).pk,
        "wave": speaking.choose(owners=[mandate.owner_id], by=cast.office, at=now).pk,
        "line": "breakdown_received",
        "meeting": meetings.record(owner=mandate.owner, on=FAR, by=cast.chair, at=now).pk,
        "year": _report(mandate.owner, file, now),
        **_survey(mandate.owner, cast.chair, now),
        "source": "erp",
        "external_id": "C-7",
    }


def _report(owner: Owner, file: File, now: datetime) -> int:
    """The report of the last year as it was printed for each of its readers."""
    made = {"owner": owner, "year": now.year - 1, "language": "es", "file": file, "made_at": now}
    AnnualReport.objects.bulk_create(AnnualReport(is_whole=whole, **made) for whole in (True, False))
    return now.year - 1


def _told(cast: SimpleNamespace, now: datetime) -> Message:
    """What the chair was told of a fact."""
    return Message.objects.create(
        touchpoint="invoice_published", kind=Class.SERVICE, person=cast.chair, entry=Entry.objects.first(),
        title="Una factura", decision="now", created_at=now, goes_at=now,
    )  # fmt: skip


def _survey(owner: Owner, chair: User, now: datetime) -> dict[str, Any]:
    """The yearly question twice: answered with a low score, and not yet."""
    about = {"owner": owner, "person": chair, "question": Question.YEARLY, "asked_at": now}
    answered = Survey.objects.create(year=2025, score=1, answered_at=now, **about)
    waiting = Survey.objects.create(year=2026, **about)
    return {"survey": answered.pk, "asked": surveys.address(waiting).split("/")[2]}


def _arrival(file: Any, now: datetime) -> UUID:
    """A mail that came in with a paper, and waits."""
    made = Arrival.objects.create(name="x" * 64, fate="held", held_because="unknown", at=now)
    ArrivalFile.objects.create(arrival=made, place=1, name="a.pdf", file=file)
    return made.pk


def _work(lift: Lift, cast: SimpleNamespace, now: datetime) -> Work:
    """A repair of tomorrow."""
    begins = now + timedelta(days=1)
    order = works.Order(WorkKind.REPAIR, "Cambiar el guiador", begins, begins + timedelta(hours=4))
    return works.plan(lift=lift, order=order, by=cast.office, at=now)


def _quote(owner: Owner, lift: Lift, now: datetime) -> UUID:
    day = now.date()
    offer = Offer("P26-0031", "Cambiar los cables", day, day + timedelta(days=30), Decimal(1), Decimal(0), Decimal(1))
    file = store.put(b"%PDF-1.7 quote", media_type="application/pdf", at=now)
    return quotes.publish(owner=owner, lift=lift, offer=offer, lines=[], file=file, by=None, at=now).pk


def _money(owner: Owner, lift: Lift, now: datetime) -> dict[str, UUID]:
    """An announced invoice and a contract."""
    terms = Terms(number="C-1", cover=Cover.FULL, starts_on=LONG_AGO)
    made = {"owner": owner, "lifts": [lift], "by": None, "at": now}
    contract = contracts.enter(**made, terms=terms, clauses=[Says("3.1", "la cuota", True)], monthly=Decimal(90))
    stated = Stated("F26-1", "B47000001", now.date(), base=Decimal(90), tax=Decimal("18.9"), total=Decimal("108.9"))
    file = store.put(b"%PDF-1.7 invoice", media_type="application/pdf", at=now)
    charges = [Charge("Cuota", Decimal(90), clause=contract.clauses.get(), covered=True)]
    invoice = invoices.publish(**made, file=file, stated=stated, charges=charges)
    invoices.announce(invoice=invoice, at=now)
    return {"invoice": invoice.pk, "contract": contract.pk}


def _enquiry(owner: Owner, who: User, invoice: UUID, now: datetime) -> dict[str, UUID]:
    """A question about the invoice, with a paper beside it."""
    file = store.put(b"%PDF-1.7 asked", media_type="application/pdf", at=now)
    topic = topics.find(who, now, about=About.INVOICE, key=invoice, line=1)
    said = {"kind": EnquiryKind.QUESTION, "saying": Saying("¿Y esto?", file), "topic": topic}
    made = enquiries.ask(owner=owner, by=who, at=now, **said)
    return {"enquiry": made.pk, "words": made.words.get().pk}


def _batch(owner: Owner, now: datetime) -> dict[str, UUID]:
    """A paper of a batch that could be published."""
    batch = batches.begin(by=None, at=now)
    file = store.put(b"%PDF-1.7 dropped", media_type="application/pdf", at=now)
    item = BatchItem.objects.create(
        batch=batch, name="F26-2.pdf", sha256=file.sha256, file=file, state="sure", owner=owner, read_at=now
    )
    return {"batch": batch.pk, "item": item.pk}


def _standing_list(now: datetime) -> dict[str, UUID]:
    """An ERP's list of one row, which would move an invoice."""
    batch = batches.begin(by=None, at=now)
    lines = b"Factura;Estado\nF26-1;Cobrada\n"
    item = batches.take(batch=batch, dropped=batches.Dropped("estados.csv", lines), at=now)
    found, mapping = remittances.read(store.path_of(item.sha256))
    made = standing_rows.compare(item, found, mapping, at=now)
    assert made
    return {"sheet": made.item_id, "standing_list": made.pk, "standing_row": made.rows.get().pk}


def _named_photo(who: User, lift: Lift, work: CompletedWork, now: datetime) -> str:
    """The digest of a photo that a visit names and the phone still has."""
    enclosed = Enclosed(photos=[Picture("ab" * 32)])
    visits.record(lift=lift, work=replace(work, enclosed=enclosed), by=who, at=now)
    return "ab" * 32


def _kept_photo(visit: Visit, who: User, now: datetime) -> UUID:
    """A photo of the visit that is here."""
    file = store.put(b"picture", media_type="image/jpeg", at=now)
    came = {"file": file, "thumbnail": file, "received_at": now}
    return Photo.objects.create(visit=visit, person=who, sha256="cd" * 32, **came).pk


def _own_token(who: User) -> UUID:
    """A token the chair has for a program."""
    token_of(who)
    return Token.objects.get(person=who).pk


def _set_aside(now: datetime) -> int:
    """A row of following that failed too often."""
    row = Pending.objects.order_by("pk")[0]
    Pending.objects.filter(pk=row.pk).update(set_aside_at=now, attempts=5)
    return int(row.pk)
