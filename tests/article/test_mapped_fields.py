"""Rules on a repo that calls newslint's fields by names of its own (`fields` in the configuration)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from linter import Diagnostic, fix_text, lint_text
from linter.article.fields import NAMES, Form, Vocabulary
from linter.settings.options import Settings
from tests.support import ROOT


def lint(article: str, select: str, **fields: str) -> list[tuple[str, str]]:
    found = lint_text(f"---\n{article}\n---\n", settings=Settings(fields=tuple(fields.items())), select=[select])
    return [(diagnostic.code, diagnostic.field) for diagnostic in found]


@pytest.mark.parametrize(
    ("fields", "article", "code", "field"),
    [
        ({"webUrl": "link"}, "link: http://example.org/", "NL302", "/link"),
        ({"webUrl": "source.link"}, "source:\n  link: http://example.org/", "NL302", "/source/link"),
        ({"provider": "source"}, "source:\n  domain: www.example.org", "NL319", "/source/domain"),
        ({"provider.domain": "site"}, "site: www.example.org", "NL319", "/site"),
        ({"images": "photos"}, "photos:\n  - url: http://example.org/a.jpg", "NL302", "/photos/0/url"),
        ({"provider": "source"}, "source:\n  images:\n    - url: http://example.org/a.jpg", "NL302", "/source/images/0/url"),
        ({"related": "more"}, "more:\n  - webUrl: http://example.org/a", "NL302", "/more/0/webUrl"),
        ({"related": "more", "webUrl": "link"}, "more:\n  - link: http://example.org/a", "NL302", "/more/0/link"),
        ({"topics": "subjects"}, "subjects: [Trams, trams]", "NL108", "/subjects/1"),
        ({"title": "headline"}, 'headline: " "', "NL401", "/headline"),
        ({"publishedDateTime": "date"}, "date: 2024-05-01", "NL201", "/date"),
        ({"featuredContent": "embed"}, "embed: <script>x</script>", "NL508", "/embed"),
        ({"secured": "blob"}, "blob: nonsense", "NL509", "/blob"),
    ],
)
def test_a_mapped_field_is_judged_like_newslints_own(fields: dict[str, str], article: str, code: str, field: str) -> None:
    assert lint(article, code, **fields) == [(code, field)]


def test_the_fields_that_may_be_mapped_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "foreign-front-matter.md").read_text(encoding="utf-8")
    table = page[page.index("| field | holds |") : page.index("Any other name on the left")]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]

    assert sorted(name for row in rows for name in re.findall(r"`(.+?)`", row)) == sorted(NAMES)


def test_newslints_own_name_means_nothing_where_another_is_mapped() -> None:
    assert lint("webUrl: http://example.org/", "NL302", webUrl="link") == []


def test_a_field_is_inserted_under_the_repos_name_and_into_the_same_mapping() -> None:
    fields = (("ampWebUrl", "amp.page"), ("cdnAmpWebUrl", "amp.cached"))
    text = "---\namp:\n  page: https://www.example.com/amp/a\ntitle: A\n---\n"

    fixed, left = fix_text(text, settings=Settings(fields=fields), select=["NL315"])

    cached = "  cached: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/a\n"
    assert fixed == text.replace("title:", f"{cached.strip(chr(10))}\ntitle:")
    assert left == []


def test_a_field_that_belongs_into_another_mapping_is_reported_without_a_fix() -> None:
    fields = (("ampWebUrl", "amp.page"), ("cdnAmpWebUrl", "cache.page"))

    (found,) = lint_text("---\namp:\n  page: https://www.example.com/amp/a\n---\n", settings=Settings(fields=fields), select=["NL315"])

    assert (found.field, found.fix) == ("/cache/page", None)
    assert found.message == "`cache.page` is missing, though `amp.page` is there"


@pytest.mark.parametrize(
    ("pointer", "form"),
    [
        ("/link", Form.URL),
        ("/related/3/link", Form.URL),
        ("/time/first", Form.TIMESTAMP),
        ("/images/0/url", Form.URL),
        ("/provider/images/0/url", Form.URL),
        ("/provider/domain", Form.DOMAIN),
        ("/webUrl", None),
        ("/author/url", None),
        ("/time", None),
        ("/images/0/title", None),
        ("/other/3/link", None),
        ("", None),
    ],
)
def test_only_urls_domains_and_timestamps_have_a_form(pointer: str, form: Form | None) -> None:
    fields = Vocabulary([("webUrl", "link"), ("publishedDateTime", "time.first")])

    assert fields.judged_form(pointer) is form


def with_schema(tmp_path: Path, article: str, select: list[str], **link: Any) -> list[Diagnostic]:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({"properties": {"link": {"type": "string", **link}}}), encoding="utf-8")
    settings = Settings(schema=str(path), fields=(("webUrl", "link"),))
    return lint_text(f"---\n{article}\n---\n", settings=settings, select=select)


def test_a_url_that_its_rules_report_is_not_reported_by_the_schema_again(tmp_path: Path) -> None:
    found = with_schema(tmp_path, "link: example.org/a", ["NL1", "NL3"], format="uri", pattern="^https://")

    assert [d.code for d in found] == ["NL301"]


def test_a_pattern_is_reported_where_the_rule_on_the_form_is_off_or_has_nothing_to_say(tmp_path: Path) -> None:
    off = with_schema(tmp_path, "link: example.org/a", ["NL1"], pattern="^https://")
    well_formed = with_schema(tmp_path, "link: https://example.net/a", ["NL1", "NL301"], pattern="^https://example.org/")

    assert [d.code for d in off] == ["NL105"]
    assert [d.code for d in well_formed] == ["NL105"]
