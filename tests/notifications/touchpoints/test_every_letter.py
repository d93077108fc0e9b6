"""Every letter of the catalogue, as each of the facts that trigger it makes it, in both languages, whole and bare."""

import html
import re
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from maintenance.actions import bulletins, calls, cards, lapses, ringing, visits, works
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.actions.works import Order
from maintenance.enums import Answer, Cause, Condition, Result, WorkKind
from maintenance.models import Breakdown, Bulletin, Visit
from notifications import catalogue
from notifications.channels.email import layout
from notifications.channels.paper import layout as paper
from notifications.enums import Why
from notifications.letter import Letter
from owners import kinds as owning_kinds
from owners.actions import ahead, contracts, documents, enquiries, invoices, meetings, quotes, speaking, surveys
from owners.actions import owners as owning
from owners.actions.contracts import Terms
from owners.actions.documents import Sheet
from owners.actions.enquiries import Saying, Telephoned
from owners.actions.invoices import Charge, Stated
from owners.actions.quotes import Offer
from owners.enums import Cover, DocumentKind, InvoiceStatus, QuoteState
from owners.enums.enquiries import About, EnquiryKind
from owners.enums.surveys import Question
from owners.kinds import meetings as meeting_kinds
from owners.kinds import surveys as survey_kinds
from owners.models import AnnualReport, Beginning, Contract, Meeting, Owner, Survey, Wave
from owners.queries import topics
from owners.rules.standings import Standing
from portal.access.audiences import Audience
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company.models import Company
from portal.files import store
from portal.ledger import actions as ledger
from portal.ledger.models import Entry
from tests.conftest import LONG_AGO, NOW, mandate
from tests.conftest import person as somebody
from tests.notifications.touchpoints.conftest import DAY, HOUR, MINUTE

WORDS = ("title", "what_happened", "what_it_means", "what_next", "where", "why", "action_words", "action_note")
WRONG = re.compile(r"None|  |\.\.|\s[.,;:]|:\s*\.|[{}]|%\(|<|>|\(\)|«»|\bEl [Uu]n\b")
REMOTE = re.compile(r"<img|<link|<script|url\(|\ssrc=")
LONG_STREET = "Avenida de la Constitución Española de mil novecientos setenta y ocho, 114, bloque B, escalera izquierda"


def _complaints(letter: Letter) -> list[str]:
    said = {name: str(getattr(letter, name)) for name in WORDS}
    said |= {f"detail {number}": ": ".join(row) for number, row in enumerate(letter.details)}
    text, page = layout.text(letter), layout.html(letter)
    found = [f"{name}: {words!r}" for name, words in said.items() if WRONG.search(words) or words != words.strip()]
    found += [f"{name} is empty" for name in ("title", "what_happened", "why") if not said[name]]
    found += [
        f"{name} does not end"
        for name in ("what_happened", "what_next", "why")
        if said[name][-1:] not in {"", ".", "»", "”"}
    ]
    found += (
        [f"title of {len(letter.title)}"]
        if len(letter.title) > 100 or letter.title.removesuffix("S. L.").endswith(".")
        else []
    )
    found += ["a detail is empty"] if not all(label and words for label, words in letter.details) else []
    found += ["no lines"] if len(text.splitlines()) < 5 or "\n\n\n" in text else []
    found += ["heavy"] if len(page.encode()) > 60_000 else []
    found += ["remote"] if REMOTE.search(page) else []
    return found


def _sheet_complaints(letter: Letter, person: User) -> list[str]:
    """The same letter on paper: it says all the mail says, and nothing on it has to be pressed."""
    sheet = html.unescape(paper.body(letter, person, Why.NO_ADDRESS))
    said = (letter.title, letter.what_happened, letter.what_it_means, letter.what_next, letter.why)
    details = [words for row in letter.details for words in row]
    lines = [line.words for part in letter.parts for line in part.lines]
    found = [f"the sheet lacks {words!r}" for words in (*said, *details, *lines) if words not in sheet]
    found += ["the sheet wants to be pressed"] if re.search("<a |href|<button", sheet) else []
    return found


