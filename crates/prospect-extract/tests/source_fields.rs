//! What the source states in fields, beside what its text says.

mod common;

use prospect_model::Fields;

#[test]
fn the_field_is_read_first_and_a_conflict_is_said() {
    let read = |field: &str, text: &str| {
        let posting = common::posting(text, Fields { pay: Some(field.to_owned()), ..Fields::default() });
        common::read(&posting)
    };
    let same = read("USD 100000 - 150000 per year", "We pay $100k-$150k USD.");
    assert_eq!(same.pay.len(), 1);
    assert_eq!(same.pay[0].words.field.as_deref(), Some("pay"));
    assert_eq!((same.pay[0].min, same.pay[0].max), (Some(100_000), Some(150_000)));
    assert!(same.problems.is_empty());
    let other = read("USD 100000 - 150000 per year", "We pay $120k-$160k USD.");
    assert_eq!(other.pay.len(), 2);
    assert_eq!(other.problems.len(), 1);
    assert_eq!(other.problems[0].code, "pay-conflict");
}
