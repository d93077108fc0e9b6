from collections import Counter

from maintenance.enums import Drive, Result
from maintenance.rules import checklist
from portal.demo import remarks

LIBRARY = checklist.library()


def _due(world, visit):
    return checklist.due(LIBRARY, drive=world.lifts[visit.lift].drive, scope=visit.scope)


def test_every_point_is_answered_once_and_no_other(world, told):
    for visit in told.visits[:200]:
        lines = _due(world, visit)
        words = remarks.of(world.seed, visit, lines)
        assert [reply.number for reply in words.replies] == [line["number"] for line in lines]


def test_most_points_are_well_and_some_say_what_was_done(world, told):
    replies = [
        reply for visit in told.visits[:500] for reply in remarks.of(world.seed, visit, _due(world, visit)).replies
    ]
    results = Counter(reply.result for reply in replies)

    assert results[Result.OK] / len(replies) > 0.9
    assert results[Result.ADJUSTED] > results[Result.PENDING] > 0
    assert all(reply.words for reply in replies if reply.result != Result.OK)


def test_a_visit_is_signed_or_says_why_not(world, told):
    said = [remarks.of(world.seed, visit, _due(world, visit)) for visit in told.visits[:100]]

    assert all(bool(words.signed_by) != bool(words.why_unsigned) for words in said)


def test_remarks_are_about_points_there_are():
    numbers = {line["number"] for line in LIBRARY}

    assert {remark.number for remark in remarks.REMARKS} <= numbers


def test_the_words_for_the_owner_tell_what_was_done(world, visits_by_lift):
    last = [visit for visit in visits_by_lift["M14KAA"] if visit.appointment][-1]

    words = remarks.of(world.seed, last, checklist.due(LIBRARY, drive=Drive.TRACTION, scope=last.scope))
    assert words.to_owner.startswith("He ajustado el cierre de la puerta de la 3.ª planta.")
    assert Counter(reply.result for reply in words.replies) == {
        Result.OK: 27,
        Result.ADJUSTED: 1,
        Result.PENDING: 1,
    }
