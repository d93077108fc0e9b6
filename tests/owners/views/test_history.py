import json
import subprocess
import sys

import pytest
from django.urls import reverse

from portal.ledger.models import Entry
from portal.lib import guards
from tests.owners.conftest import text


@pytest.fixture
def url(lift, carded):
    return reverse("owners:history", args=[lift.pk])


def test_a_whole_history_says_so_when_asked(chair, client_of, visited, url):
    visited(11)

    assert "El historial está entero." in text(client_of(chair).get(url, {"check": 1}))


def test_a_changed_history_names_the_place(chair, client_of, visited, url):
    visited(11)
    guards.remove()
    Entry.objects.filter(kind="visit.completed").update(seal="0" * 64)

    page = text(client_of(chair).get(url, {"check": 1}))

    assert "no encaja: el texto no es el que se selló" in page


def test_a_hash_one_holds_is_found(chair, client_of, visited, url):
    visited(11)
    known = Entry.objects.get(kind="visit.completed").hash

    assert "Su huella es la de la anotación 2, «Revisión hecha»" in text(
        client_of(chair).get(url, {"hash": known.upper()})
    )


def test_a_hash_of_nowhere_is_not(chair, client_of, url):
    assert "Esa huella no está en este historial." in text(client_of(chair).get(url, {"hash": "zz'\"<b>"}))


def test_the_history_can_be_checked_without_us(chair, client_of, visited, lift, url, tmp_path):
    visited(11)
    client = client_of(chair)
    history, program = tmp_path / "history.jsonl", tmp_path / "verify.py"
    history.write_bytes(b"".join(client.get(reverse("owners:history-download", args=[lift.pk])).streaming_content))
    program.write_bytes(client.get(reverse("owners:verifier")).content)

    checked = subprocess.run([sys.executable, program, history], capture_output=True, text=True, check=False)

    assert checked.stdout == "The history holds: every entry is linked and sealed as it was written.\n"
    assert checked.returncode == 0


def test_what_is_written_for_others_goes_out_as_a_link_only(resident, client_of, visited, lift, carded):
    visited(11)
    answer = client_of(resident).get(reverse("owners:history-download", args=[lift.pk]))

    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]

    assert [sorted(line) for line in lines[1:]] == [["hash", "number", "recorded_at", "seal"]] * 2


@pytest.mark.parametrize("name", ["history", "history-download", "service"])
@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "technician"])
def test_for_others_it_does_not_exist(cast, client_of, lift, carded, name, who):
    assert client_of(getattr(cast, who)).get(reverse(f"owners:{name}", args=[lift.pk])).status_code == 404
