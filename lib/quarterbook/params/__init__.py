"""The quarter file and the house file, read strictly into frozen settings."""
