import csv
import io
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import Workbook

from maintenance.models import Building, Lift, StagedRow
from portal.jobs.models import Job, JobState
from portal.ledger.models import Entry
from tests.maintenance.actions.imports.conftest import LIFTS, REGISTER


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "registro.toml"
    path.write_text(REGISTER)
    return path


@pytest.fixture
def run(db, tmp_path, mapping):
    """Runs the command over a text or a file; answers what it printed."""

    def command(table, *options):
        path = table
        if isinstance(table, str | bytes):
            path = tmp_path / "registro.csv"
            path.write_bytes(table.encode() if isinstance(table, str) else table)
        out = io.StringIO()
        call_command("import_register", str(path), "--mapping", str(mapping), *options, stdout=out, stderr=out)
        return out.getvalue()

    return command


def _nothing_is_here():
    return (Lift.objects.count(), Building.objects.count(), Entry.objects.count(), StagedRow.objects.count()) == (
        0,
    ) * 4


def test_without_apply_it_is_a_dry_run_told_in_words(run):
    printed = run(LIFTS + "A3;F9;Otra 1;León;X;;;;;ELE\n")

    lines = printed.splitlines()
    assert lines[0].startswith("Leído en UTF-8, separado por «;», en ")
    assert lines[1:] == [
        "Filas: 4. Listas: 3. Ya estaban: 0. Rechazadas: 1. Que no se piden: 0.",
        "Rechazadas:",
        "  1 fila, línea 5: El identificador ya está en la línea 4.",
        "Para mirar:",
        "  1 fila, línea 3: Tipo: no conocemos el accionamiento «VAP»; se apunta «otro».",
        "  1 fila, línea 3: Velocidad: una velocidad de «0» m/s no puede ser; se deja en blanco.",
        "  1 fila, línea 3: Año: el año «2999» no puede ser; se deja en blanco.",
        "Fabricantes que parecen el mismo, escritos de varias maneras:",
        "  «OTIS S.A.» (1), «Otis» (1)",
        "Era un ensayo: no se ha escrito nada. Con --apply se escribe.",
    ]
    assert _nothing_is_here()


def test_with_apply_what_is_ready_comes_in_and_the_staged_rows_go(run):
    printed = run(LIFTS, "--apply")

    assert "3 filas escritas en" in printed
    assert (Lift.objects.count(), StagedRow.objects.count()) == (3, 0)


def test_a_second_time_there_is_nothing_to_write(run):
    run(LIFTS, "--apply")

    printed = run(LIFTS, "--apply")

    assert "Filas: 3. Listas: 0. Ya estaban: 3." in printed
    assert "No hay nada nuevo que escribir." in printed
    assert (Lift.objects.count(), Entry.objects.count()) == (3, 3)


def test_strictly_nothing_is_written_when_a_row_is_refused(run):
    with pytest.raises(CommandError, match="no se ha escrito nada"):
        run(LIFTS + ";F9;Otra 1;León;X;;;;;ELE\n", "--strict", "--apply")

    assert _nothing_is_here()


def test_the_report_has_a_line_for_each_row_and_runs_no_formula(run, tmp_path):
    report = tmp_path / "informe.csv"

    run(LIFTS.replace("A3;", '"=1+1";'), "--report", str(report))

    with report.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[0] == ["Línea", "Identificador", "Estado", "Qué se dice de ella"]
    assert [row[:3] for row in rows[1:]] == [["2", "A1", "Lista"], ["3", "A2", "Lista"], ["4", "'=1+1", "Lista"]]


def test_latin_text_is_read_and_shown_to_be_checked(run):
    printed = run(LIFTS.encode("cp1252"), "--apply")

    assert "Leído en CP1252" in printed
    assert "Compruebe que se lee bien: «Código, Dirección, Población»." in printed
    assert Building.objects.filter(street="Calle Peñafiel 3").exists()


def test_a_workbook_is_read_like_a_csv(run, tmp_path):
    book = Workbook()
    for line in LIFTS.splitlines():
        book.active.append(line.split(";"))
    path = tmp_path / "registro.xlsx"
    book.save(path)

    printed = run(path, "--apply")

    assert "Leído un libro de Excel" in printed
    assert sorted(Lift.objects.values_list("name", flat=True)) == ["Derecho", "Izquierdo", "Único"]


def _bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 500_000)
    return path


def _huge(path):
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    return path


BAD = {
    "missing": (lambda folder: folder / "nada.csv", "No existe el archivo"),
    "200 MB": (lambda folder: _huge(folder / "enorme.csv"), "El archivo pesa 201 MB y el máximo son 200 MB"),
    "bomb": (lambda folder: _bomb(folder / "bomba.xlsx"), "Una fila del libro no acaba nunca"),
    "broken": (lambda _folder: LIFTS + 'A9;"F9\n', "Línea 5: las comillas no casan"),
    "mixed": (lambda _folder: LIFTS.encode() + "A9;F9;Peñafiel\n".encode("cp1252"), "La línea 5 no está en UTF-8"),
    "headless": (lambda _folder: "1;2\n", "Faltan columnas: Código, Finca"),
}


@pytest.mark.parametrize(("made", "words"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_in_words_and_nothing_is_half_done(run, tmp_path, made, words):
    with pytest.raises(CommandError, match=words):
        run(made(tmp_path), "--apply")

    assert _nothing_is_here()
    assert Job.objects.get().state == JobState.FAILED


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No se puede leer la correspondencia"), ("año".encode("cp1252"), "no está en UTF-8"), (b"x", "no es TOML")],
)
def test_a_mapping_that_cannot_be_read_is_told_in_words(run, mapping, content, words):
    mapping.unlink() if content is None else mapping.write_bytes(content)

    with pytest.raises(CommandError, match=words):
        run(LIFTS)


@pytest.mark.parametrize("told", ["fincas", "=x.csv", "fincas=/no/existe.csv"])
def test_a_table_beside_that_is_not_there_is_told_in_words(run, told):
    with pytest.raises(CommandError, match="NOMBRE=ARCHIVO"):
        run(LIFTS, "--beside", told)
