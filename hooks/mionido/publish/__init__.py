"""From a checked source to a site: drawn in parallel, only where something changed, put in place at once."""
