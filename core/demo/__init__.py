"""Demonstration data and the demonstration model: a made-up landscape with measured spectra."""
