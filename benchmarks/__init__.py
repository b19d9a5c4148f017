"""How far the program is from what the libraries under it need for the same work."""
