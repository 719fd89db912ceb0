"""Everything that is held against the rules before an engine starts."""
