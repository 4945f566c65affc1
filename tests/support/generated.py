"""Articles with every kind of mistake, in every style of YAML: what the properties of fixing are tested on."""

import json
from typing import Any

from hypothesis import strategies as st

SECURED = "AAAAAAAAAAAAAAAAAAAAAA==;AAAAAAAAAAAAAAAAAAAAAA=="

TEXTS = st.sampled_from(
    [
        "Trams",
        "It’s the 🚋 line",
        " Trams",
        "Trams ",
        "Trams  and \t buses",
        "Trams \u00a0and",
        "\u00a0Trams\u00a0",
        "two\nlines",
        "Trams &amp; buses",
        "Trams &#8216;s",
        "a &lt;b&gt; c",
        "&amp;amp; &nbsp; x",
        "Update #2 (28 new)",
        "Part 1: how it works",
        "What we know:",
        "@city tweets",
        "`code` is law",
        "%5",
        "[Video] Trams",
        "{{ title }}",
        "> 5 trams",
        "| x",
        "- trams",
        "*Bold* news",
        "*none",
        "&Co news",
        "!Wow news",
        "'It's back'",
        "'It's back",
        '"Trams" are back',
        'The "new" tram',
        "C:\\temp: x",
        "C:\\news\\ferry",
        "$\\frac{1}{2}$ fare",
        "It\\u2019s back",
        "Two boats.\\nThey sail.",
        "First paragraph.\n\nSecond  paragraph.",
        "It\x92s back",
        "\x93Trams\x94 \x80 5",
        "â€œTramsâ€\x9d return",
        "Ã\xa0 la carte, Ã\xadbis",
        "Trams\x0breturn\x0cnow\x1chere",
        "\x1b[31mTrams\x1b[0m return",
        "\u200fשלום\u200e ABC",
        "\u2067שלום\u2069 ABC",
        "API\u200cهای می\u200cروم",
        "The caf\ufffds",
        "Trams - Trams",
        "{% if x %}",
        "yes",
        "NO",
        "~",
        "null",
        "010",
        "1e3",
        "12:30:45",
        ".inf",
        "=",
        "<<",
        "2020",
        "2020-02-30",
        "Tr\u200bams",
        "\u200b",
        "Tr\u202eams",
        "Tr\u2028ams",
        "Tr\x85ams",
        "\ufeffTrams",
        "\u200b Trams \u200b",
        "👩\u200d🔧",
        "<b>Trams</b>",
        "donâ€™t",
        "lorem ipsum",
        "TODO",
        "undefined",
        "",
        "   ",
        "\u00a0",
        "-",
        "?",
        "x" * 300,
    ]
)
BASES = [
    "https://www.example.com/trams",
    "https://news.example.org/2024/05/trams/",
    "https://amp.example.com/trams",
    "https://www.example.net",
]
CACHED = "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/trams"
URLS = st.one_of(
    st.sampled_from(BASES),
    st.builds(
        lambda before, base, query, fragment, after: f"{before}{base}{query}{fragment}{after}",
        st.sampled_from(["", "", "", " ", "\t", "\u200b", "\u00a0"]),
        st.sampled_from(
            [
                *BASES,
                "HTTPS://WWW.Example.COM/Trams",
                "http://www.example.com:80/trams",
                "https://www.example.com:443/a/../trams",
                "https://www.example.com/./a/%2e%2e/b",
                "https://me:secret@www.example.com/trams",
                "https://localhost/trams",
                "https://10.0.0.1/trams",
                "https://2130706433/",
                "https://www.\u0430pple.com/",
                "https://bücher.example.com/trams",
                "https://www.example.com./trams",
                "https://www.example.com/solar trams",
                "https://www.example.com/100%",
                "https:///trams",
                "//www.example.com/trams",
                "www.example.com/trams",
                "javascript:alert(1)",
                CACHED,
                "https://www-example-com.cdn.ampproject.org/c/www.example.com/trams?amp_js_v=0.1",
                "https://www.google.com/amp/s/www.example.com/trams",
                "https://www.example.com/Tr’ams",
            ]
        ),
        st.sampled_from(
            ["", "", "?", "?utm_source=x", "?id=7&utm_source=x&fbclid=y", "?gclid=1&a=b", "?usqp=1&x=%20", "?&utm_id=1&", "?amp=1"]
        ),
        st.sampled_from(["", "", "#", "#end", "#aoh=1&referrer=x"]),
        st.sampled_from(["", "", "", " ", "\n", "\u200b"]),
    ),
)
TIMES = st.sampled_from(
    [
        "2024-05-01T06:00:00Z",
        "2024-05-01T06:00:00.250+02:00",
        "2024-05-01 06:00:00Z",
        "2024-05-01t06:00:00z",
        "20240501T060000Z",
        "2024-05-01T06:00Z",
        "2024-05-01T06:00:00+0200",
        "2024-05-01T06:00:00",
        "2024-05-01 06:00",
        "2024-05-01",
        "2024-5-1",
        "20240501",
        "2023-02-30T06:00:00Z",
        "2024-13-01",
        "2042-05-01 06:00:00Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01 00:00:00Z",
        " 2024-05-01T06:00:00Z ",
        "2016-12-31 23:59:60Z",
        "last Tuesday",
        "1970-01-01T00:00:00Z",
        "",
    ]
)
DOMAINS = st.sampled_from(
    [
        "example.com",
        "example.org",
        "www.example.com",
        "https://www.Example.com/news",
        "Example.com",
        "example.com.",
        " example.com ",
        "example.com:443",
        "co.uk",
        "github.io",
        "localhost",
        "10.0.0.1",
        "Example News",
        "bücher.de",
        "news.example.net/",
        "",
    ]
)
# Written without quotes: numbers, booleans, null, and what people write for them.
LITERALS = [
    "41",
    "-1",
    "500",
    "010",
    "0x1F",
    "1_000",
    "1.0",
    "5.5",
    "12:30:45",
    "yes",
    "off",
    "true",
    "False",
    "null",
    "~",
    "",
    "high",
    "1e3",
    ".inf",
    "+5",
]
NUMBERS = st.one_of(
    st.sampled_from(["41", "-1", "501", "true", "007", " 41", "4.0", "4.5", "high"]),
    st.sampled_from(LITERALS).map(lambda text: Literal(text)),
)
TOPICS = st.sampled_from(["Trams", "trams", "Trams ", "Solar power", "solar  Power", "A &amp; B", "yes", "Part 1: x", "C #1", ""])
KEYS = ["webURL", "titel", "author", "ampWebURL", "pubishedDateTime", "Title", "topic"]


