"""``POST /api/v1/score``: the documents of ``saiken history --json`` and ``history show``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from saiken.app.described import gives, record
from saiken.app.state import answer_json, body_key, bounded_draws, finite_only
from saiken.app.work import Progress
from saiken.data import resource_text
from saiken.history import backtest, episode
from saiken.history.record import text
from saiken.outcome.score import SCORE_FILE
from saiken.report.documents import episode_document, episode_rows, json_text

router = APIRouter(tags=["how we know"])
DOCUMENT = {
    "anyOf": [
        record("totals", "episodes", episodes={"type": "array"}),
        record("episode", "rows", "held_back", rows={"type": "array"}),
    ]
}


class ScoreRequest(BaseModel):
    """Which episodes, and how many draws."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{}, {"episode": "fed-2009-03-18"}]}
    )

    episode: str | None = Field(
        None, title="Episode", max_length=80, description="One episode; left out, all of them."
    )
    draws: int | None = Field(
        None, title="Draws", ge=16, description="Left out, those of the committed score."
    )
    papers_then: bool = Field(
        False, title="Papers then", description="Pool only papers that were out by the episode."
    )


@router.post(
    "/score",
    summary="How the engine did on past episodes",
    response_class=Response,
    **gives(DOCUMENT, "The document of `saiken history --json`, or of `saiken history show`."),
)
async def score(asked: ScoreRequest, request: Request) -> Response:
    """Score past episodes, asked with what was known the evening before."""
    bounded_draws(asked.draws or 0, request)

    def job(progress: Progress) -> bytes:
        with finite_only():
            return _document(asked, progress).encode()

    return await answer_json(request, body_key("score", asked.model_dump()), job)


def _document(asked: ScoreRequest, progress: Progress) -> str:
    if asked.episode is not None:
        one = episode(asked.episode)
        return json_text(episode_document(one, *episode_rows(one, asked.draws)))
    if asked.draws is None and not asked.papers_then:
        return resource_text(SCORE_FILE)  # `make score` wrote what would be computed here
    return text(backtest(draws=asked.draws, papers_of_the_day=asked.papers_then, progress=progress))
