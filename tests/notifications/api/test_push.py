"""What telephones say and are told: the key, their address, and that a notice was shown."""

import json

import pytest
from django.test import Client

from notifications.channels import push
from notifications.models import Delivery, Message, Subscription
from notifications.rules.endpoints import digest
from tests.conftest import NOW

ACKNOWLEDGEMENT = "/api/v1/push-acknowledgement"


@pytest.fixture
def marta(client_of, technician):
    return client_of(technician.person)


def _put(client, address, *, as_digest="", **more):
    said = vars(address) | more
    path = f"/api/v1/subscriptions/{as_digest or digest(said['endpoint'])}"
    return client.put(path, json.dumps(said), content_type="application/json")


def test_the_key_is_told(marta, service):
    assert marta.get("/api/v1/push-key").json() == {"key": push.keys.public()}


def test_a_house_without_keys_says_so_and_takes_no_telephone(marta, service, settings):
    hers = service.telephone()
    settings.VAPID_PRIVATE_KEY = ""

    assert marta.get("/api/v1/push-key").json() == {"key": None}
    assert (_put(marta, hers.address).status_code, Subscription.objects.count()) == (409, 0)


def test_a_telephone_is_known_after_the_first_time(marta, service):
    hers = service.telephone()

    assert [_put(marta, hers.address).status_code for _twice in range(2)] == [201, 200]
    assert Subscription.objects.get().person.name == "Marta Gil"


def test_a_telephone_takes_no_more_and_may_say_so_twice(marta, service):
    hers = service.telephone()
    _put(marta, hers.address)
    path = f"/api/v1/subscriptions/{digest(hers.address.endpoint)}"

    assert [marta.delete(path).status_code for _twice in range(2)] == [204, 204]
    assert Subscription.objects.get().gone_because == "left"


def test_one_turns_off_none_of_anothers(marta, service, telephone, client_of, colleague):
    client_of(colleague).delete(f"/api/v1/subscriptions/{digest(telephone.address.endpoint)}")

    assert Subscription.objects.live().count() == 1


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"endpoint": "https://169.254.169.254/latest"}, 422),
        ({"endpoint": "http://127.0.0.1:22/"}, 422),
        ({"endpoint": "x" * 1001}, 422),
        ({"endpoint": None}, 422),
        ({"p256dh": "A" * 87}, 422),
        ({"auth": "short"}, 422),
        ({"expirationTime": None}, 422),
        ({"endpoint": "\x00"}, 422),
    ],
)
def test_what_does_not_fit_is_refused_in_words(marta, service, more, status):
    said = vars(service.telephone().address) | more
    path = f"/api/v1/subscriptions/{digest(str(said['endpoint']))}"
    answer = marta.put(path, json.dumps(said), content_type="application/json")

    assert (answer.status_code, bool(answer.json()["detail"]), Subscription.objects.count()) == (status, True, 0)


def test_an_address_under_anothers_digest_is_refused(marta, service):
    assert _put(marta, service.telephone().address, as_digest="ab" * 32).status_code == 400


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 3000])
def test_a_body_that_is_no_address_is_refused(marta, service, body):
    answer = marta.put(f"/api/v1/subscriptions/{'ab' * 32}", body, content_type="application/json")

    assert answer.status_code in {400, 422}


def test_a_change_needs_its_token(service, technician):
    client = Client(enforce_csrf_checks=True)
    client.force_login(technician.person, backend="portal.accounts.backends.Password")

    assert _put(client, service.telephone().address).status_code == 403


@pytest.fixture
def sent(telephone, technician):
    """A push that the service has taken."""
    message = Message.objects.create(
        touchpoint="work_assigned", kind="service", person=technician.person, title="x", created_at=NOW
    )
    to = Subscription.objects.get()
    return Delivery.objects.create(
        message=message, channel="push", address=str(to.pk), subscription=to, state="accepted", next_at=NOW,
        expires_at=NOW, created_at=NOW,
    )  # fmt: skip


def _shown(client, token):
    return client.post(ACKNOWLEDGEMENT, json.dumps({"token": token}), content_type="application/json").status_code


def test_the_worker_says_that_it_was_shown_without_session_or_token_of_a_form(sent):
    client = Client(enforce_csrf_checks=True)

    assert [_shown(client, push.keys.token(sent.pk)) for _twice in range(2)] == [204, 204]
    sent.refresh_from_db()
    assert sent.state == "delivered"


def test_nobody_guesses_the_word_of_a_push(sent, client):
    guesses = [str(sent.pk), f"{sent.pk}:", f"{sent.pk}:{'A' * 43}", push.keys.token(sent.message_id), ""]

    assert {_shown(client, guess) for guess in guesses} == {422}
    sent.refresh_from_db()
    assert sent.state == "accepted"


@pytest.mark.parametrize("state", ["failed", "expired", "cancelled", "queued"])
def test_what_was_not_sent_or_has_ended_stays_as_it_was(sent, client, state):
    Delivery.objects.filter(pk=sent.pk).update(state=state)
    _shown(client, push.keys.token(sent.pk))

    sent.refresh_from_db()
    assert sent.state == state
