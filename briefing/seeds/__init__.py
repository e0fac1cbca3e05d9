"""Captures in: bytes to text, text to lines, lines to a normalized document."""
