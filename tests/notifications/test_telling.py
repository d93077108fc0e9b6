"""What is asked of a fact alone is asked once while it is told, and anew for the next."""

from notifications.telling import of_one_fact, once


def test_within_one_fact_each_question_is_asked_once_and_afterwards_again():
    asked = []

    @once
    def double(number):
        asked.append(number)
        return 2 * number

    with of_one_fact():
        within = [double(1), double(2), double(1)]
    with of_one_fact():
        within.append(double(1))
    outside = [double(1), double(1)]

    assert (within, outside) == ([2, 4, 2, 2], [2, 2])
    assert asked == [1, 2, 1, 1, 1]
