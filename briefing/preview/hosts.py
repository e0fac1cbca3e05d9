"""Whom the preview answers: pages of its own address, asked for by its own name.

A foreign page that points its name at this machine (DNS rebinding) still says that name in `Host`; a foreign page that
sends a request says its own in `Origin`.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Final, Self

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST: Final = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::\d{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """The names of this machine that a request may use; with `addresses` any address in digits, too.

    Such an address is nobody's to point at us.
    """

    names: frozenset[str] = _LOOPBACK
    addresses: bool = False

    @classmethod
    def of(cls, host: str) -> Self:
        """Allow the names of a server that listens on `host`: of the whole network, if that is where it listens."""
        if host in ("localhost", "::1") or host.startswith("127."):
            return cls(names=_LOOPBACK | {host})
        machine = socket.gethostname().lower()
        return cls(names=_LOOPBACK | {host.lower(), machine, f"{machine}.local"}, addresses=True)

    def allow(self, host: str | None, origin: str | None) -> bool:
        """Tell whether a request with these headers is one of ours."""
        found = _HOST.fullmatch((host or "").lower())
        if not found or not (found[1] in self.names or (self.addresses and _is_address(found[1]))):
            return False
        return origin is None or origin.lower() == f"http://{found[0]}"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
