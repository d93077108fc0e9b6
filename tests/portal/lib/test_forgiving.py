"""A Redis that is gone costs a look into the database, never a page."""

import logging
import time

import pytest
from django.core.cache import cache

from deploy.machine import free_port
from portal.company import queries as companies
from portal.lib import forgiving


@pytest.fixture(autouse=True)
def without_redis(settings, caplog):
    """The cache of production, pointed at a port where nobody listens."""
    caplog.set_level(logging.CRITICAL, logger="portal.lib.forgiving")
    settings.CACHES = {
        "default": {"BACKEND": "portal.lib.forgiving.ForgivingRedis", "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    }


def test_nothing_is_found_and_nothing_is_kept():
    cache.set("a", "b")

    assert (cache.get("a"), cache.get("a", "c"), cache.get_many(["a"]), "a" in cache) == (None, "c", {}, False)
    assert (cache.add("a", "b"), cache.delete("a")) == (False, False)


def test_its_silence_is_said_once_a_minute(caplog, monkeypatch):
    caplog.set_level(logging.WARNING, logger="portal.lib.forgiving")
    monkeypatch.setattr(forgiving, "_quiet_until", 0.0)
    for _ in range(3):
        cache.get("a")
    said = len(caplog.records)
    monkeypatch.setattr(forgiving, "_quiet_until", time.monotonic() - 1)
    cache.get("a")

    assert (said, len(caplog.records)) == (1, 2)


def test_what_is_asked_through_the_cache_is_worked_out_each_time():
    assert cache.get_or_set("count", lambda: 7, 60) == 7


def test_a_page_is_shown_all_the_same(company, client):
    assert companies.current() == company
    assert client.get("/sign-in/").status_code == 200
