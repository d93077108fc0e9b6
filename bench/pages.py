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

from bench.figures import Figure, shown, write
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
    wanted.add_argument("--only", choices=list(SHAPES), help="one database only")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    figures: list[Figure] = []
    with ExitStack() as stack:
        built = _built(stack, [asked.only] if asked.only else list(SHAPES), QUICK_LARGE if asked.quick else LARGE)
        for shape, sizes in built.items():
            figures += _measured(shape, sizes, QUICK_ROUNDS if asked.quick else ROUNDS)
    write(figures, asked.json)
    return figures


def _built(stack: ExitStack, shapes: list[str], large: tuple[int, int]) -> dict[str, dict[str, Installation]]:
    """A small and a large company on each database, made side by side: nothing is measured meanwhile."""
    built: dict[str, dict[str, Installation]] = {}
    for shape in shapes:
        small_one, large_one = stack.enter_context(SHAPES[shape]())
        built[shape] = {"small": Installation(small_one, *SMALL), "large": Installation(large_one, *large)}
    installations = [one for sizes in built.values() for one in sizes.values()]
    for one, maker in [(one, one.furnish()) for one in installations]:
        one.furnished(maker)
        say(f"# {one.lifts} lifts and {one.entries} entries made in {one.seconds:.0f} s")
    return built


def _measured(shape: str, sizes: dict[str, Installation], rounds: int) -> list[Figure]:
    """All figures of one database, printed."""
    with ExitStack() as stack:
        cases = {size: _cases(stack, one) for size, one in sizes.items()}
        for _round in range(rounds):
            for case in [case for some in cases.values() for case in some.values()]:
                case.run(REQUESTS)
        return shown(_figures(shape, sizes, cases))


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


def _figures(shape: str, sizes: dict[str, Installation], cases: dict[str, dict[str, Case]]) -> list[Figure]:
    small, large = cases["small"], cases["large"]
    figures = [Figure(f"{shape}.{size}.floor.cpu", round(min(cases[size]["floor"].cpu), 2), "ms") for size in sizes]
    for page, goal in OVER_FLOOR.items():
        asked = {size: one.pages[page].queries for size, one in sizes.items()}
        for size in sizes:
            name, case, floor = f"{shape}.{size}.{page}", cases[size][page], cases[size]["floor"]
            figures += _of_page(name, case, floor, goal, asked[size])
        figures += _growth(f"{shape}.{page}", small[page], large[page])
        figures.append(Figure(f"{shape}.{page}.more_queries", asked["large"] - asked["small"], "queries", 0))
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
