"""How chapters find their order: the first of `ORDERS` that applies wins (R10)."""

from octavo.orders import (
    chain,
    contents_note,
    folders,
    listed,
    properties,
    published,
    site,
    summary,
)
from octavo.orders.order import Order

ORDERS: tuple[Order, ...] = (
    listed.ORDER,
    summary.ORDER,
    site.ORDER,
    contents_note.ORDER,
    published.ORDER,
    chain.ORDER,
    properties.ORDER,
    folders.ORDER,
)
