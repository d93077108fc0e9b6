"""manage.py document_roles"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices
from django.utils import translation

from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, PERMISSIONS, Role

HEAD = """# Who may do what

Made from `portal/access` by `make documents`; a test fails when the two differ. The page `/roles/` shows the same.

A permission is a verb; on which rows it may be used is the answer of a scope. An audience is for whom a fact was
written. A person holds the roles of all their running mandates and posts, and what each role gives is added up.
"""


class Command(BaseCommand):
    help = "Writes docs/roles.md from the tables that decide."

    def handle(self, *args: Any, **options: Any) -> None:
        (Path(settings.BASE_DIR) / "docs/roles.md").write_text(page())


def page() -> str:
    """The whole page."""
    with translation.override("en"):
        tables = (
            "\n".join(_names()),
            "\n".join(_table("A person with the role … may", Permission, PERMISSIONS)),
            "\n".join(_table("… and reads what is written for", Audience, AUDIENCES)),
        )
    return "\n".join((HEAD, *tables))


def _names() -> Iterator[str]:
    yield "## Roles\n"
    yield _row(["role", "in English", "in Spanish"])
    yield _row(["---", "---", "---"])
    for role in Role:
        with translation.override("es"):
            spanish = str(role.label)
        yield _row([f"`{role.value}`", str(role.label), spanish])
    yield ""


def _table(title: str, columns: type[TextChoices], held: dict[Role, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield _row(["", *(role.value for role in Role)])
    yield _row(["---", *(":-:" for _role in Role)])
    for one in columns:
        yield _row([f"{one.label} (`{one.value}`)", *("✓" if one in held[role] else "" for role in Role)])
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
