//! What people wrote about Rust in use: organisations, projects, claims, steps of learning, each with where it
//! comes from.
//!
//! The records stand under `data/` and are constants of `prospect-lexicon`; here are their types. All texts are
//! our own words. A date is a year, a month or a day of ISO 8601, as precise as its source.
//!
//! Not here: what is measured from postings ([`Dataset`](crate::Dataset)), checking records (`cargo xtask codegen`).

use serde::Serialize;
use std::fmt;

names! {
    /// How a record knows what it says.
    pub enum ProvenanceKind {
        /// The document prints an address for the statement.
        Primary = "primary",
        /// Only the document itself says so.
        Secondary = "secondary",
    }
}

names! {
    /// Who owns an organisation.
    pub enum Ownership {
        /// Shares are traded in public.
        Public = "public",
        /// Owned by founders, staff, investors.
        Private = "private",
        /// Part of another organisation.
        Subsidiary = "subsidiary",
        /// Part of a state.
        Government = "government",
        /// Foundation, association, university.
        NonProfit = "non-profit",
        /// A project without a legal owner.
        OpenSourceProject = "open-source-project",
        /// No document says.
        Unknown = "unknown",
    }
}

names! {
    /// Sectors in which an organisation works.
    pub enum Sector {
        /// Clouds, hosting, content delivery.
        CloudHosting = "cloud-hosting",
        /// Security products.
        Security = "security",
        /// Networks and their measurement.
        Networking = "networking",
        /// Metrics, traces, logs, errors.
        Observability = "observability",
        /// Tools for developers.
        DeveloperTools = "developer-tools",
        /// Databases and data platforms.
        DataDatabases = "data-databases",
        /// Artificial intelligence and machine learning.
        AiMl = "ai-ml",
        /// Road vehicles and their suppliers.
        Automotive = "automotive",
        /// Aircraft and space.
        Aerospace = "aerospace",
        /// Rail, logistics, delivery.
        Transportation = "transportation",
        /// Devices and the internet of things.
        EmbeddedIot = "embedded-iot",
        /// Robots.
        Robotics = "robotics",
        /// Chips.
        Semiconductors = "semiconductors",
        /// Banks, trading, insurance.
        Finance = "finance",
        /// Payments and financial software.
        Fintech = "fintech",
        /// Blockchains and crypto assets.
        CryptoWeb3 = "crypto-web3",
        /// Products for consumers.
        Consumer = "consumer",
        /// Media and streaming.
        Media = "media",
        /// Games.
        Gaming = "gaming",
        /// Shops and their platforms.
        ECommerce = "e-commerce",
        /// Messages, voice, social networks.
        Communication = "communication",
        /// Design and working together.
        DesignCollaboration = "design-collaboration",
        /// Health and life sciences.
        Health = "health",
        /// Energy.
        Energy = "energy",
        /// Telecommunications.
        Telecom = "telecom",
        /// Government and defence.
        GovernmentDefence = "government-defence",
        /// Research and education.
        ResearchEducation = "research-education",
        /// Consulting and training.
        ConsultingTraining = "consulting-training",
        /// Foundations, communities, job boards.
        FoundationCommunity = "foundation-community",
        /// None of these.
        Other = "other",
    }
}

names! {
    /// What an organisation is in the world of Rust.
    pub enum OrganisationRole {
        /// Builds its own products with Rust.
        Adopter = "adopter",
        /// Sells tools or parts for people who use Rust.
        Vendor = "vendor",
        /// Builds with Rust for others.
        Consultancy = "consultancy",
        /// Teaches Rust.
        Training = "training",
        /// Supports the language.
        Foundation = "foundation",
        /// Brings people and jobs together.
        Recruiter = "recruiter",
        /// People who meet, write, organise.
        Community = "community",
        /// Named as hiring for Rust; no use is described.
        Employer = "employer",
        /// Named only as the publisher of a cited work.
        Publisher = "publisher",
        /// Named beside others only: an owner, a user of somebody's product.
        Other = "other",
    }
}

names! {
    /// Why an organisation took Rust.
    pub enum Driver {
        /// To make safe and steady what is there.
        Fortification = "fortification",
        /// To be faster or cheaper than others.
        Disruption = "disruption",
        /// For both.
        Both = "both",
        /// No document says.
        Unstated = "unstated",
    }
}

