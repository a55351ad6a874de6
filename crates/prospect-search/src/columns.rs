//! The columns of facts as bytes: a magic number, the number of rows and of skills, then column by column numbers of
//! four bytes, the least first.

use crate::SearchError;
use crate::facts::{Column, Facts};

/// What the file begins with; the last digit counts the layouts.
const MAGIC: &[u8; 8] = b"PROSPF01";

pub(crate) fn write(facts: &Facts) -> Vec<u8> {
    let n_numbers = facts.n_rows * Column::ALL.len() + facts.skill_starts.len() + facts.skills.len();
    let mut bytes = Vec::with_capacity(16 + 4 * n_numbers);
    bytes.extend_from_slice(MAGIC);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    bytes.extend_from_slice(&number(facts.n_rows));
    bytes.extend_from_slice(&number(facts.skills.len()));
    for column in facts.columns.iter().chain([&facts.skill_starts, &facts.skills]) {
        for value in column {
            bytes.extend_from_slice(&value.to_le_bytes());
        }
    }
    bytes
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// Bytes that are not that, in whatever way.
pub(crate) fn read(bytes: &[u8]) -> Result<Facts, SearchError> {
    let damaged = || SearchError::damaged("its columns of facts are not readable");
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
    let (words, odd) = rest.as_chunks::<4>();
    let [n_rows, n_skills, words @ ..] = words else { return Err(damaged()) };
    let n_rows = u32::from_le_bytes(*n_rows) as usize;
    let n_skills = u32::from_le_bytes(*n_skills) as usize;
    let n_expected = n_rows.checked_mul(Column::ALL.len() + 1).and_then(|n| n.checked_add(n_skills + 1));
    if !odd.is_empty() || n_expected != Some(words.len()) {
        return Err(damaged());
    }
    let mut rest = words;
    let mut take = |n: usize| -> Vec<u32> {
        let (taken, left) = rest.split_at_checked(n).unwrap_or((rest, &[]));
        rest = left;
        taken.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect()
    };
    let columns = Column::ALL.iter().map(|_| take(n_rows)).collect();
    Ok(Facts::new(n_rows, columns, take(n_rows + 1), take(n_skills)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Facts {
        let columns = (0..Column::ALL.len() as u32).map(|column| vec![column, column + 100, u32::MAX]).collect();
        Facts::new(3, columns, vec![0, 2, 2, 3], vec![7, 9, 8])
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(read(&write(&sample())).unwrap(), sample());
        let none = Facts::new(0, vec![Vec::new(); Column::ALL.len()], vec![0], Vec::new());
        assert_eq!(read(&write(&none)).unwrap(), none);
    }

    #[test]
    fn cut_and_changed_bytes_are_refused() {
        let bytes = write(&sample());
        for n in 0..bytes.len() {
            assert!(read(&bytes[..n]).is_err(), "{n}");
        }
        for at in 0..16 {
            let mut changed = bytes.clone();
            changed[at] ^= 0x81;
            assert!(read(&changed).is_err(), "{at}");
        }
    }
}
