"""``POST /api/v1/simulate``: the document of ``saiken run --json``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response

from saiken.app.described import CASE_EXAMPLES, gives, outcome_ref
from saiken.app.state import answer_json, bounded_draws, case_key, finite_only
from saiken.app.work import Progress
from saiken.case import Case, NamedScenario, load_scenario, scenario_names
from saiken.simulate import simulate

router = APIRouter(tags=["what happens"])
CaseBody = Annotated[Case, Body(openapi_examples=CASE_EXAMPLES)]


@router.post(
    "/simulate",
    summary="What a sale does",
    response_class=Response,
    **gives(outcome_ref(), "The document of `saiken run --json`."),
)
async def run(case: CaseBody, request: Request) -> Response:
    """Simulate a case: yields, loans, equities, the yen, the federal bill, both sides' losses."""
    bounded_draws(case.draws, request)

    def job(progress: Progress) -> bytes:
        with finite_only():
            return simulate(_named(case) or case, progress=progress).to_json().encode()

    return await answer_json(request, f"simulate {case_key(case)}", job)


def _named(case: Case) -> NamedScenario | None:
    """The bundled scenario that asks for exactly this case, so that the answer bears its name."""
    found = (load_scenario(name) for name in scenario_names())
    return next((each for each in found if each.case == case), None)
