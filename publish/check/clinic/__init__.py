"""All that a clinic may write: its file, its pages, its pictures, the names of its files."""
