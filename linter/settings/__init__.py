"""What can be configured, and how configuration files become settings."""
