"""Who asked hears at once, hears the answer, and hears first that we are late; the desk hears that too."""

from datetime import timedelta

import pytest
from django.utils import translation

from notifications.actions import messages
from notifications.channels.email import layout
from notifications.letter import Attachment
from notifications.touchpoints import enquiry
from owners.actions import enquiries
from owners.actions import owners as owning
from owners.actions.enquiries import Saying, Telephoned
from owners.enums.enquiries import About, EnquiryKind
from owners.models import Owner
from owners.queries import topics
from portal.files import store
from portal.ledger.models import Entry

DAY = timedelta(days=1)


@pytest.fixture
def asked(owner, resident, lift, now):
    topic = topics.find(resident, now, about=About.LIFT, key=lift.pk)
    saying = Saying("Da un golpe al llegar. Desde ayer.")
    return enquiries.ask(owner=owner, kind=EnquiryKind.ANOMALY, saying=saying, topic=topic, by=resident, at=now)


@pytest.fixture
def answered(asked, office, now, private_files):
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    enquiries.answer(enquiry=asked, saying=Saying("Vamos hoy.", file), seen=1, by=office, at=now)
    return file


def _entry(kind):
    return Entry.objects.get(kind=f"enquiry.{kind}")


def _told(kind, at):
    """By touchpoint, to whom a fact is told, and why not where it is not."""
    told = messages.tell(entry=_entry(kind), at=at)
    return [(one.touchpoint, one.person.first_name, one.decision) for one in told]


def test_who_asked_has_the_number_and_the_day_and_the_receipt(asked, resident, settings):
    with translation.override("es"):
        letter = enquiry.received(_entry("asked"), resident)

    assert letter.title == "Recibido: C-2026-0001"
    assert letter.what_happened == "Luis Herrero: nos ha escrito «Da un golpe al llegar»."
    assert letter.what_next == "Le contestamos a más tardar el 24 de noviembre."
    assert letter.details == (("Sobre", "Calle Mayor 14, Ascensor principal"),)
    assert letter.action_url == f"{settings.SITE_URL}/enquiries/{asked.pk}/"
    assert letter.links == (("Abrir el resguardo", f"{settings.SITE_URL}/enquiries/{asked.pk}/receipt/"),)


def test_the_answer_is_in_the_mail_with_what_came_beside_it(asked, answered, resident):
    with translation.override("es"):
        letter = enquiry.answered(_entry("answered"), resident)

    assert letter.title == "Respuesta a C-2026-0001: Da un golpe al llegar"
    assert letter.what_happened == "Luis Herrero: Carmen Ruiz le contesta: «Vamos hoy.»"
    assert letter.attachment == Attachment(answered, "C-2026-0001-2.pdf")
    assert len(layout.html(letter).encode()) <= 60_000


def test_it_is_told_to_who_asked_though_we_do_not_write_to_the_owner_yet(asked, answered, now):
    assert Owner.objects.get().speaking_since is None
    assert (_told("asked", now), _told("answered", now)) == (
        [("enquiry_received", "Luis", "now")],
        [("enquiry_answered", "Luis", "now")],
    )


def test_it_is_told_to_nobody_who_has_left(asked, answered, resident, now):
    owning.end_mandate(mandate=resident.mandates.get(), to_on=now.date(), by=None, at=now)

    assert _told("answered", now) == []


def test_late_is_told_to_who_asked_and_to_everybody_at_the_desk(asked, office, admin, now):
    enquiries.tell_late(at=now + 2 * DAY)

    assert sorted(_told("late", now + 2 * DAY)) == [
        ("enquiry_late", "Luis", "now"),
        ("enquiry_late_desk", "Carmen", "now"),
        ("enquiry_late_desk", "Nuria", "now"),
    ]


def test_at_the_desk_it_is_told_to_who_takes_care_of_it_or_whom_the_owner_knows(asked, owner, office, admin, now):
    enquiries.tell_late(at=now + 2 * DAY)
    entry = _entry("late")
    type(owner).objects.filter(pk=owner.pk).update(contact=admin)
    known = enquiry.desk(entry)
    enquiries.assign(enquiry=asked, to=office, by=office, at=now)

    assert (known, enquiry.desk(entry)) == ([admin], [office])


def test_what_was_answered_meanwhile_is_not_told_late(asked, office, now):
    enquiries.tell_late(at=now + 2 * DAY)
    enquiries.answer(enquiry=asked, saying=Saying("Ya."), seen=1, by=office, at=now + 2 * DAY)

    assert _told("late", now + 2 * DAY) == []


def test_the_late_letters_say_it_first_and_say_sorry(asked, resident, office, now, settings):
    enquiries.tell_late(at=now + 2 * DAY)

    with translation.override("es"):
        his, ours = enquiry.late(_entry("late"), resident), enquiry.late_at_the_desk(_entry("late"), office)

    assert his.what_happened == "Luis Herrero: era hasta el 24 de noviembre y no se la hemos dado."
    assert his.what_it_means == "Lo sentimos. La oficina la ve desde hoy en primer lugar."
    assert ours.what_happened == (
        "Luis Herrero, de C.P. Calle Mayor 14, espera respuesta; era hasta el 24 de noviembre: «Da un golpe al llegar»."
    )
    assert ours.action_url == f"{settings.SITE_URL}/office/enquiries/{asked.pk}/"


@pytest.fixture
def called(owner, resident, office, now):
    """Writes down a call, answered while it lasted or not."""

    def take(answer=""):
        call = Telephoned(asker=resident, kind=EnquiryKind.QUESTION, saying=Saying("¿Cuándo vienen?"), answer=answer)
        return enquiries.take_down(owner=owner, call=call, by=office, at=now)

    return take


def test_who_called_has_the_number_and_the_receipt_by_mail(called, resident, now):
    called()

    with translation.override("es"):
        letter = enquiry.received(_entry("asked"), resident)

    assert letter.what_happened == "Luis Herrero: nos ha llamado, y hemos anotado «¿Cuándo vienen?»."
    assert _told("asked", now) == [("enquiry_received", "Luis", "now")]


def test_who_was_answered_while_he_called_has_one_mail_with_the_receipt(called, resident, now):
    made = called("El martes.")

    with translation.override("es"):
        letter = enquiry.answered(_entry("answered"), resident)

    assert (_told("asked", now), _told("answered", now)) == ([], [("enquiry_answered", "Luis", "now")])
    assert [words for words, _address in letter.links] == ["Abrir el resguardo"]
    assert letter.title.startswith(f"Respuesta a {made.number}")
