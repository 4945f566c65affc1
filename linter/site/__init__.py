"""Files of the repository that bodies and front matter point at: whether they exist, and what a fragment can name in them."""
