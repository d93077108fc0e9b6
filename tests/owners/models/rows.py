"""A row of each model of owners with nothing wrong; whatever is given is said otherwise."""

from datetime import timedelta

from maintenance.models import Work
from owners.enums.standings import StandingRowState
from owners.models import (
    Agency,
    AnnualReport,
    Batch,
    BatchItem,
    Beginning,
    Clause,
    Consent,
    Contract,
    Document,
    DocumentLink,
    DocumentReceipt,
    DocumentVersion,
    Enquiry,
    EnquiryWords,
    Explanation,
    Invoice,
    InvoiceLine,
    Mailbox,
    Mandate,
    Meeting,
    Membership,
    Owner,
    PostedPaper,
    Posting,
    Price,
    Quote,
    QuoteDecision,
    QuoteLine,
    Receipt,
    StandingList,
    StandingRow,
    Survey,
    Tenure,
    Wave,
    Withdrawal,
)
from portal.access.roles import Role
from portal.files.models import File
from portal.jobs.models import Job
from portal.lib.keys import new_key
from tests.conftest import NOW, person
from tests.maintenance.models.test_constraints import breakdown, bulletin, lift

TODAY = NOW.date()
SOURCED = {"source": "erp", "external_id": "7"}


def owner(**more):
    return Owner.objects.create(**({"name": "C.P. Calle Mayor 14"} | more))


def agency(**more):
    return Agency.objects.create(**({"name": "Fincas Pisuerga"} | more))


def somebody():
    return person(str(new_key()))


def membership(**more):
    return Membership.objects.create(**({"agency": agency(), "person": somebody(), "from_on": TODAY} | more))


def mandate(**more):
    columns = {"owner": owner(), "role": Role.CHAIR, "from_on": TODAY}
    columns |= {} if "agency" in more else {"person": somebody()}
    return Mandate.objects.create(**(columns | more))


def tenure(**more):
    return Tenure.objects.create(**({"owner": owner(), "lift": lift(), "from_on": TODAY} | more))


def receipt(**more):
    columns = {"owner": owner(), "bulletin": bulletin(), "person": somebody(), "how": "signed_in", "at": NOW}
    return Receipt.objects.create(**(columns | more))


def mailbox(**more):
    columns = {"agency": agency(), "address": "f@example.com", "file_name": "day_number", "subject": "number"}
    return Mailbox.objects.create(**(columns | {"asked_by": somebody(), "asked_at": NOW} | more))


def run():
    return Job.objects.create(kind="owners.post", created_at=NOW)


def posting(**more):
    columns = {"owner": owner(), "run": run(), "posted_on": TODAY, "by": somebody(), "at": NOW}
    return Posting.objects.create(**(columns | more))


def posted_paper(**more):
    columns = {"posting": posting()} | ({} if "bulletin" in more else {"invoice": invoice()})
    return PostedPaper.objects.create(**(columns | more))


def file():
    return File.objects.create(sha256=new_key().hex * 2, size=1, media_type="application/pdf", created_at=NOW)


def document(**more):
    columns = {"kind": "manual", "title": "Manual", "audience": "owner"}
    columns |= {} if more.keys() & {"lift", "building", "owner"} else {"lift": lift()}
    return Document.objects.create(**(columns | more))


def version(**more):
    columns = {"document": document(), "file": file(), "valid_from": TODAY, "published_at": NOW}
    return DocumentVersion.objects.create(**(columns | more))


def withdrawal(**more):
    return Withdrawal.objects.create(**({"document": document(), "why": "Era de otro", "at": NOW} | more))


def opening(**more):
    columns = {"version": version(), "owner": owner(), "person": somebody(), "how": "signed_in", "at": NOW}
    return DocumentReceipt.objects.create(**(columns | more))


def link(**more):
    columns = {"version": version(), "person": somebody(), "made_at": NOW, "expires_at": NOW + timedelta(days=1)}
    return DocumentLink.objects.create(**(columns | more))


def consent(**more):
    columns = {"owner": owner(), "to": "invoices", "wording": 1, "language": "es", "sha256": "a" * 64}
    return Consent.objects.create(**(columns | {"given_at": NOW, "given_by": somebody()} | more))


