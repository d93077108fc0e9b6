"""What every paper of the company begins with."""

import logging

from portal.company.models import Company
from portal.files import store

logger = logging.getLogger(__name__)


def logo(company: Company) -> str:
    """The company's logo as an address that needs no fetching; a lost one holds no paper up."""
    try:
        return store.data_uri(company.logo)
    except store.Altered:
        logger.warning("The company's logo is not what was stored")
        return ""
