"""What `newslint init` proposes for a repo: it looks at the articles there are, and says why for each setting."""
