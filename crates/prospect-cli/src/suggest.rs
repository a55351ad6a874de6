//! "Did you mean": the known names nearest to a name that nobody has.

/// Names that differ in more than this share of their letters are not what somebody mistyped.
const SIMILARITY_MIN: f64 = 0.8;
/// Names that are offered at most.
const N_MAX: usize = 3;

/// The nearest names, the nearest first; of equally near ones, the first in byte order.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = wanted.trim().to_lowercase();
    let score = |name: &str| {
        let name = name.to_lowercase();
        // A name that continues what was typed is as good as a typo in it.
        if wanted.chars().count() >= 4 && name.starts_with(&wanted) {
            return 1.0;
        }
        strsim::jaro_winkler(&wanted, &name).min(strsim::normalized_damerau_levenshtein(&wanted, &name) + 0.15)
    };
    let mut scored: Vec<(f64, &str)> =
        names.map(|name| (score(name), name)).filter(|(score, _)| *score >= SIMILARITY_MIN).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.len().cmp(&b.1.len())).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().map(|(_, name)| name).take(N_MAX).collect()
}

/// A line for an error, empty where nothing is near: `hint: did you mean …?`.
pub(crate) fn hint(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        names => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("\nhint: did you mean {}?", names.join(" or "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_find_their_name_and_strangers_find_none() {
        let names = ["Cloudflare", "Datadog", "Figma", "Figma", "Acme Robotics"];
        assert_eq!(nearest("cloudfare", names.into_iter()), ["Cloudflare"]);
        assert_eq!(nearest("Fimga", names.into_iter()), ["Figma"]);
        assert_eq!(nearest("acme", names.into_iter()), ["Acme Robotics"]);
        assert_eq!(nearest("umbrella", names.into_iter()), Vec::<&str>::new());
        assert_eq!(nearest("", names.into_iter()), Vec::<&str>::new());
        assert_eq!(hint(&["a", "b"]), "\nhint: did you mean `a` or `b`?");
    }
}
