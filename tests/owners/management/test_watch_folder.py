"""The command looks at a folder once and says what came of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from owners.models import BatchItem
from tests.papers import PDF


def test_it_says_what_it_took(company, tmp_path):
    (tmp_path / "F1.pdf").write_bytes(PDF)
    said = StringIO()

    call_command("watch_folder", tmp_path, steady=0, stdout=said)

    assert said.getvalue() == "1 taken, 0 refused, 0 not whole yet.\n"
    assert BatchItem.objects.get().name == "F1.pdf"


def test_a_folder_that_is_not_there_is_said(company, tmp_path):
    with pytest.raises(CommandError, match=r"^This folder cannot be used"):
        call_command("watch_folder", tmp_path / "nowhere")
