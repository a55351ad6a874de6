//! What a rule says about a posting.

use serde::Serialize;

/// How strong the ground of a finding is, the strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Plain sense and the practice of the field.
    Heuristic,
    /// Experiments with readers of adverts.
    Lab,
    /// Field experiments, or figures measured on many postings.
    Field,
    /// A law or a published specification.
    Law,
}

impl Level {
    /// Every level, the weakest first.
    pub const ALL: [Self; 4] = [Self::Heuristic, Self::Lab, Self::Field, Self::Law];

    /// The word that files and screens show.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Heuristic => "heuristic",
            Self::Lab => "lab",
            Self::Field => "field",
            Self::Law => "law",
        }
    }
}

/// Where a finding is. Ordered as a reader meets it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// Words of the posting's plain text.
    Text {
        /// First byte.
        start: u32,
        /// Byte after the last.
        end: u32,
    },
    /// A field of the source, or a property of its JSON.
    Field {
        /// Its path.
        path: String,
    },
    /// The posting as a whole: something is missing.
    Whole {},
}

/// One thing to mend in a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How strong its ground is in this case.
    pub level: Level,
    /// Where.
    pub place: Place,
    /// What is wrong, naming the words or the value.
    pub what: String,
    /// Why it matters, with its source.
    pub why: String,
    /// What to write instead.
    pub instead: String,
}

impl Finding {
    pub(crate) fn new(level: Level, place: Place, what: String, why: impl Into<String>, instead: String) -> Self {
        Self { rule: "", level, place, what, why: why.into(), instead }
    }
}
