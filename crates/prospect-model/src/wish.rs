//! What a person wants of a posting, and what a posting says to it.

use serde::{Deserialize, Serialize};

names! {
    /// What a posting says to a wish.
    pub enum Verdict {
        /// It states what the person needs.
        Passes = "passes",
        /// It does not say, so it is not held against it.
        Unknown = "unknown",
        /// It states otherwise.
        Fails = "fails",
    }
}

/// Least pay that a person takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayFloor {
    /// Whole units of the currency a year.
    pub per_year: u64,
    /// ISO 4217 code.
    pub currency: String,
}
