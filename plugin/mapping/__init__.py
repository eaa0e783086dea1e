"""The tab "Map": what to make a map of, and the run that makes it."""
