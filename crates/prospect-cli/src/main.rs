//! The prospect command.
fn main() {}
