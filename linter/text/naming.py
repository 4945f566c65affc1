"""What a field is called in messages."""

import re


def shown_field(pointer: str) -> str:
    """Write a JSON Pointer as people do: `/related/2/title` is `related[2].title`, in backticks."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return f"`{''.join(f'[{step}]' if re.fullmatch('[0-9]+', step) else f'.{step}' for step in steps).removeprefix('.')}`"
