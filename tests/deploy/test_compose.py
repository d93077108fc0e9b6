"""docker-compose.yml has the production shape, with the same processes as `make run` and `make stack`."""

import re
import runpy

import pytest
import yaml

from deploy import commands, stack
from deploy.machine import ROOT

COMPOSED = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSED["services"]
APP = ("web", "worker", "beat", "migrate")


def test_the_shape_is_that_of_production():
    assert set(SERVICES) == {"nginx", "web", "worker", "beat", "migrate", "postgres", "redis"}
    assert set(COMPOSED["volumes"]) == {"data", "postgres"}


def test_the_processes_are_those_of_the_embedded_default():
    assert stack.commands() == {"web": commands.WEB, "worker": commands.WORKER, "beat": commands.BEAT}


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_is_named_with_its_version(name):
    assert re.fullmatch(r"[a-z]+:\d+(\.\d+)+", SERVICES[name]["image"])


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_whoever_stays_up_says_how_he_is_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "nginx"])
def test_only_nginx_is_reached_from_outside(name):
    assert "ports" not in SERVICES[name]


def test_web_and_workers_come_in_numbers_and_beat_alone():
    assert {"web", "worker"} == {name for name in SERVICES if "deploy" in SERVICES[name]}


def test_only_migrations_use_the_owner_of_the_tables():
    users = {name: re.match(r"postgres://(\w+):", SERVICES[name]["environment"]["DATABASE_URL"])[1] for name in APP}

    assert users == {"web": "rellano", "worker": "rellano", "beat": "rellano", "migrate": "rellano_owner"}


def test_no_secret_stands_in_the_file():
    secret = re.compile(r"(PASSWORD|SECRET_KEY)$")
    written = {
        f"{service}.{name}": value
        for service, one in SERVICES.items()
        for name, value in one.get("environment", {}).items()
        if secret.search(name) and not re.fullmatch(r"\$\{\w+:(\?|-)\}", value)
    }

    assert written == {}


def test_every_variable_of_the_file_is_in_the_example_of_the_environment():
    wanted = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert wanted == offered


def test_a_container_has_longer_to_end_than_the_web_takes():
    grace = int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))

    assert grace > runpy.run_path(str(ROOT / "deploy" / "gunicorn_conf.py"))["graceful_timeout"] + 10


def test_nginx_gets_every_value_its_template_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+)\}", (ROOT / "deploy" / "nginx.conf.template").read_text()))

    assert asked == set(SERVICES["nginx"]["environment"])


def test_nginx_takes_over_every_header_that_a_private_file_is_sent_with(client):
    lost_by_nginx = {"Content-Length", "Vary", "Content-Language", "Content-Type", "X-Accel-Redirect"}
    sent = set(client.get("/livez", secure=True).headers) - lost_by_nginx - {"Expires", "Cache-Control"}
    taken_over = set(re.findall(r"add_header (\S+)", (ROOT / "deploy" / "nginx.conf.template").read_text()))

    assert sent - taken_over == set()