names! {
    /// How far a use of Rust has come.
    pub enum Adoption {
        /// The organisation's declared standard.
        Official = "official",
        /// Runs in production.
        InProduction = "in-production",
        /// On the way from something else.
        Transitioning = "transitioning",
        /// For chosen tasks only, or planned.
        Targeted = "targeted",
        /// Tried out.
        Experimental = "experimental",
        /// Given up.
        Past = "past",
        /// No document says.
        Unstated = "unstated",
    }
}

names! {
    /// How an amount bounds what was found.
    pub enum Comparator {
        /// The value.
        Exactly = "exactly",
        /// Around the value.
        About = "about",
        /// The value or more.
        AtLeast = "at-least",
        /// The value or less.
        AtMost = "at-most",
        /// The best case.
        UpTo = "up-to",
    }
}

names! {
    /// Which way is good.
    pub enum Direction {
        /// More is better.
        HigherIsBetter = "higher-is-better",
        /// Less is better.
        LowerIsBetter = "lower-is-better",
    }
}

names! {
    /// What went wrong.
    pub enum SetbackKind {
        /// A flaw that attackers can use.
        Vulnerability = "vulnerability",
        /// Rust was given up.
        Reversal = "reversal",
        /// It cost more.
        Cost = "cost",
        /// It took longer.
        Delay = "delay",
        /// Anything else.
        Other = "other",
    }
}

names! {
    /// What a project is.
    pub enum ProjectKind {
        /// Linked into other programs.
        Library = "library",
        /// Others build on it.
        Framework = "framework",
        /// Keeps data.
        Database = "database",
        /// A program for people.
        Tool = "tool",
        /// An operating system or a part of one.
        OperatingSystem = "operating-system",
        /// Runs other programs.
        Runtime = "runtime",
        /// Translates programs.
        Compiler = "compiler",
        /// Runs for others over a network.
        Service = "service",
        /// Rules of an exchange, or what implements them.
        Protocol = "protocol",
        /// Anything else.
        Other = "other",
    }
}

names! {
    /// What sort of statement a claim is.
    pub enum ClaimKind {
        /// A number about the market.
        Figure = "figure",
        /// What came of using Rust.
        Outcome = "outcome",
        /// What stands in the way.
        Obstacle = "obstacle",
        /// What went wrong.
        Setback = "setback",
        /// What to do.
        Advice = "advice",
    }
}

names! {
    /// The question that a claim stands beside.
    pub enum Theme {
        /// How the share of Rust moves.
        Growth = "growth",
        /// In which domains.
        Domains = "domains",
        /// What is paid.
        Pay = "pay",
        /// What Rust pays over others.
        Premium = "premium",
        /// What a Rust developer knows.
        Anatomy = "anatomy",
        /// Levels, years, ways in.
        Careers = "careers",
        /// Where.
        Places = "places",
        /// Who hires.
        Employers = "employers",
        /// How long openings stay.
        Lifecycle = "lifecycle",
        /// What stands beside Rust.
        Skills = "skills",
        /// Who uses it.
        Adoption = "adoption",
        /// What stands in the way.
        Obstacles = "obstacles",
        /// How to hire.
        Hiring = "hiring",
    }
}

names! {
    /// Among what a claim's figure was counted.
    pub enum ClaimFrame {
        /// It speaks of the market at large.
        Market = "market",
        /// Boards for Rust jobs only.
        RustJobBoards = "rust-job-boards",
        /// Boards for all jobs, searched for Rust.
        JobBoards = "job-boards",
        /// A site that collects salaries.
        SalarySite = "salary-site",
        /// People who were asked.
        Survey = "survey",
        /// The hiring threads of Hacker News.
        HackersPosts = "hackers-posts",
        /// One employer or one posting.
        OneEmployer = "one-employer",
        /// The work itself, whether openings name it or not.
        Work = "work",
    }
}

names! {
    /// A quantity in words, and the share that it is taken for.
    pub enum Quantity {
        /// Four in five or more.
        NearlyAll = "nearly-all",
        /// Half or more.
        Most = "most",
        /// One in five or more, as the core skills of the report.
        Often = "often",
        /// One in twenty or more, as the adjacent skills of the report.
        Some = "some",
        /// One in twenty or fewer.
        Rare = "rare",
        /// More than none, or than what it is compared with.
        More = "more",
        /// Less than none, or than what it is compared with.
        Less = "less",
    }
}

