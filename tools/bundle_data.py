"""Build the bundled Parquet files from ``data-raw/`` by the recipes of the catalogue.

Run ``python tools/bundle_data.py`` to rebuild and to write ``first``, ``last`` and ``sha256``
into the catalogue; with ``--check`` nothing is written and a difference is an error (exit 1).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import yaml

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data-raw"
DATA = ROOT / "src" / "saiken" / "data"

MACROS = """
SET threads = 1;
CREATE MACRO day(x) AS CAST(nullif(x, '') AS DATE);
CREATE MACRO number(x) AS CAST(nullif(x, '') AS DOUBLE);
CREATE MACRO whole(x) AS CAST(x AS BIGINT);
CREATE MACRO month_end(x) AS last_day(CAST(substr(x, 1, 7) || '-01' AS DATE));
CREATE MACRO quarter_end(x) AS
    last_day(CAST(date_trunc('quarter', CAST(x AS DATE)) + INTERVAL 2 MONTH AS DATE));
CREATE MACRO year_quarter_end(x) AS
    last_day(make_date(CAST(substr(x, 1, 4) AS BIGINT), 3 * CAST(substr(x, 6, 1) AS BIGINT), 1));
CREATE MACRO year_end(x) AS make_date(CAST(x AS BIGINT), 12, 31);
CREATE MACRO fiscal_year_end(x) AS
    CASE WHEN CAST(x AS BIGINT) <= 1976 THEN make_date(CAST(x AS BIGINT), 6, 30)
         ELSE make_date(CAST(x AS BIGINT), 9, 30) END;
"""
"""Words the recipes may use. Federal fiscal years ended on 30 June up to 1976."""


def csv(name: str) -> str:
    """Read a raw file as text, so that no reader guesses a type."""
    return f"read_csv('{RAW / name}', header = true, all_varchar = true)"


def header(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Name the columns of a raw file."""
    return [row[0] for row in con.execute(f"DESCRIBE FROM {csv(name)}").fetchall()]


def value_columns(con: duckdb.DuckDBPyConnection, source: dict[str, Any]) -> list[str]:
    """List the columns that hold figures; ``"*"`` is all but the period column and `except`."""
    if source["values"] != "*":
        return list(source["values"])
    inner = re.search(r"\((\w+)\)", source["period"])
    left_out = {inner.group(1) if inner else "", *source.get("except", [])}
    return [column for column in header(con, source["file"]) if column not in left_out]


def released_sql(entry: dict[str, Any]) -> str:
    """Write the release day of a row, from a lag or from a column."""
    release = entry["release"]
    if "on" in release:
        return str(release["on"])
    cases = "".join(f" WHEN key = '{k}' THEN {d}" for k, d in release.get("by_key", {}).items())
    lag = f"CASE{cases} ELSE {release['lag_days']} END" if cases else str(release["lag_days"])
    return f"period_end + {lag}"


def vintage_sql(entry: dict[str, Any], source: dict[str, Any]) -> str:
    """Write the vintage of a row: the source's own, else the dataset's, else unknown."""
    if "vintage" in source:
        return str(source["vintage"])
    known = isinstance(entry["vintage"], dt.date)
    return f"DATE '{entry['vintage']}'" if known else "CAST(NULL AS DATE)"


def series_sql(con: duckdb.DuckDBPyConnection, entry: dict[str, Any]) -> str:
    """Turn wide or long raw files into rows of key, period_end, value, released, vintage."""
    parts = []
    for source in entry["recipe"]["sources"]:
        columns = ", ".join(f'"{column}"' for column in value_columns(con, source))
        parts.append(
            f"SELECT {source.get('key', 'name')} AS key, {source['period']} AS period_end, "
            f"number(figure) AS value, CAST({released_sql(entry)} AS DATE) AS released, "
            f"{vintage_sql(entry, source)} AS vintage "
            f"FROM (UNPIVOT {csv(source['file'])} ON {columns} INTO NAME name VALUE figure) "
            f"WHERE {source.get('where', 'true')}"
        )
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY key, period_end, released"


