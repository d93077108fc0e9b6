from maintenance.queries import imports

FOUND = {
    "encoding": "utf-8",
    "delimiter": ";",
    "example": "Peñafiel",
    "seconds": 1.5,
    "rows": 9,
    "ready": 9,
    "here": 0,
    "refused": 0,
    "left_out": 0,
    "remarks": [],
    "makers": [],
}


def test_a_file_in_utf8_needs_no_check_by_eye():
    assert list(imports.summary(FOUND)) == [
        "Leído en UTF-8, separado por «;», en 1,5 s.",
        "Filas: 9. Listas: 9. Ya estaban: 0. Rechazadas: 0. Que no se piden: 0.",
    ]


def test_a_tab_has_a_name():
    assert "separado por «tabulador»" in next(iter(imports.summary(FOUND | {"delimiter": "\t"})))


def test_remarks_name_their_first_lines_and_say_when_there_are_more():
    remark = {"kind": "doubt", "code": "year", "rows": 7, "lines": [2, 3, 5, 8, 9], "words": "Año."}

    assert list(imports.summary(FOUND | {"remarks": [remark]}))[2:] == [
        "Para mirar:",
        "  7 filas, línea 2: Año. También 3, 5, 8, 9 y otras.",
    ]


def test_many_spellings_are_cut_short():
    group = [(f"Otis {number}", 1) for number in range(10)]

    assert list(imports.summary(FOUND | {"makers": [group]}))[-1].endswith("«Otis 7» (1), y 2 más")


def test_a_lift_is_called_by_its_identifier_first(lift, other_lift):
    type(lift).objects.filter(pk=other_lift.pk).update(source="erp", external_id=lift.rae)

    found = imports.lifts_called({lift.rae, lift.code, "", "ZZ"}, "erp")

    assert found == {
        lift.rae: other_lift.pk,
        lift.code: lift.pk,
        other_lift.code: other_lift.pk,
        other_lift.rae: other_lift.pk,
    }
    assert imports.lifts_called({lift.rae}, "elsewhere")[lift.rae] == lift.pk
