"""Bytes on disk, named by their own SHA-256; written whole or not at all."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from portal.files.models import File


class Altered(Exception):
    """The bytes on disk are not those that were stored."""


def put(content: bytes, *, media_type: str, at: datetime) -> File:
    """Keeps the bytes and answers their row. Call it before a transaction: it waits for the disk."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        _write(path, content)
    file, _ = File.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "media_type": media_type, "created_at": at}
    )
    return file


def read(file: File) -> bytes:
    """The bytes; raises Altered when they are missing or are not what was stored."""
    try:
        content = path_of(file.sha256).read_bytes()
    except FileNotFoundError as gone:
        raise Altered(file.sha256) from gone
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Altered(file.sha256)
    return content


def path_of(sha256: str) -> Path:
    """Where the bytes stand."""
    return Path(settings.PRIVATE_FILES) / relative(sha256)


def relative(sha256: str) -> str:
    """The path below the private folder, without a word of the user's in it."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).rename(path)
