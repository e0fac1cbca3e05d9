"""Briefing: captured texts in, a tagged static briefing site out."""

__version__ = "0.1.0"
