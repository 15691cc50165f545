"""YAML -> records that know their file, line and column; every mistake in them at once."""
