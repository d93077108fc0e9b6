import json
import subprocess
import sys
from pathlib import Path

from portal.access.audiences import Audience
from portal.ledger import export, verify_history
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


def test_the_export_says_what_was_erased(lift, three, fact, admin, now):
    from portal.ledger import actions as ledger

    ledger.erase(three[0], record=fact(), by=admin, at=now)

    lines = _exported(lift)
    assert json.loads(lines[2])["erased"] is True
    assert list(verify_history.check(iter(lines))) == []
