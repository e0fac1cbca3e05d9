"""Figures: quantities read from text, what they are about, whether they add up."""
