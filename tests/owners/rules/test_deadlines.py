"""By which day an enquiry is answered, by the laws and by what the house promises."""

from datetime import date

import pytest

from owners.enums.enquiries import EnquiryKind, TermKind
from owners.rules import deadlines

QUESTION, COMPLAINT, ANOMALY, CALL = EnquiryKind
PROMISE, CONSUMERS, CARE = TermKind


@pytest.mark.parametrize(
    ("asked", "day", "region", "told", "on", "term"),
    [
        (QUESTION, date(2026, 11, 23), "ES-CL", {}, date(2026, 11, 30), PROMISE),
        (QUESTION, date(2027, 4, 19), "ES-MD", {}, date(2027, 4, 26), PROMISE),
        (QUESTION, date(2027, 4, 19), "ES-CL", {}, date(2027, 4, 27), PROMISE),  # 23 April is a holiday there
        (CALL, date(2026, 11, 27), "ES-CL", {}, date(2026, 11, 30), PROMISE),
        (ANOMALY, date(2026, 11, 28), "ES-CL", {}, date(2026, 11, 30), PROMISE),
        (COMPLAINT, date(2026, 11, 20), "ES-CL", {}, date(2026, 12, 4), CONSUMERS),  # the fifteenth is a Saturday
        (COMPLAINT, date(2026, 11, 23), "ES-CL", {"under_care_law": True}, date(2026, 12, 4), CONSUMERS),
        (COMPLAINT, date(2026, 12, 27), "ES-CL", {"is_billing": True}, date(2027, 1, 11), CONSUMERS),
        (COMPLAINT, date(2027, 1, 11), "ES-CL", {"is_billing": True, "under_care_law": True}, date(2027, 1, 15), CARE),
        (COMPLAINT, date(2026, 12, 27), "ES-CL", {"under_care_law": True}, date(2027, 1, 11), CONSUMERS),
    ],
)  # fmt: skip
def test_the_soonest_term_that_binds_counts(asked, day, region, told, on, term):
    found = deadlines.deadline(asked, day, region, **({"is_billing": False, "under_care_law": False} | told))

    assert (found.on, found.term.kind) == (on, term)


def test_a_term_of_a_law_says_where_it_is_written():
    assert {bool(term.source) for term in deadlines.TERMS if term.kind != PROMISE} == {True}
