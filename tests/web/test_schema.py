"""The API keeps what its OpenAPI document says, whatever is sent: no fault of ours, no answer that is not described."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis")

from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

from realpolitik.web import Settings, create  # noqa: E402
from realpolitik.web.api import facts, whatif  # noqa: E402
from realpolitik.web.settings import Limits  # noqa: E402

# What no schema can say: a state that does not exist, an option of another measure, a period that ends before it begins,
# a shock that meets no trade. These are refused with a reason, though their form is right.
BEYOND_FORM = [positive_data_acceptance]

OPERATIONS = [
    (next(iter(route.methods)), f"/api/v1{route.path}")
    for router in (facts.router, whatif.router)
    for route in router.routes
]


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """The document as it is served, by an application whose jobs are small, so that the queue empties."""
    limits = Limits(rate=0, draws=20, seconds=10)
    app = create(Settings(folder=tmp_path_factory.mktemp("schema"), limits=limits))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})
    app.state.jobs.stop()
    app.state.answers.stop()


def test_every_operation_is_tried(described):
    served = {(one.ok().method.upper(), one.ok().path) for one in described.get_all_operations()}
    assert served == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_operation_does_what_its_description_says(described, method, path):
    operation = described[path][method]

    @given(case=operation.as_strategy())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def holds(case):
        case.call_and_validate(headers={"host": "localhost"}, excluded_checks=BEYOND_FORM)

    holds()