class Reader:
    """Reads what each new fact makes us write, at once: later the same fact would be told otherwise."""

    def __init__(self, people):
        self.people, self.last, self.wrong, self.read = people, 0, [], set()

    def look(self, *_done):
        for entry in Entry.objects.filter(pk__gt=self.last).select_related("stream").order_by("pk"):
            self.last = entry.pk
            for touchpoint in catalogue.following(entry.kind):
                if touchpoint.letter and touchpoint.applies(entry):
                    self._letter(touchpoint, entry)

    def _letter(self, touchpoint, entry):
        self.read.add(touchpoint.key)
        for person, language in self.people:
            with translation.override(language):
                letter = touchpoint.letter(entry, person)
                found = _complaints(letter) + (_sheet_complaints(letter, person) if touchpoint.takes_letters else [])
            self.wrong += [(touchpoint.key, language, one) for one in found]


@pytest.fixture
def reader(chair, resident, office, owner):
    Owner.objects.filter(pk=owner.pk).update(name="Inmuebles de Calle Mayor 14, S. L.")
    owner.refresh_from_db()
    return Reader([(chair, "es"), (chair, "en"), (resident, "es")])


def _breakdowns(lived, reader, chair, technician, *, bare):
    """One with somebody inside that rings, one told step by step, one that repeats it, one that runs on."""
    reader.look(lived.confirmed(inside=Answer.YES, next_update_by=None))
    reader.look(ringing.look(at=lived.at(20)))
    reader.look(lived.assigned(21).arrived(30) if not bare else None)
    reader.look(lived.freed(40))
    reader.look(lived.restored(45, Cause.UNKNOWN, cause_words="", fix_words="") if bare else lived.restored(45))
    lived.began += HOUR
    reader.look(lived.confirmed(told={"caller": chair} | ({"words": ""} if bare else {})))
    reader.look(lapses.of_news(at=lived.at(200)))
    reader.look(lived.assigned(201), lapses.of_stops(at=lived.at(241)))
    reader.look(lived.on_the_way(205))
    reader.look(lived.arrived(2000))
    reader.look(lived.promised(2010, until=4000, words="" if bare else "Falta la correa."))
    words = {"cause_words": "", "fix_words": ""} if bare else {}
    reader.look(lived.restored(5000, **words))
    lived.began += 5000 * MINUTE
    for cause in (Cause.NO_FAULT, Cause.POWER, Cause.USER, Cause.DOORS):
        lived.began += HOUR
        reader.look(lived.confirmed(stops_service=False))
        reader.look(lived.restored(20, cause))
    told = calls.Told(anyone_inside=Answer.UNKNOWN, caller=chair, words="" if bare else "Hace ruido.")
    call = calls.receive(lift=lived.lift, told=told, by=None, at=lived.at(90))
    reader.look()
    reader.look(calls.settle(call=call, by=None, at=lived.at(95)))


def _works(lift, reader, technician, office, *, bare):
    at = NOW + 20 * DAY
    who = None if bare else technician
    order = Order(WorkKind.REPAIR, "Cambiar los cables", at + HOUR, at + (5 if bare else 50) * HOUR, who)
    planned = works.plan(lift=lift, order=order, by=office, at=at)
    reader.look()
    other = Order(WorkKind.REPAIR, "Cambiar los cables.", at + 2 * HOUR, at + 9 * HOUR, who, stops_service=not bare)
    reader.look(works.move(work=planned, order=other, by=office, at=at))
    reader.look(works.begin(work=planned, begun_at=at, by=office, at=at))
    reader.look(works.finish(work=planned, ended_at=at + HOUR, words="Hecho", by=office, at=at + HOUR))
    called_off = works.plan(lift=lift, order=order, by=office, at=at)
    reader.look()
    reader.look(works.cancel(work=called_off, why="Lo pide la comunidad", by=office, at=at))


