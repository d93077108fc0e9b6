"""A mail that comes in becomes a word of the right enquiry, a new one, or waits for the office; once."""

from datetime import timedelta

import pytest

from notifications.actions import arrivals, preferences
from notifications.channels.email import answering
from notifications.enums import Class
from notifications.models import Arrival, Delivery, Message, Suppression
from notifications.queries import arrivals as known
from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.enums.enquiries import About, EnquiryKind
from owners.models import Enquiry, EnquiryWords
from portal.access.models import Post
from portal.ledger.models import Entry
from tests.notifications.letters import answer, report
from tests.papers import pdf

DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("reachable")


@pytest.fixture
def reachable(settings, company):
    settings.REPLIES_ADDRESS, settings.DEFAULT_FROM_EMAIL = "respuestas@example.com", "avisos@localhost"


@pytest.fixture
def asked(owner, chair, now):
    return enquiries.ask(owner=owner, kind=EnquiryKind.COMPLAINT, saying=Saying("Va a golpes."), by=chair, at=now)


def _told(person, entry, now, **more):
    columns = {"touchpoint": "x", "kind": Class.SERVICE, "title": "x", "created_at": now} | more
    return Message.objects.create(person=person, entry=entry, **columns)


@pytest.fixture
def of_enquiry(asked, chair, now):
    """What Pilar was told about her enquiry."""
    return _told(chair, Entry.objects.get(kind="enquiry.asked"), now)


@pytest.fixture
def of_lift(owner, chair, now):
    """What Pilar was told about her lift."""
    return _told(chair, Entry.objects.get(kind="lift.entered"), now)


def _to(message):
    return answering.address_of(message)


def _fates():
    return list(Arrival.objects.order_by("at", "pk").values_list("fate", "held_because"))


def test_an_answer_to_a_mail_about_an_enquiry_is_a_word_of_it(asked, of_enquiry, chair, now):
    text = "Sí, el martes.\n\nEl lun, 23 nov 2026, Duero escribió:\n> Recibido\n"

    made = arrivals.take(answer(text, To=_to(of_enquiry)), at=now)

    said = list(EnquiryWords.objects.order_by("place").values_list("side", "person", "text"))
    assert said == [("owner", chair.pk, "Va a golpes."), ("owner", chair.pk, "Sí, el martes.")]
    assert (made.fate, made.enquiry, made.text) == ("added", asked, text.strip())
    assert Entry.objects.filter(kind="enquiry.added").count() == 1


def test_it_is_found_by_the_message_id_too_and_opens_what_was_closed(asked, of_enquiry, chair, now):
    enquiries.close(enquiry=asked, by=chair, at=now)
    sent = Delivery.objects.create(message=of_enquiry, channel="email", next_at=now, expires_at=now, created_at=now)

    arrivals.take(answer(References=f"<x@y.example> <{sent.pk}@localhost>"), at=now)

    asked.refresh_from_db()
    assert (asked.state, asked.words.count()) == ("open", 2)


def test_an_answer_to_any_other_mail_is_a_new_enquiry_about_that_thing(of_lift, lift, chair, now):
    made = arrivals.take(answer("¿Por qué?", To=_to(of_lift)), at=now)

    told = Enquiry.objects.values_list("number", "kind", "about", "about_id", "asked_by", "title").get()
    assert told == ("C-2026-0001", EnquiryKind.QUESTION, About.LIFT, lift.pk, chair.pk, "¿Por qué?")
    assert (made.fate, made.enquiry.number) == ("asked", "C-2026-0001")
    assert Entry.objects.filter(kind="enquiry.asked").count() == 1  # from which the receipt goes


def test_a_mail_read_again_changes_nothing(of_lift, now):
    mail = answer(To=_to(of_lift))

    made = [arrivals.take(mail, at=now) for _time in range(3)]

    assert [one is None for one in made] == [False, True, True]
    assert (Arrival.objects.count(), Enquiry.objects.count()) == (1, 1)


def test_of_two_workers_that_read_it_at_once_one_says_it(of_lift, now, monkeypatch):
    mail = answer(To=_to(of_lift))
    before = arrivals._settle

    def second_comes_first(*told):
        monkeypatch.setattr(arrivals, "_settle", before)
        arrivals.take(mail, at=now)
        return before(*told)

    monkeypatch.setattr(arrivals, "_settle", second_comes_first)

    assert arrivals.take(mail, at=now) is None
    assert (Arrival.objects.count(), Enquiry.objects.count(), EnquiryWords.objects.count()) == (1, 1, 1)


