"""Reading command lines: what is not understood is one line that says what was meant, as for every other mistake."""

import argparse
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NoReturn

from linter.errors import ConfigError
from linter.text.wording import did_you_mean, escape

_WIDTH = 100  # without one, argparse asks the terminal for its width once for every option
# What other linters call it.
_ELSEWHERE = {
    "--output": "--output-file",
    "--write": "--fix",
    "--fix-unsafe": "--unsafe-fixes",
    "--unsafe": "--unsafe-fixes",
    "--dry-run": "--diff",
    "--disable": "--ignore",
    "--enable": "--select",
    "--rules": "--select",
    "--stdin": "--stdin-filename",
    "--config-file": "--config",
    "--no-config": "--isolated",
}


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and raises ConfigError, with the closest option or value, for what it does not understand."""

    def __init__(self, prog: str, **options: Any) -> None:
        formatter = partial(argparse.HelpFormatter, width=_WIDTH)
        super().__init__(prog=prog, allow_abbrev=False, exit_on_error=False, formatter_class=formatter, **options)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse a command line. Raises ConfigError."""
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            raise self._unknown(unknown)
        return parsed

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse a command line; return what it says, and what is left. Raises ConfigError."""
        try:
            return super().parse_known_args(args, namespace)
        except argparse.ArgumentError as error:
            raise ConfigError(self._explained(error)) from None

    def error(self, message: str) -> NoReturn:
        """Raise ConfigError with what argparse says, and where to read on."""
        missing = message.removeprefix("the following arguments are required: ")
        raise ConfigError(f"{f'missing: {missing}' if missing != message else escape(message)}{self._advice()}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = list(map(str, action.choices))
            listed = " or ".join(f"`{choice}`" for choice in choices)
            raise argparse.ArgumentError(action, f"expected {listed}, found `{escape(str(value))}`{did_you_mean(str(value), choices)}")

    def _explained(self, error: argparse.ArgumentError) -> str:
        name = (error.argument_name or "").rpartition("/")[2]
        if error.message == "expected one argument":
            option = self._option_string_actions.get(name)
            value = option.metavar if option is not None and isinstance(option.metavar, str) else "VALUE"
            return f"`{name}` needs a value: `{name} {value}`{self._advice()}"
        if error.message.startswith("ignored explicit argument"):
            return f"`{name}` takes no value{self._advice()}"
        return f"`{name}`: {error.message}{self._advice()}"

    def _unknown(self, unknown: Sequence[str]) -> ConfigError:
        options = [word for word in unknown if word.startswith("-")]
        if not options:
            return ConfigError(f"`{self.prog}` does not take `{escape(unknown[0])}`{self._advice()}")
        option = options[0].partition("=")[0]
        known = [name for name in self._option_string_actions if name.startswith("--")]
        other = _ELSEWHERE.get(option)
        advice = f": did you mean `{other}`?" if other in known else _begun(option, known) or did_you_mean(option, known)
        return ConfigError(f"unknown option `{escape(option)}`{advice}{self._advice()}")

    def _advice(self) -> str:
        return f"\n`{self.prog} --help` shows the options"


def _begun(option: str, known: Iterable[str]) -> str:
    """Return the options that an abbreviation may stand for."""
    begun = [name for name in known if len(option) > len("--x") and name.startswith(option)]
    return f": did you mean {' or '.join(f'`{name}`' for name in begun)}?" if begun else ""
