import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from portal.access.audiences import Audience
from portal.ledger import actions as ledger
from portal.ledger import erasure, export, verify_history
from portal.ledger.models import Stream

EVERYBODY = frozenset(Audience)
SCRIPT = Path(verify_history.__file__)


def _exported(lift, audiences=EVERYBODY):
    return list(export.lines(Stream.objects.get(pk=lift.pk), audiences))


def test_the_script_finds_a_whole_history_whole(lift, three, tmp_path):
    path = tmp_path / "history.jsonl"
    path.write_text("".join(_exported(lift)))

    run = subprocess.run(
        [sys.executable, "-I", SCRIPT, path, three[0].hash], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout.strip()) == (
        0,
        "The history holds: every entry is linked and sealed as it was written.",
    )


def test_the_script_names_a_changed_text(lift, three):
    lines = _exported(lift)
    changed = json.loads(lines[2])
    lines[2] = json.dumps(changed | {"body": changed["body"].replace("47", "48")})

    assert list(verify_history.check(iter(lines))) == ["Entry 2: the text is not the one that was sealed."]


def test_the_script_names_a_cut_tail(lift, three):
    lines = _exported(lift)[:-1]

    assert list(verify_history.check(iter(lines))) == ["The history ends at entry 3; it was exported with 4."]


def test_the_script_says_when_a_hash_is_not_there(lift, three):
    assert list(verify_history.check(iter(_exported(lift)), ["ab" * 32])) == [
        f"The hash {'ab' * 32} is not in this history."
    ]


def test_what_is_not_for_the_reader_goes_out_as_its_link_only(lift, three):
    lines = _exported(lift, frozenset({Audience.PUBLIC, Audience.RESIDENTS}))

    assert set(json.loads(lines[1])) == {"number", "recorded_at", "seal", "hash"}
    assert list(verify_history.check(iter(lines))) == []


def test_the_export_says_what_was_erased(lift, three, admin, now):
    erasure.erase(three[0], reason=erasure.Reason.PERSONAL, by=admin, at=now)

    lines = _exported(lift)
    assert json.loads(lines[2])["erased"] is True
    assert list(verify_history.check(iter(lines))) == []


def test_what_is_written_after_the_first_line_stays_out(lift, three, fact, now):
    lines = export.lines(Stream.objects.get(pk=lift.pk), EVERYBODY)
    first = next(lines)
    with transaction.atomic():
        ledger.append(fact(4), by=None, at=now)

    assert list(verify_history.check(iter([first, *lines]))) == []


def test_an_export_without_a_stream_has_no_entry(lift):
    assert len(_exported(lift)) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda entry: entry | {"body": entry["body"] + " "}, "Entry 2: the text is not the one that was sealed."),
        (lambda entry: entry | {"salt": "00" * 16}, "Entry 2: the text is not the one that was sealed."),
        (lambda entry: entry | {"salt": "no"}, "Entry 2: the text is not the one that was sealed."),
        (lambda entry: entry | {"body": 7}, "Entry 2: the text is not the one that was sealed."),
        (lambda entry: entry | {"recorded_at": "2020"}, "Entry 2: it does not follow from the one before."),
        (lambda entry: entry | {"number": 7}, "Entry 2 is missing."),
        (lambda entry: [], "Line 3 cannot be read."),
        (lambda entry: {"number": 2}, "Line 3 cannot be read."),
    ],
)
def test_a_tampered_line_is_named(lift, three, change, said):
    lines = _exported(lift)
    lines[2] = json.dumps(change(json.loads(lines[2])))

    assert next(verify_history.check(iter(lines))) == said


def test_a_left_out_line_is_named(lift, three):
    lines = _exported(lift)
    del lines[2]

    assert list(verify_history.check(iter(lines))) == ["Entry 2 is missing."]


def test_a_line_that_was_cut_in_two_is_named(lift, three):
    lines = _exported(lift)
    lines[4] = lines[4][:40]

    assert list(verify_history.check(iter(lines))) == ["Line 5 cannot be read."]


@pytest.mark.parametrize("text", ["", "\n", "[]\n", "no history\n"])
def test_what_is_no_history_is_called_so(text):
    assert list(verify_history.check(iter(text.splitlines(keepends=True)))) == [
        "The first line does not describe a history."
    ]


def test_another_streams_entries_do_not_pass_for_this_ones(lift, other_lift, three):
    lines = [_exported(lift)[0], *_exported(other_lift)[1:]]

    assert next(verify_history.check(iter(lines))) == "Entry 1: it does not follow from the one before."


@pytest.mark.parametrize(
    ("spoil", "status", "said"),
    [
        (lambda text: text, 0, "The history holds: every entry is linked and sealed as it was written."),
        (lambda text: text.replace("47-003128", "47-003129"), 1, "Entry 1: the text is not the one that was sealed."),
        (
            lambda text: text.rstrip().rpartition("\n")[0] + "\n",
            1,
            "The history ends at entry 3; it was exported with 4.",
        ),
    ],
)
def test_the_script_runs_alone_and_ends_with_what_it_found(lift, three, tmp_path, spoil, status, said):
    path = tmp_path / "history.jsonl"
    path.write_text(spoil("".join(_exported(lift))), encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, path], capture_output=True, text=True, check=False, cwd=tmp_path
    )

    assert (run.returncode, run.stdout.splitlines()[0], run.stderr) == (status, said, "")


def test_the_script_says_how_it_is_used(tmp_path):
    run = subprocess.run([sys.executable, "-I", SCRIPT], capture_output=True, text=True, check=False)

    assert (run.returncode, "HISTORY.jsonl" in run.stdout) == (2, True)
