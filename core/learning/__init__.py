"""Learning from imperfect labels (SPEC §6)."""