def test_papers_come_in_by_the_door_of_every_other_and_refusals_are_named(of_lift, now):
    files = [("acta.pdf", pdf()), ("lista.zip", b"PK\x03\x04"), ("plano.pdf", pdf())]

    made = arrivals.take(answer(To=_to(of_lift), files=files), at=now)

    said = EnquiryWords.objects.order_by("place").values_list("text", "file__media_type")
    assert list(said) == [("Sí, el martes.", "application/pdf"), ("Adjunto: plano.pdf", "application/pdf")]
    assert made.left_out == [["lista.zip", "Solo guardamos PDF y fotos."]]
    assert list(known.lacking()) == [made]


def test_only_who_the_mail_went_to_is_believed(of_enquiry, manager, now):
    strangers = ["raquel@example.com", "pilar@example.com.evil.example", "x@example.com, pilar@example.com"]

    for number, one in enumerate(strangers):
        arrivals.take(answer(From=one, To=_to(of_enquiry), name=f"<{number}@x.example>"), at=now)

    assert _fates() == [("held", "stranger")] * 3
    assert EnquiryWords.objects.count() == 1


def test_an_address_nobody_signed_is_no_address_of_ours(of_enquiry, now):
    mailbox, at, domain = _to(of_enquiry).partition("@")
    forged = mailbox[:-4] + ("aaaa" if mailbox[-4:] != "aaaa" else "bbbb") + at + domain

    arrivals.take(answer(To=f"{forged}, respuestas@example.com, respuestas+x@example.com"), at=now)

    assert _fates() == [("held", "unknown")]


def test_what_a_machine_wrote_becomes_nothing(of_enquiry, now):
    heads = [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}]

    for number, one in enumerate(heads):
        arrivals.take(answer(To=_to(of_enquiry), name=f"<{number}@x.example>", **one), at=now)

    assert _fates() == [("automatic", "")] * 3
    assert EnquiryWords.objects.count() == 1


@pytest.mark.parametrize(
    ("heads", "why"),
    [({"Subject": "Respuesta automática: Recibido"}, "away"), ({"text": " "}, "empty")],
    ids=["away", "empty"],
)
def test_what_looks_like_a_machine_or_says_nothing_waits_for_a_person(of_enquiry, now, heads, why):
    arrivals.take(answer(To=_to(of_enquiry), **heads), at=now)

    assert _fates() == [("held", why)]


def test_who_said_he_is_somebody_else_is_not_believed(of_enquiry, chair, now):
    preferences.not_me(person=chair, at=now)

    arrivals.take(answer(To=_to(of_enquiry)), at=now)

    assert _fates() == [("held", "wrong_person")]


def test_who_speaks_for_nobody_any_more_waits(of_lift, of_enquiry, chair, now):
    chair.mandates.update(to_on=now.date().replace(month=1))

    for number, message in enumerate((of_lift, of_enquiry)):
        arrivals.take(answer(To=_to(message), name=f"<{number}@x.example>"), at=now)

    assert _fates() == [("held", "not_ours")] * 2


def test_our_own_people_do_not_speak_for_the_owner(asked, office, now):
    mine = _told(office, Entry.objects.get(kind="enquiry.asked"), now)

    arrivals.take(answer(From="carmen@example.com", To=_to(mine)), at=now)

    assert (_fates(), EnquiryWords.objects.count()) == ([("held", "not_ours")], 1)


