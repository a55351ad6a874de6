//! Openings, what shows them, why they were merged, and employers, as rows.

use super::gather::{Gathered, Kept};
use anyhow::Result;
use prospect_dedupe::Clusters;
use prospect_model::Date;
use prospect_store::{EmployerRecord, MergeRecord, ObservationRecord, OpeningRecord, SnapshotWriter};
use std::collections::HashMap;
/// The day on which the last of an opening's watched postings was gone; `None` while one is there, and where
/// something shows the opening later.
fn closed_day(members: &[&Kept]) -> Option<Date> {
    let ends: Option<Vec<Date>> =
        members.iter().filter_map(|kept| kept.watched).map(|watched| watched.closed).collect();
    let closed = ends?.into_iter().max()?;
    let is_shown_later = members.iter().filter_map(|kept| kept.last_day()).any(|day| day > closed);
    (!is_shown_later).then_some(closed)
}

pub(super) fn write_openings(writer: &mut SnapshotWriter, gathered: &Gathered, clusters: &Clusters) -> Result<()> {
    let mut n_openings = vec![0_u32; clusters.employers.len()];
    let mut n_postings = vec![0_u32; clusters.employers.len()];
    for employer in clusters.employer_of.iter().flatten() {
        n_postings[*employer as usize] += 1;
    }
    let mut opening_of: HashMap<(u32, u32), usize> = HashMap::new();
    for (opening_idx, opening) in clusters.openings.iter().enumerate() {
        let members: Vec<&Kept> =
            opening.members.iter().filter_map(|member| gathered.kept.get(member.posting as usize)).collect();
        let roles: Vec<_> = opening
            .members
            .iter()
            .filter_map(|member| gathered.kept.get(member.posting as usize)?.roles.get(member.role as usize))
            .collect();
        let named = roles.iter().find(|role| !role.0.is_empty()).or(roles.first());
        let mut postings: Vec<u32> = opening.members.iter().map(|member| member.posting).collect();
        postings.dedup();
        if let Some(employer) = opening.employer {
            n_openings[employer as usize] += 1;
        }
        writer.write_openings(&[OpeningRecord {
            opening_id: opening.id.clone(),
            employer_id: opening.employer,
            title: named.map(|role| role.0.clone()).unwrap_or_default(),
            seniority: named.map(|role| role.1.clone()).unwrap_or_default(),
            role_family: named.map(|role| role.2.clone()).unwrap_or_default(),
            first_seen: members.iter().filter_map(|kept| kept.first_day()).min(),
            last_seen: members.iter().filter_map(|kept| kept.last_day()).max(),
            n_postings: postings.len() as u32,
            closed: closed_day(&members),
        }])?;
        for member in &opening.members {
            opening_of.insert((member.posting, member.role), opening_idx);
            let Some(kept) = gathered.kept.get(member.posting as usize) else { continue };
            writer.write_observations(&[ObservationRecord {
                opening_id: opening.id.clone(),
                posting_idx: member.posting,
                posting_id: kept.id.clone(),
                source: gathered.sources.get(kept.source as usize).map(|source| source.id.clone()).unwrap_or_default(),
                role_idx: member.role,
                spell: member.spell,
                posted: kept.posted,
                month: kept.month,
            }])?;
        }
    }
    for merge in &clusters.merges {
        let opening = opening_of.get(&merge.b).and_then(|opening_idx| clusters.openings.get(*opening_idx));
        writer.write_merges(&[MergeRecord {
            opening_id: opening.map(|opening| opening.id.clone()).unwrap_or_default(),
            posting_a: merge.a.0,
            role_a: merge.a.1,
            posting_b: merge.b.0,
            role_b: merge.b.1,
            reason: merge.reason.to_string(),
            similarity: Some(merge.similarity),
        }])?;
    }
    for (employer_idx, employer) in clusters.employers.iter().enumerate() {
        writer.write_employers(&[EmployerRecord {
            employer_id: employer_idx as u32,
            name: employer.name.clone(),
            aliases: employer.aliases.clone(),
            n_postings: n_postings[employer_idx],
            n_openings: n_openings[employer_idx],
        }])?;
    }
    Ok(())
}
