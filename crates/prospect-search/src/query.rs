//! A query: words and filters in one text, how to sort, what to count.
//!
//! In: text as people type it. `embedded "data plane" -blockchain country:DE`: words must all stand in the posting, a
//! phrase as it is; `-` takes away, `OR` between two takes either, and `name:value` is a filter. Out: a [`Query`].
//! Any text is a query or an error that says why not.
//!
//! Not here: values of filters (`filters`), finding (`find`).

use crate::QueryError;
use crate::facets::Facet;
use crate::filters::{Filter, Filters};
use crate::near::named;
use crate::words::words_of;
use serde::Serialize;

/// Words of a query at most: a pasted posting is no query.
const N_WORDS_MAX: usize = 256;

/// Words that must follow one another; one word is a phrase too.
pub type Phrase = Vec<String>;

/// One condition on the words of a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// One of these must stand in it.
    pub any_of: Vec<Phrase>,
    /// Or none of these may.
    pub is_excluded: bool,
}

/// What comes first. Ties are broken by the id of the opening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// What fits the words best; without words, the newest.
    #[default]
    Relevance,
    /// The newest posting; those without a date last.
    Date,
    /// The highest yearly pay; those that state none last.
    Pay,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Relevance, Self::Date, Self::Pay];

    /// The name that the command line uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Date => "date",
            Self::Pay => "pay",
        }
    }

    /// The order of a name.
    ///
    /// # Errors
    /// A name that no order has.
    pub fn named(name: &str) -> Result<Self, QueryError> {
        named("order", name, &Self::ALL, Self::as_str)
    }
}

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Conditions on the words; all must hold.
    pub clauses: Vec<Clause>,
    /// What the openings must be.
    pub filters: Filters,
    /// Filters that keep the openings which say nothing to them.
    pub unknown_kept: Vec<Filter>,
    /// What comes first.
    pub sort: Sort,
    /// Hits to return at most.
    pub limit: usize,
    /// What to count among all hits.
    pub facets: Vec<Facet>,
    /// Values of each facet to return at most.
    pub n_facet_values: usize,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            clauses: Vec::new(),
            filters: Filters::default(),
            unknown_kept: Vec::new(),
            sort: Sort::default(),
            limit: 20,
            facets: Vec::new(),
            n_facet_values: 10,
        }
    }
}

impl Query {
    /// Reads a text of words and filters.
    ///
    /// # Errors
    /// An unknown filter or value, and text that does not read.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        query.add_text(text)?;
        Ok(query)
    }

    /// Adds what a text asks for.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn add_text(&mut self, text: &str) -> Result<(), QueryError> {
        let mut is_or_open = false;
        for token in (Tokens { text, at: 0 }) {
            let Token { is_excluded, filter, body, is_quoted } = token?;
            if body == "OR" && !is_quoted && !is_excluded && filter.is_none() {
                if is_or_open || self.clauses.last().is_none_or(|clause| clause.is_excluded) {
                    return Err(syntax("`OR` stands between two words or phrases"));
                }
                is_or_open = true;
                continue;
            }
            if is_or_open && (is_excluded || filter.is_some()) {
                return Err(syntax("`OR` stands between two words or phrases"));
            }
            if let Some(name) = filter {
                if is_excluded {
                    return Err(syntax(format!("a filter cannot be taken away: `-{name}:{body}`")));
                }
                self.filters.add(Filter::named(name)?, body)?;
                continue;
            }
            let words = words_of(body);
            if words.is_empty() {
                return Err(syntax(format!("there is no word in `{body}`")));
            }
            match self.clauses.last_mut().filter(|_| is_or_open) {
                Some(clause) => clause.any_of.push(words),
                None => self.clauses.push(Clause { any_of: vec![words], is_excluded }),
            }
            is_or_open = false;
        }
        if is_or_open {
            return Err(syntax("`OR` stands between two words or phrases"));
        }
        let n_words: usize = self.clauses.iter().flat_map(|clause| &clause.any_of).map(Vec::len).sum();
        if n_words > N_WORDS_MAX {
            return Err(syntax(format!("{n_words} words are too many; {N_WORDS_MAX} are the most")));
        }
        Ok(())
    }

    /// Whether it asks for words, so that hits differ in how well they fit.
    pub(crate) fn has_words(&self) -> bool {
        self.clauses.iter().any(|clause| !clause.is_excluded)
    }

    /// The order that is meant: without words, all fit equally well, so the newest come first.
    #[must_use]
    pub fn order(&self) -> Sort {
        if self.sort == Sort::Relevance && !self.has_words() { Sort::Date } else { self.sort }
    }
}

