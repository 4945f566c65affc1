"""NL318: a right domain is not offered to be overwritten by a broken address."""

import pytest

from linter import fix_text, lint_text


def article(url: str) -> str:
    return f'---\nwebUrl: "{url}"\nprovider:\n  domain: example.com\n---\n'


@pytest.mark.parametrize("host", ["www", "example.", "-example.com", "192.0.2.7", "localhost", "www.example.con", "www.news.local"])
def test_a_host_that_is_no_publishers_is_not_written_as_the_domain(host: str) -> None:
    text = article(f"https://{host}/a")
    found = [one for one in lint_text(text, path="a.md", select=["NL318"]) if one.code == "NL318"]
    assert [one.fix for one in found] == [None]
    assert fix_text(text, path="a.md", select=["NL318"], unsafe=True)[0] == text


@pytest.mark.parametrize(
    ("host", "domain"), [("news.example.co.za", "example.co.za"), ("www.example.org.", "example.org"), ("foo.github.io", "foo.github.io")]
)
def test_another_publishers_domain_is_offered(host: str, domain: str) -> None:
    fixed, _ = fix_text(article(f"https://{host}/a"), path="a.md", select=["NL318"], unsafe=True)
    assert f"domain: {domain}\n" in fixed
