from datetime import date
from decimal import Decimal

from maintenance.models import Building, Lift, LiftCard
from maintenance.rules.law import LiftFacts
from portal.ledger import verification
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending
from tests.maintenance.actions.imports.conftest import LIFTS, REGISTER, said


def test_lifts_come_in_with_their_buildings_and_their_cards(applied):
    job = applied()

    one = Lift.objects.select_related("building").get(external_id="A1")
    assert (one.source, one.name, one.rae, one.maker, one.year, one.speed, one.drive, one.entered_on) == (
        "erp",
        "Izquierdo",
        "47-1",
        "Otis",
        2008,
        Decimal("1.00"),
        "traction",
        date(2020, 1, 1),
    )
    assert (str(one.building), one.building.external_id, one.region) == ("Calle Peñafiel 3, Valladolid", "F1", "ES-CL")
    assert isinstance(one.facts, LiftFacts)
    assert "penafiel" in one.search
    assert (Lift.objects.count(), Building.objects.count(), LiftCard.objects.count()) == (3, 2, 3)
    assert {name: job.outcome[name] for name in ("written", "not_admitted", "lifts")} == {
        "written": 3,
        "not_admitted": 0,
        "lifts": 3,
    }


def test_what_cannot_be_is_left_blank(applied):
    applied()

    two = Lift.objects.get(external_id="A2")
    assert (two.year, two.speed, two.drive) == (None, None, "other")


def test_each_lift_begins_its_history_and_nobody_follows(applied):
    applied()

    entries = list(Entry.objects.values_list("kind", "origin", "occurred_at"))
    assert [(kind, origin) for kind, origin, _ in entries] == [("lift.entered", Origin.HISTORY)] * 3
    assert {str(at) for _, _, at in entries} == {"2019-12-31 23:00:00+00:00"}
    assert Pending.objects.count() == 0
    assert all(verification.verify(stream).holds for stream in verification.streams())


def test_a_second_run_changes_nothing_and_says_what_differs(applied, checked):
    applied()

    job = checked(LIFTS.replace("0,63", "1,60").replace("Izquierdo", "Lado izquierdo"))

    assert said(job) == {
        2: ("done", "Ya estaba. No se toca, aunque el archivo dice otra cosa en nombre: «Lado izquierdo»."),
        3: ("done", said(job)[3][1]),
        4: ("done", "Ya estaba. No se toca, aunque el archivo dice otra cosa en velocidad (m/s): «1.60»."),
    }
    assert (job.outcome["here"], job.outcome["ready"], Lift.objects.count()) == (3, 0, 3)


def test_a_registered_number_is_one_lifts_in_the_sheet_and_here(lift, checked):
    job = checked(LIFTS.replace("47-2", "47-1").replace("Único;;", f"Único;{lift.rae};"))

    assert [(said(job)[line][0], said(job)[line][1].partition(".")[0]) for line in (2, 3, 4)] == [
        ("ready", ""),
        ("refused", "El RAE ya es de otro ascensor (línea 2)"),
        ("refused", "El RAE ya es de otro ascensor (Calle Mayor 14 · Ascensor principal)"),
    ]


def test_a_building_without_a_code_is_known_by_its_address(applied):
    applied(
        LIFTS.replace(";F1;", ";;").replace("A2;;Calle Peñafiel 3", "A2;;CALLE PENAFIEL 3"),
        REGISTER,
    )

    assert sorted(Building.objects.values_list("street", "external_id")) == [
        ("Calle Peñafiel 3", "@calle penafiel 3 valladolid"),
        ("Plaza Mayor 1", "F2"),
    ]


def test_one_building_with_two_addresses_is_told(checked):
    job = checked(LIFTS.replace("A2;F1;Calle Peñafiel 3", "A2;F1;Calle Peñafiel 5"))

    assert "La misma finca tiene otra dirección en la línea 2; vale aquella." in said(job)[3][1]


def test_a_formula_in_a_cell_is_kept_as_text(applied):
    applied(LIFTS.replace("Único", '"=HYPERLINK(""http://127.0.0.1/"")"'))

    assert Lift.objects.get(external_id="A3").name == '=HYPERLINK("http://127.0.0.1/")'
