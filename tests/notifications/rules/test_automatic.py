"""Which mails no person wrote."""

from notifications.rules.automatic import is_automatic, is_for_good, is_full, looks_away

MACHINES = [
    ({"auto-submitted": "auto-replied"}, "pilar@example.com"),
    ({"auto-submitted": "auto-generated; x=y"}, "pilar@example.com"),
    ({"precedence": "Bulk"}, "pilar@example.com"),
    ({"precedence": "auto_reply"}, "pilar@example.com"),
    ({"x-autoreply": "yes"}, "pilar@example.com"),
    ({"list-id": "<x>"}, "pilar@example.com"),
    ({"return-path": "< >"}, "pilar@example.com"),
    ({}, "MAILER-DAEMON@example.com"),
]
PEOPLE = [({}, "pilar@example.com"), ({"auto-submitted": "No", "return-path": "<pilar@example.com>"}, "p@example.com")]


def test_a_machine_is_known_by_its_heads_and_its_name():
    assert [is_automatic(heads, sender) for heads, sender in MACHINES + PEOPLE] == [True] * 8 + [False] * 2


def test_an_absence_is_known_by_its_subject():
    away = ["Respuesta automática: Recibido", "Fuera de la oficina", "Out of office"]
    subjects = [*away, "Re: fuera de servicio", "Auto"]

    assert [looks_away(one) for one in subjects] == [True, True, True, False, False]


def test_only_what_will_never_arrive_came_back():
    told = [("failed", "5.1.1"), ("Failed ", " 5.2.2"), ("failed", "4.4.1"), ("delayed", "5.1.1"), ("", "")]

    assert [is_for_good(*one) for one in told] == [True, True, False, False, False]
    assert [is_full(status) for _action, status in told] == [False, True, False, False, False]
