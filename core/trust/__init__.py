"""How far a map can be trusted: scores, reports, accuracy from references, reviews."""
