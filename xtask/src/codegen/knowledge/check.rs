//! What records must keep to, each rule with the place where it is broken.

use super::super::file::File;
use super::Knowledge;
use super::dates::{complaint, is_seen_too_early};
use super::printed::Printed;
use super::records::{Claim, Outcome, Placed, Setback, Sources};
use prospect_model::{
    Adoption, ClaimKind, Date, Domain, Education, Measure, ProvenanceKind, Seniority, WorkMode, employer_key,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;

/// What the records are held against.
pub(super) struct Rules<'a> {
    /// Dates after it are in the future.
    pub(super) today: Date,
    /// Ids of `data/skills`.
    pub(super) skill_ids: &'a BTreeSet<String>,
    /// The addresses that the documents print, where the documents are at hand.
    pub(super) printed: Option<&'a Printed>,
}

/// Every rule that is broken, in the order of the records.
pub(super) fn check(knowledge: &Knowledge, rules: &Rules<'_>) -> Vec<String> {
    let ids = |ids: &mut dyn Iterator<Item = &Spanned<String>>| -> BTreeSet<String> {
        ids.map(|id| id.get_ref().clone()).collect()
    };
    let mut checker = Checker {
        rules,
        complaints: Vec::new(),
        documents: ids(&mut knowledge.documents.iter().map(|placed| &placed.record.id)),
        organisations: ids(&mut knowledge.organisations.iter().map(|placed| &placed.record.id)),
        projects: ids(&mut knowledge.projects.iter().map(|placed| &placed.record.id)),
    };
    checker.documents(knowledge);
    checker.organisations(knowledge);
    checker.projects(knowledge);
    checker.claims(knowledge);
    checker.steps(knowledge);
    checker.complaints
}

struct Checker<'a> {
    rules: &'a Rules<'a>,
    complaints: Vec<String>,
    documents: BTreeSet<String>,
    organisations: BTreeSet<String>,
    projects: BTreeSet<String>,
}

