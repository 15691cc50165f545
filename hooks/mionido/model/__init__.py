"""What a site consists of: frozen records, no files, no clock, no language.

The order of the fields in a class is the order of the keys in its YAML file. The class documents
the format.
"""
