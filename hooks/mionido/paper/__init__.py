"""Sheets to print: what stands on them, and PDF."""
