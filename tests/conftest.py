"""Hypothesis: no deadlines, which depend on the machine; in CI the same examples in each run."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "newslint",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("newslint")
