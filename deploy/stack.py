"""`make stack`: the production shape without containers: the process commands of docker-compose.yml beside a throw-away
PostgreSQL and Redis, behind nginx with TLS when nginx is here. Everything listens on loopback; Ctrl-C ends it all.

As in production the tables belong to one role, and web and workers use another that owns nothing.
"""

from __future__ import annotations

import http.client
import os
import secrets
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import yaml

from deploy import front_door, machine, services
from deploy.machine import ROOT, say
from deploy.supervisor import Program, Supervisor

COPIES = {"web": 2, "worker": 2, "beat": 1}


@dataclass(frozen=True)
class Stack:
    """The shape with its servers up and its tables made; the supervisor has yet to start the processes."""

    folder: Path
    environment: dict[str, str]
    certificate: Path | None
    supervisor: Supervisor
    web_ports: list[int]

    @property
    def site(self) -> str:
        return self.environment["SITE_URL"]

    def answers(self) -> bool:
        """Whether the portal is ready behind its front door; nginx is not asked before its web processes listen."""
        if any(machine.is_free("127.0.0.1", port) for port in self.web_ports):
            return False
        port = urlsplit(self.site).port
        if self.certificate:
            trust = ssl.create_default_context(cafile=str(self.certificate))
            door: http.client.HTTPConnection = http.client.HTTPSConnection("localhost", port, timeout=5, context=trust)
        else:
            door = http.client.HTTPConnection("localhost", port, timeout=5)
        try:
            door.request("GET", "/readyz")
            return door.getresponse().status == 200
        except OSError:
            return False
        finally:
            door.close()


@contextmanager
def raised(*, port: int | None = None) -> Iterator[Stack]:
    """The whole shape in a temporary folder, from empty servers to migrated tables; gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rellano-", ignore_cleanup_errors=True)))
        folder.chmod(0o755)
        postgres_port = stack.enter_context(services.postgres(folder / "postgres"))
        redis_port = stack.enter_context(services.redis(folder / "redis"))
        urls = make_database(f"postgres://postgres@127.0.0.1:{postgres_port}/postgres", "rellano")
        certificate = front_door.make_certificate(folder / "tls") if front_door.is_possible() else None
        port = port or machine.free_port()
        environment = {
            **_environment(folder / "data", port, fronted=certificate is not None),
            "DATABASE_URL": urls["app"],
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        }
        manage("migrate", "--no-input", "-v0", environment={**environment, "DATABASE_URL": urls["owner"]})
        manage("compile_catalogue", environment=environment)
        manage("collectstatic", "--no-input", "-v0", environment=environment)
        ports = [machine.free_port() for _ in range(COPIES["web"])] if certificate else [port]
        supervisor = Supervisor(_programs(folder, environment, ports, certificate))
        try:
            yield Stack(folder, environment, certificate, supervisor, ports)
        finally:
            supervisor.stop()


def make_database(superuser_url: str, name: str) -> dict[str, str]:
    """A database with its two roles; answers their addresses as `owner` and `app`."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    within = urlsplit(superuser_url)._replace(path=f"/{name}")
    with psycopg.connect(within.geturl(), autocommit=True) as connection:
        connection.execute((ROOT / "deploy" / "roles.sql").read_text())
    place = f"{within.hostname}:{within.port}/{name}"
    return {"owner": f"postgres://rellano_owner@{place}", "app": f"postgres://rellano@{place}"}


def manage(*words: str, environment: dict[str, str]) -> None:
    """One of manage.py's commands, to its end."""
    command = [sys.executable, "manage.py", *words]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode:
        machine.stop(f"manage.py {words[0]} did not end well.")


def commands() -> dict[str, list[str]]:
    """What docker-compose.yml starts as web, worker and beat."""
    composed = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return {name: composed[name]["command"] for name in COPIES}


def _environment(data: Path, port: int, *, fronted: bool) -> dict[str, str]:
    """What docker-compose.yml tells the app's containers, for this machine."""
    (data / "files").mkdir(parents=True)
    behind_nginx = {"TRUSTED_PROXY": "1", "FILES_ACCEL": "/protected/", "PRIVATE_FILES": str(data / "files")}
    return {
        "SITE_URL": f"{'https' if fronted else 'http'}://localhost:{port}",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "RELLANO_DATA": str(data),
        "DEMO": os.environ.get("DEMO", "1"),
        "EMAIL_FROM": "avisos@example.com",
        "EMAIL_HOST": "127.0.0.1",
        "HOST": "127.0.0.1",
        "PYTHONWARNINGS": "ignore:You're running the worker",
        **(behind_nginx if fronted else {}),
    }


def _programs(folder: Path, environment: dict[str, str], ports: list[int], certificate: Path | None) -> list[Program]:
    """The copies of web, worker and beat, and nginx before them; without it one web has the site's own port."""
    started = {name: [sys.executable, *command[1:]] for name, command in commands().items()}
    front = [front_door.program(folder / "nginx", environment, ports, certificate)] if certificate else []
    return [
        *(
            Program(f"web{number}", started["web"], {**environment, "PORT": str(port), "WEB_WORKERS": "1"})
            for number, port in enumerate(ports, 1)
        ),
        *(
            Program(f"worker{number}", started["worker"], environment, folder / "heartbeat" / f"worker{number}")
            for number in range(1, COPIES["worker"] + 1)
        ),
        Program("beat", started["beat"], environment),
        *front,
    ]


def main() -> None:
    port = int(os.environ.get("PORT", "8443"))
    if not machine.is_free("127.0.0.1", port):
        machine.stop(f"Port {port} is taken by another program. Choose another one: make stack PORT={port + 1}")
    with raised(port=port) as stack:
        if stack.environment["DEMO"] == "1":
            manage("demo", environment=stack.environment)
        stack.supervisor.obey_signals()
        stack.supervisor.start()
        if stack.supervisor.run(until=stack.answers):
            say(f"\nThe production shape runs at {stack.site} (its certificate is home-made). Ctrl-C stops it.\n")
            stack.supervisor.run()
        say("\nStopping …")


if __name__ == "__main__":
    main()
