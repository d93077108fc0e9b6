"""Numbers that run on within a series, one at a time."""

from django.db import models

from maintenance.models import Series


def following(series: str) -> int:
    """The next number; the UPDATE holds the row until the transaction ends, so no two are alike."""
    Series.objects.get_or_create(name=series)
    Series.objects.filter(name=series).update(last=models.F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(name=series)


def block(series: str, many: int) -> range:
    """That many numbers at once, in one UPDATE."""
    Series.objects.get_or_create(name=series)
    Series.objects.filter(name=series).update(last=models.F("last") + many)
    last = Series.objects.values_list("last", flat=True).get(name=series)
    return range(last - many + 1, last + 1)
