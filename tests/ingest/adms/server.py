"""A server around the handler, as the web part is one: it stores what it is given, each punch once."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.ingest.adms import Answer, Batch, Command, Device, Request, handle

DEVICES: Mapping[str, Device] = {
    device.serial: device
    for device in (
        Device("TESTSN0001", "WITA"),
        Device("TESTSN0002", "WIB"),
        Device("TESTSN0003"),
        Device("TESTSN0004", "WIT", ("192.0.2.0/24", "2001:db8::/32"), "77"),
    )
}


class Server:
    """Keeps the batches, and of their punches each key once."""

    def __init__(self, commands: Mapping[str, list[Command]] | None = None) -> None:
        self.stored: list[Batch] = []
        self.rows: set[object] = set()
        self.commands = commands or {}

    def store(self, batch: Batch) -> None:
        self.stored.append(batch)
        self.rows.update(batch.keys)

    def send(self, request: Request) -> Answer:
        return handle(request, DEVICES, self.store, lambda serial: self.commands.get(serial, []))


def post(
    body: str | bytes, table: str = "ATTLOG", serial: str = "TESTSN0001", origin: str = "192.0.2.1", **query: str
) -> Request:
    """A delivery."""
    content = body if isinstance(body, bytes) else body.encode()
    return Request("POST", "/iclock/cdata", {"SN": serial, "table": table} | query, content, origin)
