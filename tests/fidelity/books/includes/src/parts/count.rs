// ANCHOR: all
fn count(frames: u32) -> u32 {
    // ANCHOR: body
    let per_frame = 3_000;
    frames * per_frame
    // ANCHOR_END: body
}
// ANCHOR_END: all

fn main() {
    println!("{}", count(10));
}
