"""Real servers and real processes: nothing here is in memory. Each test database has the two roles of production."""

import os
from collections.abc import Iterator

import pytest

from deploy import services, stack


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, str]]:
    """The servers that `make test-services` started; without them, some of our own."""
    if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
        yield {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
        return
    with services.both() as own:
        yield own


@pytest.fixture(scope="session")
def house(servers, tmp_path_factory) -> dict[str, str]:
    """A migrated database beside that of the tests, as the environment of the processes that use it. Its tests are of
    one group, so that it is made once.
    """
    urls = stack.make_database(servers["DATABASE_URL"], f"house_{os.urandom(4).hex()}")
    data = tmp_path_factory.mktemp("data")
    environment = {
        **servers,
        "DATABASE_URL": urls["app"],
        "RELLANO_DATA": str(data),
        "STATIC_ROOT": str(data / "static"),
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "DEMO": "1",
    }
    stack.manage("migrate", "--no-input", "-v0", environment={**environment, "DATABASE_URL": urls["owner"]})
    return {**environment, "OWNER_URL": urls["owner"]}
