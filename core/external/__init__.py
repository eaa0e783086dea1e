"""Old and coarse maps of others: reading, recognising, translating and drawing them."""
