"""What a hostile article, repository, configuration or cache can and cannot do: docs/security.md names these tests."""
