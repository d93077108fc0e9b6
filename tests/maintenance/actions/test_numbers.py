from django.db import transaction

from maintenance.actions import numbers

COUNT = """
from django.db import transaction
from maintenance.actions import numbers
for _ in range(25):
    with transaction.atomic():
        print(numbers.following("calls"))
"""
BLOCKS = COUNT.replace('print(numbers.following("calls"))', 'print(*numbers.block("calls", 4), sep="\\n")')


def test_numbers_run_on_from_one(db):
    assert [numbers.following("calls") for _ in range(3)] == [1, 2, 3]


def test_each_series_runs_on_its_own(db):
    assert [numbers.following(name) for name in ("A-2026", "A-2027", "A-2026")] == [1, 1, 2]


def test_a_block_is_that_many_numbers_in_a_row(db):
    numbers.following("calls")

    assert (list(numbers.block("calls", 3)), numbers.following("calls")) == ([2, 3, 4], 5)


def test_a_number_of_a_change_that_fell_is_given_again(db):
    try:
        with transaction.atomic():
            numbers.following("calls")
            raise RuntimeError
    except RuntimeError:
        pass

    assert numbers.following("calls") == 1


def test_no_two_who_ask_at_once_get_the_same(scratch):
    given = sorted(map(int, scratch.run_at_once(COUNT, 1, 2, 3)))

    assert given == list(range(1, 76))


def test_no_two_blocks_overlap(scratch):
    given = sorted(map(int, scratch.run_at_once(BLOCKS, 1, 2)))

    assert given == list(range(1, 201))
