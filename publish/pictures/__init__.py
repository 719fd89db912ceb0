"""Pictures of a clinic as they are published: photos cleaned and made smaller, icons and the picture to share made."""
