"""From a checked project to a site: drawn in parallel, only where something changed, put in place at once."""