def _visits(lift, reader, technician, plan, *, bare):
    at = NOW - 46 * DAY
    done = [Reply(37, Result.OK), Reply(46, Result.OK)]
    left = {"words_for_owner": "El foso está húmedo.", "condition_on_departure": Condition.OUT_OF_SERVICE}
    left = {} if bare else left
    told = {"technician": technician, "plan": plan, "started_at": at - HOUR, "finished_at": at, "recorded_at": at}
    replies = done if bare else [done[0], Reply(46, Result.PENDING, "Una luz.")]
    visit = visits.record(lift=lift, work=CompletedWork(**told, replies=replies, **left), by=None, at=at)
    reader.look(_issue(visit, at))
    otherwise, why = CompletedWork(**told, replies=done), "" if bare else "Era otra."
    visits.correct(visit=visit, work=otherwise, why=why, by=None, at=at)
    reader.look(_issue(visit, at))
    cards.refresh([lift.pk], at=NOW)
    if not bare:
        Visit.objects.create(lift=lift, planned_on=(NOW + DAY).date())
    reader.look(lapses.of_visits(at=NOW - 3 * DAY))
    reader.look(lapses.of_visits(at=NOW))


def _issue(visit, at):
    bulletins.allot_number(visit)
    size = Bulletin.objects.count()
    file = store.put(b"%PDF-1.7" + b"x" * size, media_type="application/pdf", at=at)
    bulletins.issue(visit_id=visit.pk, file=file, at=at)


def _forgotten(reader):
    """Nobody has opened the last bulletin."""
    last = Bulletin.objects.select_related("visit", "file").order_by("-number").first()
    with transaction.atomic():
        ledger.append(owning_kinds.BULLETIN_UNOPENED.of(last, occurred_at=NOW), by=None, at=NOW)
    reader.look()


def _papers(lift, owner, reader, chair, office, *, bare):
    file = store.put(b"%PDF-1.7 paper", media_type="application/pdf", at=NOW)
    about = {"kind": DocumentKind.MANUAL, "title": "" if bare else "Manual de uso", "audience": Audience.OWNER}
    paper = documents.publish(about=lift, sheet=Sheet(file, NOW.date()), by=None, at=NOW, **about)
    reader.look()
    newer = store.put(b"%PDF-1.7 newer", media_type="application/pdf", at=NOW)
    sheet = Sheet(newer, NOW.date(), **({} if bare else {"why": "Faltaba una hoja."}))
    reader.look(documents.supersede(replaced=paper, sheet=sheet, by=None, at=NOW))
    stated = Stated("F26-1", "B47000001", NOW.date(), base=Decimal(90), tax=Decimal("18.9"), total=Decimal("108.9"))
    charges = [] if bare else [Charge("Cuota", Decimal(90))]
    made = {"owner": owner, "lifts": [lift], "by": None, "at": NOW}
    invoice = invoices.publish(**made, file=file, stated=stated, charges=charges)
    reader.look(invoices.announce(invoice=invoice, at=NOW))
    reader.look(invoices.withdraw(invoice=invoice, why="Estaba repetida.", by=office, at=NOW))
    for number, state in enumerate((QuoteState.ACCEPTED, QuoteState.DECLINED, QuoteState.MEETING, None)):
        day = (NOW + 5 * DAY).date()
        then = NOW - 30 * DAY
        money = {"base": Decimal(100), "tax": Decimal(21), "total": Decimal(121)}
        offer = Offer(
            f"P-{number}", "Cambiar el operador", NOW.date(), day, words="" if bare else "Está gastado.", **money
        )
        lines = [] if bare else [("Operador", Decimal(100))]
        quote = quotes.publish(owner=owner, lift=lift, offer=offer, lines=lines, file=file, by=office, at=then)
        said = {"quote": quote, "words": "" if bare else "De acuerdo.", "by": chair, "at": NOW}
        reader.look()
        if state is None:
            reader.look(quotes.remind_due(at=NOW))
            reader.look(quotes.withdraw(quote=quote, why="Hay otro.", by=office, at=NOW))
        elif state == QuoteState.MEETING:
            reader.look(quotes.take_to_meeting(on=day, **said))
        else:
            reader.look(quotes.decide(state=state, confirmed="code", **said))


