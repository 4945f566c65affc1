"""Programs that measure newslint beside others."""
