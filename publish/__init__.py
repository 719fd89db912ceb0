"""What is done around the engine: check before it, build in a temporary folder, finish, swap."""
