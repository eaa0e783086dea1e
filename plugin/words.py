"""Everything that the dock says goes through here, as do the words of the algorithms."""

from ..processing_provider.words import tr

__all__ = ["tr"]
