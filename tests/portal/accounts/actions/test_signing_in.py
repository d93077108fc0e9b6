from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from notifications.models import Delivery
from portal.accounts.actions import signing_in
from portal.accounts.models import SignIn, SignInCode
from tests.conftest import NOW
from tests.conftest import person as made


@pytest.fixture
def pilar(company):
    return made("Pilar Ortega")


def sent_code():
    """The code in the last mail."""
    text = Delivery.objects.order_by("-pk").first().text
    return next(word for word in text.split() if word.isdigit() and len(word) == 6)


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def check(row, code, at=NOW):
    return signing_in.check_code(row_id=row.pk, code=code, at=at)


def test_the_code_of_the_mail_lets_its_person_in(pilar):
    row = signing_in.send_code(email=" PILAR@example.com", at=NOW)

    assert check(row, sent_code()) == pilar


@pytest.mark.parametrize("shape", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_is_the_same_with_spaces(pilar, shape):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)
    code = sent_code()

    assert check(row, shape.format(code[:3], code[3:])) == pilar


def test_a_code_is_used_once(pilar):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)
    check(row, sent_code())

    with pytest.raises(signing_in.WrongCode) as refused:
        check(row, sent_code())
    assert refused.value.left == 0


def test_a_code_lasts_ten_minutes(pilar):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)

    with pytest.raises(signing_in.WrongCode):
        check(row, sent_code(), at=NOW + timedelta(minutes=10))


def test_three_tries_and_then_not_even_the_right_code(pilar):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)
    code, left = sent_code(), []
    for _try in range(3):
        with pytest.raises(signing_in.WrongCode) as refused:
            check(row, wrong(code))
        left.append(refused.value.left)

    with pytest.raises(signing_in.WrongCode):
        check(row, code)
    assert left == [2, 1, 0]


def test_of_two_who_type_the_code_at_once_one_comes_in(pilar):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)
    check(row, sent_code())
    SignInCode.objects.update(tries=1)

    with pytest.raises(signing_in.WrongCode):
        check(row, sent_code())


def test_a_code_is_worth_nothing_beside_another_request(pilar):
    first = signing_in.send_code(email="pilar@example.com", at=NOW)
    code = sent_code()
    second = signing_in.send_code(email="pilar@example.com", at=NOW)
    SignInCode.objects.filter(pk=second.pk).update(digest=first.digest)

    with pytest.raises(signing_in.WrongCode):
        check(second, code)


def test_the_code_is_not_kept(pilar):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)

    assert sent_code() not in row.digest


def test_an_unknown_address_is_written_to_and_lets_nobody_in(company):
    row = signing_in.send_code(email="nadie@example.com", at=NOW)

    sent = Delivery.objects.select_related("message").get()
    assert (sent.address, sent.message.touchpoint, row.person) == ("nadie@example.com", "sign_in_unknown", None)
    assert not [word for word in sent.text.split() if word.isdigit() and len(word) == 6]


def test_who_was_closed_while_the_code_was_on_its_way_stays_out(pilar):
    row = signing_in.send_code(email="pilar@example.com", at=NOW)
    type(pilar).objects.update(is_active=False)

    with pytest.raises(signing_in.WrongCode):
        check(row, sent_code())


@pytest.fixture
def two_sessions(pilar):
    keys = []
    for _one in range(2):
        session = SessionStore()
        session.create()
        keys.append(session.session_key)
        signing_in.remember(
            person=pilar,
            session_key=session.session_key,
            device="Chrome/Android",
            how=SignIn.How.CODE,
            at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
    return keys


def test_an_ended_session_is_gone_from_the_house(pilar, two_sessions):
    ended = signing_in.end(sign_ins=SignIn.objects.filter(session_key=two_sessions[0]), at=NOW)

    assert ended == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [two_sessions[1]]


def test_after_a_new_password_one_session_goes_on_and_the_others_end(pilar, two_sessions):
    signing_in.go_on(person=pilar, before=two_sessions[0], after="n" * 32, at=NOW)

    open_ones = SignIn.objects.filter(ended_at=None).values_list("session_key", flat=True)
    assert list(open_ones) == ["n" * 32]
    assert not Session.objects.filter(session_key=two_sessions[1]).exists()
