//! Holds `match` to what was measured: our own judgements of forty made-up people's postings, on the shipped history.

#[path = "../eval/ranking.rs"]
#[allow(dead_code, reason = "the example uses the rest")]
mod ranking;

use prospect_career::View;
use ranking::{DEPTH, N_MONTHS_VIEW, judgements, mean_interval, ndcg, people, rankings, skill_documents};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn match_ranks_better_than_the_simple_rankings_of_the_same_facts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = fs::read(folder.join("../../data/history/hn.parquet")).unwrap();
    let dataset = prospect_store::history::read(&bytes).unwrap();
    let view = View::new(&dataset, N_MONTHS_VIEW);
    let corpora = BTreeMap::from([("skills", skill_documents(&view))]);
    let judged = judgements(&fs::read_to_string(folder.join("eval/judgements.tsv")).unwrap());
    let people = people(&fs::read_to_string(folder.join("eval/profiles.toml")).unwrap());
    assert_eq!(people.len(), 40);

    let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let (mut n_shown, mut n_judged) = (0, 0);
    for person in &people {
        let grades = &judged[&person.id];
        for (system, ranking) in rankings(&view, &corpora, person) {
            if system == "match" {
                n_shown += ranking.len().min(DEPTH);
                n_judged += ranking.iter().take(DEPTH).filter(|id| grades.contains_key(*id)).count();
            }
            if let Some(value) = ndcg(&ranking, grades) {
                values.entry(system).or_default().push(value);
            }
        }
    }
    assert!(n_judged * 10 >= n_shown * 9, "{n_judged} of {n_shown} are judged: judge the new ones (eval/README.md)");

    let own = &values["match"];
    let (mean, ..) = mean_interval(own);
    assert!(mean >= 0.64, "nDCG@{DEPTH} of match is {mean:.3}, it was 0.681");
    let ahead = |system: &str| {
        let ahead: Vec<f64> = own.iter().zip(&values[system]).map(|(own, other)| own - other).collect();
        mean_interval(&ahead)
    };
    for system in ["jaccard of skills", "tf-idf of skills", "bm25 of skills"] {
        let (mean, low, _) = ahead(system);
        assert!(mean >= 0.05 && low > 0.0, "{system}: {mean:+.3}, low end {low:+.3}");
    }
}
