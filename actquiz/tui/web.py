"""The app in a browser on this machine. The only module that imports textual-serve."""

from __future__ import annotations

import asyncio
import logging
import shlex
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from actquiz.errors import ActquizError

HOST = "127.0.0.1"
"""Nobody outside of this machine can reach it."""
_PATIENCE = 2.0
"""Seconds that an open tab has to hang up."""
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; each browser tab is an app of its own. ``ready`` takes the address.

    Raise ``ActquizError`` if the port is taken.
    """
    server = _Local(port)
    logging.basicConfig(level=logging.ERROR, format="actquiz: %(message)s")
    try:
        # aiohttp prints when it listens, and not before.
        web.run_app(
            server.application(),
            host=HOST,
            port=port,
            print=lambda _: ready(server.public_url),
            shutdown_timeout=_PATIENCE,
        )
    except OSError as error:
        raise ActquizError(
            f"port {port} cannot be used: {error.strerror}", fix="choose another with --port"
        ) from None


class _Local(Server):
    """Answers browsers that were sent to this machine by the person at it, and nobody else."""

    def __init__(self, port: int) -> None:
        command = shlex.join([sys.executable, "-m", "actquiz"])
        super().__init__(command, host=HOST, port=port, title="actquiz")
        self._open: set[web.WebSocketResponse] = set()

    async def application(self) -> web.Application:
        """What answers, behind the guard."""
        app = await self._make_app()
        app.middlewares.append(self._guard)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Print no banner."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Hang up, which ends the apps: aiohttp would wait a minute for the tabs to close."""
        for tab in tuple(self._open):
            with suppress(TimeoutError):
                await asyncio.wait_for(tab.close(), _PATIENCE)

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        self._open.add(websocket)
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            self._open.discard(websocket)

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Refuse strangers' pages, and keep ours from asking anything of the network.

        A page from elsewhere can have its name point to 127.0.0.1 (then Host is that name), or
        open a WebSocket to it (then Origin is that page).
        """
        here = f"{HOST}:{self.port}"
        if request.host == f"localhost:{self.port}" and request.path == "/":
            raise web.HTTPFound(f"{self.public_url}/")
        if (
            request.host != here
            or request.headers.get("Origin", self.public_url) != self.public_url
        ):
            raise web.HTTPForbidden(text=f"Only http://{here} is served.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = (
                "default-src 'self' 'unsafe-inline' data: blob:; "
                f"connect-src 'self' ws://{here}; frame-ancestors 'none'"
            )
        return response
