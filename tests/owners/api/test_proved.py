"""Generated calls over the committed schema, as three roles and a stranger: no 5xx, nothing the schema does not say.

A handful of each operation here; hundreds in `make prove-api`, which `ONLY=chair` bounds to one of them.
"""

from contextlib import suppress
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from tests.programs import token_of

schemathesis: Any = pytest.importorskip("schemathesis")
checks: Any = pytest.importorskip("schemathesis.specs.openapi.checks")

WHO = ("chair", "office", "technician", "stranger")
HUNDREDS = 200  # calls of each operation that fit the schema, and as many that do not
TELEPHONE = r"^/api/v1/(session|round|ringing|commands|photos|push|subscriptions)"  # it signs in, and has its own tests
# A body may be well formed and speak of what is not here; a call without its token is the stranger's; what is made
# wrong in the token's own header, or is empty and never sent, is not wrong when it comes (see test_hostile.py).
LEFT_OUT = ("positive_data_acceptance", "ignored_auth", "negative_data_rejection")
EVERYTHING_SLOW = list(HealthCheck)


@pytest.fixture
def operations(one_connection: None) -> list[Any]:
    whole = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    return [one.ok() for one in whole.exclude(path_regex=TELEPHONE).get_all_operations()]


def _try(operation: Any, headers: dict[str, str], many: int) -> None:
    """So many calls that fit the schema, and so many that do not, where there can be any."""
    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

        @settings(
            max_examples=many,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=EVERYTHING_SLOW,
            derandomize=many < 20,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            with transaction.atomic():
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(response, headers=headers, excluded_checks=[getattr(checks, n) for n in LEFT_OUT])

        with suppress(Unsatisfiable):
            ask()


def _prove(operations: list[Any], person: Any, many: int) -> None:
    headers = {"Authorization": f"Bearer {token_of(person)}"} if person else {}
    for operation in operations:
        _try(operation, headers, many)


def test_generated_calls_are_answered_as_the_schema_says(operations, cast, carded):
    for who in WHO:
        _prove(operations, getattr(cast, who), 1)


@pytest.mark.prove
@pytest.mark.parametrize("who", WHO)
def test_hundreds_of_generated_calls_are_answered_as_the_schema_says(operations, cast, carded, who):
    _prove(operations, getattr(cast, who), HUNDREDS)
