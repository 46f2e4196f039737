// ANCHOR: all
// ANCHOR: main
fn main() {
    println!("Hello, world!");
}
// ANCHOR_END: main

// ANCHOR: helper
fn helper() -> u8 {
    panic!("no")
}
// ANCHOR_END: helper
// ANCHOR_END: all
