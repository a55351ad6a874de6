//! Skills as a query asks for them: `rust and (tokio or async-std) and not java`.
//!
//! In: an expression of names and aliases, `and`, `or`, `not` and brackets; a comma is `or`. Out: a tree of ids of the
//! lexicon. Names of several words need no quotes: `machine learning and python`.
//!
//! Not here: which postings name a skill (`shard`).

use crate::QueryError;
use prospect_lexicon::skill_names::{skill_named, skills_spelt_like};

/// Brackets and `not`s within one another at most; nobody writes more, and each is a call.
const N_DEEP_MAX: usize = 64;

/// Which skills a posting must name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkillTerm {
    /// It asks for the skill of this id.
    Named(&'static str),
    /// It meets all.
    And(Vec<SkillTerm>),
    /// It meets one.
    Or(Vec<SkillTerm>),
    /// It does not meet it.
    Not(Box<SkillTerm>),
}

impl SkillTerm {
    /// Reads an expression.
    ///
    /// # Errors
    /// A name that no skill has, with what it may mean; an expression that does not read.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut parser = Parser { tokens: tokens(text), at: 0, n_deep: 0, text };
        let term = parser.any()?;
        match parser.peek() {
            None => Ok(term),
            Some(_) => Err(parser.wrong("a bracket closes that none opened")),
        }
    }

    /// Whether it holds for postings that name nothing: then it says what not to show, and nothing else.
    pub(crate) fn is_only_not(&self) -> bool {
        match self {
            Self::Named(_) => false,
            Self::And(terms) => terms.iter().all(Self::is_only_not),
            Self::Or(terms) => terms.iter().any(Self::is_only_not),
            Self::Not(term) => !term.is_only_not(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token<'a> {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A name of one or more words.
    Name(&'a str),
}

/// Splits an expression; words that stand together are one name.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    // Bytes of the name that is being read.
    let mut name: Option<(usize, usize)> = None;
    let mut push = |token: Option<Token<'static>>, name: &mut Option<(usize, usize)>| {
        if let Some(word) = name.take().and_then(|(start, end)| text.get(start..end)) {
            tokens.push(Token::Name(word));
        }
        tokens.extend(token);
    };
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let end = at + c.len_utf8();
        match c {
            '(' => push(Some(Token::Open), &mut name),
            ')' => push(Some(Token::Close), &mut name),
            ',' => push(Some(Token::Or), &mut name),
            c if c.is_whitespace() => {}
            _ => {
                let rest = text.get(at..).unwrap_or_default();
                let stop = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',');
                let word_end = at + rest.find(stop).unwrap_or(rest.len());
                let word = text.get(at..word_end).unwrap_or_default();
                match word.to_ascii_lowercase().as_str() {
                    "and" => push(Some(Token::And), &mut name),
                    "or" => push(Some(Token::Or), &mut name),
                    "not" => push(Some(Token::Not), &mut name),
                    _ => name = Some((name.map_or(at, |(start, _)| start), word_end)),
                }
                at = word_end;
                continue;
            }
        }
        at = end;
    }
    push(None, &mut name);
    tokens
}

