// ANCHOR: source
flow();
// ANCHOR_END: source
