"""The tab "Review": doubtful places, and what people decide about them."""
