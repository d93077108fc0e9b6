"""Tables made on the spot."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from portal.lib.tables.reading import Hints, Row, Table, opened


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, encoding: str = "utf-8", name: str = "tabla.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: list[Any], title: str = "Hoja1") -> Path:
        book = Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        path = tmp_path / "libro.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def rewritten() -> Callable[..., Path]:
    """A workbook with one of its parts replaced."""

    def rewrite(path: Path, part: str, content: Callable[[bytes], bytes]) -> Path:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[part] = content(parts[part])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, inside in parts.items():
                archive.writestr(name, inside)
        return path

    return rewrite


@pytest.fixture
def read() -> Callable[..., list[Row]]:
    def rows(path: Path, *columns: str, **more: Any) -> list[Row]:
        limits = more.pop("limits", None)
        with opened(path, columns=columns, hints=Hints(**more), limits=limits) as table:
            return list(table.rows)

    return rows


@pytest.fixture
def table() -> Callable[..., Any]:
    @contextmanager
    def open_it(path: Path, *columns: str) -> Iterator[Table]:
        with opened(path, columns=columns, hints=Hints()) as found:
            yield found

    return open_it
