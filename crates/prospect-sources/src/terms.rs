//! What a source allows and asks for.

/// A source's terms, as far as they touch what Prospect does: reading, counting, linking.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What the source says about reading and reuse, in a sentence of ours.
    pub summary: &'static str,
    /// Where it says so; `None` where we found no such page.
    pub url: Option<&'static str>,
    /// Licence of the data, an SPDX id where there is one; `None` where none is stated.
    pub licence: Option<&'static str>,
    /// What has to be shown beside a posting of it; `None` where nothing is asked.
    pub attribution: Option<&'static str>,
    /// Whether counts and averages over its postings may be published.
    pub allows_statistics: bool,
}

impl Terms {
    /// Files that the user has: what may be done with them is between the user and their origin.
    pub const OWN_FILES: Self = Self {
        summary: "files of your own; the terms of the place that they come from hold",
        url: None,
        licence: None,
        attribution: None,
        allows_statistics: true,
    };
}
