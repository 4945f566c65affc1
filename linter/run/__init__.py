"""Many files: linted in one process or several, cached, compared with the others, with what is accepted taken out."""
