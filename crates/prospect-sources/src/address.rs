//! Addresses of careers pages and interfaces, taken apart, so that a connector knows its own.

/// An address without its scheme, in parts.
pub(crate) struct Address {
    /// Host in small letters, without user, port and final dot.
    pub(crate) host: String,
    /// Path segments that are not empty, unescaped.
    pub(crate) path: Vec<String>,
    /// Names and values of the query, unescaped.
    query: Vec<(String, String)>,
}

impl Address {
    /// Takes an address apart: `boards.example.com/acme/jobs/1?from=mail#top`.
    pub(crate) fn new(address: &str) -> Self {
        let address = without_scheme(address);
        let address = address.split('#').next().unwrap_or_default();
        let (before_query, query) = address.split_once('?').unwrap_or((address, ""));
        let (authority, path) = before_query.split_once('/').unwrap_or((before_query, ""));
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
        let query = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (unescaped(name), unescaped(value)))
            .collect();
        Self { host, path: path.split('/').map(unescaped).filter(|segment| !segment.is_empty()).collect(), query }
    }

    /// The path segment at this place, if it can name a board.
    pub(crate) fn segment(&self, segment_idx: usize) -> Option<String> {
        board(self.path.get(segment_idx)?)
    }

    /// Whether the path starts so.
    pub(crate) fn starts_with(&self, segments: &[&str]) -> bool {
        self.path.len() >= segments.len()
            && self.path.iter().zip(segments).all(|(found, wanted)| found.eq_ignore_ascii_case(wanted))
    }

    /// The query's value of this name, if it can name a board.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.query.iter().find(|(found, _)| found == name).and_then(|(_, value)| board(value))
    }

    /// What stands before this domain in the host: `acme` in `acme.recruitee.com`. None for the domain itself, and
    /// for hosts that are the service's own.
    pub(crate) fn below(&self, domain: &str, reserved: &[&str]) -> Option<String> {
        let name = self.host.strip_suffix(domain)?.strip_suffix('.')?;
        (!name.is_empty() && !reserved.contains(&name)).then(|| board(name)).flatten()
    }
}

/// The address without white space around and `https://` or the like before it.
pub(crate) fn without_scheme(address: &str) -> &str {
    let address = address.trim();
    match address.split_once("//") {
        Some(("", rest)) => rest,
        Some((scheme, rest)) => {
            let is_scheme = scheme.strip_suffix(':').is_some_and(|name| name.chars().all(char::is_alphanumeric));
            if is_scheme { rest } else { address }
        }
        None => address,
    }
}

/// The text as a board's name: none that is empty, endless or holds control characters.
fn board(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= 200 && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// A text with its percent escapes undone; what does not give UTF-8 stays as it is.
fn unescaped(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// A board's name as a path segment or a query's value.
pub(crate) fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A board's name as labels of a host; `None` for what cannot be one.
pub(crate) fn host_labels(board: &str) -> Option<String> {
    let is_label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    board.split('.').all(is_label).then(|| board.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart() {
        let address = Address::new("https://me@Boards.Example.COM.:443/acme%20labs//jobs/?for=a%26b&x#top");
        assert_eq!(address.host, "boards.example.com");
        assert_eq!(without_scheme(" //a.example/x"), "a.example/x");
        assert_eq!(without_scheme("a.example/?u=https://b.example"), "a.example/?u=https://b.example");
        assert_eq!(address.segment(0).as_deref(), Some("acme labs"));
        assert_eq!(address.parameter("for").as_deref(), Some("a&b"));
        assert!(address.starts_with(&["acme labs", "Jobs"]));
        assert_eq!(address.segment(2), None);
        assert_eq!(escaped("acme labs&co"), "acme%20labs%26co");
        assert_eq!(Address::new("x/%zz%f").segment(0).as_deref(), Some("%zz%f"));
        assert_eq!(Address::new("acme.recruitee.com").below("recruitee.com", &["www"]).as_deref(), Some("acme"));
        assert_eq!(Address::new("www.recruitee.com").below("recruitee.com", &["www"]), None);
        assert_eq!(Address::new("notrecruitee.com").below("recruitee.com", &[]), None);
        assert_eq!(host_labels("Acme.na").as_deref(), Some("acme.na"));
        assert_eq!(host_labels("evil.example/"), None);
    }
}
