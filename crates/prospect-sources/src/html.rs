//! Bodies put together from parts.

/// HTML from sections, in order: a heading where there is one, then the section's HTML. Empty sections are left out.
pub(crate) fn sections(parts: impl IntoIterator<Item = (Option<String>, String)>) -> Option<String> {
    let mut html = String::new();
    for (heading, part) in parts {
        if part.trim().is_empty() {
            continue;
        }
        if let Some(heading) = heading {
            html.push_str("<h3>");
            html.push_str(&escaped(&heading));
            html.push_str("</h3>");
        }
        html.push_str(&part);
        html.push('\n');
    }
    (!html.is_empty()).then_some(html)
}

/// Words as HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Plain text as HTML, its lines kept.
pub(crate) fn from_text(text: &str) -> String {
    escaped(text).replace('\n', "<br>\n")
}

/// HTML that was escaped once more, as it was before. Text with tags of its own is taken as it is.
pub(crate) fn unescaped_once(text: String) -> String {
    if !text.contains("&lt;") || text.contains("</") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        const ENTITIES: [(&str, &str); 5] =
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&"), ("&#39;", "'")];
        let (sign, letter) = ENTITIES.into_iter().find(|(sign, _)| entity.starts_with(sign)).unwrap_or(("&", "&"));
        out.push_str(letter);
        rest = entity.get(sign.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_headings_and_no_holes() {
        let parts = [(None, "<p>Hi</p>"), (Some("R&D"), "<li>x</li>"), (Some("Empty"), " ")];
        let html = sections(parts.map(|(heading, part)| (heading.map(str::to_owned), part.to_owned())));
        assert_eq!(html.as_deref(), Some("<p>Hi</p>\n<h3>R&amp;D</h3><li>x</li>\n"));
    }

    #[test]
    fn one_layer_of_escapes_comes_off() {
        let once = |text: &str| unescaped_once(text.to_owned());
        assert_eq!(once("&lt;p&gt;C&amp;amp;C &amp;lt;3 it&#39;s&lt;/p&gt;"), "<p>C&amp;C &lt;3 it's</p>");
        assert_eq!(once("<p>&lt;T&gt;</p>"), "<p>&lt;T&gt;</p>");
        assert_eq!(once("a & b &"), "a & b &");
    }
}
