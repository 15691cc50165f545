"""The texts of one language: PO files, what goes in them, and how numbers and days are written."""
