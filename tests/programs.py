"""A program with a person's token, as tests drive it."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client

from portal.access.models import Token
from portal.access.scopes import Scope
from portal.accounts.models import User, digest
from tests.conftest import NOW

PREFIX = "/api/v1/"


def token_of(person: User, *scopes: Scope) -> str:
    """The secret of a token of the person's, for these scopes or for all there are, whatever the person may do."""
    prefix = digest(f"{person.pk} {scopes}")[:8]
    secret = f"rel_{prefix}_{'s' * 43}"
    row = {
        "person": person,
        "name": "Gesfincas",
        "digest": digest(secret),
        "scopes": " ".join(scopes or Scope),
        "made_at": NOW - timedelta(days=1),
        "expires_at": NOW + timedelta(days=300),
    }
    Token.objects.get_or_create(prefix=prefix, defaults=row)
    return secret


class Program:
    """Asks and puts under `/api/v1/`."""

    def __init__(self, person: User, *scopes: Scope) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {token_of(person, *scopes)}"})

    def get(self, path: str, **given: Any) -> Any:
        headers = given.pop("headers", None)
        return self.client.get(PREFIX + path, given, headers=headers)

    def ids(self, path: str, **given: Any) -> list[str]:
        return [one["id"] for one in self.get(path, **given).json()["items"]]

    def put(self, path: str, body: Any) -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.put(PREFIX + path, content, content_type="application/json")