names! {
    /// The measured figure that a claim is set beside.
    pub enum Measure {
        /// Share of a domain among openings that name Rust; group: a domain.
        ShareOfPostingsByDomain = "share-of-postings-by-domain",
        /// Base pay in a domain; group: a domain.
        PayRangeByDomain = "pay-range-by-domain",
        /// Median base pay in a country; group: a country.
        MedianPayCountry = "median-pay-country",
        /// Base pay at a level; group: a level.
        PayByLevel = "pay-by-level",
        /// Pay of Rust over comparable openings.
        PremiumOverComparable = "premium-over-comparable",
        /// Change of the share that names Rust, over a year.
        GrowthYearOverYear = "growth-year-over-year",
        /// Share of Rust openings that take beginners.
        EntryLevelShare = "entry-level-share",
        /// Years of experience asked; group: `rust`, else in general.
        YearsAsked = "years-asked",
        /// Share of Rust openings that name a skill; group: a skill.
        ShareNamingSkill = "share-naming-skill",
        /// Share of Rust openings that ask for a soft skill; group: its name.
        ShareOfSoftSkill = "share-of-soft-skill",
        /// Share of Rust openings that ask for a degree; group: an education.
        ShareOfEducation = "share-of-education",
        /// Share of Rust openings that may be worked remotely.
        RemoteShare = "remote-share",
        /// Share of Rust openings that name a level; group: a level, or `senior-and-above`.
        ShareOfLevel = "share-of-level",
        /// Share of Rust openings that name a work place in a country; group: a country.
        ShareOfCountry = "share-of-country",
        /// Base pay in a work mode; group: a work mode.
        PayByWorkMode = "pay-by-work-mode",
        /// Share of Rust openings that say that they teach Rust.
        TrainingShare = "training-share",
        /// Place of a domain by its Rust openings, 1 for the most; group: a domain.
        RankOfDomain = "rank-of-domain",
        /// Share of a domain's openings that name Rust, two years against the two before; group: a domain.
        RustChangeInDomain = "rust-change-in-domain",
        /// Share of a domain's openings that name Rust less the share that names another language; group: a language and
        /// a domain.
        RustLessLanguageInDomain = "rust-less-language-in-domain",
        /// Nothing that Prospect measures.
        None = "none",
    }
}

names! {
    /// What sort of step one takes.
    pub enum StepKind {
        /// Read, watch, take in.
        Learn = "learn",
        /// Write code for oneself.
        Practice = "practice",
        /// Show what one can do.
        Portfolio = "portfolio",
        /// Be among people.
        Community = "community",
        /// Go to a conference or meeting.
        Conference = "conference",
        /// A sort of course.
        CourseKind = "course-kind",
        /// Ask an employer.
        AskEmployer = "ask-employer",
        /// Bring Rust into the present company.
        BringIntoCompany = "bring-into-company",
        /// Hire.
        Hire = "hire",
        /// Interview, on either side.
        Interview = "interview",
        /// Work on what others own.
        Contribute = "contribute",
    }
}

names! {
    /// Where a person starts from.
    pub enum StartingPoint {
        /// C++.
        Cpp = "cpp",
        /// Infrastructure and Go.
        InfrastructureGo = "infrastructure-go",
        /// Web.
        Web = "web",
        /// Python.
        Python = "python",
        /// New to programming.
        New = "new",
    }
}

names! {
    /// Whom a step is for.
    pub enum Audience {
        /// People who write programs.
        Developer = "developer",
        /// People who hire them.
        Employer = "employer",
        /// Both.
        Both = "both",
    }
}

/// A document that the records were written from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Its number: `003`.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'static str>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<&'static str>,
    /// When we saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<&'static str>,
    /// What a reader should know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// Where a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Provenance {
    /// Whether the document prints an address for it.
    pub kind: ProvenanceKind,
    /// The address that the document prints; set exactly where `kind` is primary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
    /// Id of the document.
    pub document: &'static str,
    /// Where in the document: a table, a section.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<&'static str>,
    /// When the source behind the address was published, where the document prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<&'static str>,
    /// When the document's author saw it, where the document prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<&'static str>,
}

