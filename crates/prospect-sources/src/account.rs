//! Opaque keys of accounts.

use sha2::{Digest, Sha256};

/// Digits of a key: 64 bits, so that accounts of one service hardly ever share one.
const KEY_BYTES: usize = 8;

/// A key that is the same for all postings of an account and does not show its name: the start of a SHA-256 of the
/// service and the name. It groups; it does not hide an account from somebody who looks its posting up.
pub(crate) fn account_key(service: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("prospect account {service} {name}").as_bytes());
    let mut key = "a".to_owned();
    key.extend(digest.iter().take(KEY_BYTES).map(|byte| format!("{byte:02x}")));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_stable_and_differ_by_service() {
        assert_eq!(account_key("hn", "ada"), account_key("hn", "ada"));
        assert_ne!(account_key("hn", "ada"), account_key("reddit", "ada"));
        assert_eq!(account_key("hn", "ada").len(), 17);
    }
}