def contract(**more):
    columns = {"owner": owner(), "number": "C-1", "cover": "full", "starts_on": TODAY, "entered_at": NOW}
    return Contract.objects.create(**(columns | more))


def clause(**more):
    return Clause.objects.create(**({"contract": contract(), "place": 1, "number": "3.1", "words": "x"} | more))


def price(**more):
    columns = {"contract": contract(), "monthly": 90, "from_on": TODAY, "revised_at": NOW}
    return Price.objects.create(**(columns | more))


def invoice(**more):
    columns = {
        "owner": owner(), "number": str(new_key()), "year": 2026, "issuer_nif": "B47000001", "issued_on": TODAY,
        "base": 1, "tax": 0, "total": 1, "file": file(), "published_at": NOW, "announce_after": NOW,
    }  # fmt: skip
    return Invoice.objects.create(**(columns | more))


def line(**more):
    return InvoiceLine.objects.create(**({"invoice": invoice(), "place": 1, "text": "Cuota", "amount": 1} | more))


def explanation(**more):
    return Explanation.objects.create(**({"invoice": invoice(), "place": 1, "by": somebody(), "at": NOW} | more))


def work(**more):
    columns = {"lift": lift(), "number": str(new_key())[-16:], "kind": "repair", "words": "Cables"}
    return Work.objects.create(**(columns | {"from_at": NOW, "to_at": NOW + timedelta(hours=1)} | more))


BEFORE = TODAY - timedelta(days=1)


def quote(**more):
    columns = {"owner": owner(), "lift": lift(), "number": "P26-0031", "title": "Cables", "issued_on": TODAY}
    money = {"valid_until": TODAY, "base": 1, "tax": 0, "total": 1, "file": file(), "published_at": NOW}
    return Quote.objects.create(**(columns | money | more))


def quote_line(**more):
    return QuoteLine.objects.create(**({"quote": quote(), "place": 1, "text": "Cables", "amount": 1} | more))


def decision(**more):
    columns = {"quote": quote(), "state": "accepted", "confirmed": "code", "sha256": "a" * 64}
    return QuoteDecision.objects.create(**(columns | {"person": somebody(), "at": NOW} | more))


def enquiry(**more):
    columns = {"owner": owner(), "number": str(new_key())[-16:], "kind": "question", "title": "Llaves", "search": ""}
    asked = {"asked_by": somebody(), "asked_at": NOW, "said_at": NOW, "due_on": TODAY, "term": "promise"}
    return Enquiry.objects.create(**(columns | asked | more))


def enquiry_words(**more):
    columns = {"enquiry": enquiry(), "place": 1, "side": "owner", "person": somebody(), "text": "¿Y eso?", "at": NOW}
    return EnquiryWords.objects.create(**(columns | more))


def wave(**more):
    return Wave.objects.create(**({"chosen_by": somebody(), "chosen_at": NOW} | more))


def beginning(**more):
    return Beginning.objects.create(**({"wave": wave(), "owner": owner()} | more))


def survey(**more):
    columns = {"owner": owner(), "person": somebody(), "question": "yearly", "year": 2026, "asked_at": NOW}
    return Survey.objects.create(**(columns | more))


def survey_of_breakdown(**more):
    about = {"question": "breakdown", "year": None}
    return survey(**(about | ({} if "breakdown" in more else {"breakdown": breakdown()}) | more))


def batch(**more):
    return Batch.objects.create(**({"begun_at": NOW} | more))


def item(**more):
    return BatchItem.objects.create(**({"batch": batch(), "name": "F26-3001.pdf", "sha256": "a" * 64} | more))


def standing_list():
    return StandingList.objects.create(item=item(name="cobros.csv"), read_at=NOW)


def row(**more):
    columns = {"list": standing_list(), "line": 2, "state": StandingRowState.UNKNOWN, "why": "no está"}
    return StandingRow.objects.create(**(columns | more))


def meeting(**more):
    return Meeting.objects.create(**({"owner": owner(), "on": TODAY, "recorded_at": NOW} | more))


def report(**more):
    columns = {"owner": owner(), "year": 2025, "language": "es", "is_whole": True, "file": file(), "made_at": NOW}
    return AnnualReport.objects.create(**(columns | more))
