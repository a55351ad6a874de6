//! Reads `robots.txt` and says what it bars. Source: RFC 9309, Robots Exclusion Protocol.
//!
//! In go the bytes of the file and our product token; out comes which paths are allowed. Reading never fails: a line
//! that makes no sense is no rule. `Crawl-delay`, which the RFC leaves out and many files have, is read too.
//!
//! Not here: getting the file, and what follows when it cannot be had (`fetcher.rs`).

use std::time::Duration;

/// Bytes of a file that are read; the RFC asks for 500 KiB at least (2.5).
const BYTES_MAX: usize = 512 << 10;

/// What one file says to us.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// Least time between requests that the file asks for.
    pub(crate) crawl_delay: Option<Duration>,
}

#[derive(Debug, PartialEq)]
struct Rule {
    is_allowed: bool,
    /// Normalised; may hold `*`, and `$` at its end.
    pattern: Vec<u8>,
}

impl Robots {
    /// Reads the groups that name `product` (letter case aside), all of them together, or else those of `*`.
    pub(crate) fn parse(bytes: &[u8], product: &str) -> Self {
        let bytes = bytes.get(..BYTES_MAX).unwrap_or(bytes);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let (mut named, mut general) = (None, Self::default());
        let (mut is_named, mut is_general, mut is_in_rules) = (false, false, false);
        for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let (key, value) = line.split_at(colon);
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            let key = key.trim_ascii().to_ascii_lowercase();
            if key == b"user-agent" {
                // A name after rules starts another group; before them it is one more name of the same group.
                if std::mem::take(&mut is_in_rules) {
                    (is_named, is_general) = (false, false);
                }
                is_general |= value == b"*";
                if product_of(value).eq_ignore_ascii_case(product.as_bytes()) {
                    is_named = true;
                    named.get_or_insert_with(Self::default);
                }
                continue;
            }
            let is_rule = matches!(key.as_slice(), b"allow" | b"disallow");
            is_in_rules |= is_rule;
            for group in [named.as_mut().filter(|_| is_named), Some(&mut general).filter(|_| is_general)] {
                let Some(group) = group else { continue };
                if is_rule && !value.is_empty() {
                    group.rules.push(Rule { is_allowed: key == b"allow", pattern: normalise(value) });
                } else if key == b"crawl-delay" {
                    group.crawl_delay = group.crawl_delay.max(parse_delay(value));
                }
            }
        }
        named.unwrap_or(general)
    }

    /// Whether a path with its query may be asked for: the longest rule that matches decides, and of equally long ones
    /// the one that allows.
    pub(crate) fn allows(&self, path_and_query: &str) -> bool {
        let path = normalise(path_and_query.as_bytes());
        self.rules
            .iter()
            .filter(|rule| matches(&rule.pattern, &path))
            .max_by_key(|rule| (rule.pattern.len(), rule.is_allowed))
            .is_none_or(|rule| rule.is_allowed)
    }
}

