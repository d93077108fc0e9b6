"""A technician's phone before a house that can go away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from maintenance.actions import plans
from maintenance.models import Lift, Technician, Visit
from tests.conftest import LONG_AGO
from tests.offline.phone import Phone, wait
from tests.offline.proxy import Proxy


@pytest.fixture
def planned(lift: Lift, technician: Technician) -> Lift:
    """The lift of the round, with a plan of seventy items and a visit for today."""
    plans.publish_library(at=datetime(LONG_AGO.year, 1, 1, tzinfo=UTC))
    Visit.objects.create(lift=lift, technician=technician, planned_on=datetime.now(UTC).date())
    return lift


@pytest.fixture
def network(site: str) -> Iterator[Proxy]:
    proxy = Proxy(site)
    proxy.open()
    yield proxy
    proxy.close()


@pytest.fixture
def phone(
    playwright: Playwright, network: Proxy, planned: Lift, technician: Technician, client_of: Any, tmp_path: Path
) -> Iterator[Phone]:
    """Signed in, the round on it, the service worker at work."""
    ours = Phone(playwright, tmp_path / "profile", network.address)
    ours.start()
    ours.sign_in(client_of(technician.person))
    page = ours.open()
    page.wait_for_selector(".due-head")
    wait(page, "navigator.serviceWorker.controller !== null")
    yield ours
    ours.stop()
