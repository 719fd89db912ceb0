"""The build itself: engine, lock, swap and finish, and the preview."""
