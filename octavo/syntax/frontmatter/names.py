"""The names of the properties that are read, as they are and as others write them."""

LISTS = {
    "aliases": ("aliases", "alias"),
    "tags": ("tags", "tag"),
    "classes": ("cssclasses", "cssclass"),
    "authors": ("authors", "author"),
}
TEXTS = {
    "title": ("title",),
    "description": ("description",),
    "part": ("part",),
}
LANGUAGES = ("lang", "language")
NUMBERS = ("order", "weight", "nav_order", "sidebar_position")

READ = {
    *(key for keys in (*LISTS.values(), *TEXTS.values()) for key in keys),
    *(*LANGUAGES, "index", "publish", "draft", "checklist", *NUMBERS),
}
