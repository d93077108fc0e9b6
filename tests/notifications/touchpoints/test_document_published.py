import re

import pytest
from django.urls import reverse
from django.utils import translation

from notifications.actions import messages, preferences
from notifications.enums import Style
from notifications.queries.listeners import Wishes
from notifications.touchpoints import document_published
from owners.actions import documents
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from owners.models import DocumentLink, Owner
from owners.queries import links
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.files import store
from portal.ledger.models import Entry


@pytest.fixture
def sheet(now, private_files):
    return lambda words=b"a", **told: Sheet(
        store.put(b"%PDF-1.7 " + words, media_type="application/pdf", at=now), now.date(), **told
    )


@pytest.fixture
def publish(lift, owner, chair, manager, office, sheet, now):
    Owner.objects.update(speaking_since=now)
    for who in User.objects.all():
        preferences.choose(person=who, wishes=Wishes(Style.EVERYTHING), at=now)

    def made(about=None, audience=Audience.OWNER):
        told = {"kind": DocumentKind.MANUAL, "title": "", "audience": audience, "by": office, "at": now}
        return documents.publish(about=about or lift, sheet=sheet(), **told)

    return made


def test_the_letter_says_what_it_is_and_its_link_opens_it(publish, chair, now):
    version = publish()

    with translation.override("es"):
        letter = document_published.letter(Entry.objects.get(kind="document.published"), chair)

    assert letter.title == "Manual de funcionamiento: Calle Mayor 14, Ascensor principal"
    assert letter.what_happened == "Pilar Ortega: hemos dejado entre sus papeles «Manual de funcionamiento»."
    token = re.fullmatch(r"http://[^/]+/d/(.+)/", letter.action_url).group(1)
    assert links.opened_by(token, now).version == version
    assert letter.links == (
        ("Ver en el portal", f"http://localhost:8000{reverse('owners:document', args=[version.document_id])}"),
    )


def test_one_that_replaces_another_says_so_and_why(publish, sheet, chair, office, now):
    version = publish()
    documents.supersede(replaced=version, sheet=sheet(b"b", why="Faltaba una página."), by=office, at=now)

    with translation.override("es"):
        letter = document_published.letter(Entry.objects.get(kind="document.superseded"), chair)

    assert letter.what_happened.endswith("por otro fichero. El anterior se conserva.")
    assert letter.what_it_means == "Faltaba una página."


def test_an_owners_paper_is_told_to_chair_and_manager_each_with_a_link_of_their_own(
    publish, owner, chair, manager, now
):
    publish(about=owner, audience=Audience.BILLING)

    told = messages.tell(entry=Entry.objects.get(kind="owner_document.published"), at=now)

    assert {(one.person, one.decision) for one in told} == {(chair, "now"), (manager, "now")}
    assert DocumentLink.objects.count() == 2


def test_a_long_name_is_cut_where_the_message_keeps_it(publish, lift, building, now):
    building.__class__.objects.filter(pk=building.pk).update(street="Calle " + "larga " * 25)
    lift.__class__.objects.filter(pk=lift.pk).update(name="Ascensor " + "del fondo " * 7)
    lift.refresh_from_db()
    publish()

    told = messages.tell(entry=Entry.objects.get(kind="document.published"), at=now)

    assert {(len(one.title) <= 240, len(one.where) <= 160, one.where[-1]) for one in told} == {(True, True, "…")}


def test_a_paper_of_the_house_is_told_once_to_who_has_two_lifts_in_it(
    publish, owner, chair, other_lift, other_owner, neighbour, building, now
):
    other_lift.__class__.objects.filter(pk=other_lift.pk).update(building=building)
    other_owner.tenures.update(owner=owner)
    publish(about=building)

    told = [
        messages.tell(entry=entry, at=now)[0]
        for entry in Entry.objects.filter(kind="document.published").order_by("pk")
    ]

    assert [(one.person, one.decision) for one in told] == [(chair, "now"), (chair, "told_before")]
