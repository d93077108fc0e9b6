"""The technician's door: what the phone is given to keep, and that nothing it asks for is missing."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from maintenance.enums import Attribution, Cause, Result, Step
from portal.company import queries

FIELD = Path(settings.BASE_DIR) / "maintenance/static/maintenance/field"
SCRIPTS = [path for path in sorted(FIELD.rglob("*.js")) if "vendor" not in path.parts]
MADE = re.compile(r'make\(\s*"([a-z-]+)"')
SAID = re.compile(r'say\(\s*"([a-z_]+)"')


@pytest.fixture
def shell(technician, client_of):
    return client_of(technician.person).get(reverse("field:shell"))


@pytest.fixture
def page(shell):
    return shell.content.decode()


def test_a_technician_comes_in_by_the_field_door(technician, client_of):
    answer = client_of(technician.person).get("/")

    assert answer.headers["Location"] == "/field/"


@pytest.mark.parametrize("who", ["chair", "office", "admin", "resident"])
def test_it_is_nobody_elses(cast, who, client_of):
    assert client_of(getattr(cast, who)).get(reverse("field:shell")).status_code == 404


def test_the_shell_says_nothing_of_anybody(page, technician, lift):
    found = [word for word in (technician.person.name, str(technician.person.pk), lift.building.street) if word in page]

    assert (found, 'csrfmiddlewaretoken" value=""' in page) == ([], True)


def test_every_template_and_word_a_script_asks_for_is_there(page):
    text = "\n".join(path.read_text() for path in SCRIPTS)

    assert {name for name in MADE.findall(text) if f'id="t-{name}"' not in page} == set()
    assert {name for name in SAID.findall(text) if f'data-word="{name}"' not in page} == set()


@pytest.mark.parametrize(
    ("start", "kinds"),
    [
        ("cause_", Cause.values),
        ("attribution_", Attribution.values),
        ("step_", [*Step.values, "taken"]),
        ("why_", ["no_network", "house_busy", "no_receipt", "too_large", "signed_out", "another_person", "forbidden"]),
        ("result_", Result.values),
    ],
)
def test_every_code_has_its_word(page, start, kinds):
    assert [kind for kind in kinds if f'data-word="{start}{kind}"' not in page] == []


def test_no_word_is_said_twice(page):
    words = re.findall(r'data-word="([^"]+)"', page)

    assert sorted(words) == sorted(set(words))


def test_the_worker_keeps_what_the_page_loads(page, technician, client_of):
    script = client_of(technician.person).get(reverse("field:worker")).content.decode()
    kept = json.loads(re.match(r"const SHELL = (\{.*\});", script).group(1))["files"]

    loaded = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', page)
    assert set(loaded) - set(kept) == set()
    assert [
        name for name in kept if name.startswith("/static/") and not finders.find(name.removeprefix("/static/"))
    ] == []


def test_its_style_is_one_sheet_kept_for_good(page, client):
    address = re.search(r'<link rel="stylesheet" href="(/field/[^"]+)">', page).group(1)
    answer = client.get(address)
    sheet = answer.content.decode()

    own = [path.read_text() for path in sorted(FIELD.glob("css/*.css"))]
    assert (answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (
        "public, max-age=31536000, immutable",
        "text/css; charset=utf-8",
    )
    assert (sheet.startswith(Path(FIELD / "css/layers.css").read_text()), [one for one in own if one not in sheet]) == (
        True,
        [],
    )
    assert re.findall(r'url\("([^"]+)"\)', sheet) == [static("web/fonts/inter-latin-wght-normal.woff2")]


def test_another_sheet_than_this_one_is_not_there(company, client):
    assert client.get(reverse("field:style", args=["0" * 12])).status_code == 404


def test_only_what_the_round_needs_is_asked_for_at_once(page):
    asked = re.findall(r'<link rel="modulepreload" href="/static/maintenance/field/([^"]+)">', page)

    assert asked[0] == "app.js"
    assert [name for name in asked if name.startswith("pages/")] == ["pages/today.js"]
    assert {"store.js", "outbox.js", "round.js", "bar.js", "vault.js", "bell.js"} <= set(asked)
    assert len(asked) == len(set(asked)) <= 25  # what keeps and seals, what rings, and today


def test_the_shell_is_packed_for_who_can_read_it(technician, client_of):
    answer = client_of(technician.person).get(reverse("field:shell"), headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 20_000


def test_every_module_is_kept(technician, client_of):
    script = client_of(technician.person).get(reverse("field:worker")).content.decode()
    ours = [f"/static/maintenance/field/{path.relative_to(FIELD)}" for path in SCRIPTS if path.name != "worker.js"]

    assert [name for name in ours if name not in script] == []


def test_another_company_colour_is_another_version(shell, company, technician, client_of):
    company.accent = "#7a1fa2"
    company.save()
    queries.forget()
    after = client_of(technician.person).get(reverse("field:shell"))

    assert after.headers["Field-Version"] != shell.headers["Field-Version"]


def test_a_version_is_the_same_for_the_shell_and_its_worker(shell, technician, client_of):
    script = client_of(technician.person).get(reverse("field:worker")).content.decode()

    assert f'"version": "{shell.headers["Field-Version"]}"' in script


def test_the_manifest_is_for_installing(company, client):
    told = client.get(reverse("field:manifest")).json()

    assert (told["start_url"], told["scope"], told["display"]) == ("/field/", "/field/", "standalone")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert [icon["src"] for icon in told["icons"] if not finders.find(icon["src"].removeprefix("/static/"))] == []


def test_the_manifest_needs_no_company(db, client):
    assert client.get(reverse("field:manifest")).json()["short_name"] == "Rellano"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(FIELD)))
def test_a_script_fits_a_reader_and_leaves_no_page_alone(path):
    text = path.read_text()

    assert len(text.splitlines()) <= 260
    assert re.findall(r"\beval\(|new Function|\.style\b|https?://", text) == []
