"""Dated images: when, what is clear on them, what their numbers mean; mosaics and radar of them."""