class Literal(str):
    """Written as it is, without quotes."""

    __slots__ = ()


def fields(draw: Any, *, related: bool) -> list[tuple[str, Any]]:
    """Draw the fields of an article, some of them missing, misspelled or twice."""
    provider = [("name", draw(TEXTS)), ("domain", draw(DOMAINS))]
    image = [("url", draw(URLS)), ("width", draw(NUMBERS)), ("title", draw(TEXTS))]
    everything: list[tuple[str, Any]] = [
        ("category", draw(st.sampled_from(["news", "News", "top news"]))),
        ("title", draw(TEXTS)),
        ("excerpt", draw(TEXTS)),
        ("publishedDateTime", draw(TIMES)),
        ("updatedDateTime", draw(TIMES)),
        ("originalUrl", draw(URLS)),
        ("webUrl", draw(URLS)),
        ("ampWebUrl", draw(URLS)),
        ("cdnAmpWebUrl", draw(URLS)),
        ("type", draw(st.sampled_from(["article", "video", "Article", "vidoe", "podcast"]))),
        ("quality", draw(NUMBERS)),
        ("heat", draw(NUMBERS)),
        ("published", draw(NUMBERS)),
        ("provider", provider if draw(st.booleans()) else provider[::-1]),
        ("topics", draw(st.lists(TOPICS, max_size=4))),
        ("tags", draw(st.lists(TOPICS, max_size=3))),
        ("images", [image, image] if draw(st.booleans()) else [image]),
        ("featuredContent", "<iframe src='https://www.youtube.com/embed/a'></iframe>"),
        ("locale", draw(st.sampled_from(["en-us", "english (US)"]))),
        (draw(st.sampled_from(KEYS)), draw(TEXTS)),
        ("title", draw(TEXTS)),
    ]
    chosen = draw(st.sets(st.integers(0, len(everything) - 1), min_size=1, max_size=12))
    picked = [everything[index] for index in sorted(chosen)]
    if not related:
        picked.append(("secured", draw(st.sampled_from([SECURED, f" {SECURED} ", "AAAA;&amp;\u200b", "yes  no"]))))
        picked += [("related", [fields(draw, related=True) for _ in range(draw(st.integers(0, 2)))])] * draw(st.integers(0, 1))
    return picked


