from datetime import timedelta

from maintenance.actions.imports import staging
from maintenance.actions.imports.staging import Source
from maintenance.models import Building, Lift, StagedRow
from portal.jobs.models import Job, JobState
from portal.ledger.models import Entry
from tests.maintenance.actions.imports.conftest import LIFTS, REGISTER, said


def test_a_dry_run_says_of_each_row_what_will_become_of_it(checked):
    job = checked(LIFTS + "A1;F9;Otra 1;León;X;;;;;ELE\n;F9;Otra 1;León;X;;;;;ELE\nA9;F9;Otra 1\n")

    assert said(job) == {
        2: ("ready", ""),
        3: (
            "ready",
            "Año: el año «2999» no puede ser; se deja en blanco. "
            "Velocidad: una velocidad de «0» m/s no puede ser; se deja en blanco. "
            "Tipo: no conocemos el accionamiento «VAP»; se apunta «otro».",
        ),
        4: ("ready", ""),
        5: ("refused", "El identificador ya está en la línea 2."),
        6: ("refused", "Falta el identificador (Código)."),
        7: ("refused", "La fila tiene 3 celdas, otras que la cabecera: no se sabe cuál es cuál."),
    }


def test_a_dry_run_counts_rows_and_remarks_and_ways_to_write_a_maker(checked):
    found = checked().outcome

    assert {name: found[name] for name in ("rows", "ready", "refused", "here", "left_out")} == {
        "rows": 3,
        "ready": 3,
        "refused": 0,
        "here": 0,
        "left_out": 0,
    }
    assert [(one["code"], one["rows"], one["lines"]) for one in found["remarks"]] == [
        ("drive", 1, [3]),
        ("speed", 1, [3]),
        ("year", 1, [3]),
    ]
    assert found["makers"] == [[["OTIS S.A.", 1], ["Otis", 1]]]


def test_a_dry_run_changes_nothing_of_the_trade(checked):
    checked()

    assert (Lift.objects.count(), Building.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_file_broken_on_its_last_line_leaves_no_rows_behind(checked):
    job = checked(LIFTS * 300 + 'A9;"F9;Otra 1\n')

    assert (job.state, job.outcome) == (
        JobState.FAILED,
        {"error": "Línea 1201: las comillas no casan. Falta la que cierra, o hay texto detrás de ella."},
    )
    assert StagedRow.objects.count() == 0


def test_a_wrong_mapping_is_told_in_words(checked):
    job = checked(mapping=REGISTER.replace('"Finca"', '"Comunidad"'))

    assert job.outcome["error"].startswith("Faltan columnas: Comunidad.")


def test_a_reading_cut_short_is_thrown_away_and_not_gone_on_with(checked):
    job = checked()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, finished_at=None, attempts=1, beat_at=None)

    from portal.jobs import actions as jobs

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.outcome["error"]) == (
        JobState.FAILED,
        "La lectura del archivo se cortó. Vuelva a empezarla.",
    )
    assert StagedRow.objects.count() == 0


def test_rows_nobody_applied_are_forgotten_after_a_week(checked, now):
    job = checked()
    Job.objects.filter(pk=job.pk).update(finished_at=now - timedelta(days=8))

    staging.forget_old(now)

    assert StagedRow.objects.count() == 0


def test_the_rows_a_mapping_does_not_ask_for_are_counted_and_left_out(checked):
    mapping = REGISTER.replace("[fields]", '[only]\n"Población" = ["palencia"]\n[fields]')

    job = checked(mapping=mapping)

    assert (job.outcome["ready"], job.outcome["left_out"], list(said(job))) == (1, 2, [4])


def test_a_second_sheet_is_read_beside_the_first(db, source, tmp_path, now):
    houses = tmp_path / "fincas.csv"
    houses.write_text("Nº;Calle\n0F1;Calle de la Cañada 8\n")
    mapping = REGISTER.replace('street = "Dirección"', 'street = { first_of = ["fincas:Calle", "Dirección"] }').replace(
        "[fields]", '[beside.fincas]\nkey = "Nº"\nby = "Finca"\nignore_zeros = true\n[fields]'
    )
    told = Source(source(LIFTS).file, mapping, {"fincas": houses})

    job = staging.check("register", told, by=None, at=now)

    streets = [row.plain["building"]["street"] for row in StagedRow.objects.order_by("line")]
    assert streets == ["Calle de la Cañada 8", "Calle de la Cañada 8", "Plaza Mayor 1"]
    assert job.state == JobState.DONE


def test_a_second_sheet_that_is_not_given_is_asked_for(checked):
    mapping = REGISTER.replace("[fields]", '[beside.fincas]\nkey = "Nº"\nby = "Finca"\n[fields]')

    assert checked(mapping=mapping).outcome["error"] == (
        "La correspondencia lee al lado la tabla «fincas»: añada --beside fincas=ARCHIVO."
    )


def test_a_long_identifier_keeps_its_beginning_and_stays_its_own(checked):
    long = "x" * 100

    checked(LIFTS.replace("A1;", f"{long}1;").replace("A2;", f"{long}2;"))

    keys = list(StagedRow.objects.order_by("line").values_list("external_id", flat=True))
    assert [len(key) for key in keys] == [80, 80, 2]
    assert len(set(keys)) == 3


def test_the_same_file_read_another_way_is_another_import(source):
    one = source(LIFTS)

    assert one.digest == Source(one.file, one.mapping).digest
    assert one.digest != Source(one.file, one.mapping + "\n").digest
