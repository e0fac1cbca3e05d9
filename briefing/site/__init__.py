"""The press: content/ in, site/ out."""
