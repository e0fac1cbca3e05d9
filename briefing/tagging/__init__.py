"""Tags: the vocabulary, its names found in a text, names nobody listed, topics."""
