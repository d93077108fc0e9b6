"""The worked example of docs/ledger.md is what the code computes."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.ledger.chain import START, hash_of, seal_of
from portal.lib.text import canonical


@pytest.fixture
def example():
    page = (Path(settings.BASE_DIR) / "docs/ledger.md").read_text()
    block = next(text for text in re.findall(r"```\n(.*?)```", page, re.S) if text.startswith("stream "))
    return dict(line.split(maxsplit=1) for line in block.splitlines())


def test_the_documented_text_is_canonical(example):
    assert canonical(json.loads(example["body"])) == example["body"]


def test_the_documented_digests_are_computed(example):
    seal = seal_of(bytes.fromhex(example["salt"]), example["body"])
    linked = hash_of(
        stream=example["stream"],
        number=int(example["number"]),
        recorded_at=example["recorded_at"],
        previous=START,
        seal=seal,
    )

    assert (seal, linked) == (example["seal"], example["hash"])
