"""The nouns of octavo: frozen values that stages hand to one another.

Units everywhere: text positions in Unicode code points with lines and columns from 1;
lengths in PDF points, origin at the page's top left, y downwards; page indices from 0,
page numbers are strings; digests are SHA-256 in hex; paths are relative to the folder
that was read, with `/`.
"""
