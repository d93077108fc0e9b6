"""What is stored of messages; one thing a file."""

from notifications.models.delivery import Delivery
from notifications.models.message import Message
from notifications.models.subscription import Subscription

__all__ = ["Delivery", "Message", "Subscription"]
