import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from maintenance.actions.imports import sheets
from portal.lib.tables.mapping import parse

FILES = sorted((Path(settings.BASE_DIR) / "docs/mappings").glob("*.toml"))


def test_there_are_mappings_to_copy():
    assert {path.name for path in FILES} >= {"example_registro.toml", "example_averias.toml", "example_titulares.toml"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_mapping_of_the_documentation_is_understood(path):
    text = path.read_text()
    sheet = sheets.named(tomllib.loads(text)["sheet"])

    mapping = parse(text, sheet=sheet.name, known=sheet.known, needed=sheet.needed)

    assert mapping.columns


@pytest.mark.parametrize("name", ["register", "breakdowns", "owners"])
def test_the_documentation_names_every_field(name):
    words = (Path(settings.BASE_DIR) / "docs/importing.md").read_text()

    assert [field for field in sheets.named(name).known if f"`{field}`" not in words] == []
