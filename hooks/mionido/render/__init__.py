"""A localised site -> pages: which there are, what each of them reads, and its HTML."""
