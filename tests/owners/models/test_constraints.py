"""What must not be is refused by the database itself, whatever Python thinks of it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction

from owners.enums.standings import StandingRowState
from portal.access.audiences import Audience
from portal.access.roles import OWNERS, STAFF
from portal.lib.keys import new_key
from tests.conftest import LONG_AGO, NOW
from tests.maintenance.models.test_constraints import breakdown, building, bulletin, lift, visit
from tests.owners.models.rows import (
    BEFORE,
    SOURCED,
    TODAY,
    agency,
    batch,
    beginning,
    clause,
    consent,
    contract,
    decision,
    document,
    enquiry,
    enquiry_words,
    explanation,
    file,
    invoice,
    item,
    line,
    link,
    mailbox,
    mandate,
    meeting,
    membership,
    opening,
    owner,
    posted_paper,
    posting,
    price,
    quote,
    quote_line,
    receipt,
    report,
    row,
    run,
    somebody,
    standing_list,
    survey,
    survey_of_breakdown,
    tenure,
    version,
    wave,
    withdrawal,
    work,
)

CHECKS = [
    ("a_wave_that_started_says_by_whom", wave, {"started_at": NOW}),
    ("a_wave_that_started_says_by_whom", wave, {"started_by": somebody}),
    ("who_was_not_taken_does_not_begin", beginning, {"begun_at": NOW}),
    ("a_question_is_about_a_breakdown_or_a_year", survey, {"year": None}),
    ("a_question_is_about_a_breakdown_or_a_year", survey, {"breakdown": breakdown}),
    ("a_question_is_about_a_breakdown_or_a_year", survey_of_breakdown, {"breakdown": None}),
    ("an_answer_has_a_score", survey, {"words": "Bien"}),
    ("an_answer_has_a_score", survey, {"answered_at": NOW}),
    ("an_answer_has_a_score", survey, {"score": 11, "answered_at": NOW}),
    ("an_answer_has_a_score", survey_of_breakdown, {"score": 0, "answered_at": NOW}),
    ("a_call_after_an_answer_says_who_and_what", survey, {"score": 1, "answered_at": NOW, "said": "Sí"}),
    ("a_row_that_moves_names_its_invoice", row, {"state": StandingRowState.CHANGES}),
    ("a_row_that_does_not_move_says_why", row, {"why": ""}),
    ("who_looked_at_a_row_says_when", row, {"confirmed_by": somebody}),
    ("an_enquiry_names_the_thing_it_is_about", enquiry, {"about": "lift"}),
    ("an_enquiry_names_the_thing_it_is_about", enquiry, {"about_id": new_key}),
    ("only_an_enquiry_about_an_invoice_has_a_line", enquiry, {"about": "lift", "about_id": new_key, "line": 1}),
    ("who_wants_a_call_says_where", enquiry, {"kind": "call"}),
    ("who_wants_a_call_says_where", enquiry, {"phone": "983 000 041"}),
    ("an_answered_enquiry_says_when", enquiry, {"state": "answered"}),
    ("a_closed_enquiry_says_when", enquiry, {"state": "closed"}),
    ("only_an_open_enquiry_is_late", enquiry, {"state": "answered", "answered_at": NOW, "late_at": NOW}),
    ("who_speaks_says_something", enquiry_words, {"text": ""}),
    ("only_an_owner_telephones", enquiry_words, {"side": "house", "taken_by": somebody}),
    ("only_a_confirmed_mailbox_is_paused", mailbox, {"paused_at": NOW}),
    ("a_posted_paper_is_an_invoice_or_a_bulletin", posted_paper, {"invoice": None}),
    ("a_posted_paper_is_an_invoice_or_a_bulletin", posted_paper, {"invoice": invoice, "bulletin": bulletin}),
    ("confidence_is_at_most_four", item, {"confidence": 5}),
    ("who_refuses_a_dropped_file_says_why", item, {"state": "refused"}),
    ("a_sure_paper_is_somebodys", item, {"state": "sure"}),
    ("a_sure_paper_is_somebodys", item, {"state": "sure", "owner": owner}),
    ("a_published_paper_is_an_invoice_or_a_document", item, {"state": "published"}),
    ("a_published_paper_is_an_invoice_or_a_document", item, {"invoice": invoice}),
    (
        "a_published_paper_is_an_invoice_or_a_document",
        item,
        {"state": "published", "invoice": invoice, "version": version},
    ),
    ("who_looked_at_a_paper_says_when", item, {"confirmed_by": somebody}),
    ("quote_holds_from_its_day_on", quote, {"valid_until": TODAY - timedelta(days=1)}),
    ("a_meeting_has_its_day", quote, {"state": "meeting"}),
    ("who_withdraws_a_quote_says_why", quote, {"withdrawn_at": NOW}),
    ("a_final_decision_is_confirmed", decision, {"confirmed": ""}),
    ("a_decision_decides_something", decision, {"state": "open"}),
    ("a_document_is_about_one_thing", document, {"lift": None}),
    ("a_document_is_about_one_thing", document, {"lift": lift, "building": building}),
    *(("documents_are_for_owners", document, {"audience": one}) for one in ("public", "staff", "office")),
    ("a_document_with_money_is_an_owners", document, {"audience": Audience.BILLING}),
    ("a_document_with_money_is_an_owners", document, {"audience": Audience.BILLING, "building": building}),
    ("document_does_not_run_out_before_it_holds", version, {"valid_until": TODAY - timedelta(days=1)}),
    ("a_link_lasts", link, {"expires_at": NOW}),
    ("consent_is_revoked_after_given", consent, {"revoked_at": NOW - timedelta(seconds=1)}),
    ("contract_lasts_a_day", contract, {"term_ends_on": TODAY}),
    ("contract_ends_after_it_begins", contract, {"ended_on": BEFORE}),
    ("only_a_term_is_renewed", contract, {"renews_months": 12}),
    ("a_fee_is_not_below_nothing", price, {"monthly": -1}),
    ("invoice_is_not_due_before_it_is_issued", invoice, {"due_on": BEFORE}),
    ("invoiced_period_runs_forward", invoice, {"period_from": TODAY, "period_to": BEFORE}),
    ("only_a_corrective_invoice_corrects", invoice, {"corrected_number": "F26-1"}),
    ("only_a_corrective_invoice_corrects", invoice, {"corrects": invoice}),
    ("who_withdraws_an_invoice_says_why", invoice, {"withdrawn_at": NOW}),
    ("a_line_is_of_a_visit_or_of_a_breakdown", line, {"visit": visit, "breakdown": breakdown}),
    ("a_line_of_a_work_is_of_no_other", line, {"work": work, "visit": visit}),
    ("a_line_of_a_work_is_of_no_other", line, {"work": work, "breakdown": breakdown}),
    ("only_an_accepted_quote_has_a_work", quote, {"work": work}),
    ("membership_does_not_end_before_it_begins", membership, {"to_on": TODAY - timedelta(days=1)}),
    ("a_mandate_is_a_persons_or_a_firms", mandate, {"person": None}),
    ("a_mandate_is_a_persons_or_a_firms", mandate, {"person": somebody, "agency": agency}),
    ("mandate_does_not_end_before_it_begins", mandate, {"to_on": TODAY - timedelta(days=1)}),
    *(("mandates_are_owners", mandate, {"role": role}) for role in STAFF),
    ("tenure_ends_after_it_begins", tenure, {"to_on": TODAY}),
    ("who_calls_off_says_when", meeting, {"called_off_by": somebody}),
    ("a_sheet_that_was_sent_is_kept", meeting, {"told_for": TODAY}),
    ("a_report_is_of_our_times", report, {"year": 1999}),
]
TWICE = [
    ("one_meeting_per_owner_and_day", meeting, {"owner": owner}),
    ("one_report_per_owner_year_and_reader", report, {"owner": owner}),
    ("one_beginning_per_wave_and_owner", beginning, {"wave": wave, "owner": owner}),
    ("we_begin_to_write_to_an_owner_once", beginning, {"owner": owner, "taken_at": NOW}),
    ("one_question_per_breakdown_and_person", survey_of_breakdown, {"breakdown": breakdown, "person": somebody}),
    ("one_yearly_question_per_person", survey, {"person": somebody}),
    ("a_line_of_a_list_of_standings_once", row, {"list": standing_list}),
    ("one number per enquiry", enquiry, {"number": "C-2026-0001"}),
    ("one_word_per_enquiry_and_place", enquiry_words, {"enquiry": enquiry}),
    ("one_standing_mailbox_per_firm", mailbox, {"agency": agency}),
    ("one_envelope_per_owner_and_run", posting, {"owner": owner, "run": run}),
    ("an_invoice_lies_once_in_an_envelope", posted_paper, {"posting": posting, "invoice": invoice}),
    ("a_bulletin_lies_once_in_an_envelope", posted_paper, {"posting": posting, "bulletin": bulletin}),
    ("a_file_is_taken_once_into_a_batch", item, {"batch": batch}),
    ("one_standing_quote_per_owner_and_number", quote, {"owner": owner}),
    ("one_line_per_quote_and_place", quote_line, {"quote": quote}),
    ("one_first_version_per_document", version, {"document": document}),
    ("one_receipt_per_person_version_and_way", opening, {"version": version, "person": somebody}),
    ("one_open_link_per_person_and_version", link, {"version": version, "person": somebody}),
    ("one_running_consent_per_owner_and_thing", consent, {"owner": owner}),
    ("one withdrawal per document", withdrawal, {"document": document}),
    ("one successor per version", version, {"supersedes": version}),
    ("one_contract_per_source_and_id", contract, SOURCED),
    ("one_contract_per_owner_and_number", contract, {"owner": owner}),
    ("one_clause_per_contract_and_number", clause, {"contract": contract}),
    ("one_price_per_contract_and_day", price, {"contract": contract}),
    ("one_invoice_per_source_and_id", invoice, SOURCED),
    ("one_standing_invoice_per_issuer_number_and_year", invoice, {"number": "F26-1"}),
    ("one_standing_invoice_per_file", invoice, {"file": file}),
    ("one_standing_line_per_invoice_and_place", line, {"invoice": invoice}),
    ("one_explanation_per_invoice_and_place", explanation, {"invoice": invoice}),
    ("one_agency_per_source_and_id", agency, SOURCED),
    ("one_owner_per_source_and_id", owner, SOURCED),
    ("one_owner_per_nif", owner, {"nif": "H47218306"}),
    ("one_open_membership_per_person", membership, {"agency": agency, "person": somebody}),
    ("one_open_mandate_per_person_and_role", mandate, {"owner": owner, "person": somebody}),
    ("one_open_mandate_per_firm_and_role", mandate, {"owner": owner, "agency": agency}),
    ("one_open_tenure_per_lift", tenure, {"lift": lift}),
    ("one_tenure_per_lift_and_day", tenure, {"lift": lift, "to_on": TODAY + timedelta(days=1)}),
    ("one_receipt_per_person_and_bulletin", receipt, {"person": somebody, "bulletin": bulletin}),
]


def _made(columns):
    """Columns whose values are made now rather than when the table above was read."""
    return {name: value() if callable(value) else value for name, value in columns.items()}


@pytest.mark.parametrize(
    "make",
    [
        owner,
        agency,
        membership,
        mandate,
        tenure,
        receipt,
        posting,
        posted_paper,
        mailbox,
        document,
        version,
        withdrawal,
        opening,
        link,
        consent,
        contract,
        clause,
        price,
        invoice,
        line,
        quote,
        quote_line,
        decision,
        enquiry,
        enquiry_words,
        batch,
        wave,
        beginning,
        survey,
        survey_of_breakdown,
        item,
        standing_list,
        row,
    ],
)
def test_a_row_with_nothing_wrong_is_taken(db, make):
    assert make().pk


@pytest.mark.parametrize(("name", "make", "wrong"), CHECKS)
def test_the_database_refuses_what_cannot_be(db, name, make, wrong):
    columns = _made(wrong)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**columns)


@pytest.mark.parametrize(("name", "make", "same"), TWICE)
def test_the_database_refuses_the_same_again(db, name, make, same):
    columns = _made(same)
    make(**columns)

    with pytest.raises(IntegrityError), transaction.atomic():
        make(**columns)


@pytest.mark.parametrize(
    ("make", "columns"),
    [
        (owner, {"nif": ""}),
        (beginning, {"owner": owner}),
        (agency, {}),
        (membership, {"agency": agency, "person": somebody, "to_on": TODAY}),
        (mandate, {"owner": owner, "person": somebody, "from_on": LONG_AGO, "to_on": date(2021, 1, 1)}),
        (receipt, {"bulletin": bulletin}),
        (opening, {"version": version}),
        (link, {"version": version, "person": somebody, "revoked_at": NOW}),
        (consent, {"owner": owner, "revoked_at": NOW}),
        (document, {"owner": owner, "audience": Audience.BILLING}),
        (invoice, {"number": "F26-1", "file": file, "withdrawn_at": NOW, "why_withdrawn": "x"}),
    ],
)
def test_what_may_be_twice_is_taken_twice(db, make, columns):
    same = _made(columns)

    assert make(**same).pk != make(**same).pk


@pytest.mark.parametrize("role", OWNERS)
def test_every_role_of_an_owners_people_can_be_given(db, role):
    assert mandate(role=role).pk


def test_a_list_moves_an_invoice_once(db):
    same = {"list": standing_list(), "invoice": invoice(), "state": StandingRowState.CHANGES}
    row(line=2, **same)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(line=3, **same)


def test_every_constraint_of_owners_is_proven():
    declared = {
        constraint.name
        for model in apps.get_app_config("owners").get_models()
        for constraint in model._meta.constraints
    } - {"only_the_last_of_an_account", "a_list_moves_an_invoice_once"}  # of their own, below and above

    assert declared - {name for name, *_ in CHECKS + TWICE} == set()


def test_of_an_account_only_four_figures_are_kept(db):
    with pytest.raises(DatabaseError), transaction.atomic():
        invoice(account_last="54471")

    assert invoice(account_last="4471").pk
