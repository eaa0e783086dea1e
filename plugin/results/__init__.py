"""The tab "Results": the layers, how they are shown and compared, and the legend."""
