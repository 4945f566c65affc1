"""How far two words are apart, and which of them is a slip of the pen."""

from functools import lru_cache

_NEAR = 2
_SHORT, _MIDDLING, _LONG = 4, 5, 10  # letters


@lru_cache(maxsize=4096)
def is_slip(written: str, meant: str) -> bool:
    """Whether one word is the other with a slip: case and `-`, `_`, spaces aside, one letter dropped, added or swapped with the next.

    That counts in words of four letters or more; shorter ones may lack their last letter (`tag`). A replaced letter makes too many other
    words (`seat` for `heat`, `time` for `type`, `publisher` for `published`): it counts inside words of five letters or more, neither
    first nor last. Words of ten letters or more may hold two slips.
    """
    one, other = _bare(written), _bare(meant)
    if one == other:
        return True
    if abs(len(one) - len(other)) > _NEAR:
        return False
    shorter, longer = sorted((one, other), key=len)
    distance = edit_distance(one, other)
    if distance > 1:
        return distance <= _NEAR and len(shorter) >= _LONG
    if len(shorter) < _SHORT:
        return len(longer) >= _SHORT and longer.startswith(shorter)
    if len(shorter) < len(longer) or sorted(one) == sorted(other):
        return True
    return len(one) >= _MIDDLING and one[0] == other[0] and one[-1] == other[-1]


def differs_in_case(written: str, meant: str) -> bool:
    """Whether two words are the same but for upper and lower case."""
    return written != meant and written.casefold() == meant.casefold()


@lru_cache(maxsize=1024)
def _bare(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")


@lru_cache(maxsize=4096)  # a file with many alike items asks for the same pairs again and again
def edit_distance(one: str, other: str, most: int = _NEAR) -> int:
    """Return how many insertions, deletions, replacements and swaps of neighbours turn `one` into `other`.

    Anything above `most` is returned as `most + 1`. Case alone counts as one.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    if one.casefold() == other.casefold():
        return int(one != other)
    if len(set(one) ^ set(other)) > 2 * most:  # a replacement, the costliest step here, brings one letter and takes one
        return most + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return min(previous[-1], most + 1)
