"""What is stored of owners; one thing a file."""

from owners.models.agency import Agency, Membership
from owners.models.mandate import Mandate
from owners.models.owner import Owner
from owners.models.receipt import Receipt
from owners.models.tenure import Tenure

__all__ = ["Agency", "Mandate", "Membership", "Owner", "Receipt", "Tenure"]
