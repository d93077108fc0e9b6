"""Settings of who carries our words and brings the answers: the provider, the two mailboxes, the gateway for SMS."""

import os
from typing import Any

EMAIL_TIMEOUT = 60
ANYMAIL: dict[str, Any] = {  # ANYMAIL_POSTMARK_SERVER_TOKEN, ANYMAIL_WEBHOOK_SECRET: as django-anymail calls them
    name.removeprefix("ANYMAIL_"): said for name, said in os.environ.items() if name.startswith("ANYMAIL_")
} | {"REQUESTS_TIMEOUT": EMAIL_TIMEOUT}
# A mailbox of ours that gets a copy of each mail and knows afterwards, over IMAP, whether one that was cut off left.
EVIDENCE_HOST = os.environ.get("EVIDENCE_HOST", "")
EVIDENCE_PORT = int(os.environ.get("EVIDENCE_PORT", "993"))
EVIDENCE_TLS = os.environ.get("EVIDENCE_TLS", "1") == "1"
EVIDENCE_ADDRESS = os.environ.get("EVIDENCE_ADDRESS", "")
EVIDENCE_USER = os.environ.get("EVIDENCE_USER", EVIDENCE_ADDRESS)
EVIDENCE_PASSWORD = os.environ.get("EVIDENCE_PASSWORD", "")
# Where people answer our mails. Read over IMAP where a host is named; a provider may bring the answers instead.
REPLIES_ADDRESS = os.environ.get("REPLIES_ADDRESS", "")
REPLIES_PLUS = os.environ.get("REPLIES_PLUS", "1") == "1"
REPLIES_HOST = os.environ.get("REPLIES_HOST", "")
REPLIES_PORT = int(os.environ.get("REPLIES_PORT", "993"))
REPLIES_TLS = os.environ.get("REPLIES_TLS", "1") == "1"
REPLIES_USER = os.environ.get("REPLIES_USER", REPLIES_ADDRESS)
REPLIES_PASSWORD = os.environ.get("REPLIES_PASSWORD", "")

# --- SMS: the function that hands one to a gateway; without one there are none, and no page speaks of them ------------

SMS_SENDER = os.environ.get("SMS_SENDER", "")
SMS_URL = os.environ.get("SMS_URL", "https://api.bulksms.com/v1")
SMS_USER = os.environ.get("SMS_USER", "")
SMS_PASSWORD = os.environ.get("SMS_PASSWORD", "")
SMS_FROM = os.environ.get("SMS_FROM", "")
SMS_TIMEOUT = 30
