"""Why a pixel has its class and its code."""
