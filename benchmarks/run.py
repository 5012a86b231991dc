"""``make bench``: exactness, time and memory beside other ways of computing the month; writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.alone.files import measure_files
from benchmarks.alone.sizes import ORDER, SIZES, measure_sizes
from benchmarks.attendance.sizes import PEOPLE as PUNCHING
from benchmarks.attendance.sizes import measure_attendance
from benchmarks.measured import Measured
from benchmarks.page import PAGE, render, write_page
from benchmarks.web.measure import PEOPLE as OFFICES
from benchmarks.web.measure import measure_web

PEOPLE, ROUNDS = 1_000_000, 21
# Days and explanations take seconds a round: fewer are enough.
DAY_ROUNDS, KABUPATEN, RUNS = 5, 10_000, 3
PARTS = ("sizes", "files", "presensi", "web", "month", "days", "explaining")


def main() -> int:
    """Measure, write the page, and fail when Tepat has anybody wrong."""
    arguments = _arguments()
    measured = measure(arguments)
    print(render(measured))
    if whole := _is_whole(arguments):
        write_page(measured)
    else:
        print(f"{PAGE.name} is written by a run of everything at its own sizes only.", file=sys.stderr)
    _say(f"{(time.monotonic() - arguments.began) / 60:.0f} minutes{'' if whole else ', in part'}")
    return 1 if measured.wrong else 0


def _is_whole(arguments: argparse.Namespace) -> bool:
    asked = (arguments.only, arguments.sizes, arguments.punching, arguments.offices, arguments.people)
    return bool(asked == (PARTS, SIZES, PUNCHING, OFFICES, PEOPLE))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.set_defaults(began=time.monotonic())
    parser.add_argument("--only", type=_parts, default=PARTS, help=f"parts, of {','.join(PARTS)}")
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="people of the parts sizes and files")
    parser.add_argument("--punching", type=_numbers, default=PUNCHING, help="people of the part presensi")
    parser.add_argument("--offices", type=_numbers, default=OFFICES, help="people of the part web")
    parser.add_argument("--people", type=int, default=PEOPLE, help="people of the other parts (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of the month (default: %(default)s)")
    return parser.parse_args()


def _parts(text: str) -> tuple[str, ...]:
    named = set(text.split(","))
    if unknown := named - set(PARTS):
        raise argparse.ArgumentTypeError(f"no part is called {', '.join(sorted(unknown))}")
    return tuple(part for part in PARTS if part in named)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(number.replace("_", "")) for number in text.split(",")))


def measure(arguments: argparse.Namespace) -> Measured:
    """What was asked for. What starts processes comes first: they inherit the peak of this one, which is small yet."""
    measured = Measured()
    if "sizes" in arguments.only:
        measured.sizes = measure_sizes(arguments.sizes, ORDER, _say)
    if "files" in arguments.only:
        measured.files = measure_files(arguments.sizes, _say)
    if "presensi" in arguments.only:
        measured.attendance = measure_attendance(arguments.punching, _say)
    if "web" in arguments.only:
        measured.web = measure_web(arguments.offices, _say)
    if "month" in arguments.only:
        from benchmarks.month import measure_month

        _say("the month in turns")
        measured.month = measure_month(arguments.people, arguments.rounds)
    if "days" in arguments.only:
        from benchmarks.days import measure_days

        _say("days")
        measured.days = measure_days(arguments.people, min(arguments.rounds, DAY_ROUNDS))
    if "explaining" in arguments.only:
        _measure_explaining(measured, arguments.people)
    return measured


def _measure_explaining(measured: Measured, people: int) -> None:
    from benchmarks.explaining import measure_explaining

    sizes = {min(people, KABUPATEN): RUNS, people: 1 if people > KABUPATEN else RUNS}
    for size, rounds in sizes.items():
        _say(f"explanations, {size:,} people")
        with tempfile.TemporaryDirectory(prefix="tepat-ukur-") as folder:
            measured.explained.append(measure_explaining(size, rounds, Path(folder)))


def _say(step: str) -> None:
    print(f"… {time.strftime('%X')} {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
