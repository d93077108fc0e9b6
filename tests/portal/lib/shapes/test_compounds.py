import pytest

from portal.lib.shapes.compounds import Either, Fields, Many, Maybe
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.values import Text, Whole

NAMED = Fields({"name": Text(5), "many": Whole(1, 9)})
SIGNED = Either((Fields({"name": Text(5)}), Fields({"why": Text(5)})))


def unfit(shape, value):
    with pytest.raises(Unfit) as found:
        shape.read(value, "")
    return found.value


def test_fields_are_read_each_by_its_shape():
    assert NAMED.read({"name": " Ana ", "many": 2}, "") == {"name": "Ana", "many": 2}


def test_nothing_is_read_as_nothing():
    assert Maybe(Whole(1, 9)).read(None, "") is None


def test_a_form_is_known_by_its_names():
    assert [SIGNED.read({"why": "no"}, ""), SIGNED.read({"name": "Ana"}, "")] == [{"why": "no"}, {"name": "Ana"}]


@pytest.mark.parametrize(
    ("shape", "value", "why", "where"),
    [
        (NAMED, [], Misfit.NOT_FIELDS, ""),
        (NAMED, {"name": "Ana"}, Misfit.MISSING, "many"),
        (NAMED, {"name": "Ana", "many": 1, "more": 1}, Misfit.UNKNOWN, "more"),
        (NAMED, {"name": "Ana", "many": 1, "\ud800": 1}, Misfit.UNKNOWN, "·"),
        (NAMED, {"name": "Ana", "many": 0}, Misfit.OUT_OF_RANGE, "many"),
        (Many(NAMED, 2), {}, Misfit.NOT_LIST, ""),
        (Many(Whole(1, 9), 2), [1, 2, 3], Misfit.TOO_MANY, ""),
        (Many(Whole(1, 9), 2), [1, 0], Misfit.OUT_OF_RANGE, "[1]"),
        (Many(Whole(1, 9), 3, once=""), [1, 2, 1], Misfit.REPEATED, "[2]"),
        (Many(NAMED, 3, once="many"), [{"name": "a", "many": 1}, {"name": "b", "many": 1}], Misfit.REPEATED, "[1]"),
        (SIGNED, {"name": "Ana", "why": "no"}, Misfit.UNKNOWN, "why"),
        (SIGNED, "Ana", Misfit.NOT_FIELDS, ""),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(shape, value, why, where):
    found = unfit(shape, value)

    assert (found.misfit, found.where) == (why, where)


def test_the_words_name_the_place_and_the_bound():
    assert str(unfit(Fields({"name": Text(5)}), {"name": "Anastasia"})) == "«name» pasa de 5 letras."


def test_fields_say_that_nothing_else_may_come():
    assert NAMED.schema() == {
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 5},
            "many": {"type": "integer", "minimum": 1, "maximum": 9},
        },
        "required": ["name", "many"],
        "additionalProperties": False,
    }


def test_a_list_says_how_many_and_whether_each_once():
    assert Many(Maybe(Whole(1, 9)), 4, once="").schema() == {
        "type": "array",
        "items": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9}, {"type": "null"}]},
        "maxItems": 4,
        "uniqueItems": True,
    }
