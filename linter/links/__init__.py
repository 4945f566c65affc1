"""The network part: which links articles hold, whether they live, and what must never be connected to."""
