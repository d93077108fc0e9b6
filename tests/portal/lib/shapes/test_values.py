from datetime import UTC, datetime
from uuid import UUID

import pytest

from maintenance.enums import Severity
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.values import Flag, Key, Moment, OneOf, Text, Whole

KEY = "01a20d70-0000-7000-8000-000000000000"


def misfit(shape, value):
    with pytest.raises(Unfit) as found:
        shape.read(value, "x")
    return found.value.misfit


@pytest.mark.parametrize(
    ("shape", "value", "read"),
    [
        (Text(6), " hola ", "hola"),
        (Text(9), "uno\ndos", "uno\ndos"),
        (Text(4, like="[a-f]+"), "beef", "beef"),
        (Whole(1, 3), 3, 3),
        (Flag(), False, False),
        (Moment(), "2026-11-23T10:00:00Z", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        (Moment(), "2026-11-23T11:00:00.5+01:00", datetime(2026, 11, 23, 10, 0, 0, 500_000, tzinfo=UTC)),
        (Key(), KEY, UUID(KEY)),
        (OneOf(Severity), "soon", Severity.SOON),
    ],
)
def test_a_value_within_its_bounds_is_read(shape, value, read):
    assert shape.read(value, "x") == read


@pytest.mark.parametrize(
    ("shape", "value", "why"),
    [
        (Text(5), 7, Misfit.NOT_TEXT),
        (Text(5), None, Misfit.NOT_TEXT),
        (Text(5), "a\x00b", Misfit.NOT_TEXT),
        (Text(5), "\ud800", Misfit.NOT_TEXT),
        (Text(5), "seis le", Misfit.TOO_LONG),
        (Text(5), " " * 6, Misfit.TOO_LONG),
        (Text(5, least=1), "  ", Misfit.TOO_SHORT),
        (Text(5, like="[a-f]+"), "zeta", Misfit.NOT_LIKE),
        (Text(5, like=r"\d+"), "٣", Misfit.NOT_LIKE),
        (Whole(1, 3), 0, Misfit.OUT_OF_RANGE),
        (Whole(1, 3), 4, Misfit.OUT_OF_RANGE),
        (Whole(1, 3), 10**400, Misfit.OUT_OF_RANGE),
        (Whole(1, 3), True, Misfit.NOT_WHOLE),
        (Whole(1, 3), 1.0, Misfit.NOT_WHOLE),
        (Whole(1, 3), "1", Misfit.NOT_WHOLE),
        (Flag(), 1, Misfit.NOT_FLAG),
        (Moment(), "2026-11-23T10:00:00", Misfit.NOT_MOMENT),
        (Moment(), "2026-11-23", Misfit.NOT_MOMENT),
        (Moment(), "0001-01-01T00:00:00+14:00", Misfit.NOT_MOMENT),
        (Moment(), "9999-12-31T23:59:59-14:00", Misfit.NOT_MOMENT),
        (Moment(), "1969-12-31T23:59:59Z", Misfit.NOT_MOMENT),
        (Moment(), 1_795_000_000, Misfit.NOT_MOMENT),
        (Key(), KEY.upper(), Misfit.NOT_KEY),
        (Key(), KEY.replace("-", ""), Misfit.NOT_KEY),
        (Key(), 7, Misfit.NOT_KEY),
        (OneOf(Severity), "later", Misfit.NOT_OFFERED),
        (OneOf(Severity), ["soon"], Misfit.NOT_OFFERED),
    ],
)
def test_a_value_beyond_its_bounds_says_why(shape, value, why):
    assert misfit(shape, value) == why


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        (Text(5, least=1, like="a+"), {"type": "string", "maxLength": 5, "minLength": 1, "pattern": "^a+$"}),
        (Whole(1, 3), {"type": "integer", "minimum": 1, "maximum": 3}),
        (Flag(), {"type": "boolean"}),
        (Moment(), {"type": "string", "format": "date-time"}),
        (OneOf(Severity), {"type": "string", "enum": ["minor", "soon", "serious"]}),
    ],
)
def test_a_shape_says_what_it_reads(shape, schema):
    assert shape.schema() == schema
