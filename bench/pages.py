"""`python -m bench.pages [--quick] [--only sqlite|postgresql]`: how much the lift page and the portfolio cost.

Each is measured against the floor on the same server and database, in a small company and in a large one; cases take
turns within a round, so that a busy machine is busy for all of them, and the least disturbed round counts.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, write
from bench.installation import Case, Installation, run, serving
from deploy import services
from deploy.machine import ROOT, say
from deploy.stack import make_database

RESULTS = ROOT / "var" / "bench" / "pages.json"
SMALL, LARGE = (100, 1_000), (10_000, 100_000)
QUICK_LARGE = (1_000, 10_000)
OVER_FLOOR = {"lift": 4.0, "lift_of_manager": 4.0, "portfolio": 8.0, "portfolio_of_74": 8.0}
GROWTH = 1.2
WARM_UP, REQUESTS, ROUNDS = 12, 30, 6
QUICK_ROUNDS = 3


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.pages", description="CPU and wall time of the main pages.")
    wanted.add_argument("--quick", action="store_true", help="a large company of a tenth the size, fewer rounds")
    wanted.add_argument("--only", choices=["sqlite", "postgresql"], help="one database only")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    shapes = [asked.only] if asked.only else ["sqlite", "postgresql"]
    figures = [figure for shape in shapes for figure in measure(shape, quick=asked.quick)]
    write(figures, asked.json)
    return figures


def measure(shape: str, *, quick: bool) -> list[Figure]:
    """All figures of one database."""
    large = QUICK_LARGE if quick else LARGE
    with ExitStack() as stack:
        environments = stack.enter_context(SHAPES[shape]())
        sizes = {"small": SMALL, "large": large}
        built = {
            name: Installation(environment, *sizes[name]) for name, environment in zip(sizes, environments, strict=True)
        }
        makers = {name: one.furnish() for name, one in built.items()}
        for name, maker in makers.items():
            built[name].furnished(maker)
        say(f"{shape}: {large[0]} lifts and {large[1]} entries made in {built['large'].seconds:.0f} s")
        cases = {name: _cases(stack, one) for name, one in built.items()}
        _take_turns([case for some in cases.values() for case in some.values()], QUICK_ROUNDS if quick else ROUNDS)
        figures = _figures(shape, built, cases)
    for figure in figures:
        say(str(figure))
    return figures


@contextmanager
def _on_sqlite() -> Iterator[list[dict[str, str]]]:
    """The embedded shape: a file and a folder for the cache."""
    with tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder:
        yield [
            _environment(Path(folder), name, f"sqlite:///{folder}/{name}/db.sqlite3", redis_url="")
            for name in ("small", "large")
        ]


@contextmanager
def _on_postgresql() -> Iterator[list[dict[str, str]]]:
    """The production shape: PostgreSQL and Redis, as long as they are needed."""
    with services.both() as servers, tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder:
        environments = []
        for number, name in enumerate(("small", "large")):
            url = make_database(servers["DATABASE_URL"], f"bench_{name}")["owner"]
            redis_url = servers["REDIS_URL"].removesuffix("0") + str(number)
            environments.append(_environment(Path(folder), name, url, redis_url))
        yield environments


SHAPES = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}


def _environment(folder: Path, name: str, database_url: str, redis_url: str) -> dict[str, str]:
    """An installation's own folder and database; static files are collected once for both."""
    data, static = folder / name, folder / "static"
    data.mkdir()
    environment = {
        "RELLANO_DATA": str(data),
        "STATIC_ROOT": str(static),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SITE_URL": "http://127.0.0.1",
        "DEMO": "",
    }
    if not static.exists():
        run(["manage.py", "compile_catalogue"], environment)
        run(["manage.py", "collectstatic", "--no-input", "-v0"], environment)
    return environment


def _cases(stack: ExitStack, one: Installation) -> dict[str, Case]:
    """The floor and the pages of one installation, each warmed up."""
    floor = stack.enter_context(serving("bench.floor.wsgi", one.environment))
    portal = stack.enter_context(serving("portal.wsgi", one.environment))
    cases = {"floor": Case(floor, "/", one.pages["lift"].cookie)}
    cases |= {name: Case(portal, page.path, page.cookie) for name, page in one.pages.items()}
    for case in cases.values():
        case.warm_up(WARM_UP)
    return cases


def _take_turns(cases: list[Case], rounds: int) -> None:
    for _round in range(rounds):
        for case in cases:
            case.run(REQUESTS)


def _figures(shape: str, built: dict[str, Installation], cases: dict[str, dict[str, Case]]) -> list[Figure]:
    figures = [
        Figure(f"{shape}.{size}.floor.cpu", round(min(some["floor"].cpu), 2), "ms") for size, some in cases.items()
    ]
    for page, goal in OVER_FLOOR.items():
        for size, some in cases.items():
            figures += _of_page(
                f"{shape}.{size}.{page}", some[page], some["floor"], goal, built[size].pages[page].queries
            )
        figures += _growth(f"{shape}.{page}", cases["small"][page], cases["large"][page])
        more = built["large"].pages[page].queries - built["small"].pages[page].queries
        figures.append(Figure(f"{shape}.{page}.more_queries", more, "queries", 0))
    return figures


def _of_page(name: str, case: Case, floor: Case, goal: float, queries: int) -> list[Figure]:
    cpu = min(case.cpu)
    return [
        Figure(f"{name}.cpu", round(cpu, 2), "ms"),
        Figure(f"{name}.over_floor", round(cpu / min(floor.cpu), 2), "×", goal),
        Figure(f"{name}.wall_p50", round(min(case.wall), 2), "ms"),
        Figure(f"{name}.queries", queries, "queries"),
    ]


def _growth(name: str, small: Case, large: Case) -> list[Figure]:
    """From the small company to the large one; the median answer includes what the database does."""
    return [
        Figure(f"{name}.growth_cpu", round(min(large.cpu) / min(small.cpu), 2), "×", GROWTH),
        Figure(f"{name}.growth_wall", round(min(large.wall) / min(small.wall), 2), "×", GROWTH),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