struct Parser<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    n_deep: usize,
    text: &'a str,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: &Token<'_>) -> bool {
        let is_it = self.peek() == Some(token);
        self.at += usize::from(is_it);
        is_it
    }

    fn wrong(&self, why: &str) -> QueryError {
        let text: String = self.text.chars().take(80).collect();
        QueryError::Syntax(format!("`{text}` does not read as skills: {why}"))
    }

    fn any(&mut self) -> Result<SkillTerm, QueryError> {
        let mut terms = vec![self.all()?];
        while self.take(&Token::Or) {
            terms.push(self.all()?);
        }
        Ok(one_or(terms, SkillTerm::Or))
    }

    fn all(&mut self) -> Result<SkillTerm, QueryError> {
        let mut terms = vec![self.one()?];
        // `rust not java` means what it says.
        while self.take(&Token::And) || self.peek() == Some(&Token::Not) {
            terms.push(self.one()?);
        }
        Ok(one_or(terms, SkillTerm::And))
    }

    fn one(&mut self) -> Result<SkillTerm, QueryError> {
        self.n_deep += 1;
        if self.n_deep > N_DEEP_MAX {
            return Err(self.wrong("it is too deep"));
        }
        let term = if self.take(&Token::Not) {
            SkillTerm::Not(Box::new(self.one()?))
        } else if self.take(&Token::Open) {
            let term = self.any()?;
            if !self.take(&Token::Close) {
                return Err(self.wrong("a bracket is not closed"));
            }
            term
        } else if let Some(Token::Name(name)) = self.peek().cloned() {
            self.at += 1;
            named(name)?
        } else {
            return Err(self.wrong("a skill is missing"));
        };
        self.n_deep -= 1;
        Ok(term)
    }
}

fn one_or(mut terms: Vec<SkillTerm>, many: fn(Vec<SkillTerm>) -> SkillTerm) -> SkillTerm {
    match terms.pop() {
        Some(only) if terms.is_empty() => only,
        last => {
            terms.extend(last);
            many(terms)
        }
    }
}

fn named(name: &str) -> Result<SkillTerm, QueryError> {
    let name = name.trim_matches('"');
    let unknown = || QueryError::UnknownValue {
        what: "skill",
        value: name.to_owned(),
        near: skills_spelt_like(name, 3).into_iter().map(str::to_owned).collect(),
    };
    skill_named(name).map(|entry| SkillTerm::Named(entry.id)).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(term: &SkillTerm) -> String {
        let list = |terms: &[SkillTerm], word: &str| terms.iter().map(shown).collect::<Vec<_>>().join(word);
        match term {
            SkillTerm::Named(id) => (*id).to_owned(),
            SkillTerm::And(terms) => format!("({})", list(terms, " & ")),
            SkillTerm::Or(terms) => format!("({})", list(terms, " | ")),
            SkillTerm::Not(term) => format!("!{}", shown(term)),
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let actual = SkillTerm::parse(text).map_or_else(|error| error.to_string(), |term| shown(&term));
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn expressions_read_as_they_are_written() {
        check("Rust", "rust");
        check("golang", "go");
        check("rust and c++ or GO", "((rust & cpp) | go)");
        check("rust AND (c++ OR go) AND NOT java", "(rust & (cpp | go) & !java)");
        check("rust not java", "(rust & !java)");
        check("rust, c++", "(rust | cpp)");
        check("machine learning and Python", "(machine-learning & python)");
        check("not not rust", "!!rust");
    }

    #[test]
    fn what_does_not_read_is_an_error_that_says_why() {
        check("Rsut", "no skill `Rsut`\nhint: did you mean `Rust`?");
        check("rust and", "`rust and` does not read as skills: a skill is missing");
        check("(rust", "`(rust` does not read as skills: a bracket is not closed");
        check("rust)", "`rust)` does not read as skills: a bracket closes that none opened");
        check("", "`` does not read as skills: a skill is missing");
        assert!(SkillTerm::parse(&"(".repeat(100_000)).is_err());
        assert!(SkillTerm::parse(&"not ".repeat(100_000)).is_err());
    }

    #[test]
    fn an_expression_of_nots_says_what_not_to_show() {
        let is_only_not = |text| SkillTerm::parse(text).unwrap().is_only_not();
        assert!(is_only_not("not java"));
        assert!(is_only_not("not java and not php"));
        assert!(is_only_not("rust or not java"));
        assert!(!is_only_not("rust and not java"));
        assert!(!is_only_not("not not rust"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_an_expression_or_an_error(text in "(and|or|not|rust|c\\+\\+|[(),]|\\PC| ){0,40}") {
            let _ = SkillTerm::parse(&text);
        }
    }
}
