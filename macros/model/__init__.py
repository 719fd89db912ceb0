"""Choosing, grouping and summing up facts: pure, without files or HTML."""
