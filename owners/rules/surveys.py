"""When we may ask somebody what he thinks of us: seldom, soon, and never while he waits for an answer of ours."""

from datetime import datetime, timedelta

from owners.enums.surveys import Question, Unasked

AFTER, WITHIN = timedelta(days=1), timedelta(days=4)  # of the lift's running again
APART = timedelta(days=60)  # between two questions to the same person, whatever they are about
YEAR, KNOWN = timedelta(days=365), timedelta(days=180)  # between two yearly ones; spoken to before the first of them
FEW = {Question.BREAKDOWN: 2, Question.YEARLY: 6}  # a score no higher than that is followed by a call
MOST = {Question.BREAKDOWN: range(1, 6), Question.YEARLY: range(11)}


def after_breakdown(
    *, restored_at: datetime, asked_at: datetime | None, complains: bool, now: datetime
) -> Unasked | None:
    """Why who reported a breakdown is not asked about it now; None when he may be."""
    if now < restored_at + AFTER:
        return Unasked.TOO_SOON
    if now >= restored_at + WITHIN:
        return Unasked.TOO_LATE
    return _left_alone(asked_at, complains, now)


def yearly(
    *, spoken_since: datetime, last_at: datetime | None, asked_at: datetime | None, complains: bool, now: datetime
) -> Unasked | None:
    """Why somebody is not asked now whether he would recommend us; None when he may be."""
    if now < spoken_since + KNOWN or (last_at and now < last_at + YEAR):
        return Unasked.TOO_SOON
    return _left_alone(asked_at, complains, now)


def is_low(question: str, score: int) -> bool:
    """Whether somebody of ours calls."""
    return score <= FEW[Question(question)]


def _left_alone(asked_at: datetime | None, complains: bool, now: datetime) -> Unasked | None:
    if complains:
        return Unasked.COMPLAINS
    return Unasked.ASKED_LATELY if asked_at and now < asked_at + APART else None
