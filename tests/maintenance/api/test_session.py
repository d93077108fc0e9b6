from tests.conftest import NOW


def test_a_session_says_whose_it_is(client_of, technician):
    answer = client_of(technician.person).get("/api/v1/session")

    told = answer.json()
    token, now = told.pop("csrf"), told.pop("now")
    assert told == {
        "person": {"id": str(technician.person_id), "name": "Marta Gil", "initials": "MG"},
        "language": "es",
        "release": "",
    }
    assert (len(token), now[:16]) == (64, f"{NOW:%Y-%m-%dT%H:%M}")
    assert "csrf" in answer.cookies


def test_nobody_has_no_session(client):
    answer = client.get("/api/v1/session")

    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.json() == {
        "type": "urn:rellano:signed-out",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Para seguir hay que entrar.",
    }


def test_whoever_signs_in_has_one(client_of, chair):
    assert client_of(chair).get("/api/v1/session").json()["person"]["name"] == "Pilar Ortega"
