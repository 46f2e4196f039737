"""What references are written like, and what they mean in a vault and in a book.

Members in order of import: spelling (paths as text), names (which file), fragments
(which place in a note), address (what is written, and what is said of it), shelf
(which note a link means, for navigation and order),
destinations (where it stands in the book). The passes decide what is done with it.
"""
