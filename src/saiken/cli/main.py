"""The application: commands, one-line errors, exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

import typer

from saiken.errors import InputError, SaikenError

HELP: Final = """What a creditor's US Treasuries are worth as a card in a negotiation.

Start with `saiken run`: Japan sells its official Treasuries; what happens to yields, mortgages,
equities, the yen, the federal interest bill, and to both sides' wealth.
"""
BROKEN_PIPE: Final = 1

USAGE_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]  # not public under its own name
GROUP_WITHOUT_COMMAND: Final = "NoArgsIsHelpError"
"""How the parser says that only the name of a group was given; the help is its message."""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    from saiken.cli import commands  # noqa: F401 - registers the commands

    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    sys.exit(_run([word for word in words if word != "--debug"], debug))


def _run(words: list[str], debug: bool) -> int:
    try:
        code = app(args=words, prog_name="saiken", standalone_mode=False)
    except SaikenError as error:
        return _fail(str(error), error.exit_code, debug)
    except USAGE_ERROR as error:
        if type(error).__name__ == GROUP_WITHOUT_COMMAND:
            sys.stdout.write(f"{error}\n")
            return 0
        return _fail(_usage(error), InputError.exit_code, debug)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("stopped.", 1, debug=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return BROKEN_PIPE
    except OSError as error:
        return _fail(f"the system says: {error.strerror or error}.", 1, debug)
    except Exception as error:  # the last resort: a user never sees a traceback unasked
        what = f"{type(error).__name__}: {error}"
        return _fail(f"something went wrong inside ({what}); --debug shows where.", 1, debug)
    return code if isinstance(code, int) else 0


def _usage(error: BaseException) -> str:
    """One sentence for what the parser of the command line found."""
    said = getattr(error, "format_message", lambda: str(error))()
    return " ".join(str(said).split()).rstrip(".") + "; see saiken --help."


def _fail(sentence: str, code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    text = sentence[:1].upper() + sentence[1:]
    try:
        sys.stderr.write(f"saiken: {text}\n")
    except UnicodeEncodeError:
        sys.stderr.write(f"saiken: {text.encode('ascii', 'replace').decode()}\n")
    return code
