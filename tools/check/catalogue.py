"""The list of checks, quick ones first."""

from __future__ import annotations

from tools.check import (
    bad_inputs,
    blocks,
    clone,
    constants,
    fields,
    look,
    mutations,
    same_bytes,
    schema,
    sizes,
    text,
    wheel,
    zero_sale,
)
from tools.check.base import Check

CHECKS: tuple[Check, ...] = (
    Check("text", text.check),
    Check("constants", constants.check),
    Check("fields", fields.check),
    Check("sizes", sizes.check),
    Check("schema", schema.check),
    Check("zero-sale", zero_sale.check),
    Check("same-bytes", same_bytes.check),
    Check("bad-inputs", bad_inputs.check),
    Check("blocks", blocks.check),
    Check("look", look.check),
    Check("clone-run", clone.check_run, slow=True),
    Check("clone-lint", clone.check_lint, slow=True),
    Check("clone-test", clone.check_test, slow=True),
    Check("wheel", wheel.check, slow=True),
    Check("mutations", mutations.check, slow=True),
)