def _money(lift, owner, reader, *, bare):
    """A debit that comes, comes back and stays unpaid; a contract that renews itself and costs more."""
    day = (NOW + 3 * DAY).date()
    file = store.put(b"%PDF-1.7 debit", media_type="application/pdf", at=NOW)
    money = {"base": Decimal(90), "tax": Decimal("18.9"), "total": Decimal("108.9")}
    stated = Stated("F26-9", "B47000001", NOW.date(), account_last="" if bare else "4471", **money)
    hand = {"by": None, "at": NOW - 20 * DAY}
    invoice = invoices.publish(owner=owner, file=file, stated=stated, standing=Standing(next_charge_on=day), **hand)
    invoices.announce(invoice=invoice, at=NOW - 20 * DAY)
    reader.look()
    reader.look(ahead.charges(at=NOW))
    why = {} if bare else {"why_returned": "Sin fondos", "next_charge_on": day}
    for to in (
        Standing(status=InvoiceStatus.RETURNED, returned_on=NOW.date(), **why),
        Standing(status=InvoiceStatus.OVERDUE),
        Standing(status=InvoiceStatus.CLAIMED),
    ):
        invoice.refresh_from_db()
        reader.look(invoices.move(invoice=invoice, to=to, by=None, at=NOW))
    ends_on = (NOW + 75 * DAY).date()
    terms = Terms("C-1", Cover.FULL, LONG_AGO, term_ends_on=ends_on, renews_months=12, notice_days=60)
    contract = contracts.enter(owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(90), **hand)
    reader.look(ahead.renewals(at=NOW))
    new = {"monthly": Decimal("92.70"), "from_on": (NOW + 40 * DAY).date(), "why": "" if bare else "El IPC"}
    reader.look(contracts.revise_price(contract=contract, **new, by=None, at=NOW))


def _enquiries(lift, owner, reader, chair, office, *, bare):
    topic = None if bare else topics.find(chair, NOW, about=About.LIFT, key=lift.pk)
    asked = {"owner": owner, "kind": EnquiryKind.QUESTION, "topic": topic, "by": chair, "at": NOW}
    first = enquiries.ask(saying=Saying("¿Por qué sube?"), **asked)
    reader.look()
    reader.look(enquiries.answer(enquiry=first, saying=Saying("Por el IPC."), seen=1, by=office, at=NOW + HOUR))
    enquiries.ask(saying=Saying("¿Cuándo vienen?"), **asked)
    reader.look()
    for answer in ("", "El martes."):
        call = Telephoned(asker=chair, kind=EnquiryKind.QUESTION, saying=Saying("¿Y las llaves?"), answer=answer)
        reader.look(enquiries.take_down(owner=owner, call=call, by=office, at=NOW))
    reader.look(enquiries.tell_late(at=NOW + 40 * DAY))


def _beginning(lift, owner, other_owner, reader, chair, office, *, bare):
    """We begin to write to one owner, or to two of the same person; who begins, who ends, what comes in."""
    mandate(other_owner, Role.CHAIR, chair)
    for owners in ([owner], [owner, other_owner]):
        Owner.objects.update(speaking_since=None)
        wave = Wave.objects.create(chosen_by=office, chosen_at=NOW)
        Beginning.objects.filter(taken_at__isnull=False).update(begun_at=None, taken_at=None)
        rows = [Beginning.objects.create(wave=wave, owner=one, taken_at=NOW) for one in owners]
        reader.look(speaking.begin(rows[0], by=office, at=NOW))
    who = mandate(owner, Role.RESIDENT if bare else Role.CHAIR, somebody("Ana Ruiz"), from_on=NOW.date())
    reader.look()
    ends_on = (NOW + (DAY if bare else -DAY)).date()
    reader.look(owning.end_mandate(mandate=chair.mandates.get(owner=other_owner), to_on=ends_on, by=None, at=NOW))
    reader.look(owning.end_mandate(mandate=who.mandates.get(), to_on=(NOW + 9 * DAY).date(), by=None, at=NOW))
    tenure = other_owner.tenures.get()
    reader.look(owning.hold(owner=owner, lift=tenure.lift, from_on=NOW.date(), by=None, at=NOW))
    contract = Contract.objects.get()
    reader.look(contracts.end(contract=contract, ended_on=NOW.date(), why="Se van", by=None, at=NOW))


