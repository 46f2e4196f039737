fn main() {
    println!("good day");
}
