"""Reading what an HTML report holds."""

import json
import re
from typing import Any

from playwright.sync_api import Page


def data_of(page: str) -> dict[str, Any]:
    """Return the data that the page's script reads."""
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    data: dict[str, Any] = json.loads(block)
    return data


def places(page: Page) -> list[str]:
    return page.locator("#rows tr td:nth-child(2)").all_inner_texts()


def count(page: Page) -> str:
    return page.inner_text("#count")
