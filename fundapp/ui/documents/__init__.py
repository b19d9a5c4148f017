"""What the pages of all documents that are signed share: frame, page, buttons, look."""
