"""Other forms of the site: a folder for a tablet, a book."""