def _year(owner, reader, chair, *, bare):
    """A meeting with its sheet, and the year that is over; the papers are printed elsewhere."""
    meeting = meetings.record(owner=owner, on=(NOW + 9 * DAY).date(), by=chair, at=NOW)
    sheet = store.put(b"%PDF-1.7 sheet", media_type="application/pdf", at=NOW)
    Meeting.objects.filter(pk=meeting.pk).update(told_for=meeting.on, sheet=sheet)
    meeting.refresh_from_db()
    with transaction.atomic():
        ledger.append(meeting_kinds.AHEAD.of(meeting, occurred_at=NOW), by=None, at=NOW)
    reader.look()
    year = NOW.year - (3 if bare else 0)
    made = AnnualReport.objects.create(owner=owner, year=year, language="es", is_whole=True, file=sheet, made_at=NOW)
    with transaction.atomic():
        ledger.append(meeting_kinds.YEAR_ENDED.of(made, occurred_at=NOW), by=None, at=NOW)
    reader.look()


def _surveys(owner, reader, chair, office, *, bare):
    """A breakdown asked about, the yearly question, a low score of each, a complaint."""
    User.objects.filter(pk=chair.pk).update(phone="" if bare else "600 000 000")
    over = Breakdown.objects.exclude(restored_at=None).first()
    about = {"question": Question.BREAKDOWN, "breakdown": over}
    for told in (about, {"question": Question.YEARLY, "year": 2026}):
        survey = Survey(owner=owner, person=chair, asked_at=NOW - 90 * DAY, **told)
        with transaction.atomic():
            survey.save(force_insert=True)
            ledger.append(survey_kinds.ASKED.of(survey, occurred_at=NOW), by=None, at=NOW)
        reader.look()
        words = "" if bare else "Tardaron mucho"
        reader.look(surveys.answer(survey=survey, score=1, words=words, thanks=False, at=NOW))
    said = {"owner": owner, "kind": EnquiryKind.COMPLAINT, "topic": None, "by": chair, "at": NOW}
    reader.look(enquiries.ask(saying=Saying("Otra vez parado"), **said))


@pytest.mark.any_database
@pytest.mark.parametrize("bare", [False, True], ids=["whole", "bare"])
def test_every_letter_reads_well(bare, lived, lift, owner, other_owner, chair, office, admin, technician, plan, reader):
    """The two stories take a second each: all that the house writes about, as it is written."""
    if bare:
        Company.objects.update(office_phone="")
        type(lift).objects.filter(pk=lift.pk).update(rae="")
        type(lift.building).objects.filter(pk=lift.building_id).update(street=LONG_STREET)
        lift.refresh_from_db()
    else:
        Owner.objects.filter(pk=owner.pk).update(contact=office)
    _visits(lift, reader, technician, plan, bare=bare)
    _forgotten(reader)
    _papers(lift, owner, reader, chair, office, bare=bare)
    _breakdowns(lived, reader, chair, technician, bare=bare)
    _works(lift, reader, technician, office, bare=bare)
    _money(lift, owner, reader, bare=bare)
    _enquiries(lift, owner, reader, chair, office, bare=bare)
    _surveys(owner, reader, chair, office, bare=bare)
    _year(owner, reader, chair, bare=bare)
    _beginning(lift, owner, other_owner, reader, chair, office, bare=bare)

    unread = {one.key for one in catalogue.ALL if one.letter} - reader.read
    assert (sorted(set(reader.wrong)), unread) == ([], set())
