"""Models of other tools: what they tell of themselves, and how they become model folders."""
