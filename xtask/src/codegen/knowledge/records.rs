//! The records as people write them in TOML. Unknown fields are refused here, meaning is checked in `check`.

use super::super::file::File;
use prospect_model::{
    Adoption, Audience, ClaimFrame, ClaimKind, Comparator, Direction, Domain, Driver, Measure, OrganisationRole,
    Ownership, ProjectKind, ProvenanceKind, Quantity, Sector, SetbackKind, StartingPoint, StepKind, Theme,
};
use serde::Deserialize;
use std::rc::Rc;
use toml::Spanned;

/// A record and the file that it stands in.
pub(super) struct Placed<R> {
    pub(super) record: R,
    pub(super) file: Rc<File>,
}

/// Where a statement comes from, each with its place in the file.
pub(super) type Sources = Vec<Spanned<Provenance>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provenance {
    pub(super) kind: ProvenanceKind,
    pub(super) url: Option<String>,
    pub(super) document: String,
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) published: Option<String>,
    pub(super) seen: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Documents {
    pub(super) document: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) author: Option<String>,
    pub(super) published: Option<String>,
    pub(super) seen: Option<String>,
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) id: Spanned<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) ambiguous_names: Vec<Spanned<String>>,
    pub(super) ownership: Ownership,
    pub(super) part_of: Option<Spanned<String>>,
    pub(super) country: Option<Spanned<String>>,
    pub(super) sectors: Vec<Sector>,
    #[serde(default)]
    pub(super) verticals: Vec<String>,
    pub(super) roles: Vec<OrganisationRole>,
    pub(super) note: Option<String>,
    #[serde(default, rename = "use")]
    pub(super) uses: Vec<Use>,
    #[serde(default, rename = "outcome")]
    pub(super) outcomes: Vec<Outcome>,
    #[serde(default, rename = "setback")]
    pub(super) setbacks: Vec<Setback>,
    pub(super) provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Use {
    pub(super) id: Spanned<String>,
    pub(super) what: String,
    pub(super) component: Option<String>,
    pub(super) project: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) replaced: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) replaced_other: Vec<String>,
    pub(super) driver: Driver,
    pub(super) adoption: Adoption,
    pub(super) event: Option<Spanned<String>>,
    pub(super) provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    pub(super) id: Spanned<String>,
    #[serde(rename = "use")]
    pub(super) use_id: Option<Spanned<String>>,
    pub(super) statement: String,
    pub(super) metric: Option<String>,
    #[serde(default)]
    pub(super) qualitative: bool,
    pub(super) value: Option<f64>,
    pub(super) value_max: Option<f64>,
    pub(super) comparator: Option<Comparator>,
    pub(super) unit: Option<String>,
    pub(super) direction: Option<Direction>,
    pub(super) baseline: Option<String>,
    pub(super) baseline_value: Option<f64>,
    pub(super) event: Option<Spanned<String>>,
    pub(super) provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setback {
    pub(super) id: Spanned<String>,
    #[serde(rename = "use")]
    pub(super) use_id: Option<Spanned<String>>,
    pub(super) kind: SetbackKind,
    pub(super) statement: String,
    pub(super) cve: Option<String>,
    pub(super) event: Option<Spanned<String>>,
    pub(super) provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Project {
    pub(super) id: Spanned<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<Spanned<String>>,
    pub(super) organisation: Option<Spanned<String>>,
    pub(super) what: String,
    pub(super) kind: ProjectKind,
    pub(super) skill: Option<Spanned<String>>,
    pub(super) note: Option<String>,
    #[serde(default, rename = "outcome")]
    pub(super) outcomes: Vec<Outcome>,
    #[serde(default, rename = "setback")]
    pub(super) setbacks: Vec<Setback>,
    pub(super) provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    pub(super) claim: Vec<Claim>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    pub(super) id: Spanned<String>,
    pub(super) kind: ClaimKind,
    pub(super) theme: Theme,
    pub(super) statement: String,
    pub(super) value: Option<f64>,
    pub(super) value_max: Option<f64>,
    pub(super) comparator: Option<Comparator>,
    pub(super) unit: Option<String>,
    pub(super) quantity: Option<Quantity>,
    pub(super) population: Option<String>,
    pub(super) frame: Option<ClaimFrame>,
    pub(super) measure: Option<Measure>,
    pub(super) group: Option<Spanned<String>>,
    pub(super) would: Option<String>,
    pub(super) event: Option<Spanned<String>>,
    pub(super) published: Option<String>,
    pub(super) seen: Option<String>,
    pub(super) provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Steps {
    pub(super) step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) id: Spanned<String>,
    pub(super) kind: StepKind,
    pub(super) title: String,
    pub(super) what: String,
    #[serde(default)]
    pub(super) from: Vec<StartingPoint>,
    pub(super) order: u8,
    #[serde(default)]
    pub(super) skills: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) domains: Vec<Domain>,
    pub(super) audience: Audience,
    pub(super) url: Option<String>,
    pub(super) provenance: Sources,
}