/// A number with its unit, or a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Amount {
    /// The number, or the low end of a range.
    pub value: f64,
    /// The high end of a range; never below `value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_max: Option<f64>,
    /// How it bounds what was found.
    pub comparator: Comparator,
    /// The unit: `%`, `x`, `ms`, `USD/year`, `requests/day`, ….
    pub unit: &'static str,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.comparator {
            Comparator::Exactly => "",
            Comparator::About => "about ",
            Comparator::AtLeast => "at least ",
            Comparator::AtMost => "at most ",
            Comparator::UpTo => "up to ",
        })?;
        let (money, rest) = match self.unit.strip_prefix("USD") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => ("US$", rest),
            _ => ("", self.unit),
        };
        write!(f, "{money}{}", number(self.value))?;
        if let Some(max) = self.value_max {
            write!(f, "–{}", number(max))?;
        }
        match rest {
            "" => Ok(()),
            "%" => f.write_str("%"),
            "x" => f.write_str("×"),
            rest if !money.is_empty() => write!(f, " a {}", rest.trim_start_matches('/')),
            rest => write!(f, " {rest}"),
        }
    }
}

/// A number as people write it: commas, and no more decimals than it has (six at most).
fn number(value: f64) -> String {
    let text = format!("{:.6}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    let mut out = String::with_capacity(text.len() + 8);
    if value < 0.0 {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// A result, as somebody states it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// Unique in its record.
    pub id: &'static str,
    /// Id of the use that it came of.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub use_id: Option<&'static str>,
    /// One sentence.
    pub statement: &'static str,
    /// What was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<&'static str>,
    /// How much; `None` for a result in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Which way is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// What it is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<&'static str>,
    /// The same number of the baseline, in the unit of `amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_value: Option<f64>,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
    /// Where it comes from; at least one.
    pub provenance: &'static [Provenance],
}

impl Outcome {
    /// What it is compared with, with its number where there is one: `NGINX (3 ms)`.
    #[must_use]
    pub fn baseline_text(&self) -> Option<String> {
        let value = self.baseline_value.zip(self.amount).map(|(value, amount)| {
            Amount { value, value_max: None, comparator: Comparator::Exactly, unit: amount.unit }.to_string()
        });
        match (self.baseline, value) {
            (Some(name), Some(value)) => Some(format!("{name} ({value})")),
            (Some(name), None) => Some(name.to_owned()),
            (None, value) => value,
        }
    }
}

/// Something that went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Setback {
    /// Unique in its record.
    pub id: &'static str,
    /// Id of the use that it struck.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub use_id: Option<&'static str>,
    /// What went wrong.
    pub kind: SetbackKind,
    /// One sentence.
    pub statement: &'static str,
    /// Its number in the list of Common Vulnerabilities and Exposures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cve: Option<&'static str>,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
    /// Where it comes from; at least one.
    pub provenance: &'static [Provenance],
}

/// One thing that an organisation uses Rust for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Use {
    /// Unique in its record.
    pub id: &'static str,
    /// One sentence.
    pub what: &'static str,
    /// The part that is written in Rust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<&'static str>,
    /// Id of the project that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<&'static str>,
    /// Skill ids of what it replaced.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub replaced: &'static [&'static str],
    /// What else it replaced.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub replaced_other: &'static [&'static str],
    /// Why.
    pub driver: Driver,
    /// How far it has come.
    pub adoption: Adoption,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
    /// Where it comes from; at least one.
    pub provenance: &'static [Provenance],
}

/// An organisation that the documents name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Organisation {
    /// Stable id, kebab-case.
    pub id: &'static str,
    /// Its usual name.
    pub name: &'static str,
    /// Other spellings, each of this organisation only.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'static [&'static str],
    /// Spellings (the name may be one) that are also words or names of strangers: people find the record by them,
    /// a posting that uses them proves nothing.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub ambiguous_names: &'static [&'static str],
    /// Who owns it.
    pub ownership: Ownership,
    /// Id of the organisation that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<&'static str>,
    /// ISO 3166-1 alpha-2 code of its seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<&'static str>,
    /// Where it works; at least one.
    pub sectors: &'static [Sector],
    /// Device verticals and regulatory context.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub verticals: &'static [&'static str],
    /// What it is in the world of Rust; at least one.
    pub roles: &'static [OrganisationRole],
    /// What a reader should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    /// What it uses Rust for.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub uses: &'static [Use],
    /// With which result.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub outcomes: &'static [Outcome],
    /// What went wrong.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub setbacks: &'static [Setback],
    /// Where the record's own fields come from; at least one.
    pub provenance: &'static [Provenance],
}

