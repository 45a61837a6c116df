"""``POST /api/v1/frame``: one binary message with everything that moves."""

from __future__ import annotations

import time
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from saiken.app.described import CASE_EXAMPLES, gives
from saiken.app.frame import Frame, frame_of
from saiken.app.state import State, bounded_draws, case_key, finite_only, state_of
from saiken.app.work import Progress
from saiken.case import Case
from saiken.simulate import simulate

MEDIA: Final = "application/vnd.saiken.frame"
HIGHEST: Final = 2**53 - 1
"""Largest whole number that a browser holds exactly."""
BINARY: Final = {"type": "string", "format": "binary"}
router = APIRouter(tags=["what happens"])


class FrameRequest(BaseModel):
    """A case, and whether a slider moves just now.

    The case's draws are lowered to what the server gives while it moves, and once it rests.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"case": CASE_EXAMPLES["japan"]["value"], "sequence": 1}]},
    )

    case: Case = Field(default_factory=Case, title="Case")
    moving: bool = Field(True, title="Moving", description="Fewer draws while a slider moves.")
    sequence: int = Field(
        0, ge=0, le=HIGHEST, title="Sequence", description="Comes back in the header."
    )


@router.post(
    "/frame",
    summary="Everything that moves, as one binary message",
    response_class=Response,
    **gives(BINARY, "Length of the header (4 bytes), JSON header, float32 arrays.", MEDIA),
)
async def frame(asked: FrameRequest, request: Request) -> Response:
    """Paths, curves, the bill, losses and sentences of a case, for charts that follow a slider."""
    bounded_draws(asked.case.draws, request)
    draws = min(asked.case.draws, _most_draws(state_of(request), asked.moving))
    case = asked.case.model_copy(update={"draws": draws})
    started = time.perf_counter()

    def job(progress: Progress) -> bytes:
        with finite_only():
            return frame_of(simulate(case, progress=progress)).kept()

    key = f"frame {case_key(case)}"
    kept = await state_of(request).desk.answer(key, job, "quick" if asked.moving else "long")
    spent_ms = (time.perf_counter() - started) * 1e3
    return Response(
        Frame.from_kept(kept).message(asked.sequence),
        media_type=MEDIA,
        headers={"Server-Timing": f"engine;dur={spent_ms:.1f}", "Cache-Control": "no-store"},
    )


def _most_draws(state: State, moving: bool) -> int:
    """Draws of a frame: few while a slider moves, fewer than all when many ask at once."""
    if moving:
        return state.settings.draws_moving
    return state.settings.draws_crowded if state.desk.crowded else state.settings.draws_resting
