"""A watched folder: what is whole is taken, moved, and refused with a reason beside it."""

import pytest

from owners.actions import folder
from owners.actions.folder import Pass
from owners.models import Batch, BatchItem
from tests.papers import PDF


@pytest.fixture
def watched(tmp_path, company):
    place = tmp_path / "buzon"
    place.mkdir()
    return place


def _look(watched, now, rest=lambda _seconds: None):
    return folder.look(watched, at=now, rest=rest)


def _there(watched):
    return sorted(str(path.relative_to(watched)) for path in watched.rglob("*") if path.is_file())


def test_what_is_whole_becomes_a_batch_that_is_read(watched, now):
    (watched / "F1.pdf").write_bytes(PDF)
    (watched / "malo.pdf").write_bytes(b"MZ")
    (watched / ".oculto.pdf").write_bytes(PDF)
    (watched / "enlace.pdf").symlink_to("/etc/hostname")

    assert _look(watched, now) == Pass(taken=1, refused=1)

    batch = Batch.objects.get()
    assert (batch.by, batch.reading.kind, batch.items.count()) == (None, "owners.reading", 2)
    assert _there(watched) == [
        ".oculto.pdf",
        ".watched",
        "done/F1.pdf",
        "enlace.pdf",
        "refused/malo.pdf",
        "refused/malo.pdf.txt",
    ]
    assert (watched / "refused" / "malo.pdf.txt").read_text().startswith("Por dentro no es lo que dice su nombre")


def test_what_is_still_being_written_waits(watched, now):
    growing = watched / "F1.pdf"
    growing.write_bytes(PDF[:100])

    found = _look(watched, now, rest=lambda _seconds: growing.write_bytes(PDF))

    assert (found, BatchItem.objects.count(), _there(watched)) == (Pass(growing=1), 0, [".watched", "F1.pdf"])


def test_a_pass_that_was_cut_short_brings_no_file_twice(watched, now):
    (watched / "F1.pdf").write_bytes(PDF)
    _look(watched, now)
    (watched / "F1.pdf").write_bytes(PDF)  # as if it had not been moved

    _look(watched, now)

    assert (Batch.objects.count(), BatchItem.objects.count()) == (1, 1)
    assert len(list((watched / "done").iterdir())) == 2


def test_two_do_not_look_at_once(watched, now):
    (watched / "F1.pdf").write_bytes(PDF)

    def meanwhile(_seconds):
        with pytest.raises(folder.Watched):
            _look(watched, now)

    assert _look(watched, now, rest=meanwhile) == Pass(taken=1)
