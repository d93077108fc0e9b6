"""What a dossier says is here, runs out or is lacking, for whom a document is, and how few queries that takes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from owners.actions import contracts, documents
from owners.actions import owners as owning
from owners.enums import DocumentKind
from owners.queries import dossiers, scope, shelf
from portal.access.audiences import Audience


def states(lift, now):
    return {item.kind.value: item.state for item in dossiers.of([lift], now)[lift.pk].items}


@pytest.fixture
def dossier(lift, now):
    return lambda: dossiers.of([lift], now)[lift.pk]


def test_seven_of_seven(whole, dossier):
    found = dossier()

    assert (found.figure, found.told, [item.state for item in found.items]) == ("7 de 7", "completo", ["there"] * 7)


def test_what_lacks_is_named_with_its_article_and_why(whole, dossier, office, now):
    documents.withdraw(version=whole["manual"], why="Era de otro", by=office, at=now)

    (item,) = dossier().lacking
    assert (dossier().figure, dossier().told) == ("6 de 7", "falta el manual")
    assert (item.label, item.article) == ("Manual de funcionamiento", "ITC AEM 1, art. 4.8.d")
    assert item.why == "Cómo se usa y cómo se rescata a alguien. Quien lo conserva tiene que poder leerlo."


def test_without_a_visit_there_is_no_record(owner, lift, dossier):
    assert dossier().told == "faltan 7 papeles"


def test_a_contract_that_runs_is_there_without_its_pdf(contract, owner, lift, dossier, now):
    item = next(one for one in dossier().items if one.kind is DocumentKind.CONTRACT)
    contracts.end(contract=contract, ended_on=now.date(), why="Lo deja", by=None, at=now)

    assert (item.state, item.url) == ("there", reverse("owners:contract", args=[contract.pk]))
    assert states(lift, now)["contract"] == "lacking"


@pytest.mark.parametrize(
    ("days", "state", "told"),
    [
        (-3, "lacking", "caducó hace 3 días"),
        (-1, "lacking", "caducó hace 1 día"),
        (0, "soon", "caduca hoy"),
        (1, "soon", "caduca en 1 día"),
        (60, "soon", "caduca en 60 días"),
        (61, "there", "vale hasta el 23 de enero de 2027"),
    ],
)
def test_expiry_is_said_in_days(filed, lift, now, days, state, told):
    filed(DocumentKind.INSPECTION, valid_until=now.date() + timedelta(days=days))

    item = dossiers.of([lift], now)[lift.pk].items[-1]
    assert (item.state, item.ends) == (state, told)


def test_of_two_of_a_kind_the_one_that_holds_longest_counts(filed, lift, now):
    filed(DocumentKind.INSPECTION, title="2026", valid_until=now.date() + timedelta(days=700))
    filed(DocumentKind.INSPECTION, title="2022", valid_until=now.date() - timedelta(days=20))

    assert states(lift, now)["inspection"] == "there"


def test_papers_of_the_building_and_of_its_owner_count_for_the_lift(filed, owner, building, lift, now):
    filed(DocumentKind.MANUAL, about=building)
    filed(DocumentKind.CONTRACT, about=owner, audience=Audience.BILLING)

    there = {kind for kind, state in states(lift, now).items() if state == "there"}
    assert there == {"manual", "contract"}


def test_the_contract_of_who_owned_it_before_does_not(filed, owner, other_owner, lift, now):
    filed(DocumentKind.CONTRACT, about=other_owner, audience=Audience.BILLING)

    assert states(lift, now)["contract"] == "lacking"


def test_of_two_lifts_each_has_the_contract_of_its_own_owner(whole, lift, other_lift, other_owner, now):
    found = dossiers.of([lift, other_lift], now)

    assert [found[key].figure for key in (lift.pk, other_lift.pk)] == ["7 de 7", "0 de 7"]


def test_many_lifts_take_as_many_queries_as_one(whole, lift, other_lift, other_owner, counting, now):
    dossiers.of([lift, other_lift], now)  # knows the company and the buildings from here on
    with counting() as one:
        dossiers.of([lift], now)
    with counting() as two:
        dossiers.of([lift, other_lift], now)

    assert len(one) == len(two)


SEES = {
    "residents": {"chair", "manager", "billing", "resident", "office", "admin"},
    "owner": {"chair", "manager", "office", "admin"},
    "billing": {"chair", "manager", "billing", "office", "admin"},
}


@pytest.mark.parametrize("audience", SEES)
def test_each_of_the_cast_sees_what_is_meant_for_them(cast, filed, owner, now, audience):
    made = filed(DocumentKind.OTHER, about=owner, audience=Audience(audience)).document

    seeing = {who for who, one in vars(cast).items() if one is not None and list(scope.documents(one, now)) == [made]}
    assert seeing == SEES[audience]


def test_a_document_of_the_house_is_seen_by_who_owns_a_lift_in_it(cast, filed, building, now):
    made = filed(DocumentKind.RISKS, about=building).document

    assert list(scope.documents(cast.chair, now)) == [made]
    assert list(scope.documents(cast.neighbour, now)) == []


def test_the_list_of_what_lacks_has_only_those_that_lack(whole, office, other_lift, now):
    rows = [row.street for row in shelf.page(office, now).rows]
    lacking = [row.street for row in shelf.page(office, now, lacking=True).rows]

    assert (rows, lacking) == (["Calle Mayor 14", "Calle Santiago 21"], ["Calle Santiago 21"])


def test_what_has_run_out_lacks(whole, office, filed, sheet_until, lift, now):
    sheet_until(whole["inspection"], now.date() - timedelta(days=1))

    assert [row.name for row in shelf.page(office, now, lacking=True).rows] == [lift.name]


@pytest.fixture
def sheet_until(office, now):
    """Puts a version that holds until a day in the place of another."""

    def put(version, until):
        file = documents.DocumentVersion.objects.exclude(pk=version.pk)[0].file
        sheet = documents.Sheet(file, version.valid_from, until)
        return documents.supersede(replaced=version, sheet=sheet, by=office, at=now)

    return put


def test_the_list_goes_on_where_it_stopped(monkeypatch, office, lift, other_lift, now):
    monkeypatch.setattr(shelf, "SIZE", 1)

    first = shelf.page(office, now)
    second = shelf.page(office, now, after=first.after)

    assert [row.street for row in first.rows + second.rows] == ["Calle Mayor 14", "Calle Santiago 21"]
    assert second.after == ""


def test_a_lift_that_passes_on_takes_its_papers_with_it_but_not_its_owners(
    filed, owner, other_owner, neighbour, chair, lift, now
):
    paper = filed(DocumentKind.MANUAL).document
    filed(DocumentKind.CONTRACT, about=owner, audience=Audience.BILLING)
    owner.tenures.update(to_on=now.date())
    owning.hold(owner=other_owner, lift=lift, from_on=now.date(), by=None, at=now)

    assert list(scope.documents(neighbour, now)) == [paper]
