import re
from urllib.parse import unquote

import pytest

from maintenance.rules import strokes


@pytest.mark.parametrize("path", ["M0 0", "M0 0L10 20", "M 0 0 L 10 20 M 5 5 L 6 6", "M-3 7L600 200M1 1"])
def test_strokes_are_moves_and_lines_of_whole_numbers(path):
    assert re.fullmatch(strokes.PATH, path, re.ASCII)


@pytest.mark.parametrize(
    "path", ["", "L0 0", "M0", "M0 0Z", "M0.5 1", "M0 0 C1 1 2 2 3 3", 'M0 0"/><script>', "M0 0\nL1 1", "M00000 1"]
)
def test_nothing_else_is_a_signature(path):
    assert not re.fullmatch(strokes.PATH, path, re.ASCII)


def test_a_long_path_is_judged_at_once():
    assert not re.fullmatch(strokes.PATH, "M1 1" + "L1 1" * 1999 + "x", re.ASCII)


def test_a_signature_is_a_picture_without_a_fetch():
    drawn = strokes.picture("M0 0L10 20")

    assert drawn.startswith("data:image/svg+xml,")
    assert '<path d="M0 0L10 20"' in unquote(drawn)
    assert strokes.picture("") == ""
