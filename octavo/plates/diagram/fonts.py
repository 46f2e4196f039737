"""The fonts the text of drawings is measured in; static cuts of the book's sans."""

REGULAR = "OctavoSans-Regular.ttf"
BOLD = "OctavoSans-SemiBold.ttf"