def scalar(draw: Any, text: str, *, indent: str, flow: bool) -> str:
    """Write a scalar in some style; plain ones may well be broken YAML."""
    if isinstance(text, Literal):
        return str(text)
    styles = ["", "'", '"', "json", "raw"] if flow else ["", "", "'", '"', "json", "raw", "wrapped", "|", ">", "&"]
    style = draw(st.sampled_from(styles))
    if style == "json":
        return json.dumps(text)
    if style == '"':
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if style == "raw":
        return '"' + text.replace('"', "").replace("\n", f"\n\n{indent}  ") + '"'
    if style == "wrapped":
        return "'" + text.replace("'", "''").replace("\n", f"\n\n{indent}  ").replace(" ", f"\n{indent}  ") + "'"
    if style == "'":
        return "'" + text.replace("'", "''").replace("\n", f"\n\n{indent}") + "'"
    if style in ("|", ">"):
        lines = text.replace("\n", f"\n{indent}  ")
        return f"{style}{draw(st.sampled_from(['', '-', '+']))}\n{indent}  {lines}"
    comment = draw(st.sampled_from(["", "", " # checked", "  #2", "\t# x"])) if not flow else ""
    return f"{'&a ' if style == '&' else ''}{text}{comment}"


def block(draw: Any, value: Any, indent: str) -> str:
    """Write a value in block style, or, sometimes, in flow style."""
    if isinstance(value, str):
        return " " + scalar(draw, value, indent=indent, flow=False)
    if not value or draw(st.integers(0, 4)) == 0:
        return " " + flow(draw, value, indent)
    if isinstance(value[0], tuple):
        return "\n" + entries(draw, value, indent + "  ")
    dash = draw(st.sampled_from(["- ", "  - ", "  -   "]))
    inner = indent + " " * len(dash)
    return "".join("\n" + indent + dash + item(draw, one, inner) for one in value)


def item(draw: Any, value: Any, indent: str) -> str:
    text = entries(draw, value, indent) if isinstance(value, list) else block(draw, value, indent)
    return text.lstrip(" ") if isinstance(value, list) else text[1:]


def entries(draw: Any, value: list[tuple[str, Any]], indent: str) -> str:
    between = draw(st.sampled_from(["\n", "\n", "\n\n", f"\n{indent}# comment\n"]))
    return between.join(f"{indent}{key}:{block(draw, one, indent)}" for key, one in value)


def flow(draw: Any, value: Any, indent: str) -> str:
    if isinstance(value, str):
        return scalar(draw, value, indent=indent + "  ", flow=True)
    comma = draw(st.sampled_from([", ", ",", f",\n{indent}  "]))
    if value and isinstance(value[0], tuple):
        return "{" + comma.join(f"{key}: {flow(draw, one, indent)}" for key, one in value) + "}"
    return "[" + comma.join(flow(draw, one, indent) for one in value) + "]"


def as_json(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return {key: as_json(one) for key, one in value}
    return [as_json(one) for one in value] if isinstance(value, list) else value


DAMAGE = [
    "",
    "",
    "\u200b",
    "\t",
    ":",
    ": ",
    "'",
    '"',
    " #",
    "\n",
    "  ",
    "- ",
    "&",
    "*",
    "[",
    "}",
    "\x07",
    "---",
    "\u2028",
    "🚋",
    "\\f",
    "\\n",
    "\x92",
    "\x0c",
    "\u200f",
    "Ã\xad",
]


@st.composite
def articles(draw: Any) -> str:
    """Draw a whole file."""
    data = fields(draw, related=False)
    layout = draw(st.sampled_from(["block", "block", "block", "block", "flow", "json"]))
    if layout == "block":
        yaml = entries(draw, data, "")
    elif layout == "flow":
        yaml = flow(draw, data, "")
    else:
        yaml = json.dumps(as_json(data), indent=draw(st.sampled_from([None, 2])), ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(yaml)))
        yaml = yaml[:at] + draw(st.sampled_from(DAMAGE)) + yaml[at + draw(st.integers(0, 2)) :]
    bom = draw(st.sampled_from(["", "", "", "\ufeff"]))
    body = draw(st.sampled_from(["", "Body.\n", "\nBody  with\u200b &amp;\n---\nhttps://x.example/?utm_source=y \n\n", "\r\nx\ry"]))
    text = f"{bom}---\n{yaml}\n---\n"
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))) + body


@st.composite
def json_files(draw: Any) -> str:
    """Draw an article that is a JSON file."""
    text = json.dumps(as_json(fields(draw, related=False)), indent=draw(st.sampled_from([None, 2, "\t"])), ensure_ascii=draw(st.booleans()))
    return draw(st.sampled_from(["", "\ufeff", "\n"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))) + "\n"