def test_too_many_of_one_day_wait(of_lift, now, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST_A_DAY", 1)

    for number in range(2):
        arrivals.take(answer(To=_to(of_lift), name=f"<{number}@x.example>"), at=now)

    assert _fates() == [("asked", ""), ("held", "too_many")]


def test_the_office_may_believe_it_once(of_enquiry, asked, office, now):
    held = arrivals.take(answer(From="pilar@trabajo.example", To=_to(of_enquiry), files=[("a.pdf", pdf())]), at=now)

    said = arrivals.believe(arrival=held, by=office, at=now)

    assert (said, asked.words.count(), _fates()) == (asked, 2, [("added", "")])
    assert asked.words.get(place=2).file is not None
    with pytest.raises(arrivals.CannotTake):
        arrivals.see(arrival=held, by=office, at=now) or arrivals.see(arrival=held, by=office, at=now)


def test_a_copy_of_our_own_mail_is_not_taken_in(of_lift, now):
    sent = Delivery.objects.create(message=of_lift, channel="email", next_at=now, expires_at=now, created_at=now)

    assert arrivals.take(answer(name=f"<{sent.pk}@localhost>", To=_to(of_lift)), at=now) is None
    assert Arrival.objects.count() == 0


def _sent(message, now):
    columns = {"next_at": now, "expires_at": now, "created_at": now, "state": "accepted"}
    return Delivery.objects.create(message=message, channel="email", address="pilar@example.com", **columns)


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_will_never_arrive_came_back(of_lift, now, returned):
    sent = _sent(of_lift, now)

    for _time in range(2):
        arrivals.take(report(sent, returned=returned), at=now)

    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("bounced", "5.1.1 smtp; 550 nobody")
    assert list(Suppression.objects.values_list("address", "why")) == [("pilar@example.com", "bounced")]
    assert (_fates(), Enquiry.objects.count()) == ([("returned", "")], 0)


def test_what_is_late_changes_nothing_and_a_full_mailbox_no_address(of_lift, now):
    sent = _sent(of_lift, now)

    arrivals.take(report(sent, action="delayed", status="4.4.1"), at=now)
    sent.refresh_from_db()
    late = sent.state
    arrivals.take(report(sent, status="5.2.2").replace(b"back@", b"again@"), at=now)
    sent.refresh_from_db()

    assert (late, sent.state, Suppression.objects.count()) == ("accepted", "bounced", 0)


def test_a_complaint_suppresses_and_a_report_of_no_mail_of_ours_is_nothing(of_lift, now):
    sent = _sent(of_lift, now)

    arrivals.take(report(sent, kind="feedback-report"), at=now)
    arrivals.take(report(None).replace(b"back@", b"again@"), at=now)

    sent.refresh_from_db()
    assert (sent.state, Suppression.objects.get().why) == ("accepted", "complained")
    assert [fate for fate, _why in _fates()] == ["returned", "automatic"]


def test_what_nobody_can_open_is_left_to_the_office(now, monkeypatch):
    monkeypatch.setattr(arrivals.arrived.confined, "TIMEOUT", 0.001)

    made = [arrivals.take(b"From: p@example.com\n\nhola", at=now) for _time in range(2)]

    assert (made[1], _fates()) == (None, [("held", "unreadable")])


def test_of_a_mail_too_large_the_beginning_is_read_and_said(of_enquiry, now):
    whole = answer(To=_to(of_enquiry), files=[("a.pdf", b"x" * 400_000)])

    made = arrivals.take(whole[: 256 * 1024], at=now, is_cut=True)

    assert made.fate == "added"
    assert made.left_out[-1] == ["Adjuntos", "El correo pesaba más de 25 MB: solo leímos el principio."]


@pytest.fixture
def of_desk(asked, office, now):
    """What Carmen was told at the desk about Pilar's enquiry."""
    office.email = "carmen@example.com"
    office.save()
    return _told(office, Entry.objects.get(kind="enquiry.asked"), now, touchpoint="enquiry_desk")


def test_an_answer_of_the_office_from_its_own_mail_program_answers_the_enquiry(asked, of_desk, office, now):
    text = "Vamos el martes.\n\nEl lun, 23 nov 2026, Duero escribió:\n> Pilar dice\n"
    files = [("parte.pdf", pdf()), ("plano.pdf", pdf())]

    made = arrivals.take(answer(text, From=office.email, To=_to(of_desk), files=files), at=now)

    asked.refresh_from_db()
    said = asked.words.order_by("place").values_list("side", "person", "text", "file__media_type")
    assert list(said)[1:] == [("house", office.pk, "Vamos el martes.", "application/pdf")]
    assert (asked.state, asked.assigned_to, made.fate, made.enquiry) == ("answered", office, "added", asked)
    assert made.left_out == [["plano.pdf", "Con la respuesta va un fichero: mande este desde su página."]]


def test_nobody_else_speaks_for_the_house_and_what_came_since_is_read_first(asked, of_desk, office, chair, now):
    sent = Delivery.objects.create(message=of_desk, channel="email", next_at=now, expires_at=now, created_at=now)
    told = {"From": office.email, "To": _to(of_desk)}
    mails = [
        told | {"From": "carmen@example.com.evil.example"},
        told | {"From": chair.email},
        told | {"To": "respuestas@example.com", "References": f"<{sent.pk}@localhost>"},
    ]
    for number, heads in enumerate(mails):
        arrivals.take(answer(name=f"<{number}@x.example>", **heads), at=now)
    enquiries.add(enquiry=asked, saying=Saying("Y hace ruido."), by=chair, at=now + DAY)
    arrivals.take(answer(name="<3@x.example>", **told), at=now + DAY)
    enquiries.close(enquiry=asked, by=chair, at=now + DAY)
    arrivals.take(answer(name="<4@x.example>", **told), at=now + DAY)
    Post.objects.filter(person=office).update(to_on=now.date())
    arrivals.take(answer(name="<5@x.example>", **told), at=now + DAY)

    assert [why for _fate, why in _fates()] == ["stranger", "stranger", "unsigned", "overtaken", "closed", "not_ours"]
    assert not EnquiryWords.objects.filter(side="house").exists()
    for held in known.held():
        with pytest.raises(arrivals.CannotTake):
            arrivals.believe(arrival=held, by=office, at=now)