impl Organisation {
    /// Whether the record tells an outcome of one of its projects itself, so that it need not be told twice.
    #[must_use]
    pub fn tells_outcome(&self, other: &Outcome) -> bool {
        let is_same = |it: &Outcome| {
            it.statement == other.statement
                || it.amount.is_some() && it.amount == other.amount && it.metric == other.metric
        };
        self.outcomes.iter().any(is_same)
    }

    /// The same for a setback.
    #[must_use]
    pub fn tells_setback(&self, other: &Setback) -> bool {
        self.setbacks.iter().any(|it| it.statement == other.statement || it.cve.is_some() && it.cve == other.cve)
    }
}

/// A piece of software that the documents name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Project {
    /// Stable id, kebab-case.
    pub id: &'static str,
    /// Its usual name.
    pub name: &'static str,
    /// Other spellings.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'static [&'static str],
    /// Id of the organisation behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<&'static str>,
    /// One sentence.
    pub what: &'static str,
    /// What it is.
    pub kind: ProjectKind,
    /// Its skill id, where postings name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill: Option<&'static str>,
    /// What a reader should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    /// With which result.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub outcomes: &'static [Outcome],
    /// What went wrong.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub setbacks: &'static [Setback],
    /// Where it comes from; at least one.
    pub provenance: &'static [Provenance],
}

/// A statement about the market, from outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Unique over all claims, kebab-case.
    pub id: &'static str,
    /// What sort of statement it is.
    pub kind: ClaimKind,
    /// The question that it stands beside.
    pub theme: Theme,
    /// One sentence.
    pub statement: &'static str,
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// How much in words, where it names no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Of whom or what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<&'static str>,
    /// Among what it was counted.
    pub frame: ClaimFrame,
    /// The measured figure beside it.
    pub measure: Measure,
    /// What the measure is for: a domain, a skill, a country, a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'static str>,
    /// What would test it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would: Option<&'static str>,
    /// When it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<&'static str>,
    /// When it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<&'static str>,
    /// Where it comes from; at least one.
    pub provenance: &'static [Provenance],
}

/// A step of learning, moving or hiring.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Unique over all steps, kebab-case.
    pub id: &'static str,
    /// What sort of step it is.
    pub kind: StepKind,
    /// What to do, in a few words.
    pub title: &'static str,
    /// One to three sentences.
    pub what: &'static str,
    /// Starting points that it fits; empty: all.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub from: &'static [StartingPoint],
    /// Place on a route, 0 to 100: lower first.
    pub order: u8,
    /// Skill ids that it teaches or needs.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub skills: &'static [&'static str],
    /// Domains that it leads to; empty: any.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub domains: &'static [crate::Domain],
    /// Whom it is for.
    pub audience: Audience,
    /// An address that a document prints for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
    /// Where it comes from; at least one.
    pub provenance: &'static [Provenance],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, value_max: Option<f64>, comparator: Comparator, unit: &'static str, expected: &str) {
        assert_eq!(Amount { value, value_max, comparator, unit }.to_string(), expected);
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        check(125.0, None, Comparator::UpTo, "ms", "up to 125 ms");
        check(35.0, Some(45.0), Comparator::About, "%", "about 35–45%");
        check(0.8, None, Comparator::Exactly, "s", "0.8 s");
        check(1.5e6, None, Comparator::Exactly, "lines", "1,500,000 lines");
        check(700.0, None, Comparator::Exactly, "x", "700×");
        check(150_000.0, Some(250_000.0), Comparator::AtLeast, "USD/year", "at least US$150,000–250,000 a year");
        check(-3.5, None, Comparator::Exactly, "USDC", "−3.5 USDC");
        check(f64::INFINITY, None, Comparator::Exactly, "x", "inf×");
    }

    #[test]
    fn a_baseline_is_named_with_its_number() {
        let amount = Amount { value: 0.8, value_max: None, comparator: Comparator::Exactly, unit: "s" };
        let outcome = Outcome {
            id: "a",
            use_id: None,
            statement: "It got faster.",
            metric: None,
            amount: Some(amount),
            direction: None,
            baseline: Some("the old service"),
            baseline_value: Some(4.0),
            event: None,
            provenance: &[],
        };
        assert_eq!(outcome.baseline_text().as_deref(), Some("the old service (4 s)"));
        assert_eq!(Outcome { baseline: None, ..outcome }.baseline_text().as_deref(), Some("4 s"));
        assert_eq!(Outcome { baseline_value: None, ..outcome }.baseline_text().as_deref(), Some("the old service"));
    }
}
