"""What is stored of messages; one thing a file."""

from notifications.models.arrival import Arrival, ArrivalFile, InboxMark
from notifications.models.breaker import Breaker
from notifications.models.conversation import Conversation
from notifications.models.delivery import Delivery
from notifications.models.digest import Digest
from notifications.models.line import LineVersion
from notifications.models.message import Message
from notifications.models.mobile import Mobile
from notifications.models.paper import PaperLetter
from notifications.models.preference import Choice, Preference
from notifications.models.sending import Sending
from notifications.models.step import Step
from notifications.models.subscription import Subscription
from notifications.models.suppression import Suppression

__all__ = [
    "Arrival",
    "ArrivalFile",
    "Breaker",
    "Choice",
    "Conversation",
    "Delivery",
    "Digest",
    "InboxMark",
    "LineVersion",
    "Message",
    "Mobile",
    "PaperLetter",
    "Preference",
    "Sending",
    "Step",
    "Subscription",
    "Suppression",
]
