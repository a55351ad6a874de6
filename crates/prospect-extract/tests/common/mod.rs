//! What the harnesses of the case files share.

use prospect_model::{Body, Fields, Posting};

/// A posting of this text and these fields, from nowhere and without a date.
pub(crate) fn posting(text: &str, fields: Fields) -> Posting {
    Posting {
        id: "case".to_owned(),
        source: "cases".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields,
    }
}
