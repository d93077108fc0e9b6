"""Bodies as phones sent them up to 180 days ago. A file here is never changed: a new form is a new version and file."""

import json
from pathlib import Path

import pytest

from maintenance.actions.commands import HANDLERS
from maintenance.rules import payloads
from portal.lib.keys import new_key

BODIES = sorted((Path(__file__).parent / "payloads").glob("*.json"))


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_an_old_body_is_understood(path):
    sent = payloads.read(path.read_bytes())

    assert path.stem.startswith(f"{sent.schema}_{sent.kind.replace('.', '_')}")


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_an_old_body_has_its_receipt(phone, path):
    answer = phone.put_bytes(path.read_bytes(), key=new_key())

    assert (answer.status_code, answer.json()["outcome"]) == (201, "refused")  # neither lift nor breakdown is here


def test_there_is_a_body_of_every_kind_and_version():
    told = {(sent["schema"], sent["kind"]) for sent in (json.loads(path.read_bytes()) for path in BODIES)}

    assert told == {(number, kind) for number, known in payloads.SHAPES.items() for kind in known}


def test_every_kind_has_somebody_who_does_it():
    assert {kind for known in payloads.SHAPES.values() for kind in known} == set(HANDLERS)
