"""``tepat layani``: the web application with its worker, on this machine."""

from __future__ import annotations

import errno
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import typer

from tepat.cli.sample import sample_tariff
from tepat.cli.screen import next_steps, show
from tepat.cli.supervisor import Part, Supervisor
from tepat.cli.words import BAHASA, say
from tepat.lang.errors import Place, Problem, UsageError

_LIBRARIES = ("django", "waitress", "django_tasks_db", "allauth")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# The day on which the demonstration stands still: its current month is twenty days old.
DEMO_TODAY = "2024-03-20"
FAILED = 1


@dataclass(frozen=True)
class Request:
    """What is to be served: where, from which data folder; the demonstration, of so many people, or real data."""

    alamat: str
    data: Path | None
    contoh: bool
    pegawai: int


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read ``host:port`` or a port alone; `typer.BadParameter` where it is neither."""
        host, _, port = text.rpartition(":")
        if not port.isdecimal() or not 0 < int(port) < 2**16:
            raise typer.BadParameter(say(f"alamat '{text}': tulis 127.0.0.1:8000", f"'{text}': write 127.0.0.1:8000"))
        return cls(host.strip("[]") or "127.0.0.1", int(port))

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in _LOOPBACK

    @property
    def link(self) -> str:
        """What a browser opens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def serve_and_advise(request: Request) -> int:
    """Prepare the database, then serve until Ctrl-C.

    Raises
    ------
    UsageError
        U-024 the web application's libraries are not installed, U-025 the address cannot be used.
    """
    address = Address.parse(request.alamat)
    check_address(address)
    check_libraries()
    environment = make_environment(request, address, os.environ)
    if not prepare(request, environment):
        return FAILED
    code = serve(address, environment)
    again = ["tepat", "layani", *(["--contoh"] if request.contoh else []), "--data", environment["TEPAT_DATA"]]
    next_steps((shlex.join(again), say("layani lagi; datanya tetap ada", "serve again; the data are kept")))
    return code


def prepare(request: Request, environment: Mapping[str, str]) -> bool:
    """Bring the database up to date, and fill the demonstration's: whether that was possible."""
    Path(environment["TEPAT_DATA"]).mkdir(parents=True, exist_ok=True)
    command = ["isi_contoh", "--pegawai", str(request.pegawai)] if request.contoh else ["migrate", "--verbosity", "0"]
    return subprocess.run([*_django(), *command], env=environment, check=False).returncode == 0  # noqa: S603


def check_libraries() -> None:
    """The web application is an extra: say how to install it where it is not there."""
    if any(find_spec(name) is None for name in _LIBRARIES):
        raise UsageError(Problem("U-024", Place()))


def check_address(address: Address) -> None:
    """Listen there for a moment, so that whoever holds the port is named before the database is touched."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise UsageError(
                Problem("U-025", Place(), {"alamat": f"{address.host}:{address.port}", "rincian": _refusal(error)})
            ) from error


def _refusal(error: OSError) -> str:
    """Why an address cannot be listened on, in the reader's language where it is one of the usual causes."""
    causes = {
        errno.EADDRINUSE: say("dipakai program lain", "another program uses it"),
        errno.EADDRNOTAVAIL: say("bukan alamat komputer ini", "not an address of this machine"),
        errno.EACCES: say("nomor di bawah 1024 hanya untuk administrator", "ports below 1024 are the administrator's"),
    }
    return causes.get(error.errno or 0) or str(error)


def make_environment(request: Request, address: Address, given: Mapping[str, str]) -> dict[str, str]:
    """The settings of the application; what an office states in its environment goes before."""
    found = {
        "DJANGO_SETTINGS_MODULE": "tepat.web.config.settings",
        "TEPAT_DATA": str(Path("data") / "contoh" if request.contoh else Path("data")),
        # Without a certificate nobody could sign in on this machine; elsewhere a proxy holds one.
        **({"TEPAT_HTTPS": "0"} if address.is_local or request.contoh else {}),
        "TEPAT_HOSTS": ",".join(dict.fromkeys((address.host, "localhost", "127.0.0.1", "[::1]"))),
        **given,
    }
    if request.contoh:
        found |= {"TEPAT_DEMO": "1", "TEPAT_HARI_INI": DEMO_TODAY, "TEPAT_REGULASI": "balangan"}
        found["TEPAT_PELENGKAP"] = str(sample_tariff())
    if request.data is not None:
        found["TEPAT_DATA"] = str(request.data)
    return found | {"TEPAT_DATA": str(Path(found["TEPAT_DATA"]).resolve()), "TEPAT_BAHASA": BAHASA}


def parts_of(address: Address) -> list[Part]:
    """The web server and the worker."""
    return [
        Part("web", [sys.executable, "-m", "tepat.web.serve", address.host, str(address.port)]),
        Part("pekerja", [*_django(), "pekerja", "--interval", "0.5", "--no-startup-delay", "--no-reload"]),
    ]


def _django() -> list[str]:
    return [sys.executable, "-m", "tepat.web"]


def serve(address: Address, environment: Mapping[str, str]) -> int:
    """Serve until Ctrl-C; the exit code."""
    show(
        say(f"Tepat melayani di {address.link} (berhenti: Ctrl-C)", f"Tepat serves at {address.link} (Ctrl-C stops)"),
        style="bold",
    )
    failed = Supervisor(parts_of(address), environment, _tell_death).run()
    if failed:
        show(
            say(
                f"{failed}: terhenti berulang kali; pesannya tertulis di atas.",
                f"{failed}: died repeatedly; see above.",
            )
        )
        return FAILED
    show(say("Berhenti.", "Stopped."))
    return 0


def _tell_death(name: str) -> None:
    show(say(f"{name}: mati, dijalankan lagi", f"{name}: died, started again"))
