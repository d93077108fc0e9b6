"""Every file is looked at once a night; what changed or is gone is named, and handed to nobody."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.files import serving, store, verification
from portal.files.models import AccessLog, Verification
from portal.files.tasks import verify

FILES = 40


@pytest.fixture
def files(db, now):
    return [store.put(f"%PDF-1.7 {n}".encode() * 9, media_type="application/pdf", at=now) for n in range(FILES)]


def flip(file, place=5):
    """One bit of it, on the disk."""
    path = store.path_of(file.sha256)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def states():
    return {one.file.sha256: one.state for one in verification.damaged()}


def test_files_that_are_whole_are_named_nowhere(files, now):
    assert verification.turn(at=now, seconds=5) == FILES

    assert (states(), Verification.objects.count()) == ({}, FILES)


def test_each_flipped_bit_and_each_lost_file_is_named_and_no_other(files, now):
    for place, file in enumerate(files[::2]):
        flip(file, place)
    store.path_of(files[1].sha256).unlink()

    verification.turn(at=now, seconds=5)

    assert states() == {file.sha256: "altered" for file in files[::2]} | {files[1].sha256: "missing"}


def test_a_night_that_was_cut_off_goes_on_where_it_stopped(files, now):
    first = verification.turn(at=now, seconds=-1)
    for _cut_off in range(20 * FILES):
        verification.turn(at=now, seconds=0.001)

    assert (first, Verification.objects.count()) == (0, FILES)
    assert verification.turn(at=now + timedelta(hours=3), seconds=5) == 0
    assert verification.turn(at=now + timedelta(hours=21), seconds=5) == FILES


def test_since_when_is_kept_until_it_is_put_back(files, now):
    flip(files[0])
    verification.turn(at=now, seconds=5)
    verification.turn(at=now + timedelta(days=1), seconds=5)

    assert [one.since for one in verification.damaged()] == [now]
    store.put(b"%PDF-1.7 0" * 9, media_type="application/pdf", at=now)
    verification.turn(at=now + timedelta(days=2), seconds=5)
    assert states() == {}


def test_the_worker_looks_too(files):
    flip(files[3])

    verify()

    assert states() == {files[3].sha256: "altered"}


def test_the_command_names_them_and_fails(files):
    out = StringIO()
    call_command("verify_files", stdout=out)
    assert out.getvalue() == f"{FILES} files are what was stored.\n"

    flip(files[7])
    with pytest.raises(CommandError, match=f"1 of {FILES} files are not what was stored"):
        call_command("verify_files", stdout=out)
    assert f"{files[7].sha256} altered since" in out.getvalue()


@pytest.mark.parametrize("accel", ["", "/protected/"])
def test_what_changed_is_handed_to_nobody_and_named_at_once(files, rf, office, settings, accel):
    settings.FILES_ACCEL = accel
    request = rf.get("/x")
    request.resolver_match, request.user = None, office
    flip(files[0])

    with pytest.raises(store.Altered):
        serving.serve(request, files[0], name="a.pdf")

    assert states() == {files[0].sha256: "altered"}
    assert AccessLog.objects.count() == 0
