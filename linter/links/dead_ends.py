"""Pages that servers send readers to when an article is gone: the front page, an error page, a search, a gate.

Only addresses are looked at.
"""

import re
from urllib.parse import unquote

from linter.links.wire import browser_url
from linter.text.patterns import lazy_pattern
from linter.text.urls import is_front_page

_HOME = lazy_pattern(r"(?:home|homepage|start|startseite|accueil|inicio|portada|welcome)(?:\.[a-z]{2,5})?")
_REGION = lazy_pattern(r"[a-z]{2}(?:[-_][a-z]{2,4})?")
_ERROR = lazy_pattern(
    r"(?:(?:error|err|fehler|status|http|page|e)?[-_]?(?:404|410)(?:[-_]?(?:error|page|not[-_]?found))?"
    r"|(?:the[-_])?(?:(?:page|article|content|story|file|url|document|error)[-_]?)?not[-_]?found"
    r"|(?:the[-_])?(?:page|article|content|story|file|url|document)[-_]?(?:no[-_]?longer[-_]?available|gone|removed|unavailable|missing|expired)"
    r"|errors?(?:[-_]?page)?|page[-_]?error|(?:page[-_])?does[-_]?not[-_]?exist"
    r"|seite[-_]nicht[-_]gefunden|page[-_]introuvable|pagina[-_]no[-_]encontrada)"
    r"(?:\.[a-z]{2,5})?"
)
_SEARCH = lazy_pattern(r"(?:search|suche|recherche|buscar|busca|zoeken|ricerca|results|search[-_]results)(?:\.[a-z]{2,5})?")
_GATE = lazy_pattern(
    r"(?:(?:user|account|members?|auth|accounts)[-_])?(?:log[-_]?in|sign[-_]?(?:in|up|on)|logon|register|registration|subscribe|subscriptions?|abo"
    r"|consent|paywall|auth|sso|oauth2?|accounts?|captcha|cookie[-_]?(?:wall|consent|policy)?|cookies|privacy[-_]?(?:gate|wall|consent)|cmp"
    r"|age[-_]?(?:gate|verification))"
    r"(?:[-_](?:offers?|wall|required|page|form|gate|plans?|now|start|center|centre|options?))*(?:\.[a-z]{2,5})?"
)
_NONE = "the front page", "an error page", "a search page", "a sign-in, subscription or consent page"
FRONT_PAGE, ERROR_PAGE, SEARCH_PAGE, GATE = _NONE


def dead_end(final: str, written: str) -> str:
    """Say what a redirect ends on instead of an article (one of the four names above), `""` where it may be one.

    `written` is the address that was asked for: what is a search or a front page already is none of these.
    """
    kind = _kind(final)
    return kind if kind and kind != _kind(written) else ""


def _kind(url: str) -> str:
    parsed = browser_url(url)
    if parsed is None:
        return ""
    steps = [step for step in unquote(str(parsed.parsed.pathname)).lower().split("/") if step]
    if any(_ERROR.fullmatch(step) for step in (*steps[:1], *steps[-1:])):
        return ERROR_PAGE
    if any(_GATE.fullmatch(step) for step in (*steps[:2], *steps[-1:])):
        return GATE
    if steps and _SEARCH.fullmatch(steps[-1]):
        return SEARCH_PAGE
    without_query = url.partition("#")[0].partition("?")[0]
    query = str(parsed.parsed.search)
    if is_front_page(without_query) or (
        steps and len(steps) <= 2 and _HOME.fullmatch(steps[-1]) and all(map(_REGION.fullmatch, steps[:-1]))
    ):
        return FRONT_PAGE if not _names_a_page(query) else SEARCH_PAGE if re.match(r"\?(?:.*&)?(?:q|s|query|search)=", query) else ""
    return FRONT_PAGE if len(steps) == 1 and _REGION.fullmatch(steps[0]) and not _names_a_page(query) else ""


def _names_a_page(query: str) -> bool:
    """Whether a query chooses what is shown, as `?p=12` does and `?ref=gone` does not."""
    return (
        re.match(r"\?(?:.*&)?(?:p|id|page|page_id|post|article|article_id|story|story_id|aid|nid|sid|q|s|query|search|url|v|a)=", query)
        is not None
    )
