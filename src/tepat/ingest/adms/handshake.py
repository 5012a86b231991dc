"""What a device is told when it says hello."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.ingest.adms.exchange import ZONES, Device


def options(device: Device, query: Mapping[str, str]) -> str:
    """The options of a device: one ``key=value`` a line.

    Old and new firmware look for other keys, so both families are there; what a device does not know it passes over.
    Photographs and templates are not asked for. Without a known ``zona`` the device keeps its own zone.
    """
    stamp = device.stamp
    new = query.get("pushver", "") >= "2"
    lines = {
        "ATTLOGStamp": stamp or "None",
        "OPERLOGStamp": "9999",
        "ATTPHOTOStamp": "9999",
        "Stamp": stamp or "0",
        "OpStamp": "9999",
        "PhotoStamp": "9999",
        "ErrorDelay": "30",
        "Delay": "10",
        "TransTimes": "00:00;14:05",
        "TransInterval": "1",
        "TransFlag": "TransData AttLog\tOpLog" if new else "1100000000",
        **_zone(device),
        "Realtime": "1",
        "Encrypt": "0",
        "ServerVer": "2.4.2",
        "PushProtVer": "2.4.2",
    }
    return "".join([f"GET OPTION FROM: {device.serial}\n", *(f"{key}={value}\n" for key, value in lines.items())])


def _zone(device: Device) -> dict[str, str]:
    """In hours, as every zone of the country is: above 12 a device would take the number for minutes."""
    return {} if device.zona is None else {"TimeZone": str(ZONES[device.zona] // 60)}
