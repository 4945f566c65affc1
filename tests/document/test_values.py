"""The reader's values are those of PyYAML's SafeLoader, but for timestamps, which stay text."""

import math
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from linter.document import Document
from linter.document.nodes import Mapping, Scalar, Sequence, walk
from linter.document.result import Limits
from linter.document.yaml_reader import read_yaml
from linter.source import Source, Span
from tests.support import ROOT

SEEDS = sorted((ROOT / "seeds").iterdir())
LIMITS = Limits()


class Loader(yaml.SafeLoader):
    """SafeLoader without timestamps."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

WORDS = """
yes No ON off true False null ~ y n 0 -1 +5 010 0o10 08 0x1F 0xfg 0b101 0b_ 1_000 1__0 _1 12:30 12:30:45 190:20:30.15 1e3 1e+3 1.5 1.5e3
1.5e+3 .5 5. . .. -.inf .inf .Inf .INF .nan .NaN - -- -a 1- 2020-01-31 2020-02-30 2024-05-01T06:00:00Z 2024-05-01 06:00 + +.inf
0 00 0. 0.0 -0 -0.0 1_0.5 1.5_0 685.230_15e+03 0x_ 0x 0o 0b 9999999999999999999999 é ’ trams a:b a#b C:\\x
"""
PLAIN = st.one_of(
    st.sampled_from(WORDS.split()),
    st.from_regex(r"[-+.0-9_:eExoba]{1,12}", fullmatch=True),
    # Not `!` alone: that tag makes a string, for Psych and newslint, and nothing at all for PyYAML.
    st.text("abc é’🚋-.,!?", min_size=1, max_size=12).filter(lambda text: "!" not in text.split()),
)


def quoted(draw: Any, text: str) -> str:
    style = draw(st.sampled_from(["", "", "'", '"', "|", ">"]))
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style:
        return f"{style}{draw(st.sampled_from(['', '-', '+']))}\n      {text}\n\n      {text}"
    return text + draw(st.sampled_from(["", "", " # note", "\n      folded"]))


@st.composite
def blocks(draw: Any) -> str:
    """Draw a YAML mapping in all kinds of styles, most of them valid."""
    lines = []
    for index in range(draw(st.integers(1, 5))):
        key = draw(st.sampled_from(["title", "a", '"q"', "'s'", "b c", f"k{index}"]))
        kind = draw(st.sampled_from(["scalar", "scalar", "list", "flow", "mapping", "anchor", "alias", "merge", "empty"]))
        value = quoted(draw, draw(PLAIN))
        flow = draw(PLAIN).replace("?", ".")  # before a comma, libyaml takes it for a key where PyYAML's own parser reads text
        lines.append(
            {
                "scalar": f"{key}: {value}",
                "list": f"{key}:\n  - {value}\n  - x: {flow}\n    y:\n  -",
                "flow": f"{key}: [{flow}, '{index}', {{z: {flow}}}, ]",
                "mapping": f"{key}:\n    n: {value}\n    m: {flow}",
                "anchor": f"{key}: &anchor\n    n: 1\n    m: [a, b]",
                "alias": f"{key}: *anchor",
                "merge": f"{key}:\n    <<: *anchor\n    n: 2",
                "empty": f"{key}:",
            }[kind]
        )
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@given(blocks())
@example("a: 685.230_15e+03\n")
@example("a: 190:20:30.15\n")
@example("a: !!str 5\nb: !!int '7'\nc: !!bool yes\nd: !!null ''\ne: !!float 1\n")
@example("a: &x {n: 1}\nb: {<<: *x, n: 2}\nc: {<<: [*x, {m: 3}]}\n")
def test_values_equal_those_of_the_safe_loader(text: str) -> None:
    result = read_yaml(text, Span(0, len(text)), LIMITS)

    try:
        expected = yaml.load(text, Loader)
    except (yaml.YAMLError, ValueError):
        return  # such as `0b_`, which raises there: anything but a crash is right here
    assert result.syntax is None
    assert result.root is not None
    if any(problem.rule == "not-a-mapping" for problem in result.problems):
        return  # keys that are no strings are reported, and read as text
    assert same(result.root.value, expected), (result.root.value, expected)


@given(blocks())
def test_nodes_stand_where_their_text_is(text: str) -> None:
    result = read_yaml(text, Span(0, len(text)), LIMITS)
    if result.root is None:
        return
    for node in walk(result.root):
        written = text[node.start : node.end]
        assert written == written.strip(" \n") or isinstance(node, Scalar)
        if isinstance(node, Scalar) and node.style in ("'", '"'):
            assert (written[0], written[-1]) == (node.style, node.style)
        elif isinstance(node, Scalar) and node.style == "" and "\n" not in written:
            assert written == node.text
        elif isinstance(node, Mapping | Sequence) and node.flow and written[0] in "[{":
            assert written[0] + written[-1] in ("[]", "{}")
        parent = node.parent
        assert parent is None or parent.start <= node.start <= node.end <= max(parent.end, node.end)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_values_of_the_seeds(seed: Path) -> None:
    source = Source.from_bytes(seed.name, seed.read_bytes())
    document = Document.parse(source)

    assert document.front_matter is not None
    assert document.root is not None
    start, end = document.front_matter.block
    assert document.root.value == yaml.load(source.text[start:end], Loader)
