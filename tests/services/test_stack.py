"""The production shape as `make stack` starts it: nginx with TLS, two web, two workers, beat, PostgreSQL, Redis."""

import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis

from deploy import stack
from tests.services import processes

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("stack")]


@pytest.fixture(scope="module")
def up():
    with stack.raised() as raised:
        if not raised.certificate:
            pytest.skip("there is no nginx here")
        raised.supervisor.start()
        processes.waits(lambda: raised.supervisor.look() or raised.answers(), seconds=60)
        yield raised


class Browser:
    """Keeps cookies, trusts the home-made certificate, follows redirects, raises nothing for an answer of 4xx."""

    def __init__(self, up):
        self.site = up.site
        trust = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(up.certificate)))
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(trust, urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, path, **fields):
        form = urllib.parse.urlencode(fields).encode() if fields else None
        request = urllib.request.Request(self.site + path, data=form, headers={"Referer": self.site + "/"})
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return SimpleNamespace(status=answer.status, headers=answer.headers, body=answer.read())

    def sign_in(self):
        page = self.ask("/sign-in/").body.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        self.ask("/demo/sign-in/chair/", csrfmiddlewaretoken=token)


def bulletin_by_a_worker(up, *, seconds=30):
    visit = processes.complete_a_visit(up.environment)
    url = up.environment["DATABASE_URL"]
    processes.waits(lambda: up.supervisor.look() or processes.bulletin_of(url, visit), seconds=seconds)
    return processes.bulletin_of(url, visit)


def test_a_worker_issues_the_bulletin_and_nginx_hands_the_file_over(up):
    bulletin = bulletin_by_a_worker(up)
    browser = Browser(up)
    browser.sign_in()

    answer = browser.ask(f"/bulletins/{bulletin}/file/")

    assert answer.status == 200
    assert answer.body.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"].startswith("private, no-store")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"__Host-session", "__Host-csrf"} <= {cookie.name for cookie in browser.cookies}
    assert all(cookie.secure for cookie in browser.cookies)


def test_nobody_reaches_a_private_file_past_django(up):
    bulletin_by_a_worker(up)
    folder = Path(up.environment["PRIVATE_FILES"])
    file = next(path for path in folder.rglob("*") if path.is_file())

    answer = Browser(up).ask("/protected/" + str(file.relative_to(folder)))

    assert answer.status == 404


def test_a_killed_worker_is_started_again_and_the_work_goes_on(up):
    workers = [one for one in up.supervisor.programs if one.name.startswith("worker")]
    killed = [one.process.pid for one in workers]
    for one in workers:
        one.process.kill()

    assert bulletin_by_a_worker(up, seconds=60)
    assert all(one.process and one.process.pid not in killed for one in workers)


def test_an_emptied_redis_costs_seconds_and_loses_nothing(up):
    visit = processes.complete_a_visit({**up.environment, "REDIS_URL": "redis://127.0.0.1:1/0"})
    redis.from_url(up.environment["REDIS_URL"]).flushall()

    url = up.environment["DATABASE_URL"]
    processes.waits(lambda: up.supervisor.look() or processes.bulletin_of(url, visit), seconds=30)


def test_plain_http_is_led_to_tls(up):
    nginx_site = (up.folder / "nginx" / "site.conf").read_text()
    plain = re.search(r"listen (127\.0\.0\.1:\d+);", nginx_site)[1]

    with urllib.request.build_opener(_Stay).open(f"http://{plain}/sign-in/", timeout=5) as answer:
        assert (answer.status, answer.headers["Location"]) == (301, f"{up.site}/sign-in/")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def http_error_301(self, request, answer, code, message, headers):
        return answer
