"""Query parameters that only count clicks."""

import re

from linter.text.patterns import lazy_pattern

# Names that mean tracking wherever they stand, in any case. Never `amp`, `outputType`, `id`.
_ANYWHERE = lazy_pattern(
    r"(?:utm_[^=&]*|itm_[^=&]*|ga_[^=&]*|_ga|_gl|gclid|gad_source|gad_campaignid|dclid|fbclid|fb_action_ids|fb_source|fb_ref"
    r"|msclkid|ttclid|twclid|yclid|ysclid|wbraid|gbraid|mc_cid|mc_eid|_hsenc|__hssc|__hstc|__hsfp|hsCtaTracking|mkt_tok|vero_id|vero_conv"
    r"|oly_anon_id|oly_enc_id|wickedid|s_cid|srsltid|igshid|igsh|li_fat_id|ml_subscriber|rb_clickid|_openstat|__twitter_impression|Echobox"
    r"|cmpid|elq_[^=&]*|elqTrack|elqTrackId|elqCampaignId)(?:=.*)?\Z",
    re.DOTALL | re.IGNORECASE,
)
# Parameters that mean tracking on these sites, and may mean content on others: a name, or a name with the beginning of its value.
_ON_SITES = {
    "adtmag.com": ("admgarea", "partnerref"),
    "barrons.com": ("refsec", "mod"),
    "fool.com": ("source=eptc",),
    "infoq.com": ("useSponsorshipSuggestions",),
    "marketwatch.com": ("mod",),
    "metro.co.uk": ("ico",),
    "redmondmag.com": ("admgarea", "partnerref"),
    "reuters.com": ("feedType", "feedName", "taid"),
    "wsj.com": ("mod",),
    "yahoo.com": ("ncid",),
    "zdnet.com": ("taid",),
}


def is_tracking(parameter: str, host: str = "") -> bool:
    """Whether a query parameter (`name=value`) of a page on `host` only counts clicks."""
    if _ANYWHERE.match(parameter) is not None:
        return True
    known = _known_on(host) if host else ()
    name = parameter.partition("=")[0]
    return any(parameter.startswith(one) if "=" in one else name == one for one in known)


def _known_on(host: str) -> tuple[str, ...]:
    labels = host.split(".")[-3:]
    return _ON_SITES.get(".".join(labels[-2:])) or _ON_SITES.get(".".join(labels), ())


def tracking_parameters(url: str) -> list[str]:
    """Return the tracking parameters of a URL as they stand in it, those of the fragment last."""
    return [parameter for kept, parameter in _parameters(url) if not kept]


def without_tracking(url: str) -> str:
    """Return `url` without tracking parameters; everything else stays byte for byte."""
    if not tracking_parameters(url):
        return url
    address, hash_mark, fragment = url.partition("#")
    path, question_mark, query = address.partition("?")
    host = _host(url)
    query = "&".join(one for one in query.split("&") if not is_tracking(one, host))
    fragment = "&".join(one for one in fragment.split("&") if not _is_tracking_fragment(one))
    return f"{path}{question_mark if query else ''}{query}{hash_mark if fragment else ''}{fragment}"


def _parameters(url: str) -> list[tuple[bool, str]]:
    if "?" not in url and "#" not in url:
        return []
    address, _, fragment = url.partition("#")
    host = _host(url)
    query = [(not is_tracking(one, host), one) for one in address.partition("?")[2].split("&")]
    return query + [(not _is_tracking_fragment(one), one) for one in fragment.split("&")]


def _is_tracking_fragment(parameter: str) -> bool:
    """Whether a part of a fragment only counts clicks: a bare word may be a heading's anchor."""
    return "=" in parameter and is_tracking(parameter)


def _host(url: str) -> str:
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    return authority.rpartition("@")[2].partition(":")[0].lower()
