"""The cases still stand on the ground they name. Whether the tests notice, `test_sabotage.py` asks (minutes)."""

import ast
from operator import attrgetter
from pathlib import Path

from django.conf import settings

from tests.conventions.each import each
from tests.sabotage.cases import CASES

ROOT = Path(settings.BASE_DIR)


@each(CASES, attrgetter("name"))
def test_what_is_broken_stands_once_in_its_file(case):
    assert (ROOT / case.file).read_text().count(case.old) == 1


@each(CASES, attrgetter("name"))
def test_the_tests_that_must_fail_exist(case):
    for test in case.tests:
        file, _, name = test.partition("::")
        functions = {node.name for node in ast.parse((ROOT / file).read_text()).body if hasattr(node, "name")}
        assert name in functions


def test_no_two_cases_have_one_name():
    assert len({case.name for case in CASES}) == len(CASES)
