"""No visit lost, none twice: a phone without coverage, a bad network, a browser killed without warning.

The long form is `make prove-offline`.
"""

import hashlib
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from maintenance.models import Command, Lift, Photo, Visit
from tests.offline.phone import KEPT, RECORD, Phone, send, wait
from tests.offline.proxy import FAULTS

pytestmark = pytest.mark.browser
DONE = "visit.completed"


@dataclass(frozen=True)
class Scale:
    """How much is recorded, and how often the browser is killed while it is sent."""

    visits: int
    photos: int
    kills: int
    at_once: int
    stall: float


SHORT = Scale(visits=6, photos=2, kills=3, at_once=3, stall=0.5)
LONG = Scale(visits=200, photos=3, kills=20, at_once=10, stall=35)


@pytest.mark.parametrize(
    "scale", [pytest.param(SHORT, id="short"), pytest.param(LONG, id="long", marks=pytest.mark.prove)]
)
def test_nothing_is_lost_and_nothing_stands_twice(phone, network, planned, scale):
    network.close()
    told = _record(phone, planned, scale)

    network.open()
    network.disturb(0.5, stall=scale.stall)
    _send_and_kill(phone, scale)
    page = phone.open()
    while len(network.met) < len(FAULTS):
        told += page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": scale.photos})
        _wake(page)
    network.disturb(0.3, stall=scale.stall)
    _send_all(page, seconds=60 + scale.visits * 10)

    completed = [one for one in told if one["kind"] == DONE]
    assert _on_the_phone(page) == {(one["uuid"], "received", one["body_sha256"]) for one in told}
    assert _in_the_house() == {(one["uuid"], one["body_sha256"]) for one in told}
    assert Visit.objects.filter(state="completed").count() == len(completed) >= scale.visits
    photos = Photo.objects.filter(file__isnull=False).values_list("sha256", flat=True)
    assert sorted(photos) == sorted(sha for one in completed for sha in one["photos"])


def _record(phone: Phone, lift: Lift, scale: Scale) -> list[dict[str, Any]]:
    """In a machine room: each handful of visits ends with a browser that dies."""
    told: list[dict[str, Any]] = []
    for begun in range(0, scale.visits, scale.at_once):
        many = min(scale.at_once, scale.visits - begun)
        told += phone.open().evaluate(RECORD, {"lift": str(lift.pk), "visits": many, "photos": scale.photos})
        phone.kill()
        phone.start()
    return told


def _send_and_kill(phone: Phone, scale: Scale) -> None:
    dice = random.Random(7)
    for _kill in range(scale.kills):
        with suppress(Error):
            page = phone.open()
            send(page)
            page.wait_for_timeout(dice.randint(200, 3000))
        phone.kill()
        phone.start()


def _send_all(page: Page, *, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while not all(one["state"] == "received" and not one["photos_left"] for one in page.evaluate(KEPT)):
        assert time.monotonic() < ends, page.evaluate(KEPT)
        assert "refused" not in {one["state"] for one in page.evaluate(KEPT)}
        _wake(page)


def _wake(page: Page) -> None:
    send(page)
    page.wait_for_timeout(300)


def _on_the_phone(page: Page) -> set[tuple[str, str, str]]:
    """What the phone holds, by the digest in the receipt it read."""
    return {(one["uuid"], one["state"], (one["receipt"] or {}).get("body_sha256")) for one in page.evaluate(KEPT)}


def _in_the_house() -> set[tuple[str, str]]:
    rows = Command.objects.values_list("pk", "body")
    return {(str(key), hashlib.sha256(body.encode()).hexdigest()) for key, body in rows}


@pytest.mark.parametrize(
    "fault", ["portal", "login", "another", "413", "503", "cut_answer", "drop_after", "cut_body", "408"]
)
def test_only_a_receipt_is_success(phone, network, planned, fault):
    page = phone.open()
    network.close()
    page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": 1})
    network.open()
    network.disturb(1, fault, only="PUT")
    send(page)
    page.wait_for_timeout(800)

    assert {one["state"] for one in page.evaluate(KEPT)} == {"ready"}
    assert network.met[fault] > 0


@pytest.mark.parametrize("fault", ["portal", "login", "another", "413", "drop_after", "cut_body"])
def test_only_a_receipt_is_success_for_a_photo_too(phone, network, planned, fault):
    page = phone.open()
    network.close()
    page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": 1})
    network.open()
    network.disturb(1, fault, only="PUT /api/v1/photos/")
    send(page)
    wait(page, f"({KEPT})().then((all) => all.every((one) => one.state === 'received'))")
    page.wait_for_timeout(300)
    left = [len(one["photos_left"]) for one in page.evaluate(KEPT)]
    network.disturb(0)
    _send_all(page, seconds=15)

    assert (left, network.met[fault] > 0) == ([0, 1], True)
    assert Photo.objects.filter(file__isnull=False).count() == 1


def test_a_cut_copy_of_what_the_house_has_is_no_refusal(phone, network, planned):
    page = phone.open()
    network.close()
    page.evaluate(RECORD, {"lift": str(planned.pk), "visits": 1, "photos": 0})
    network.open()
    for fault in ("drop_after", "cut_body"):
        network.disturb(1, fault, only="PUT")
        send(page)
        page.wait_for_timeout(600)
    before = [one["state"] for one in page.evaluate(KEPT)]
    network.disturb(0)
    _send_all(page, seconds=15)

    assert before == ["ready", "ready"]
    assert Command.objects.count() == 2
