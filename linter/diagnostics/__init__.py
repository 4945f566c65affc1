"""What is reported, and what can be done about it: diagnostics, fixes, places, ignore comments."""
