//! What holds of the readers that work on zones and sites (`places`, `work_modes`, `remote_scope`,
//! `employment`, `visa`) over any text.

use crate::{Extractor, Scratch};
use prospect_model::{Body, Evidence, Facts, Fields, Posting, Visa};

fn posting(text: &str, location: Option<&str>) -> Posting {
    Posting {
        id: String::new(),
        source: "jsonl".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields: Fields { location: location.map(str::to_owned), ..Fields::default() },
    }
}

/// Every value has words, and its words are the text's.
#[track_caller]
fn check_evidence(fact: &str, text: &str, facts: &Facts) {
    for place in &facts.places {
        if let (Some(start), Some(end)) = (place.words.start, place.words.end) {
            assert_eq!(text.get(start as usize..end as usize), Some(place.words.text.as_str()), "{fact}: {text}");
        } else {
            assert!(place.words.field.is_some(), "{fact}: {text}");
        }
    }
    let n_values = match fact {
        "work_modes" => facts.work_modes.len(),
        "remote_scope" => facts.remote_scope.len(),
        "employment" => facts.employment.len(),
        "visa" => usize::from(facts.visa != Visa::Unstated),
        _ => 0,
    };
    let evidence = facts.evidence.get(fact).map_or(&[][..], Vec::as_slice);
    assert_eq!(evidence.len(), n_values, "{fact}: {text}");
    for one in evidence {
        if let Evidence::Text { start, end, .. } = one {
            assert!(start < end && text.get(*start as usize..*end as usize).is_some(), "{fact}: {text}");
        }
    }
}

proptest::proptest! {
    /// Words of the readers' own world in any order, cut anywhere: no panic, and words that are the text's.
    #[test]
    fn any_jumble_is_read_without_panic(words in proptest::collection::vec(proptest::sample::select(JUMBLE), 0..40)) {
        let extractor = EXTRACTOR.get_or_init(Extractor::new);
        let text = words.concat();
        let facts = extractor.read(&posting(&text, Some(&text)), &mut Scratch::default());
        for fact in ["places", "work_modes", "remote_scope", "employment", "visa"] {
            check_evidence(fact, &text, &facts);
        }
    }
}

static EXTRACTOR: std::sync::OnceLock<Extractor> = std::sync::OnceLock::new();

const JUMBLE: &[&str] = &[
    "Berlin",
    "Cambridge",
    "MA",
    "CA",
    "Georgia",
    "US",
    "EU",
    "Remote",
    "ONSITE",
    "hybrid",
    "VISA",
    "no ",
    "(",
    ")",
    "[",
    " | ",
    " - ",
    "–",
    ", ",
    " or ",
    "/",
    "\n",
    "\n\n",
    " ",
    "é",
    "東京",
    "Köln",
    "•",
    "Location: ",
    "must be based in ",
    "2 days in the office",
    "UTC",
    "±",
    "timezone",
    "full-time",
    "contract",
    "Westlake Village",
    "…",
    "🦀",
    ":",
    ".",
];
