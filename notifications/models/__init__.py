"""What is stored of messages; one thing a file."""

from notifications.models.delivery import Delivery
from notifications.models.message import Message

__all__ = ["Delivery", "Message"]
