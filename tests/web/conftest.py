"""A server for tests: one without members, on this machine, and what a test may ask of it."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from starlette.testclient import TestClient

from realpolitik.web import Settings, create
from realpolitik.web.settings import Limits


@pytest.fixture(scope="session")
def client(tmp_path_factory):
    """Pages and API without members, without a limit on the rate."""
    settings = Settings(folder=tmp_path_factory.mktemp("desk"), limits=Limits(rate=0))
    with TestClient(create(settings), base_url="http://localhost", follow_redirects=False) as made:
        yield made
