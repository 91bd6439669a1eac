"""版面: find the columns of a page as `-layout` prints it, and the order in which they are read."""