fn syntax(why: impl Into<String>) -> QueryError {
    QueryError::Syntax(why.into())
}

/// A word, phrase or filter as typed.
struct Token<'a> {
    is_excluded: bool,
    filter: Option<&'a str>,
    body: &'a str,
    is_quoted: bool,
}

/// The parts of a query's text, one after the other.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let trimmed = rest.trim_start();
        if trimmed.is_empty() {
            return None;
        }
        let is_excluded = trimmed.starts_with('-') && trimmed.len() > 1;
        let mut rest = if is_excluded { trimmed.get(1..)? } else { trimmed };
        let filter = filter_name(rest);
        if let Some(name) = filter {
            rest = rest.get(name.len() + 1..)?;
        }
        let is_quoted = rest.starts_with('"');
        let (body, rest) = if is_quoted {
            let inner = rest.get(1..)?;
            let Some(end) = inner.find('"') else {
                self.at = self.text.len();
                return Some(Err(syntax("a quote is not closed")));
            };
            (inner.get(..end)?, inner.get(end + 1..)?)
        } else {
            let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
            (rest.get(..end)?, rest.get(end..)?)
        };
        self.at = self.text.len() - rest.len();
        Some(Ok(Token { is_excluded, filter, body, is_quoted }))
    }
}

/// The name before the colon of `country:DE`; none in `std::fs`, `https://…` and `a:`.
fn filter_name(text: &str) -> Option<&str> {
    let (name, value) = text.split_once(':')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let has_value = value.chars().next().is_some_and(|c| !c.is_whitespace() && !matches!(c, ':' | '/'));
    (is_name && has_value).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &Query) -> String {
        let clause = |clause: &Clause| {
            let any_of: Vec<String> = clause.any_of.iter().map(|phrase| phrase.join(" ")).collect();
            format!("{}{}", if clause.is_excluded { "-" } else { "+" }, any_of.join("|"))
        };
        query.clauses.iter().map(clause).collect::<Vec<_>>().join(", ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let actual = Query::parse(text).map_or_else(|error| error.to_string(), |query| shown(&query));
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn words_phrases_and_what_is_taken_away() {
        check("Embedded Rust", "+embedded, +rust");
        check("\"data plane\" -blockchain -\"smart contract\"", "+data plane, -blockchain, -smart contract");
        check("Berlin OR München rust", "+berlin|munchen, +rust");
        check("a OR b OR \"c d\"", "+a|b|c d");
        check("or OR and", "+or|and");
        check("Node.js std::fs https://acme.example", "+node js, +std fs, +https acme example");
        check("e-mail -", "there is no word in `-`");
        check("  ", "");
    }

    #[test]
    fn a_filter_stands_among_the_words() {
        let query = Query::parse("rust country:DE country:\"United States\" skill:\"tokio and not go\"").unwrap();
        assert_eq!(shown(&query), "+rust");
        assert_eq!(query.filters.countries, ["DE", "US"]);
        assert_eq!(query.filters.skills.len(), 1);
        check("contry:DE", "no filter `contry`\nhint: did you mean `country`?");
        check("country:Germny", "no country `Germny`\nhint: did you mean `Germany`?");
        check("-country:DE", "a filter cannot be taken away: `-country:DE`");
    }

    #[test]
    fn what_does_not_read_is_an_error_that_says_why() {
        check("\"data plane", "a quote is not closed");
        check("OR rust", "`OR` stands between two words or phrases");
        check("rust OR", "`OR` stands between two words or phrases");
        check("rust OR OR go", "`OR` stands between two words or phrases");
        check("rust OR -go", "`OR` stands between two words or phrases");
        check("rust !!!", "there is no word in `!!!`");
        check(&"a ".repeat(300), "300 words are too many; 256 are the most");
    }

    #[test]
    fn without_words_the_newest_come_first() {
        assert_eq!(Query::parse("rust").unwrap().order(), Sort::Relevance);
        assert_eq!(Query::parse("-rust country:DE").unwrap().order(), Sort::Date);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_query_or_an_error(text in "(OR|-|\"|:|country|skill|rust|\\PC| ){0,60}") {
            let _ = Query::parse(&text);
        }
    }
}
