"""The supervisor keeps its parts alive, and takes all of them down with itself."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping

import pytest

from tepat.cli.main import main
from tepat.cli.serve import Address, Request, check_address, make_environment
from tepat.cli.supervisor import Part, Supervisor
from tepat.lang.errors import UsageError

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]
PATIENCE = 30


class WatchedPart(Part):
    """A part that tells when it was started."""

    def start(self, environment: Mapping[str, str]) -> None:
        super().start(environment)
        STARTED.release()


STARTED = threading.Semaphore(0)


def test_a_part_that_is_killed_is_started_again_and_ends_with_the_supervisor():
    part = WatchedPart("pekerja", FOREVER)
    told: list[str] = []
    supervisor = Supervisor([part], {}, told.append)
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    assert STARTED.acquire(timeout=PATIENCE)
    first = part.process
    assert first is not None
    first.kill()
    assert STARTED.acquire(timeout=PATIENCE)
    second = part.process
    assert second is not None
    assert second.pid != first.pid
    assert told == ["pekerja"]
    supervisor.stop()
    thread.join(PATIENCE)
    assert second.poll() is not None


def test_a_part_that_will_not_live_ends_all():
    healthy = Part("web", FOREVER)
    broken = Part("pekerja", [sys.executable, "-c", "raise SystemExit(3)"])
    assert Supervisor([healthy, broken], {}).run() == "pekerja"
    assert healthy.process is not None
    assert healthy.process.poll() is not None


@pytest.mark.parametrize(
    ("text", "link"),
    [("8000", "http://127.0.0.1:8000/"), ("0.0.0.0:80", "http://0.0.0.0:80/"), ("[::1]:8000", "http://[::1]:8000/")],
)
def test_an_address_is_a_port_or_a_host_with_one(text: str, link: str):
    assert Address.parse(text).link == link


def test_a_port_that_is_taken_is_named_before_anything_is_touched():
    with pytest.raises(UsageError) as refused:
        check_address(Address("203.0.113.1", 8000))
    assert [problem.code for problem in refused.value.problems] == ["U-025"]


def test_the_demonstration_keeps_to_itself(tmp_path):
    address = Address.parse("8000")
    office = {"TEPAT_REGULASI": "kota-intan", "TEPAT_HARI_INI": ""}
    real = make_environment(Request("8000", tmp_path, False, 300), address, office)
    demo = make_environment(Request("8000", tmp_path, True, 300), address, office)
    assert "TEPAT_DEMO" not in real
    assert real["TEPAT_REGULASI"] == "kota-intan"
    assert (demo["TEPAT_DEMO"], demo["TEPAT_HARI_INI"], demo["TEPAT_REGULASI"]) == ("1", "2024-03-20", "balangan")


def test_only_this_machine_is_served_without_a_certificate(tmp_path):
    request = Request("", tmp_path, False, 300)
    assert make_environment(request, Address("127.0.0.1", 8000), {})["TEPAT_HTTPS"] == "0"
    assert "TEPAT_HTTPS" not in make_environment(request, Address("0.0.0.0", 8000), {})


def test_an_address_that_is_none_is_refused(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tepat", "layani", "--alamat", "rumah"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "127.0.0.1:8000" in capsys.readouterr().err
