//! Words of titles as numbers, to compare titles without writing them down in small letters.

/// Start value and multiplier of FNV-1a, 64 bits. Source: Fowler, Noll, Vo, draft-eastlake-fnv.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// Hash of a word in small letters: FNV-1a. Two words of one hash count as the same word, which by chance
/// happens to one pair in 10¹⁹.
pub(in crate::readers) const fn hash_lower(word: &[u8]) -> u64 {
    let mut hash = FNV_START;
    let mut at = 0;
    while at < word.len() {
        hash = (hash ^ word[at].to_ascii_lowercase() as u64).wrapping_mul(FNV_PRIME);
        at += 1;
    }
    hash
}

/// [`hash_lower`] of a word with letters outside ASCII in small letters too.
pub(in crate::readers) fn hash_word(word: &str) -> u64 {
    if word.is_ascii() { hash_lower(word.as_bytes()) } else { hash_lower(word.to_lowercase().as_bytes()) }
}

/// The words of a title without case, number and marks: their hashes, ascending, each once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key(Vec<u64>);

impl Key {
    pub(super) fn of(title: &str) -> Self {
        let mut words: Vec<u64> = title
            .split(|letter: char| !letter.is_alphanumeric() && letter != '+' && letter != '#')
            .filter(|word| !word.is_empty())
            .map(|word| if word.is_ascii() { plain(word) } else { plain(&word.to_lowercase()) })
            .collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether every word is one of the other's.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.len() <= other.0.len() && self.0.iter().all(|word| other.has(*word))
    }

    /// Whether it has a word that the other has not and that is no level.
    pub(super) fn adds_to(&self, other: &Self) -> bool {
        self.0.iter().any(|word| !other.has(*word) && !LEVELS.contains(word))
    }

    /// Whether fewer than half of the words of the shorter one, levels aside, are the other's too.
    pub(super) fn is_other_than(&self, other: &Self) -> bool {
        let n_words = |key: &Self| key.0.iter().filter(|word| !LEVELS.contains(word)).count();
        let n_shared = self.0.iter().filter(|word| !LEVELS.contains(word) && other.has(**word)).count();
        n_shared * 2 < n_words(self).min(n_words(other))
    }

    fn has(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }
}

/// Words that say how much rather than what.
const LEVELS: [u64; 8] = [
    hash_lower(b"senior"),
    hash_lower(b"junior"),
    hash_lower(b"staff"),
    hash_lower(b"principal"),
    hash_lower(b"lead"),
    hash_lower(b"mid"),
    hash_lower(b"level"),
    hash_lower(b"founding"),
];

/// A word's hash in the singular, abbreviations of levels written out.
fn plain(word: &str) -> u64 {
    let bytes = word.as_bytes();
    match bytes {
        [b's' | b'S', b'r' | b'R'] | [b's' | b'S', b'n' | b'N', b'r' | b'R'] => hash_lower(b"senior"),
        [b'j' | b'J', b'r' | b'R'] => hash_lower(b"junior"),
        [singular @ .., b's' | b'S'] if bytes.len() > 3 => hash_lower(singular),
        _ => hash_lower(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn case_number_order_and_marks_make_no_difference() {
        assert_eq!(Key::of("Sr. Rust Engineers"), Key::of("senior engineer (RUST)"));
        assert_eq!(Key::of("Ingénieurs C++"), Key::of("INGÉNIEUR c++"));
        assert_ne!(Key::of("C++ Developer"), Key::of("C Developer"));
    }

    #[test]
    fn a_level_adds_nothing() {
        let (engineers, senior, backend) =
            (Key::of("Engineers"), Key::of("Senior Engineer"), Key::of("Backend Engineer"));
        assert!(engineers.is_within(&senior) && !senior.is_within(&engineers));
        assert!(!senior.adds_to(&engineers) && backend.adds_to(&engineers));
    }
}
