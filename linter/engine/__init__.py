"""One document in, diagnostics out; fixes applied and proved. Pure: no disk, no clock, no network."""
