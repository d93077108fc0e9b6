"""Mail through a provider: the same life as by our own server, and what it tells afterwards."""

import base64
import json
from email.message import EmailMessage
from uuid import uuid4

import pytest

from notifications.actions import deliveries
from notifications.channels import email
from notifications.models import Arrival, Delivery, Suppression
from tests.notifications.letters import answer
from tests.notifications.postmark import Postmark
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("own_workers")
SECRET = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(b"rellano:secret").decode()}


@pytest.fixture
def postmark(settings):
    service = Postmark()
    settings.EMAIL_PROVIDER = "postmark"
    settings.EMAIL_SENDER = "notifications.channels.email.provider.send"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": f"{service.origin}/",
        "WEBHOOK_SECRET": "rellano:secret",
        "REQUESTS_TIMEOUT": 5,
    }
    yield service
    service.stop()


def _state():
    return Delivery.objects.values_list("state", "reason").get()


def test_a_mail_goes_whole_with_our_own_name_of_it(postmark, posted):
    sent = posted()

    deliveries.work("me")

    (told,) = postmark.taken
    heads = {one["Name"]: one["Value"] for one in told["Headers"]}
    assert _state() == ("accepted", "")
    assert (told["To"], told["Subject"], told["TextBody"].strip()) == ("pilar@example.com", "Hola", "x")
    assert told["Metadata"] == {"delivery": str(sent.pk)}
    assert heads["Message-ID"] == email.message_id(sent)
    assert heads["Auto-Submitted"] == "auto-generated"
    assert (told["TrackOpens"], told["TrackLinks"]) == (False, "None")


CLASSES = {401: "retry_wait", 422: "failed", 429: "retry_wait", 503: "retry_wait", 500: "uncertain", 0: "uncertain"}


@pytest.mark.parametrize(("status", "state"), CLASSES.items(), ids=map(str, CLASSES))
def test_a_refusal_is_classed_and_what_nobody_knows_is_in_doubt(postmark, posted, status, state):
    postmark.answers = [status]
    posted()

    deliveries.work("me")

    assert (_state()[0], len(postmark.taken)) == (state, 0)


def test_where_nobody_is_nothing_was_taken(postmark, posted, settings):
    settings.ANYMAIL |= {"POSTMARK_API_URL": f"http://127.0.0.1:{free_port()}/"}
    posted()

    deliveries.work("me")

    assert _state()[0] == "retry_wait"


def test_what_was_cut_off_is_looked_up_by_our_own_name(postmark, posted):
    sent = posted()
    known = "notifications.channels.email.provider.send"

    postmark.has = 1
    found = email.look_up(known, email.message_id(sent))
    postmark.has = 0

    assert (found, email.look_up(known, email.message_id(sent))) == (True, False)
    assert f"metadata_delivery={sent.pk}" in postmark.asked[0]


def _tell(client, kind, told, **heads):
    return client.post(f"/hooks/mail/{kind}/", json.dumps(told), content_type="application/json", **heads)


def _event(record, delivery, **more):
    return {"RecordType": record, "Metadata": {"delivery": str(delivery)}, "Recipient": "pilar@example.com"} | more


def _left(posted, state="accepted"):
    sent = posted()
    Delivery.objects.filter(pk=sent.pk).update(state=state)
    return sent.pk


def test_what_arrived_is_delivered_and_what_came_back_suppresses_whatever_the_order(postmark, posted, client):
    key = _left(posted, "uncertain")
    bounce = _event("Bounce", key, Type="HardBounce", Details="550 nobody", ID=1)

    answers = [_tell(client, "tracking", bounce, **SECRET) for _time in range(2)]
    answers.append(_tell(client, "tracking", _event("Delivery", key), **SECRET))

    assert [one.status_code for one in answers] == [200] * 3
    assert _state() == ("bounced", "550 nobody")
    assert list(Suppression.objects.values_list("address", "why")) == [("pilar@example.com", "bounced")]


@pytest.mark.parametrize("state", ["handoff", "accepted", "uncertain"])
def test_a_mail_that_arrived_is_so_even_before_its_worker_wrote_that_it_left(postmark, posted, client, state):
    key = _left(posted, state)

    _tell(client, "tracking", _event("Delivery", key), **SECRET)

    assert _state() == ("delivered", "")


def test_a_complaint_suppresses_and_a_passing_bounce_does_not(postmark, posted, client):
    key = _left(posted)

    _tell(client, "tracking", _event("Bounce", key, Type="SoftBounce", ID=1), **SECRET)
    soft = Suppression.objects.count()
    _tell(client, "tracking", _event("SpamComplaint", key, Type="SpamComplaint", ID=2), **SECRET)

    assert (soft, Suppression.objects.get().why, _state()[0]) == (0, "complained", "bounced")


def test_who_does_not_prove_himself_changes_nothing(postmark, posted, client, settings):
    key = _left(posted)
    wrong = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(b"rellano:guess").decode()}

    told = [_tell(client, "tracking", _event("Delivery", key), **heads).status_code for heads in ({}, wrong)]
    settings.ANYMAIL = {}
    told.append(_tell(client, "tracking", _event("Delivery", key), **SECRET).status_code)

    assert (told, _state()[0]) == ([400, 400, 404], "accepted")


def test_a_mail_of_nobody_is_no_fall(postmark, posted, client):
    _left(posted)

    told = [_tell(client, "tracking", _event("Delivery", one), **SECRET) for one in (uuid4(), "x")]

    assert ([one.status_code for one in told], _state()[0]) == ([200, 200], "accepted")


def test_an_answer_comes_in_by_the_provider_once(postmark, company, client):
    told = {"FromFull": {"Email": "x@example.com"}, "RawEmail": answer(Subject="hola").decode(), "Headers": []}

    answers = [_tell(client, "inbound", told, **SECRET).status_code for _time in range(2)]

    assert (answers, list(Arrival.objects.values_list("subject", "fate"))) == ([200, 200], [("hola", "held")])


def test_a_parcel_keeps_its_papers(postmark):
    from notifications.channels.email import provider

    mail = EmailMessage()
    heads = {"From": "a@localhost", "To": "b@example.com", "Subject": "x", "Message-ID": f"<{uuid4()}@localhost>"}
    for name, said in heads.items():
        mail[name] = said
    mail.set_content("texto")
    mail.add_alternative("<p>página</p>", subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="acta.pdf")

    provider.send(email.Parcel("a@localhost", "b@example.com", mail.as_bytes()))

    (told,) = postmark.taken
    assert (told["TextBody"].strip(), told["HtmlBody"].strip()) == ("texto", "<p>página</p>")
    assert [(one["Name"], base64.b64decode(one["Content"])) for one in told["Attachments"]] == [("acta.pdf", b"%PDF")]
