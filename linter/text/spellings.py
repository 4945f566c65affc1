"""What the spellings of one word have in common."""

from functools import lru_cache
from unicodedata import combining, normalize

_SHORT = 4  # letters; `news` is no plural


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a word without what its spellings differ in: case, spaces, hyphens, accents, a plural `s`."""
    bare = "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter) and not letter.isspace())
    bare = bare.replace("-", "").replace("_", "")
    return bare[:-1] if len(bare) > _SHORT and bare.endswith("s") and not bare.endswith("ss") else bare