impl Checker<'_> {
    fn say(&mut self, file: &File, span: &Range<usize>, what: impl std::fmt::Display) {
        self.complaints.push(format!("{}: {what}", file.place(span)));
    }

    fn documents(&mut self, knowledge: &Knowledge) {
        self.unique(knowledge.documents.iter().map(|placed| (&*placed.file, &placed.record.id)));
        for Placed { record, file } in &knowledge.documents {
            let span = record.id.span();
            self.words(file, &span, [Some(&record.title), record.author.as_ref(), record.note.as_ref()]);
            self.published_and_seen(file, &span, record.published.as_ref(), record.seen.as_ref());
        }
    }

    fn organisations(&mut self, knowledge: &Knowledge) {
        self.unique(knowledge.organisations.iter().map(|placed| (&*placed.file, &placed.record.id)));
        self.names(knowledge.organisations.iter().map(|Placed { record, file }| {
            // A spelling that is also a word stands twice: among the names, and among those that prove nothing.
            let is_new = |it: &&Spanned<String>| {
                *it.get_ref() != record.name && !record.aliases.iter().any(|alias| alias.get_ref() == it.get_ref())
            };
            let ambiguous = record.ambiguous_names.iter().filter(is_new);
            let spellings = record.aliases.iter().chain(ambiguous).map(|it| (it.span(), it.get_ref()));
            (&**file, &record.id, std::iter::once((record.id.span(), &record.name)).chain(spellings).collect())
        }));
        let part_of: BTreeMap<&str, &str> = knowledge
            .organisations
            .iter()
            .filter_map(|placed| {
                Some((placed.record.id.get_ref().as_str(), placed.record.part_of.as_ref()?.get_ref().as_str()))
            })
            .collect();
        for Placed { record, file } in &knowledge.organisations {
            let (id, span) = (record.id.get_ref(), record.id.span());
            self.file_name(file, &record.id);
            self.words(file, &span, [record.note.as_ref()].into_iter().chain(record.verticals.iter().map(Some)));
            if record.sectors.is_empty() || record.roles.is_empty() {
                self.say(file, &span, format!("`{id}` needs a sector and a role"));
            }
            if let Some(country) = &record.country
                && !(country.get_ref().len() == 2 && country.get_ref().bytes().all(|byte| byte.is_ascii_uppercase()))
            {
                self.say(file, &country.span(), format!("`{}` is no ISO 3166-1 alpha-2 code", country.get_ref()));
            }
            if let Some(owner) = &record.part_of {
                self.link(file, owner, "data/adopters", Kind::Organisation);
                // As many steps as there are links: more are a circle.
                let mut above = Some(owner.get_ref().as_str());
                for _ in 0..part_of.len() {
                    above = above.and_then(|id| part_of.get(id).copied());
                }
                if above.is_some() || owner.get_ref() == id {
                    self.say(file, &owner.span(), format!("`{id}` is a part of itself"));
                }
            }
            self.provenance(file, &span, &record.provenance);
            self.unique_within(file, record.uses.iter().map(|it| &it.id));
            for it in &record.uses {
                let span = it.id.span();
                self.words(
                    file,
                    &span,
                    [Some(&it.what), it.component.as_ref()].into_iter().chain(it.replaced_other.iter().map(Some)),
                );
                if let Some(project) = &it.project {
                    self.link(file, project, "data/projects", Kind::Project);
                }
                for skill in &it.replaced {
                    self.link(file, skill, "data/skills (free text goes into `replaced_other`)", Kind::Skill);
                }
                self.event(file, it.event.as_ref(), it.adoption == Adoption::Targeted);
                self.provenance(file, &span, &it.provenance);
            }
            let uses: BTreeSet<&str> = record.uses.iter().map(|it| it.id.get_ref().as_str()).collect();
            self.outcomes(file, &record.outcomes, &uses);
            self.setbacks(file, &record.setbacks, &uses);
        }
    }

    fn projects(&mut self, knowledge: &Knowledge) {
        self.unique(knowledge.projects.iter().map(|placed| (&*placed.file, &placed.record.id)));
        self.names(knowledge.projects.iter().map(|Placed { record, file }| {
            let aliases = record.aliases.iter().map(|it| (it.span(), it.get_ref()));
            (&**file, &record.id, std::iter::once((record.id.span(), &record.name)).chain(aliases).collect())
        }));
        for Placed { record, file } in &knowledge.projects {
            let span = record.id.span();
            self.file_name(file, &record.id);
            self.words(file, &span, [Some(&record.what), record.note.as_ref()]);
            if let Some(organisation) = &record.organisation {
                self.link(file, organisation, "data/adopters", Kind::Organisation);
            }
            if let Some(skill) = &record.skill {
                self.link(file, skill, "data/skills", Kind::Skill);
            }
            self.provenance(file, &span, &record.provenance);
            self.outcomes(file, &record.outcomes, &BTreeSet::new());
            self.setbacks(file, &record.setbacks, &BTreeSet::new());
        }
    }

    fn claims(&mut self, knowledge: &Knowledge) {
        self.unique(knowledge.claims.iter().map(|placed| (&*placed.file, &placed.record.id)));
        for Placed { record, file } in &knowledge.claims {
            let (id, span) = (record.id.get_ref(), record.id.span());
            self.words(file, &span, [Some(&record.statement), record.population.as_ref(), record.would.as_ref()]);
            self.amount(
                file,
                &span,
                (record.value, record.value_max),
                record.unit.as_ref(),
                record.comparator.is_some(),
            );
            if record.kind == ClaimKind::Figure && record.population.is_none() {
                self.say(file, &span, format!("the figure `{id}` does not say of whom or what (`population`)"));
            }
            if record.quantity.is_some() && (record.value.is_some() || record.measure.is_none()) {
                self.say(file, &span, format!("`quantity` of `{id}` is for a measure and a claim without a number"));
            }
            self.group(file, record);
            self.event(file, record.event.as_ref(), false);
            self.published_and_seen(file, &span, record.published.as_ref(), record.seen.as_ref());
            self.provenance(file, &span, &record.provenance);
        }
    }

    /// What a measure is for has to be one of the things that it is measured for.
    fn group(&mut self, file: &File, record: &Claim) {
        let measure = record.measure.unwrap_or(Measure::None);
        let Some(group) = &record.group else {
            let needs_one = matches!(
                measure,
                Measure::ShareOfPostingsByDomain
                    | Measure::PayRangeByDomain
                    | Measure::MedianPayCountry
                    | Measure::PayByLevel
                    | Measure::ShareNamingSkill
                    | Measure::ShareOfSoftSkill
                    | Measure::ShareOfEducation
                    | Measure::ShareOfLevel
                    | Measure::ShareOfCountry
                    | Measure::PayByWorkMode
                    | Measure::RankOfDomain
                    | Measure::RustChangeInDomain
                    | Measure::RustLessLanguageInDomain
            );
            if needs_one {
                self.say(file, &record.id.span(), format!("measure `{measure}` needs a `group`"));
            }
            return;
        };
        let value = group.get_ref().as_str();
        let expected = match measure {
            Measure::ShareOfPostingsByDomain
            | Measure::PayRangeByDomain
            | Measure::RankOfDomain
            | Measure::RustChangeInDomain => Domain::from_name(value).is_none().then_some("a domain of the model"),
            Measure::RustLessLanguageInDomain => {
                let parts = value.split_once(' ');
                let is_fine = parts.is_some_and(|(language, domain)| {
                    self.rules.skill_ids.contains(language) && Domain::from_name(domain).is_some()
                });
                (!is_fine).then_some("an id of data/skills and a domain of the model")
            }
            Measure::ShareOfLevel => {
                let is_fine = value == "senior-and-above" || Seniority::from_name(value).is_some();
                (!is_fine).then_some("a level of the model")
            }
            Measure::PayByWorkMode => WorkMode::from_name(value).is_none().then_some("a work mode of the model"),
            Measure::MedianPayCountry | Measure::ShareOfCountry => {
                let is_code = value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase());
                (!is_code).then_some("an ISO 3166-1 alpha-2 code")
            }
            Measure::PayByLevel => Seniority::from_name(value).is_none().then_some("a level of the model"),
            Measure::ShareOfEducation => Education::from_name(value).is_none().then_some("an education of the model"),
            Measure::ShareNamingSkill | Measure::YearsAsked | Measure::PremiumOverComparable => {
                (!self.rules.skill_ids.contains(value)).then_some("an id of data/skills")
            }
            Measure::ShareOfSoftSkill => value.is_empty().then_some("the name of a soft skill"),
            Measure::GrowthYearOverYear
            | Measure::EntryLevelShare
            | Measure::RemoteShare
            | Measure::TrainingShare
            | Measure::None => Some("nothing: this measure has no groups"),
        };
        if let Some(expected) = expected {
            self.say(file, &group.span(), format!("group `{value}` of measure `{measure}` should be {expected}"));
        }
    }

    fn steps(&mut self, knowledge: &Knowledge) {
        self.unique(knowledge.steps.iter().map(|placed| (&*placed.file, &placed.record.id)));
        for Placed { record, file } in &knowledge.steps {
            let span = record.id.span();
            self.words(file, &span, [Some(&record.title), Some(&record.what)]);
            if record.order > 100 {
                self.say(file, &span, format!("order {} is not 0 to 100", record.order));
            }
            for skill in &record.skills {
                self.link(file, skill, "data/skills", Kind::Skill);
            }
            if let Some(url) = &record.url {
                let documents: Vec<&str> = record.provenance.iter().map(|it| it.get_ref().document.as_str()).collect();
                self.address(file, &span, url, &documents);
            }
            self.provenance(file, &span, &record.provenance);
        }
    }

    fn outcomes(&mut self, file: &File, outcomes: &[Outcome], uses: &BTreeSet<&str>) {
        self.unique_within(file, outcomes.iter().map(|it| &it.id));
        for it in outcomes {
            let (id, span) = (it.id.get_ref(), it.id.span());
            self.words(file, &span, [Some(&it.statement), it.metric.as_ref(), it.baseline.as_ref()]);
            self.amount(file, &span, (it.value, it.value_max), it.unit.as_ref(), it.comparator.is_some());
            match (it.value, it.qualitative) {
                (None, false) => self.say(
                    file,
                    &span,
                    format!("`{id}` has no value: say `qualitative = true` if it is a result in words"),
                ),
                (Some(_), true) => self.say(file, &span, format!("`{id}` has a value and is called qualitative")),
                (Some(_), false) if it.metric.is_none() => {
                    self.say(file, &span, format!("`{id}` has a value and no metric"))
                }
                _ => {}
            }
            if it.value.is_none() && it.baseline_value.is_some() {
                self.say(file, &span, format!("`{id}` has a baseline and no value"));
            }
            if it.baseline_value.is_some_and(|value| !value.is_finite()) {
                self.say(file, &span, format!("the baseline of `{id}` is no number"));
            }
            self.used(file, it.use_id.as_ref(), uses);
            self.event(file, it.event.as_ref(), false);
            self.provenance(file, &span, &it.provenance);
        }
    }

    fn setbacks(&mut self, file: &File, setbacks: &[Setback], uses: &BTreeSet<&str>) {
        self.unique_within(file, setbacks.iter().map(|it| &it.id));
        for it in setbacks {
            let span = it.id.span();
            self.words(file, &span, [Some(&it.statement)]);
            if let Some(cve) = it.cve.as_deref().filter(|cve| !is_cve(cve)) {
                self.say(file, &span, format!("`{cve}` is no number such as CVE-2024-12345"));
            }
            self.used(file, it.use_id.as_ref(), uses);
            self.event(file, it.event.as_ref(), false);
            self.provenance(file, &span, &it.provenance);
        }
    }

    fn amount(
        &mut self,
        file: &File,
        span: &Range<usize>,
        (value, max): (Option<f64>, Option<f64>),
        unit: Option<&String>,
        has_comparator: bool,
    ) {
        match (value, unit) {
            (Some(_), None) => self.say(file, span, "a value without a unit"),
            (None, Some(_)) => self.say(file, span, "a unit without a value"),
            _ => {}
        }
        self.words(file, span, [unit]);
        if value.is_none() && (max.is_some() || has_comparator) {
            self.say(file, span, "a range or comparator without a value");
        }
        if value.is_some_and(|value| !value.is_finite() || max.is_some_and(|max| !max.is_finite() || max <= value)) {
            self.say(file, span, "`value_max` must be a number above `value`");
        }
    }

    /// A statement needs at least one source; an address has to be printed by the document that is named for it.
    fn provenance(&mut self, file: &File, span: &Range<usize>, sources: &Sources) {
        if sources.is_empty() {
            self.say(file, span, "no provenance");
        }
        for source in sources {
            let (it, span) = (source.get_ref(), source.span());
            if !self.documents.contains(&it.document) {
                self.say(file, &span, format!("document `{}` is not in data/documents.toml", it.document));
            }
            match (it.kind, &it.url) {
                (ProvenanceKind::Primary, None) => self.say(file, &span, "a primary source needs a `url`"),
                (ProvenanceKind::Secondary, Some(_)) => {
                    self.say(
                        file,
                        &span,
                        "a secondary source has no `url`: with one that the document prints it is primary",
                    );
                }
                (ProvenanceKind::Secondary, None) if it.place.is_none() => {
                    self.say(file, &span, "a secondary source says `where` in the document");
                }
                (ProvenanceKind::Primary, Some(url)) => self.address(file, &span, url, &[&it.document]),
                _ => {}
            }
            self.words(file, &span, [it.place.as_ref()]);
            self.published_and_seen(file, &span, it.published.as_ref(), it.seen.as_ref());
        }
    }

    fn address(&mut self, file: &File, span: &Range<usize>, url: &str, documents: &[&str]) {
        if !(url.starts_with("https://") || url.starts_with("http://")) || url.contains(char::is_whitespace) {
            self.say(file, span, format!("`{url}` is no address"));
        } else if let Some(printed) = self.rules.printed
            && documents.iter().all(|document| printed.knows(document))
            && !documents.iter().any(|document| printed.has(document, url))
        {
            self.say(file, span, format!("document {} does not print `{url}`", documents.join(", ")));
        }
    }

    fn event(&mut self, file: &File, event: Option<&Spanned<String>>, may_be_future: bool) {
        if let Some(event) = event
            && let Some(what) = complaint(event.get_ref(), self.rules.today, may_be_future)
        {
            self.say(file, &event.span(), what);
        }
    }

    fn published_and_seen(
        &mut self,
        file: &File,
        span: &Range<usize>,
        published: Option<&String>,
        seen: Option<&String>,
    ) {
        for date in [published, seen].into_iter().flatten() {
            if let Some(what) = complaint(date, self.rules.today, false) {
                self.say(file, span, what);
            }
        }
        if let Some((published, seen)) =
            published.zip(seen).filter(|(published, seen)| is_seen_too_early(published, seen))
        {
            self.say(file, span, format!("seen `{seen}` before it was published `{published}`"));
        }
    }

    fn link(&mut self, file: &File, id: &Spanned<String>, folder: &str, kind: Kind) {
        let known = match kind {
            Kind::Organisation => &self.organisations,
            Kind::Project => &self.projects,
            Kind::Skill => self.rules.skill_ids,
        };
        if !known.contains(id.get_ref()) {
            self.say(file, &id.span(), format!("`{}` is no record of {folder}", id.get_ref()));
        }
    }

    fn used(&mut self, file: &File, id: Option<&Spanned<String>>, uses: &BTreeSet<&str>) {
        if let Some(id) = id.filter(|id| !uses.contains(id.get_ref().as_str())) {
            self.say(file, &id.span(), format!("`{}` is no use of this record", id.get_ref()));
        }
    }

    fn words<'w>(&mut self, file: &File, span: &Range<usize>, texts: impl IntoIterator<Item = Option<&'w String>>) {
        if texts.into_iter().flatten().any(|text| text.trim().is_empty() || text.trim() != text) {
            self.say(file, span, "a text is empty or has space around it: leave the field out");
        }
    }

    fn unique<'r>(&mut self, ids: impl Iterator<Item = (&'r File, &'r Spanned<String>)>) {
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for (file, id) in ids {
            if !is_kebab(id.get_ref()) {
                self.say(file, &id.span(), format!("id `{}` is not kebab-case", id.get_ref()));
            }
            if let Some(other) = seen.insert(id.get_ref(), file.place(&id.span())) {
                self.say(file, &id.span(), format!("id `{}` stands at {other} too", id.get_ref()));
            }
        }
    }

    fn unique_within<'r>(&mut self, file: &'r File, ids: impl Iterator<Item = &'r Spanned<String>>) {
        self.unique(ids.map(|id| (file, id)));
    }

    fn file_name(&mut self, file: &File, id: &Spanned<String>) {
        if !file.path.ends_with(&format!("/{}.toml", id.get_ref())) {
            self.say(file, &id.span(), format!("id `{}` is not the file's name", id.get_ref()));
        }
    }

    /// No spelling belongs to two records, neither as written nor as employers are compared.
    fn names<'r>(&mut self, records: impl Iterator<Item = (&'r File, &'r Spanned<String>, Vec<Spelling<'r>>)>) {
        let mut owners: BTreeMap<String, (&str, String)> = BTreeMap::new();
        for (file, id, spellings) in records {
            let mut own: BTreeSet<String> = BTreeSet::new();
            for (span, spelling) in spellings {
                self.words(file, &span, [Some(spelling)]);
                if !own.insert(spelling.to_lowercase()) {
                    self.say(file, &span, format!("`{spelling}` stands twice in this record"));
                }
                for key in [spelling.to_lowercase(), employer_key(spelling)] {
                    if key.is_empty() {
                        continue;
                    }
                    let owner = owners.entry(key).or_insert_with(|| (id.get_ref(), file.place(&span)));
                    if owner.0 != id.get_ref() {
                        let what = format!("`{spelling}` belongs to `{}` at {} too", owner.0, owner.1);
                        self.say(file, &span, what);
                        break;
                    }
                }
            }
        }
    }
}

/// A name and where it stands.
type Spelling<'r> = (Range<usize>, &'r String);

#[derive(Clone, Copy)]
enum Kind {
    Organisation,
    Project,
    Skill,
}

fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-')
}

/// `CVE-`, four digits of a year, `-`, four digits or more.
/// Source: CVE Program, "CVE Record Format", <https://www.cve.org/About/Process>.
fn is_cve(text: &str) -> bool {
    let digits = |part: &str, least: usize| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix("CVE-")
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(year, number)| year.len() == 4 && digits(year, 4) && digits(number, 4))
}
