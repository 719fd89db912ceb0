"""A place for a preview to be served at."""

from __future__ import annotations

import socket

FIRST, MOST = 8000, 100


def free_port() -> int:
    """The first free port on loopback from 8000 on; raises OSError where there is none."""
    for port in range(FIRST, FIRST + MOST):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError(f"no free port from {FIRST} to {FIRST + MOST}")
