"""What is stored of messages; one thing a file."""

from notifications.models.delivery import Delivery
from notifications.models.digest import Digest
from notifications.models.message import Message
from notifications.models.preference import Choice, Preference
from notifications.models.subscription import Subscription

__all__ = ["Choice", "Delivery", "Digest", "Message", "Preference", "Subscription"]
