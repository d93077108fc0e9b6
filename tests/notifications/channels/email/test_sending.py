import os
import subprocess
import sys

import pytest
from django.conf import settings as configured

from notifications.channels import Undeliverable
from notifications.channels.email.parcel import Parcel
from notifications.channels.email.sending import send

PARCEL = Parcel("avisos@example.com", "pilar@example.com", b"Subject: hola\r\n\r\nHola\r\n")
TAKEN: list[Parcel] = []


def refuse(parcel):
    raise Undeliverable("no", permanent=True)


@pytest.fixture(autouse=True)
def _nothing_taken():
    TAKEN.clear()


def test_whoever_is_named_takes_the_parcel(settings):
    settings.EMAIL_SENDER = f"{__name__}.take"

    send(PARCEL)

    assert TAKEN == [PARCEL]


def take(parcel):
    TAKEN.append(parcel)


def test_a_senders_no_is_a_no(settings):
    settings.EMAIL_SENDER = f"{__name__}.refuse"

    with pytest.raises(Undeliverable):
        send(PARCEL)


def test_a_sender_nobody_is_called_costs_no_letter(settings):
    settings.EMAIL_SENDER = "notifications.nobody.send"

    with pytest.raises(Undeliverable) as refused:
        send(PARCEL)

    assert (refused.value.permanent, refused.value.uncertain) == (False, False)


def test_without_a_sender_nothing_leaves(settings):
    settings.EMAIL_SENDER = ""

    send(PARCEL)

    assert TAKEN == []


@pytest.mark.parametrize(("demo", "sender"), [("1", ""), ("", "notifications.channels.email.smtp.send")])
def test_the_demo_has_no_sender(tmp_path, demo, sender):
    said = subprocess.run(
        [sys.executable, "-c", "from portal import settings; print(settings.EMAIL_SENDER)"],
        env=os.environ | {"DEMO": demo, "RELLANO_DATA": str(tmp_path)},
        cwd=configured.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == sender
