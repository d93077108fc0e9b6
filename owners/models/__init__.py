"""What is stored of owners; one thing a file."""

from owners.models.agency import Agency, Membership
from owners.models.annual_report import AnnualReport
from owners.models.batch import Batch, BatchItem
from owners.models.consent import Consent
from owners.models.contract import Clause, Contract, Price
from owners.models.document import Document, DocumentLink, DocumentReceipt, DocumentVersion, Withdrawal
from owners.models.enquiry import Enquiry, EnquiryWords
from owners.models.invoice import Explanation, Invoice, InvoiceLine
from owners.models.mailbox import Mailbox
from owners.models.mandate import Mandate
from owners.models.meeting import Meeting
from owners.models.owner import Owner
from owners.models.posting import PostedPaper, Posting
from owners.models.quote import Quote, QuoteDecision, QuoteLine
from owners.models.receipt import Receipt
from owners.models.standing_list import ListMapping, StandingList, StandingRow
from owners.models.survey import Survey
from owners.models.tenure import Tenure
from owners.models.wave import Beginning, Wave

__all__ = [
    "Agency",
    "AnnualReport",
    "Batch",
    "BatchItem",
    "Beginning",
    "Clause",
    "Consent",
    "Contract",
    "Document",
    "DocumentLink",
    "DocumentReceipt",
    "DocumentVersion",
    "Enquiry",
    "EnquiryWords",
    "Explanation",
    "Invoice",
    "InvoiceLine",
    "ListMapping",
    "Mailbox",
    "Mandate",
    "Meeting",
    "Membership",
    "Owner",
    "PostedPaper",
    "Posting",
    "Price",
    "Quote",
    "QuoteDecision",
    "QuoteLine",
    "Receipt",
    "StandingList",
    "StandingRow",
    "Survey",
    "Tenure",
    "Wave",
    "Withdrawal",
]
