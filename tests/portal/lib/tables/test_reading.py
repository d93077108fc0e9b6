import gzip
import lzma

import pytest

from portal.lib.tables.limits import Limits
from portal.lib.tables.reading import Row
from portal.lib.tables.refusals import CannotRead


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac_roman", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found_out(csv_file, read, encoding, sign):
    path = csv_file(f'Código{sign}Dirección\n7{sign}"Calle Peñafiel 3, 2º"\n', encoding)

    assert read(path, "Código", "Dirección") == [Row(2, {"Código": "7", "Dirección": "Calle Peñafiel 3, 2º"})]


def test_it_says_how_it_was_read_and_shows_words_to_check_it_by(csv_file, table):
    path = csv_file("Código;Dirección\n7;Calle Peñafiel 3\n", "cp1252")

    with table(path, "Código") as found:
        assert (found.encoding, found.delimiter, found.example) == ("cp1252", ";", "Código, Dirección, Peñafiel")


def test_columns_are_found_whatever_their_case_and_accents(csv_file, read):
    path = csv_file("AÑO ;Poblacion\n2008;León\n")

    assert read(path, "Año", "Población") == [Row(2, {"Año": "2008", "Población": "León"})]


def test_columns_nobody_asks_for_are_not_read(csv_file, read):
    path = csv_file("a;b;b\n1;2;3\n")

    assert read(path, "a") == [Row(2, {"a": "1"})]


def test_a_record_of_several_lines_has_the_line_it_begins_on(csv_file, read):
    path = csv_file('a;b\n1;"uno\ndos"\n2;x\n')

    assert [(row.line, row.cells["b"]) for row in read(path, "a", "b")] == [(2, "uno\ndos"), (4, "x")]


def test_blank_lines_are_passed_over(csv_file, read):
    path = csv_file("a;b\n\n;;\n1;2\n")

    assert [row.line for row in read(path, "a")] == [4]


@pytest.mark.parametrize(("line", "odd"), [("1", 1), ("1;2;3", 3), ("1;2;", 0)])
def test_a_row_with_other_cells_than_the_header_is_told_apart(csv_file, read, line, odd):
    (row,) = read(csv_file(f"a;b\n{line}\n"), "a", "b")

    assert row.odd == odd


def test_excels_hint_line_is_obeyed_and_not_read(csv_file, read):
    path = csv_file("sep=|\na|b;c\n1|2;3\n")

    assert read(path, "b;c") == [Row(3, {"b;c": "2;3"})]


def test_a_header_may_stand_further_down(csv_file, read):
    path = csv_file("Listado de ascensores\n\na;b\n1;2\n")

    assert read(path, "b", header=3) == [Row(4, {"b": "2"})]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_packed_text_is_unpacked_whatever_its_name(tmp_path, read, pack):
    path = tmp_path / "tabla.csv"
    path.write_bytes(pack(b"a;b\n1;2\n"))

    assert read(path, "b") == [Row(2, {"b": "2"})]


REFUSED = {
    "missing file": (None, "No existe el archivo"),
    "empty": (b"", "El archivo está vacío."),
    "no header": (b"\n\n", "no tiene cabecera"),
    "missing column": (b"x;y\n1;2\n", "Faltan columnas: a. Las que hay: x, y."),
    "twin column": (b"a;A\n1;2\n", "La columna «a» está dos veces"),
    "open quote": (b'a;b\n1;2\n3;"4\n5;6\n', "Línea 3: las comillas no casan"),
    "text after a quote": (b'a;b\n1;"x"y\n', "Línea 2: las comillas no casan"),
    "two encodings": ("a;b\nñ;1\n".encode() + "ñ;2\n".encode("cp1252"), "La línea 3 no está en UTF-8 y otras sí"),
    "nul bytes": (b"a;b\n1;\0\0\n", "No es un archivo de texto"),
    "an archive": (b"a;b\n" + b"\0" * 400 + b"ustar", "No es un archivo de texto"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "libro de Excel antiguo"),
    "pdf": (b"%PDF-1.7\n", "Es un PDF"),
    "broken workbook": (b"PK\x03\x04 nothing of a zip", "El libro de Excel está dañado"),
    "broken xz": (lzma.compress(b"a;b\n1;2\n")[:-6], "comprimido está dañado"),
    "broken gzip": (gzip.compress(b"a;b\n" * 50)[:-9], "comprimido está dañado"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_in_words(tmp_path, read, content, words):
    path = tmp_path / "tabla.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CannotRead, match=words):
        read(path, "a")


def test_a_file_too_big_is_refused_before_it_is_read(csv_file, read):
    path = csv_file("a;b\n" + "1;2\n" * 400_000)

    with pytest.raises(CannotRead, match="El archivo pesa 2 MB y el máximo son 1 MB"):
        read(path, "a", limits=Limits(file=1024 * 1024))


def test_a_small_file_that_unpacks_without_end_is_refused(tmp_path, read):
    path = tmp_path / "bomba.csv.xz"
    path.write_bytes(lzma.compress(b"a;b\n" + b"1;2\n" * 1_000_000))
    assert path.stat().st_size < 5000

    with pytest.raises(CannotRead, match="descomprimido, pasa de 2 MB"):
        read(path, "a", limits=Limits(unpacked=2 * 1024 * 1024))


def test_more_rows_than_a_sheet_has_are_refused(csv_file, read):
    with pytest.raises(CannotRead, match="más de 3 filas"):
        read(csv_file("a\n" + "1\n" * 4), "a", limits=Limits(rows=3))


def test_an_encoding_the_mapping_names_is_taken_at_its_word(csv_file, read):
    path = csv_file("a;b\n1;ł\n", "cp1250")

    assert read(path, "b", encoding="cp1250")[0].cells == {"b": "ł"}
    with pytest.raises(CannotRead, match="No conocemos la codificación «klingon»"):
        read(path, "b", encoding="klingon")
    with pytest.raises(CannotRead, match="hay letras que no se entienden en la codificación utf-8"):
        read(path, "b", encoding="utf-8")
