//! What a rule is, and the macro that makes its doc comment its public page.

use crate::{Draft, Finding, Level};

/// A rule: one flaw of postings.
#[derive(Debug)]
pub struct Rule {
    /// Id in kebab-case, named after the flaw.
    pub id: &'static str,
    /// The strongest level that its findings can have.
    pub level: Level,
    /// Its page in Markdown: what it does, why it matters, examples, sources.
    pub page: &'static str,
    /// Looks at a posting and reports.
    pub(crate) check: fn(&Draft<'_>, &mut dyn FnMut(Finding)),
}

impl Rule {
    /// First sentence of the page.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        let body = self.page.split("## What it does").nth(1).unwrap_or(self.page);
        body.trim_start().split("\n\n").next().unwrap_or_default().trim()
    }
}

/// Declares the rule `RULE` of a file: `/// page` then `"id", Level, check_fn`.
macro_rules! declare_rule {
    ($(#[doc = $line:literal])+ $id:literal, $level:ident, $check:ident) => {
        $(#[doc = $line])+
        pub(super) static RULE: $crate::Rule = $crate::Rule {
            id: $id,
            level: $crate::Level::$level,
            page: concat!($($line, "\n"),+),
            check: $check,
        };
    };
}
