"""Bytes on disk, named by their own SHA-256; written whole or not at all."""

import base64
import hashlib
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from portal.files.models import File

DIGEST = re.compile(r"[0-9a-f]{64}")


class Altered(Exception):
    """The bytes on disk are not those that were stored."""


def put(content: bytes, *, media_type: str, at: datetime, scanned_at: datetime | None = None) -> File:
    """Keeps the bytes and answers their row. Call it before a transaction: it waits for the disk."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists() or path.read_bytes() != content:  # what rotted on disk is mended by whoever has it whole
        _write(path, content)
    file, _ = File.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(content), "media_type": media_type, "created_at": at, "scanned_at": scanned_at},
    )
    return file


def known(content: bytes, *, media_type: str) -> File | None:
    """The row of these bytes, if they are kept already as what they are called."""
    return File.objects.filter(sha256=hashlib.sha256(content).hexdigest(), media_type=media_type).first()


def read(file: File) -> bytes:
    """The bytes; raises Altered when they are missing or are not what was stored."""
    try:
        content = path_of(file.sha256).read_bytes()
    except FileNotFoundError as gone:
        raise Altered(file.sha256) from gone
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Altered(file.sha256)
    return content


def data_uri(sha256: str) -> str:
    """A kept picture as an address that holds it whole, for documents that fetch nothing; empty for none."""
    if not sha256:
        return ""
    file = File.objects.get(sha256=sha256)
    return f"data:{file.media_type};base64,{base64.b64encode(read(file)).decode()}"


def path_of(sha256: str) -> Path:
    """Where the bytes stand."""
    return Path(settings.PRIVATE_FILES) / relative(sha256)


def relative(sha256: str) -> str:
    """The path below the private folder, without a word of the user's in it; raises ValueError for no digest."""
    if not DIGEST.fullmatch(sha256):
        raise ValueError(sha256)
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _write(path: Path, content: bytes) -> None:
    """Whole under its name or not at all, also when the power goes: bytes, then name, then the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o644 if settings.FILES_ACCEL else 0o600)  # nginx reads as another user
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent, Path(settings.PRIVATE_FILES)):
        _settle(folder)


def _settle(folder: Path) -> None:
    """Makes sure that the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
