from datetime import UTC, date, datetime

import pytest

from owners.enums import IntakeDoubt, IntakeRefusal
from owners.rules import intake
from portal.lib.tables.mapping import Field, SheetMapping

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = date(2026, 10, 31)
ROW = {"name": "C.P. Calle Mayor 14", "lift": "A1"}


def _owner(**texts):
    told = ROW | texts
    fields = {name: Field(columns=(f"[{name}]",)) for name in told}
    mapping = SheetMapping(sheet="owners", source="erp", key=("k",), fields=fields, taken_on=DAY)
    return intake.owner(told, mapping, AT)


def _codes(found):
    return [remark.code for remark in found.remarks]


def test_a_row_is_an_owner_a_lift_and_who_speaks_for_it():
    found = _owner(
        nif="H-47218300",
        address="Calle Mayor 14",
        from_on="1/2/2020",
        chair_name="Pilar Ortega",
        chair_email="Pilar@Example.com",
        chair_from_on="1/6/2026",
        agency_name="Fincas Pisuerga",
        agency_phone="983 000 000",
        agency_to_on="1/1/2027",
        evidence="Acta 12",
    )

    assert found.values == {
        "owner": {"name": ROW["name"], "kind": "community", "nif": "H47218300", "address": "Calle Mayor 14"},
        "lift": "A1",
        "from_on": date(2020, 2, 1),
        "chair": {
            "name": "Pilar Ortega",
            "email": "pilar@example.com",
            "phone": "",
            "from_on": date(2026, 6, 1),
            "to_on": None,
        },
        "agency": {
            "name": "Fincas Pisuerga",
            "email": "",
            "phone": "983 000 000",
            "from_on": DAY,
            "to_on": date(2027, 1, 1),
            "nif": "",
        },
        "evidence": "Acta 12",
    }


@pytest.mark.parametrize(
    ("texts", "code", "words"),
    [
        (
            {"nif": "H47218306"},
            IntakeDoubt.NIF,
            "[nif]: el NIF no cuadra con su dígito de control. Se apunta; compruébelo.",
        ),
        (
            {"chair_name": "P", "chair_email": "pilar@"},
            IntakeDoubt.EMAIL,
            "[chair_email]: no es una dirección de correo; se deja en blanco.",
        ),
        (
            {"chair_name": "", "chair_phone": "983"},
            IntakeDoubt.NAMELESS,
            "[chair_name]: falta el nombre y no se apunta a nadie.",
        ),
        ({"lift": ""}, IntakeDoubt.NO_LIFT, "No dice de qué ascensor es titular."),
        ({"from_on": ""}, IntakeDoubt.SINCE, "[from_on]: no consta desde cuándo; se apunta 31/10/2026."),
        (
            {"chair_name": "P", "chair_to_on": "23/11/2026"},
            IntakeDoubt.OVER,
            "[chair_to_on]: el mandato ya terminó; no se apunta.",
        ),
        (
            {"chair_name": "P", "chair_from_on": "1/2/2027", "chair_to_on": "1/1/2027"},
            IntakeRefusal.ENDS_BEFORE,
            "[chair_to_on]: el mandato termina antes de empezar.",
        ),
    ],
)
def test_what_is_doubtful_or_cannot_be_is_told(texts, code, words):
    found = _owner(**texts)

    assert (_codes(found), found.words) == ([code], words)


def test_an_owner_without_a_name_is_refused():
    assert _owner(name="").is_refused


def test_no_sentence_repeats_a_persons_data():
    found = _owner(nif="12345678A", chair_name="P", chair_email="pilar arroba example.com")

    assert "12345678" not in found.words
    assert "arroba" not in found.words


@pytest.mark.parametrize(
    ("nif", "told", "kind"),
    [
        ("H47218300", "", "community"),
        ("B47000001", "", "company"),
        ("P4718700J", "", "public"),
        ("12345678Z", "", "person"),
        ("X1234567L", "", "person"),
        ("", "", "community"),
        ("H47218300", "company", "company"),
    ],
)
def test_what_an_owner_is_is_read_off_its_nif_unless_the_sheet_says(nif, told, kind):
    assert intake.kind_of(nif, told) == kind
