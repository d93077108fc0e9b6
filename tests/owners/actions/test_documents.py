import pytest
from django.db import IntegrityError, transaction

from owners.actions import documents
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from owners.models import Document, DocumentReceipt, DocumentVersion
from portal.access.audiences import Audience
from portal.files import store
from portal.ledger.models import Entry

CREDENTIALS = DocumentReceipt.How.SIGNED_IN


@pytest.fixture
def sheet(now, private_files):
    def made(content=b"%PDF-1.7 newer", **told):
        return Sheet(store.put(content, media_type="application/pdf", at=now), now.date(), **told)

    return made


def told(kind):
    """The entries of a kind: whose stream, about which row, with which digest."""
    return [(one.stream_id, one.subject_id, one.facts["sha256"]) for one in Entry.objects.filter(kind=kind)]


def test_a_lifts_document_is_told_in_its_stream_with_its_digest(filed, lift):
    made = filed(DocumentKind.MANUAL)

    assert made.document.title == "Manual de funcionamiento"
    assert told("document.published") == [(lift.pk, made.document_id, made.file.sha256)]
    assert told("owner_document.published") == []


def test_an_owners_document_is_told_in_the_owners_stream_alone(filed, owner):
    made = filed(DocumentKind.CONTRACT, about=owner, audience=Audience.BILLING)

    assert told("owner_document.published") == [(owner.pk, made.document_id, made.file.sha256)]
    assert told("document.published") == []


def test_a_buildings_document_is_told_in_the_stream_of_each_of_its_lifts(filed, lift, other_lift, building):
    other_lift.__class__.objects.filter(pk=other_lift.pk).update(building=building)

    made = filed(DocumentKind.RISKS, about=building)

    both = sorted([lift.pk, other_lift.pk])
    assert sorted(told("document.published")) == [(key, made.document_id, made.file.sha256) for key in both]


def test_a_paper_with_prices_is_never_a_lifts(filed):
    with pytest.raises(documents.MoneyOfALift):
        filed(DocumentKind.CONTRACT, audience=Audience.BILLING)

    assert (Document.objects.count(), Entry.objects.filter(kind__contains="document").count()) == (0, 0)


def test_the_same_bytes_are_published_once_about_the_same(filed):
    filed(DocumentKind.MANUAL)

    with pytest.raises(documents.SameFile):
        filed(DocumentKind.MANUAL)

    assert DocumentVersion.objects.count() == 1


def test_a_newer_version_replaces_and_the_older_stays_as_it_was(filed, sheet, office, lift, now):
    older = filed(DocumentKind.MANUAL)

    newer = documents.supersede(replaced=older, sheet=sheet(why="Faltaba una página"), by=office, at=now)

    assert list(DocumentVersion.objects.current()) == [newer]
    assert told("document.superseded") == [(lift.pk, older.document_id, newer.file.sha256)]
    assert Entry.objects.get(kind="document.superseded").facts["replaced"] == older.file.sha256
    assert store.read(older.file) == b"%PDF-1.7 manual " + str(lift.pk).encode()


def test_of_two_who_replace_the_same_version_the_second_is_told(filed, sheet, office, now):
    older = filed(DocumentKind.MANUAL)
    documents.supersede(replaced=older, sheet=sheet(), by=office, at=now)

    with pytest.raises(documents.Overtaken):
        documents.supersede(replaced=older, sheet=sheet(b"%PDF-1.7 third"), by=office, at=now)

    assert (DocumentVersion.objects.count(), Entry.objects.filter(kind="document.superseded").count()) == (2, 1)


def test_it_is_not_replaced_by_its_own_bytes(filed, office, now):
    older = filed(DocumentKind.MANUAL)

    with pytest.raises(documents.SameFile):
        documents.supersede(replaced=older, sheet=Sheet(older.file, now.date()), by=office, at=now)


def test_a_withdrawal_is_an_entry_and_happens_once(filed, sheet, office, lift, now):
    version = filed(DocumentKind.MANUAL)

    documents.withdraw(version=version, why="Era de otro ascensor", by=office, at=now)

    assert told("document.withdrawn") == [(lift.pk, version.document_id, version.file.sha256)]
    assert list(DocumentVersion.objects.current()) == []
    assert DocumentVersion.objects.count() == 1
    with pytest.raises(documents.Overtaken):
        documents.withdraw(version=version, why="Otra vez", by=office, at=now)
    with pytest.raises(documents.Overtaken):
        documents.supersede(replaced=version, sheet=sheet(), by=office, at=now)


def test_what_was_withdrawn_may_be_published_anew(filed, office, now):
    version = filed(DocumentKind.MANUAL)
    documents.withdraw(version=version, why="Era de otro ascensor", by=office, at=now)

    assert filed(DocumentKind.MANUAL).file == version.file


def test_an_opening_is_one_entry_however_often(filed, owner, chair, lift, now):
    version = filed(DocumentKind.MANUAL)

    first = documents.receive(version=version, owner=owner, person=chair, how=CREDENTIALS, at=now)
    again = documents.receive(version=version, owner=owner, person=chair, how=CREDENTIALS, at=now)

    assert (first.person, again) == (chair, None)
    facts = Entry.objects.get(kind="document.received").facts
    assert (facts["owner"], facts["person"], facts["how"]) == (str(owner.pk), str(chair.pk), "signed_in")


def test_an_opening_of_a_buildings_paper_is_no_matter_of_the_other_owner(
    filed, owner, chair, lift, other_lift, other_owner, building, now
):
    other_lift.__class__.objects.filter(pk=other_lift.pk).update(building=building)
    version = filed(DocumentKind.RISKS, about=building)

    documents.receive(version=version, owner=owner, person=chair, how=CREDENTIALS, at=now)

    assert [key for key, *_ in told("document.received")] == [lift.pk]


def test_no_name_and_no_title_enters_the_ledger(filed, office, sheet, now):
    version = filed(DocumentKind.OTHER, title="Carta de Pilar Ortega")
    documents.supersede(replaced=version, sheet=sheet(why="Pilar lo pidió"), by=office, at=now)

    assert [one.body for one in Entry.objects.all() if "Pilar" in one.body] == []


@pytest.mark.parametrize("change", [{"kind": "manual"}, {"title": "Otro"}, {"audience": "residents"}])
def test_neither_document_nor_version_changes_or_goes(filed, change, now):
    version = filed(DocumentKind.OTHER)

    for rows, columns in (
        (Document.objects.all(), change),
        (DocumentVersion.objects.all(), {"valid_until": now.date()}),
        (DocumentVersion.objects.all(), {"file": forged(now)}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk)._raw_delete("default")


def forged(now):
    return store.put(b"%PDF-1.7 forged", media_type="application/pdf", at=now)
