"""What touches the disk and git: finding, reading and writing files."""
