import hashlib

import pytest

from portal.files import store
from portal.files.models import File

CONTENT = b"%PDF-1.7 boletin"


def test_bytes_come_back_as_they_went_in(db, now):
    file = store.put(CONTENT, media_type="application/pdf", at=now)

    assert store.read(file) == CONTENT
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_the_same_bytes_are_one_row(db, now):
    one, other = (store.put(CONTENT, media_type="application/pdf", at=now) for _ in range(2))

    assert one == other
    assert File.objects.count() == 1


def test_a_flipped_byte_is_not_handed_out(db, now):
    file = store.put(CONTENT, media_type="application/pdf", at=now)
    path = store.path_of(file.sha256)
    path.write_bytes(CONTENT.replace(b"b", b"c"))

    with pytest.raises(store.Altered):
        store.read(file)


def test_a_missing_file_is_named(db, now):
    file = store.put(CONTENT, media_type="application/pdf", at=now)
    store.path_of(file.sha256).unlink()

    with pytest.raises(store.Altered):
        store.read(file)


def test_the_path_holds_no_word_of_anybodys(db):
    assert store.relative("ab" * 32) == "ab/ab/" + "ab" * 32
