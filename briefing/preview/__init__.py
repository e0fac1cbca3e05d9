"""The preview: the site as it will be, on the editor's own machine, a moment after she saves."""
