"""Broken YAML: each mistake found at its place, and mended where that is proved."""
