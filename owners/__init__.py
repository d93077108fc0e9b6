"""Whose lift it is, who may see it, and what is published to them; the owner's pages.

Owners stand on maintenance: an invoice's line will point at the visit it charges for. They know nothing of messages.
"""