/// The name at the start of a `User-agent` value: what follows it (a version, say) is not part of it.
fn product_of(value: &[u8]) -> &[u8] {
    let end = value.iter().position(|byte| !(byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_')));
    end.and_then(|end| value.get(..end)).unwrap_or(value)
}

fn parse_delay(value: &[u8]) -> Option<Duration> {
    let secs: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    Duration::try_from_secs_f64(secs).ok()
}

/// One spelling for paths that mean the same (RFC 9309, 2.2.2): what needs no escape is not escaped, what is not ASCII
/// is, and digits of escapes are upper case.
fn normalise(path: &[u8]) -> Vec<u8> {
    let mut normal = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [first, tail @ ..] = rest {
        rest = tail;
        let escaped = match (first, tail) {
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    Some(high << 4 | low)
                }
                _ => None,
            },
            _ => None,
        };
        match escaped {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => normal.push(byte),
            Some(byte) => push_escape(&mut normal, byte),
            None if first.is_ascii() => normal.push(*first),
            None => push_escape(&mut normal, *first),
        }
    }
    normal
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn push_escape(normal: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    normal.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

/// Whether a pattern matches a path from its start on: `*` is any run of bytes, `$` at the end is the end of the path.
///
/// Pieces between stars are found one after the other, each as early as possible, so the time is bounded by the product
/// of both lengths.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, is_anchored) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return !is_anchored || rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if is_anchored && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        if piece.is_empty() {
            continue;
        }
        let Some(start) = rest.windows(piece.len()).position(|window| window == piece) else { return false };
        rest = rest.get(start + piece.len()..).unwrap_or_default();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts for each path whether `file` lets the product `prospect` have it: `+/path` or `-/path`.
    #[track_caller]
    fn check(file: &str, expected: &[&str]) {
        let robots = Robots::parse(file.as_bytes(), "prospect");
        for line in expected {
            let (sign, path) = line.split_at(1);
            assert_eq!(robots.allows(path), sign == "+", "`{path}` under\n{file}");
        }
    }

    #[test]
    fn nothing_is_barred_without_a_rule() {
        check("", &["+/", "+/jobs?page=2"]);
        check("User-agent: *\nDisallow:\n", &["+/", "+/jobs"]);
        check("<!doctype html><p>Disallow: /</p>", &["+/"]);
        check("Disallow: /", &["+/"]);
    }

    #[test]
    fn the_longest_rule_decides_and_allow_wins_a_tie() {
        check("User-agent: *\nDisallow: /\nAllow: /jobs\n", &["-/", "-/about", "+/jobs", "+/jobs/1"]);
        check("User-agent: *\nAllow: /jobs\nDisallow: /jobs/private\n", &["+/jobs/1", "-/jobs/private/1"]);
        check("User-agent: *\nDisallow: /jobs\nAllow: /jobs\n", &["+/jobs"]);
    }

    #[test]
    fn own_groups_replace_the_general_ones_and_add_up() {
        let file = "User-agent: *\nDisallow: /\n\nuser-AGENT: Prospect/1.0\nDisallow: /a\n\n\
                    User-agent: acme\nUser-agent: prospect\nDisallow: /b\n";
        check(file, &["+/", "-/a", "-/b", "+/c"]);
        check("User-agent: prospector\nDisallow: /\n", &["+/"]);
        check("User-agent: prospect\n\nUser-agent: acme\nDisallow: /x\n", &["-/x"]);
        check("User-agent: *\nDisallow: /\nUser-agent: prospect\nAllow: /\n", &["+/x"]);
    }

    #[test]
    fn other_records_do_not_end_a_group() {
        let file = "User-agent: prospect\nSitemap: https://jobs.example/map.xml\nUser-agent: acme\nDisallow: /x\n";
        check(file, &["-/x", "+/y"]);
    }

    #[test]
    fn stars_and_ends() {
        let file = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/edit\nDisallow: /exact$\nDisallow: /a*b*c$\n";
        check(file, &["-/x.pdf", "+/x.pdf?y", "+/pdf", "-/jobs/edit/1", "+/edit", "-/exact", "+/exact/1"]);
        check(file, &["-/a-b-c", "-/abc", "+/acb", "-/a-c-b-c", "+/abcd"]);
        check("User-agent: *\nDisallow: *\n", &["-/"]);
        check("User-agent: *\nDisallow: /$\n", &["-/", "+/x"]);
        check("User-agent: *\nDisallow: /**x\n", &["-/axb", "+/a"]);
    }

    #[test]
    fn escapes_mean_what_they_stand_for() {
        check("User-agent: *\nDisallow: /%6Aobs\n", &["-/jobs"]);
        check("User-agent: *\nDisallow: /jobs\n", &["-/%6a%6Fbs"]);
        check("User-agent: *\nDisallow: /stellen/%C3%BCber\n", &["-/stellen/%c3%bcber", "-/stellen/über"]);
        check("User-agent: *\nDisallow: /stellen/über\n", &["-/stellen/%c3%bcber"]);
        check("User-agent: *\nDisallow: /a%2Fb\n", &["-/a%2fb", "+/a/b"]);
        check("User-agent: *\nDisallow: /100%\n", &["-/100%", "-/100%zz"]);
    }

    #[test]
    fn comments_line_ends_and_marks_are_seen_through() {
        check("\u{feff}User-agent: * # all\r\nDisallow: /x # not this\rAllow: /x/y\r\n", &["-/x", "+/x/y", "-/x#"]);
        check("  user-agent :  *  \n  disallow :  /x  \n", &["-/x"]);
    }

    #[test]
    fn crawl_delay_is_read_per_group() {
        let delay = |file: &str| Robots::parse(file.as_bytes(), "prospect").crawl_delay;
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5\n"), Some(Duration::from_millis(2500)));
        assert_eq!(delay("User-agent: acme\nCrawl-delay: 9\n"), None);
        for broken in ["-1", "NaN", "inf", "1e400", "soon"] {
            assert_eq!(delay(&format!("User-agent: *\nCrawl-delay: {broken}\n")), None, "{broken}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>, path: String) {
            let _ = Robots::parse(&bytes, "prospect").allows(&path);
            let mut file = b"User-agent: *\nDisallow: ".to_vec();
            file.extend(&bytes);
            let _ = Robots::parse(&file, "prospect").allows(&path);
        }

        #[test]
        fn a_rule_bars_its_own_path_and_all_below(path in "/[a-z0-9/._~-]{0,30}", below in "[a-z/]{0,10}") {
            let robots = Robots::parse(format!("User-agent: *\nDisallow: {path}\n").as_bytes(), "prospect");
            let longer = path + &below;
            proptest::prop_assert!(!robots.allows(&longer));
        }
    }
}
