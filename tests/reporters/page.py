"""Reading what an HTML report holds."""

import json
import re
from typing import Any


def data_of(page: str) -> dict[str, Any]:
    """Return the data that the page's script reads."""
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    data: dict[str, Any] = json.loads(block)
    return data
