"""Models: their cards and bands, running them, and combining what they say."""
