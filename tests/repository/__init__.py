"""The repository itself: its pages, its words, its imports, its Action and its hooks."""