def table_sql(entry: dict[str, Any]) -> str:
    """Pick, type and name the columns of a raw table; rows are sorted by all of them."""
    recipe = entry["recipe"]
    picked = ", ".join(f"{expr} AS {name}" for name, expr in recipe["columns"].items())
    distinct = "DISTINCT " if recipe.get("distinct") else ""
    if "on" in entry["release"]:
        released = str(entry["release"]["on"])
    else:
        released = f"{recipe['columns'][recipe['period']]} + {entry['release']['lag_days']}"
    order = ", ".join(str(i + 1) for i in range(len(recipe["columns"])))
    return (
        f"SELECT {distinct}{picked}, CAST({released} AS DATE) AS released "
        f"FROM {csv(recipe['file'])} ORDER BY {order}"
    )


def build(con: duckdb.DuckDBPyConnection, entry: dict[str, Any], target: Path) -> dict[str, Any]:
    """Write one dataset; return what the catalogue records about it."""
    sql = series_sql(con, entry) if entry["kind"] == "series" else table_sql(entry)
    con.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    period = "period_end" if entry["kind"] == "series" else entry["recipe"].get("period")
    span = (
        con.execute(f"SELECT min({period}), max({period}) FROM '{target}'").fetchone()
        if period
        else None
    )
    first, last = span or (None, None)
    return {"first": first, "last": last, "sha256": hashlib.sha256(target.read_bytes()).hexdigest()}


def record(text: str, dataset: str, facts: dict[str, Any]) -> str:
    """Write the generated lines of one entry into the catalogue's text."""
    start = text.index(f"- id: {dataset}\n")
    end = text.find("\n- id: ", start + 1)
    block = text[start : end if end >= 0 else len(text)]
    new = block
    for field, value in facts.items():
        shown = f'"{value}"' if field == "sha256" else ("null" if value is None else str(value))
        new = re.sub(rf"^  {field}: .*$", f"  {field}: {shown}", new, count=1, flags=re.M)
    return text.replace(block, new)


def same_rows(con: duckdb.DuckDBPyConnection, one: Path, other: Path) -> bool:
    """Compare two Parquet files row by row, whatever version of DuckDB wrote them."""
    left, right = (con.execute(f"FROM '{path}'").fetchall() for path in (one, other))
    return left == right


def compare(con: duckdb.DuckDBPyConnection, entry: dict[str, Any], built: Path) -> list[str]:
    """List what is wrong with one bundled file against its rebuild and its catalogue entry."""
    bundled = DATA / "bundled" / built.name
    if not bundled.exists():
        return [f"{entry['id']}: {bundled.name} is missing"]
    problems = []
    if hashlib.sha256(bundled.read_bytes()).hexdigest() != entry["sha256"]:
        problems.append(f"{entry['id']}: checksum is not the catalogue's")
    if not same_rows(con, bundled, built):
        problems.append(f"{entry['id']}: rows differ from data-raw")
    return problems


def check(con: duckdb.DuckDBPyConnection, entries: list[dict[str, Any]]) -> list[str]:
    """Rebuild everything aside and compare."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            built = Path(folder) / f"{entry['id']}.parquet"
            build(con, entry, built)
            problems += compare(con, entry, built)
    known = {f"{entry['id']}.parquet" for entry in entries}
    found = {path.name for path in (DATA / "bundled").iterdir()}
    return problems + [f"{name}: not in the catalogue" for name in sorted(found - known)]


def rebuild(con: duckdb.DuckDBPyConnection, entries: list[dict[str, Any]], text: str) -> str:
    """Write every bundled file; return the catalogue with its generated lines renewed."""
    folder = DATA / "bundled"
    folder.mkdir(exist_ok=True)
    for entry in entries:
        text = record(text, entry["id"], build(con, entry, folder / f"{entry['id']}.parquet"))
    return text


def main() -> int:
    """Rebuild or check the bundled data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    args = parser.parse_args()
    catalogue = DATA / "catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    con = duckdb.connect()
    con.execute(MACROS)
    if args.check:
        problems = check(con, entries)
        print("\n".join(problems) or f"{len(entries)} bundled datasets equal their rebuild")
        return 1 if problems else 0
    catalogue.write_text(rebuild(con, entries, text), encoding="utf-8")
    size = sum(path.stat().st_size for path in (DATA / "bundled").iterdir())
    print(f"{len(entries)} datasets, {size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
