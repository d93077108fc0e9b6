import pytest

from maintenance.rules import spoken


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "cero"),
        (16, "dieciséis"),
        (21, "veintiuno"),
        (30, "treinta"),
        (42, "cuarenta y dos"),
        (100, "cien"),
        (101, "ciento uno"),
        (515, "quinientos quince"),
        (1000, "mil"),
        (1842, "mil ochocientos cuarenta y dos"),
        (9999, "nueve mil novecientos noventa y nueve"),
    ],
)
def test_numbers_are_said_in_spanish(number, said):
    assert spoken.in_words(number, "es") == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (42, "forty-two"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (1007, "one thousand and seven"),
        (1842, "one thousand eight hundred and forty-two"),
        (9999, "nine thousand nine hundred and ninety-nine"),
    ],
)
def test_numbers_are_said_in_english(number, said):
    assert spoken.in_words(number, "en") == said


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_two_numbers_are_said_alike(language):
    said = [spoken.in_words(number, language) for number in range(10_000)]

    assert len(set(said)) == 10_000


@pytest.mark.parametrize("number", [-1, 10_000])
def test_what_lies_outside_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        spoken.in_words(number, "es")


@pytest.mark.parametrize(
    ("number", "pairs"),
    [(7, ["7"]), (42, ["42"]), (123, ["1", "23"]), (1842, ["18", "42"]), (12345, ["1", "23", "45"])],
)
def test_figures_go_two_by_two_from_the_right(number, pairs):
    assert spoken.pairs(number) == pairs


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [
        (1842, "es", "dieciocho, cuarenta y dos"),
        (1905, "es", "diecinueve, cero cinco"),
        (1800, "es", "dieciocho, cero cero"),
        (7, "es", "siete"),
        (0, "es", "cero"),
        (1842, "en", "eighteen, forty-two"),
        (1905, "en", "nineteen, zero five"),
    ],
)
def test_a_number_is_read_aloud_in_pairs(number, language, said):
    assert spoken.aloud(number, language) == said


@pytest.mark.parametrize(
    ("number", "feminine", "said"),
    [
        (1, False, "un"),
        (1, True, "una"),
        (3, False, "tres"),
        (21, False, "veintiún"),
        (21, True, "veintiuna"),
        (31, False, "treinta y un"),
        (31, True, "treinta y una"),
        (100, False, "100"),
    ],
)
def test_a_count_agrees_with_what_it_counts(number, feminine, said):
    assert spoken.counted(number, "es", feminine=feminine) == said


def test_english_counts_have_no_gender():
    assert spoken.counted(21, "en", feminine=True) == "twenty-one"
