"""What is kept of each article to compare it with the others."""
