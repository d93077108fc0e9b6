"""The places of first rank in owners' pages and in the office's, and which pages each holds."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.web.navigation import Destination

PLACES = (
    Destination(
        "owners:lifts",
        _("Sus ascensores"),
        "lift",
        Permission.READ_OWN_LIFTS,
        10,
        holds=("owners:visit", "owners:breakdown", "owners:work"),
    ),
    Destination(
        "owners:papers",
        _("Papeles"),
        "file-text",
        Permission.READ_OWN_LIFTS,
        20,
        holds=(
            "owners:lift-papers",
            "owners:document",
            "owners:bulletins",
            "owners:bulletin",
            "owners:deliveries",
            "owners:delivery",
        ),
    ),
    Destination(
        "owners:invoices",
        _("Facturas"),
        "receipt",
        Permission.READ_OWN_MONEY,
        25,
        holds=(
            "owners:contracts",
            "owners:contract",
            "owners:quotes",
            "owners:quote",
            "owners:quote-sheet",
            "owners:month",
        ),
    ),
    Destination(
        "owners:publish",
        _("Publicar"),
        "upload",
        Permission.RUN_OFFICE,
        22,
        holds=(
            "owners:batch",
            "owners:batch-item",
            "owners:close",
            "owners:published",
            "owners:published-one",
            "owners:invoice-new",
            "owners:invoice",
            "owners:office-papers",
            "owners:lift-papers",
            "owners:document",
            "owners:document-new",
            "owners:document-version",
            "owners:on-paper",
            "owners:delivery",
            "owners:contract",
            "owners:office-contracts",
            "owners:contract-new",
            "owners:office-contract",
            "owners:contract-price",
            "owners:payment",
            "owners:contract-end",
            "owners:quote",
            "owners:quote-sheet",
            "owners:office-quotes",
            "owners:quote-new",
            "owners:finding-quote",
            "owners:office-quote",
            "owners:quote-work",
        ),
    ),
)
