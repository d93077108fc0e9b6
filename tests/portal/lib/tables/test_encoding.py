import io

import pytest

from portal.lib.tables.encoding import encoding_of, survey
from portal.lib.tables.limits import Limits

WORDS = {
    "castellano": "Calle Peñafiel 3;Ascensores Núñez y Cía;Año;Población",
    "catalán": "Girona;Vilafranca del Penedès;Lluïsa;Plaça;Carrer de l'Església",
    "signos": "«Señor» 20 €; 2º izquierda; 3ª planta",
    "mayúsculas": "ÁVILA;LEÓN;ÉCIJA;LOGROÑO",
    "alemán": "Straße 5;Nürnberg;Größe;Köln;Äpfel",
}


def _encoding(content: bytes) -> str:
    return encoding_of(survey(io.BytesIO(content), Limits()))


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_spanish_offices_write_is_told_apart(words, encoding):
    assert _encoding(words.encode(encoding)) == encoding


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_old_programs_and_macs_too(encoding):
    assert _encoding(WORDS["castellano"].encode(encoding)) == encoding


@pytest.mark.parametrize(("start", "encoding"), [("", "utf-16-le"), ("", "utf-16-be"), ("\ufeff", "utf-16-le")])
def test_wide_text_is_known_with_and_without_its_mark(start, encoding):
    found = _encoding((start + "Código;Dirección\n1;Calle Mayor\n").encode(encoding))

    assert found == ("utf-16" if start else encoding)


def test_accents_far_into_the_file_count():
    assert _encoding(b"a;b\n" * 100_000 + "1;Peñafiel\n".encode("cp1252")) == "cp1252"


def test_other_scripts_are_asked_of_charset_normalizer():
    korean = "지역;건물명;승강기종류\n강원 강릉시;강릉농산물도매시장;화물용\n서울 강남구;대성빌딩;승객용\n" * 20

    content = korean.encode("cp949")

    assert content.decode(_encoding(content)) == korean
