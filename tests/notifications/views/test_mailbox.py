import re
from datetime import timedelta
from pathlib import Path

import pytest

from notifications.actions import (
    deliveries,
    handing,
    messages,
    papering,
    pushing,
    remedies,
    sending,
    summaries,
    unopened,
)
from notifications.channels.email import parcel as mails
from notifications.channels.push import parcel
from notifications.enums import Class, DeliveryState, Why
from notifications.forms import paper as needless
from notifications.models import Delivery
from notifications.rules import policy
from portal.accounts.actions import signing_in
from portal.files.models import AccessLog
from portal.ledger.models import Entry
from tests.conftest import NOW
from tests.notifications.conftest import text


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def post(number=0, address="pilar@example.com", **more):
    told = {"touchpoint": "mail", "kind": Class.SERVICE, "subject": f"Correo {number}", "text": "Hola", "html": ""}
    message = messages.post(address=address, at=NOW + timedelta(seconds=number), **(told | more))
    return message.deliveries.get()


@pytest.fixture
def bulletin(told, chair, owner):
    """The bulletin's mail to Pilar."""
    type(owner).objects.update(speaking_since=NOW - timedelta(days=9))
    told()
    messages.tell(entry=Entry.objects.get(kind="bulletin.issued"), at=NOW)
    return Delivery.objects.get(address="pilar@example.com")


@pytest.mark.parametrize("path", ["", "{key}/", "{key}/page/", "{key}/attachment/"])
def test_outside_the_demo_there_is_no_mailbox(client, bulletin, settings, path):
    settings.DEMO = False

    assert client.get("/mailbox/" + path.format(key=bulletin.pk)).status_code == 404


def test_an_empty_mailbox_says_what_to_do(client, company):
    assert "Todavía no se ha escrito a nadie." in text(client.get("/mailbox/"))


def test_mails_are_listed_newest_first_with_reader_subject_time_and_state(client, chair):
    post(1)
    post(2, address="nadie@example.com")

    page = text(client.get("/mailbox/"))

    assert page.index("nadie@example.com Correo 2") < page.index("Pilar Ortega pilar@example.com Correo 1")
    assert "en cola hoy a las 11:00" in page


def test_a_mailbox_is_one_persons_when_asked(client, company):
    post(1)
    post(2, address="raquel@example.com")

    page = text(client.get("/mailbox/", {"to": "raquel"}))

    assert ("Correo 2" in page, "Correo 1" in page) == (True, False)


def test_nobodys_mailbox_gets_words(client, company):
    assert "Nada para zzz todavía." in text(client.get("/mailbox/", {"to": "zzz"}))


@pytest.mark.parametrize("odd", ["a\0b", "%", "' OR 1=1", "x" * 5000])
def test_an_odd_search_finds_nobody(client, company, odd):
    post(1)

    assert client.get("/mailbox/", {"to": odd}).status_code == 200


def test_fifty_to_a_page_and_the_rest_on_the_next(client, company):
    for number in range(53):
        post(number)

    first = client.get("/mailbox/")
    second = client.get("/mailbox/", {"before": first.context["older"]})

    assert (len(first.context["mails"]), len(second.context["mails"]), second.context["older"]) == (50, 3, None)


def test_the_list_costs_the_same_with_one_mail_and_with_three(client, chair, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    post(1)
    client.get("/mailbox/")
    with CaptureQueriesContext(connection) as one:
        client.get("/mailbox/")
    post(2)
    post(3, address="nadie@example.com")

    with django_assert_num_queries(len(one)):
        client.get("/mailbox/")


def test_a_code_is_shown_large(client, chair):
    signing_in.send_code(email="pilar@example.com", at=NOW)
    sent = Delivery.objects.get()

    page = client.get(f"/mailbox/{sent.pk}/").content.decode()

    shown = re.search(r'<p class="read-aloud">(\d{6})</p>', page).group(1)
    assert shown in sent.text


def test_six_figures_in_another_mail_are_no_code(client, company):
    sent = post(text="\n123456\n")

    assert "read-aloud" not in client.get(f"/mailbox/{sent.pk}/").content.decode()


def test_a_link_in_a_text_can_be_followed(client, company):
    sent = post(text="Abra http://localhost:8000/invitation/abc/ y pulse")

    assert '<a href="http://localhost:8000/invitation/abc/"' in client.get(f"/mailbox/{sent.pk}/").content.decode()


def test_what_a_mail_says_cannot_write_the_page(client, company):
    sent = post(text="<script>alert(1)</script>", subject="<b>Hola</b>")

    page = client.get(f"/mailbox/{sent.pk}/").content.decode()
    assert ("<script>alert" in page, "<b>Hola</b>" in page) == (False, False)


def test_the_mail_stands_in_a_frame_of_its_own(client, bulletin):
    answer = client.get(f"/mailbox/{bulletin.pk}/")

    assert (
        f'<iframe class="mail-frame" src="/mailbox/{bulletin.pk}/page/" sandbox="allow-popups'
        in answer.content.decode()
    )
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_frame_is_locked_and_only_this_route_may_be_framed(client, bulletin):
    answer = client.get(f"/mailbox/{bulletin.pk}/page/")

    policy_parts = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy_parts == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
    }
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_is_the_mail_and_its_links_leave_the_frame(client, bulletin):
    page = client.get(f"/mailbox/{bulletin.pk}/page/").content.decode()

    assert page.replace('<base target="_top">', "") == bulletin.html
    assert "<head>\n" in bulletin.html and '<head><base target="_top">' in page


def test_a_mail_without_a_page_has_none(client, company):
    assert client.get(f"/mailbox/{post().pk}/page/").status_code == 404


def test_the_attachment_is_handed_out_as_it_was_stored(client, bulletin):
    answer = client.get(f"/mailbox/{bulletin.pk}/attachment/")

    assert b"".join(answer).startswith(b"%PDF-1.7 ")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="H47218306_2026-11-22_boletin.pdf"'
    assert AccessLog.objects.count() == 1


def test_a_mail_without_attachment_has_none(client, company):
    assert client.get(f"/mailbox/{post().pk}/attachment/").status_code == 404


def test_why_a_mail_was_not_sent_is_said_in_words(client, told, chair):
    told()
    messages.tell(entry=Entry.objects.get(kind="bulletin.issued"), at=NOW)

    page = text(client.get("/mailbox/"))

    assert ("anulado" in page, "A este titular todavía no le escribimos." in page) == (True, True)


@pytest.mark.parametrize("state", DeliveryState.values)
def test_every_state_has_its_words(client, company, state):
    Delivery.objects.filter(pk=post().pk).update(state=state)

    assert str(DeliveryState(state).label) in text(client.get("/mailbox/"))


GIVING_REASONS = (
    policy, deliveries, messages, pushing, parcel, summaries, mails, remedies, sending, papering, unopened, handing,
    needless,
)  # fmt: skip


def test_every_reason_the_house_gives_has_its_words():
    given = "".join(Path(module.__file__).read_text() for module in GIVING_REASONS)
    reasons = {name.lower() for name in re.findall(r"\bWhy\.([A-Z_]+)", given)} | set(re.findall(r'"(\w+)"', given))

    assert set(Why.values) - reasons == set()
