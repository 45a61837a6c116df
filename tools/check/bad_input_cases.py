"""The bad requests themselves."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tools.check.base import Tree

FULL_DEVICE = "/dev/full"
FILE_LIMIT_BYTES = 20_000


@dataclass(frozen=True)
class Setting:
    """Where a request is given and with what options of the process."""

    tree: Tree
    scratch: Path
    out: Path
    stdout: int = subprocess.PIPE
    before: Callable[[], None] | None = None


@dataclass(frozen=True)
class Case:
    """A bad request: its arguments, the exit codes allowed, a word the answer must contain."""

    name: str
    arguments: tuple[str, ...]
    codes: tuple[int, ...] = (2,)
    says: str = ""
    prepare: Callable[[Setting], Setting] | None = None


def _with_file(name: str, content: str) -> Callable[[Setting], Setting]:
    """Put a scenario file of the user's into the folder."""

    def prepare(setting: Setting) -> Setting:
        (setting.scratch / name).write_text(content, encoding="utf-8")
        return setting

    return prepare


def _broken_data(setting: Setting) -> Setting:
    """Copy the package and turn one byte of a bundled file around."""
    copy = setting.scratch / "tree"
    shutil.copytree(setting.tree.root / "src", copy / "src")
    bundled = copy / "src" / "saiken" / "data" / "bundled" / "par_yields.parquet"
    content = bytearray(bundled.read_bytes())
    content[len(content) // 2] ^= 0xFF
    bundled.write_bytes(bytes(content))
    return replace(setting, tree=Tree(copy, setting.tree.written))


def _full_output(setting: Setting) -> Setting:
    """Send standard output to a device that is always full."""
    return replace(setting, stdout=os.open(FULL_DEVICE, os.O_WRONLY))


def _full_folder(setting: Setting) -> Setting:
    """Let no file grow beyond a few kilobytes, as on a disk that fills up."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT_BYTES, FILE_LIMIT_BYTES))

    return replace(setting, before=limit)


CASES: tuple[Case, ...] = (
    Case("unknown holder", ("holders", "Japn"), says="Japan"),
    Case("unknown scenario", ("run", "japan-2052"), says="japan-2025"),
    Case("amount above the ceiling", ("run", "--amount", "5000bn"), says="--include-private"),
    Case("negative amount", ("run", "--amount", "-100bn")),
    Case("amount that is not a number", ("run", "--amount", "nan")),
    Case("amount that is a word", ("run", "--amount", "abc")),
    Case("sale over no days", ("run", "--over", "0d")),
    Case("sale over ten thousand days", ("run", "--over", "10000d")),
    Case("horizon of a century", ("run", "--horizon", "25000d")),
    Case("date before the data", ("run", "--as-of", "1950-01-02"), codes=(1, 2)),
    Case("date after the data", ("run", "--as-of", "2099-01-04"), codes=(1, 2)),
    Case("date that does not exist", ("run", "--as-of", "2025-02-30")),
    Case(
        "malformed YAML",
        ("run", "{scratch}/broken.yaml"),
        says="line 3",
        prepare=_with_file("broken.yaml", "title: a sale\nscenario:\n  seller: Japan: own\n"),
    ),
    Case(
        "unknown key",
        ("run", "{scratch}/odd.yaml"),
        says="amuont_usd_bn",
        prepare=_with_file(
            "odd.yaml", "title: a sale\nscenario:\n  seller: Japan\n  amuont_usd_bn: 500\n"
        ),
    ),
    Case("file that is not there", ("run", "{scratch}/nothing.yaml"), codes=(1, 2)),
    Case("ten million draws", ("run", "--draws", "10000000")),
    Case("negative seed", ("run", "--seed", "-1")),
    Case("unknown proceeds", ("run", "--proceeds", "roubles"), says="bills"),
    Case("threat without notice", ("run", "--information", "threatened"), says="notice"),
    Case("notice of nothing", ("run", "--notice", "20"), says="announced"),
    Case("belief above one", ("run", "--belief", "120%"), says="--belief"),
    Case("unknown information", ("run", "--information", "whispered"), says="announced"),
    Case("unknown pace", ("run", "--pace", "evne"), says="even"),
    Case("hedged reserves", ("run", "--hedged", "20")),
    Case("evidence from nowhere", ("evidence", "--rows", "{scratch}/rows.yaml"), codes=(1, 2)),
    Case("unknown episode", ("history", "show", "hashimoto"), says="japan-hashimoto-1997"),
    Case("episodes from nowhere", ("history", "score", "{scratch}/none.yaml"), codes=(1, 2)),
    Case("an answer that is none", ("run", "--fed", "perhaps"), says="absent"),
    Case("unknown preset", ("run", "--answers", "all"), says="everybody"),
    Case("unknown maturities", ("run", "--maturities", "forever"), says="own"),
    Case("unknown size", ("run", "--size-from", "damico-king-2031"), says="damico-king-2013"),
    Case("unknown parameter", ("run", "--set", "flow.exponnent=0.5"), says="flow.exponent"),
    Case("parameter without a number", ("run", "--set", "flow.exponent"), says="="),
    Case("deadline before the start", ("card", "--deadline", "2025-01-01"), says="after the start"),
    Case("chance above one", ("card", "--set", "card.prior_of_resolve=2"), says="0 to 1"),
    Case(
        "negative audience cost",
        ("card", "--draws", "16", "--set", "card.audience_cost_share_gdp=-0.1"),
        says="0 or more",
    ),
    Case("unknown negotiation", ("card", "kato-2052"), says="kato-2025"),
    Case("implied flag alone", ("card", "--size", "100bn"), says="--implied"),
    Case("no workers", ("run", "--workers", "0"), says="--workers"),
    Case("unknown option", ("run", "--ammount", "500bn")),
    Case(
        "folder that cannot be written",
        ("run", "--quiet", "--draws", "256", "--out", "/dev/null/x"),
        codes=(1, 2),
    ),
    Case(
        "broken bundled file",
        ("run", "--draws", "256", "--json"),
        codes=(1,),
        says="par_yields",
        prepare=_broken_data,
    ),
    Case(
        "full disk on standard output",
        ("run", "--draws", "256", "--json"),
        codes=(1,),
        prepare=_full_output,
    ),
    Case(
        "full disk in the folder",
        ("run", "--quiet", "--draws", "256", "--out", "{out}"),
        codes=(1, 2),
        prepare=_full_folder,
    ),
)
