"""Setting the engine up: an environment of its own for its packages; only the standard library."""
