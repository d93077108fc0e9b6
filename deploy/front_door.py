"""nginx of the stack: a home-made certificate, and the template that the container reads too."""

from __future__ import annotations

import os
import shutil
import string
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from deploy import machine
from deploy.machine import ROOT, say
from deploy.supervisor import Program

ELSEWHERE = "/usr/sbin"
PACKAGES = ("nginx-light", "openssl")
# What the container's own nginx.conf brings: where to write, and who serves.
AROUND = """\
${USER}
daemon off;
pid ${FOLDER}/pid;
error_log stderr warn;
events { worker_connections 512; }
http {
    access_log off;
    client_body_temp_path ${FOLDER}/body;
    proxy_temp_path ${FOLDER}/proxy;
    fastcgi_temp_path ${FOLDER}/fastcgi;
    uwsgi_temp_path ${FOLDER}/uwsgi;
    scgi_temp_path ${FOLDER}/scgi;
    include ${FOLDER}/site.conf;
}
"""


def main() -> None:
    """`python -m deploy.front_door`: installs nginx when that asks nobody, so that the tests behind it run too."""
    if _missing():
        machine.install(*PACKAGES, why="the tests of the stack stand behind it")
        is_possible()


def is_possible() -> bool:
    """Whether nginx and what makes its certificate are here; says how to have them when not."""
    missing = _missing()
    if missing:
        say(f"Without {' and '.join(missing)} the web process answers itself, without TLS. To have a front door:")
        say(f"  {machine.command_for(*PACKAGES)}")
    return not missing


def _missing() -> list[str]:
    return [name for name in ("nginx", "openssl") if not machine.find(name, ELSEWHERE)]


def make_certificate(folder: Path) -> Path:
    """A certificate for localhost that signs itself, for a day; answers its path."""
    folder.mkdir()
    certificate = folder / "fullchain.pem"
    who = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(folder / "privkey.pem")]
    command = ["openssl", "req", "-x509", "-days", "1", *key, *who, "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate


def program(folder: Path, environment: dict[str, str], web_ports: list[int], certificate: Path) -> Program:
    """nginx before these web processes, with everything it writes in the folder."""
    folder.mkdir()
    values = {
        **environment,
        "FOLDER": str(folder),
        "USER": "user www-data;" if os.geteuid() == 0 else "",
        "WEB_SERVERS": " ".join(f"server 127.0.0.1:{port} max_fails=3 fail_timeout=2s;" for port in web_ports),
        "HTTP_PORT": f"127.0.0.1:{machine.free_port()}",
        "HTTPS_PORT": f"127.0.0.1:{urlsplit(environment['SITE_URL']).port}",
        "CERTIFICATES": str(certificate.parent),
    }
    template = (ROOT / "deploy" / "nginx.conf.template").read_text()
    (folder / "site.conf").write_text(string.Template(template).safe_substitute(values))
    (folder / "nginx.conf").write_text(string.Template(AROUND).substitute(values))
    nginx = machine.find("nginx", ELSEWHERE) or shutil.which("nginx") or "nginx"
    return Program("nginx", [nginx, "-e", "stderr", "-c", str(folder / "nginx.conf")], {})


if __name__ == "__main__":
    main()
