"""What is made from the built pages and stands beside them: search, downloads, feed."""
