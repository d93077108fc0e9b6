from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.lib.guards import Guard

# What may still be told of an invoice once it was published; what it says never changes.
MOVES = (
    "status", "charged_on", "returned_on", "why_returned", "next_charge_on", "paid_on", "charge_told_for",
    "announce_after", "announced_at", "withdrawn_by_id", "withdrawn_at", "why_withdrawn",
)  # fmt: skip

# What may still be told of a contract; what was agreed never changes.
ENDS = ("ended_on", "why_ended", "ended_by_id", "ended_at", "renewal_told_for")

# What may still happen to a quote; what it offers never changes.
DECIDED = ("state", "meeting_on", "work_id", "reminded_at", "withdrawn_by_id", "withdrawn_at", "why_withdrawn")

# What may become of a meeting; whose it is, and who wrote it down, never changes.
HAPPENS = ("on", "kind", "told_by", "called_off_by_id", "called_off_at", "told_for", "sheet_id")

# What happens to an enquiry; what was asked never changes.
HANDLED = ("state", "due_on", "term", "said_at", "late_at", "answered_at", "closed_at", "assigned_to_id")

# What somebody answers us, and what comes of it; whom we asked what never changes.
ANSWERS = (
    "score", "words", "thanks", "answered_at", "assigned_to_id", "said", "said_by_id", "said_at",
)  # fmt: skip


class OwnersConfig(AppConfig):
    name = "owners"
    verbose_name = _("Titulares")
    guards: ClassVar = [
        Guard("owners_receipt"),
        Guard("owners_posting"),
        Guard("owners_postedpaper"),
        Guard("owners_contract", may_change=ENDS),
        Guard("owners_clause"),
        Guard("owners_price"),
        Guard("owners_invoice", may_change=MOVES),
        Guard("owners_explanation"),
        Guard("owners_invoiceline", may_change=("replaced_by_id",)),
        Guard("owners_quote", may_change=DECIDED),
        Guard("owners_quoteline"),
        Guard("owners_quotedecision"),
        Guard("owners_enquiry", may_change=HANDLED),
        Guard("owners_enquirywords"),
        Guard("owners_document"),
        Guard("owners_documentversion"),
        Guard("owners_documentreceipt"),
        Guard("owners_withdrawal"),
        Guard("owners_survey", may_change=ANSWERS),
        Guard("owners_meeting", may_change=HAPPENS),
        Guard("owners_annualreport"),
    ]

    def ready(self) -> None:
        from maintenance.actions.imports import applying
        from maintenance.queries import readers as known_readers
        from maintenance.queries import receipts as known_receipts
        from owners import kinds
        from owners.actions import handover, intake, months, postings, publishing, reading, speaking, standing_lists
        from owners.places import PLACES
        from owners.queries import readers, receipts
        from portal.jobs import actions as jobs
        from portal.ledger.kinds import register
        from portal.web import navigation, pages

        register(*kinds.ALL)
        applying.offer(intake.OWNERS)
        jobs.register(months.KIND, months.work)
        jobs.register(handover.KIND, handover.work)
        jobs.register(postings.KIND, postings.work)
        jobs.register(reading.KIND, standing_lists.read)
        jobs.register(publishing.PUBLISHING, publishing.publish)
        jobs.register(publishing.UNDOING, publishing.take_back)
        jobs.register(standing_lists.MOVING, standing_lists.work)
        jobs.register(speaking.KIND, speaking.work)
        known_readers.register(readers.of)
        known_receipts.register(receipts.of)
        pages.register(
            maintenance_lift="owners:lift",
            maintenance_visit="owners:visit",
            maintenance_breakdown="owners:breakdown",
            maintenance_bulletin="owners:bulletin",
            maintenance_work="owners:work",
            owners_invoice="owners:invoice",
            owners_contract="owners:contract",
            owners_quote="owners:quote",
            maintenance_finding_quote="owners:finding-quote",
            maintenance_photo="owners:photo",
            maintenance_thumbnail="owners:photo-thumbnail",
            owners_document="owners:document",
            owners_enquiry="owners:enquiry",
        )
        navigation.add(*PLACES)
