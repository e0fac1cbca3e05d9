"""The joint of the house: content/ read and written."""
