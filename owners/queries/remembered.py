"""The columns of ERPs' lists as people have said them, the newest first."""

import json

from owners.models import ListMapping
from owners.rules import remittances
from portal.lib.tables.mapping import SheetMapping

MOST = 20


def mappings() -> list[SheetMapping]:
    """The newest, each ready to read a list it fits."""
    rows = ListMapping.objects.order_by("-at", "-pk").values_list("columns", "words")[:MOST]
    return [remittances.mapping_for(json.loads(columns), words=json.loads(words)) for columns, words in rows]


def words() -> dict[str, str]:
    """An ERP's own words for where an invoice stands, as they were said last; a new mapping keeps them."""
    last = ListMapping.objects.order_by("-at", "-pk").values_list("words", flat=True).first()
    return dict(json.loads(last)) if last else {}
