"""The checker: export.py compiles the rules to plain data, evaluate.py says what they mean."""
