//! What was read from a posting: the output contract of `prospect extract`, schema [`SCHEMA`].
//!
//! Unknown is `None` or empty, never a guess. Fields may be added, never renamed.

use crate::{EvidenceMap, Problem};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Number of the output contract; counts breaking changes.
pub const SCHEMA: u32 = 1;

names! {
    /// Levels that a posting names for an offered role.
    pub enum Seniority {
        /// Intern, working student.
        Intern = "intern",
        /// Junior, entry level, new graduate.
        Junior = "junior",
        /// Mid level.
        Mid = "mid",
        /// Senior.
        Senior = "senior",
        /// Staff, an individual contributor above senior.
        Staff = "staff",
        /// Principal, distinguished.
        Principal = "principal",
        /// Lead of a team or a field.
        Lead = "lead",
        /// Manager of people.
        Manager = "manager",
        /// Director.
        Director = "director",
        /// CTO, VP, Head of.
        Executive = "executive",
        /// Founding engineer, co-founder.
        Founding = "founding",
    }
}

names! {
    /// Kinds of work, finer than an occupation code, coarser than a title.
    pub enum RoleFamily {
        /// Servers and services.
        Backend = "backend",
        /// Browsers and user interfaces.
        Frontend = "frontend",
        /// Both ends of a web product.
        FullStack = "full-stack",
        /// iOS, Android.
        Mobile = "mobile",
        /// Operating systems, storage, networking, runtimes.
        Systems = "systems",
        /// Firmware and devices.
        Embedded = "embedded",
        /// Blockchains, protocols, smart contracts.
        Blockchain = "blockchain",
        /// Infrastructure, SRE, DevOps, platform.
        Infrastructure = "infrastructure",
        /// Data engineering and analytics.
        Data = "data",
        /// Machine learning and AI.
        MachineLearning = "machine-learning",
        /// Compilers, languages, developer tools.
        Compiler = "compiler",
        /// Security.
        Security = "security",
        /// Games and graphics.
        GameGraphics = "game-graphics",
        /// Robotics and control.
        Robotics = "robotics",
        /// Trading and quantitative work.
        Trading = "trading",
        /// Research.
        Research = "research",
        /// Testing and quality.
        Quality = "quality",
        /// Hardware design.
        Hardware = "hardware",
        /// Developer relations, support and solutions engineering.
        DevRel = "devrel",
        /// Management of engineers.
        EngineeringManagement = "engineering-management",
        /// Product management.
        Product = "product",
        /// Design.
        Design = "design",
        /// Software work of no kind named.
        Software = "software",
        /// No software work: sales, marketing, people, finance.
        NonTechnical = "non-technical",
    }
}

impl RoleFamily {
    /// Whether people in it are asked for technologies: not sales, people or finance, not design, not product.
    #[must_use]
    pub fn is_technical(self) -> bool {
        !matches!(self, Self::NonTechnical | Self::Design | Self::Product)
    }
}

names! {
    /// What one payment of the stated size covers.
    pub enum Period {
        /// A year.
        Year = "year",
        /// A month.
        Month = "month",
        /// A week.
        Week = "week",
        /// A day.
        Day = "day",
        /// An hour.
        Hour = "hour",
        /// The whole engagement.
        Total = "total",
    }
}

names! {
    /// What an amount of pay is.
    pub enum PayKind {
        /// Employee pay without bonus and equity.
        Base = "base",
        /// Rate or fee of a contractor.
        Contract = "contract",
        /// Base, bonus and equity together.
        TotalCompensation = "total-compensation",
        /// On-target earnings.
        Ote = "ote",
        /// Least pay that a law or collective agreement makes the posting state.
        MinimumLegal = "minimum-legal",
    }
}

names! {
    /// Where the work is done.
    pub enum WorkMode {
        /// At a place of the employer.
        Onsite = "onsite",
        /// Partly at a place of the employer.
        Hybrid = "hybrid",
        /// Anywhere within the scope.
        Remote = "remote",
    }
}

names! {
    /// The form of the engagement.
    pub enum Employment {
        /// Full time.
        FullTime = "full-time",
        /// Part time.
        PartTime = "part-time",
        /// Contract, freelance.
        Contract = "contract",
        /// Internship.
        Internship = "internship",
        /// Temporary.
        Temporary = "temporary",
    }
}

names! {
    /// Whether the employer sponsors work permits.
    #[derive(Default)]
    pub enum Visa {
        /// Sponsorship is offered.
        Offered = "offered",
        /// No sponsorship; must be authorised already.
        NotOffered = "not_offered",
        /// The posting says nothing.
        #[default]
        Unstated = "unstated",
    }
}

names! {
    /// What sort of hard skill a name stands for. The first seven are technologies, the last two concepts.
    pub enum SkillKind {
        /// Programming, query or markup language.
        Language = "language",
        /// Framework or library.
        Framework = "framework",
        /// Database.
        Database = "database",
        /// Cloud platform or service.
        Cloud = "cloud",
        /// Tool, operating system, product that people work with.
        Tool = "tool",
        /// Protocol, format or standard.
        Protocol = "protocol",
        /// Hardware.
        Hardware = "hardware",
        /// Named technical practice.
        Method = "method",
        /// Named technical field.
        Field = "field",
    }
}

impl SkillKind {
    /// Whether the kind is a technology rather than a concept.
    #[must_use]
    pub fn is_technology(self) -> bool {
        !matches!(self, Self::Method | Self::Field)
    }
}

names! {
    /// How strongly a posting asks for a skill; the strongest that it gives counts.
    pub enum SkillNeed {
        /// Asked for.
        Required = "required",
        /// Wished for.
        Preferred = "preferred",
        /// Used by the employer.
        Stack = "stack",
        /// Compared, negated or in passing.
        Mentioned = "mentioned",
    }
}

names! {
    /// What the employer or the role builds.
    pub enum Domain {
        /// Blockchain, crypto assets.
        Web3 = "web3",
        /// Systems software and cloud infrastructure.
        SystemsCloud = "systems-cloud",
        /// Embedded devices and the internet of things.
        EmbeddedIot = "embedded-iot",
        /// Artificial intelligence and machine learning.
        AiMl = "ai-ml",
        /// Data platforms and analytics.
        Data = "data",
        /// Security.
        Security = "security",
        /// Finance, payments, insurance, trading.
        Fintech = "fintech",
        /// Games and graphics.
        GamesGraphics = "games-graphics",
        /// Web and mobile products.
        WebMobile = "web-mobile",
        /// Tools for developers.
        Devtools = "devtools",
        /// Vehicles, aircraft, space, robots.
        AutomotiveAerospaceRobotics = "automotive-aerospace-robotics",
        /// Health and life sciences.
        HealthBio = "health-bio",
        /// Commerce, media, travel, education for consumers.
        EcommerceMedia = "ecommerce-media",
        /// Anything else.
        Other = "other",
    }
}

names! {
    /// Narrower fields within a [`Domain`], each under the class that it is most at home in.
    pub enum DomainPath {
        /// Kernels, drivers, hypervisors, operating systems.
        KernelDrivers = "systems-cloud/kernel-drivers",
        /// WebAssembly, in and outside browsers.
        Webassembly = "devtools/webassembly",
        /// Rendering and computer graphics.
        Graphics = "games-graphics/graphics",
        /// Smart contracts and applications on chains.
        SmartContracts = "web3/smart-contracts",
        /// Protocols, consensus and clients of chains.
        Protocol = "web3/protocol",
        /// Trading, market making.
        Trading = "fintech/trading",
    }
}

names! {
    /// Education that a posting asks for or wishes.
    pub enum Education {
        /// Bachelor's degree.
        Bachelor = "bachelor",
        /// Master's degree.
        Master = "master",
        /// Doctorate.
        Doctorate = "doctorate",
        /// A degree of no level named.
        Degree = "degree",
        /// The posting says that no degree is needed.
        NotRequired = "not-required",
    }
}

/// The words that a value was read from: a byte range of the posting's text, or a field of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words as written.
    pub text: String,
    /// First byte in the posting's plain text; `None` when read from a field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// Byte after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// Path of the source's field; `None` when read from the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Cow<'static, str>>,
    /// Name of the rule that read it, in kebab-case; shown by `prospect show --why`.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub rule: Cow<'static, str>,
}

/// Why a value without words of its own holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "lowercase")]
pub enum Evidence {
    /// Words of the posting's text.
    Text {
        /// First byte.
        start: u32,
        /// Byte after the last.
        end: u32,
        /// Name of the rule that read it.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        rule: Cow<'static, str>,
    },
    /// A field of the source.
    Field {
        /// Path of the field.
        path: Cow<'static, str>,
        /// Name of the rule that read it.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        rule: Cow<'static, str>,
    },
    /// Other facts of the same posting.
    Rule {
        /// Names or ids of those facts.
        of: Vec<String>,
        /// Name of the rule that drew the conclusion.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        rule: Cow<'static, str>,
    },
}

/// Years of experience asked or wished of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Years {
    /// Where it was read.
    #[serde(flatten)]
    pub words: Words,
    /// Least years, inclusive, 0 to 50; halves are possible ("18 months" is 1.5).
    pub min: Option<f32>,
    /// Most years, inclusive; `None` for "5+" and "at least".
    pub max: Option<f32>,
    /// What they are years of, as written; `None` when the posting says just "experience".
    pub of: Option<String>,
}

/// Pay as a posting states it, before tax unless flagged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pay {
    /// Where it was read.
    #[serde(flatten)]
    pub words: Words,
    /// Lowest amount in whole units of `currency` per `period`; `None` when only an upper end is stated.
    pub min: Option<u64>,
    /// Highest amount; `None` when it is open ("90k+").
    pub max: Option<u64>,
    /// ISO 4217 code (or a token's ticker); `None` when neither the text nor its places tell.
    pub currency: Option<String>,
    /// What one payment of this size covers.
    pub period: Option<Period>,
    /// What the amount is.
    pub kind: PayKind,
    /// What was assumed or noticed, as `../eval` names it: `currency_inferred`, `period_inferred`, `approx`, ….
    pub flags: Vec<String>,
}

/// A work place that a posting names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where it was read.
    #[serde(flatten)]
    pub words: Words,
    /// City by its usual full name; `None` for a region or a country alone.
    pub city: Option<Cow<'static, str>>,
    /// ISO 3166-1 alpha-2 code; `None` where the country is not sure.
    pub country: Option<Cow<'static, str>>,
    /// First-level region as ISO 3166-2 (`US-CA`) where it is sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Cow<'static, str>>,
}

/// A hard skill that a posting names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Where it was read: its strongest mention.
    #[serde(flatten)]
    pub words: Words,
    /// Canonical name.
    pub name: Cow<'static, str>,
    /// Stable id in the lexicon.
    pub id: Cow<'static, str>,
    /// What sort of skill it is.
    pub kind: SkillKind,
    /// The strongest need that the posting gives.
    pub need: SkillNeed,
}

/// What a posting accepts instead of one named skill, or that it trains people in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// Where it was read.
    #[serde(flatten)]
    pub words: Words,
    /// Ids of skills of which one is enough.
    pub any_of: Vec<String>,
    /// Whether the posting says that it teaches what is missing.
    pub trains: bool,
}

/// One job that a posting offers. Empty lists mean: as the posting as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Title as written; empty when the posting names none.
    pub title: String,
    /// Levels in the title.
    pub seniority: Vec<Seniority>,
    /// Kind of work in the title.
    pub role_family: Vec<RoleFamily>,
    /// Indexes into the posting's `pay`.
    pub pay: Vec<u32>,
    /// Indexes into the posting's `places`.
    pub places: Vec<u32>,
    /// Indexes into the posting's `skills`.
    pub skills: Vec<u32>,
}

/// Everything read from one posting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The posting's id, as it came in.
    pub id: String,
    /// The plain text that byte ranges refer to; only for HTML input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether the text offers at least one job.
    pub offer: Option<bool>,
    /// The hiring organisation as written.
    pub employer: Option<String>,
    /// Each offered role's title as written.
    pub titles: Vec<String>,
    /// Levels named for offered roles.
    pub seniority: Vec<Seniority>,
    /// Kinds of work of offered roles.
    pub role_family: Vec<RoleFamily>,
    /// The offered roles, one or more for an offer.
    pub roles: Vec<Role>,
    /// Years of experience asked.
    pub years: Vec<Years>,
    /// Pay stated.
    pub pay: Vec<Pay>,
    /// Whether equity, stock, options or tokens are offered; `None` when the posting does not say.
    pub equity: Option<bool>,
    /// Work places.
    pub places: Vec<Place>,
    /// Work modes that are possible.
    pub work_modes: Vec<WorkMode>,
    /// Where remote workers must be: ISO countries or the scopes of the contract (`EU`, `WORLD`, `TZ`, …).
    pub remote_scope: Vec<String>,
    /// The words of the scope.
    pub remote_scope_text: Option<String>,
    /// Forms of engagement stated.
    pub employment: Vec<Employment>,
    /// Work permit sponsorship.
    pub visa: Visa,
    /// Hard skills, each once, in the order of their first mention.
    pub skills: Vec<Skill>,
    /// Alternatives that the posting accepts.
    pub accepts_instead: Vec<Alternative>,
    /// Education asked.
    pub education: Vec<Education>,
    /// Soft skills asked, by canonical name.
    pub soft_skills: Vec<String>,
    /// What is built, the surest first.
    pub domain: Vec<Domain>,
    /// Narrower fields that the words name.
    #[serde(default)]
    pub domain_paths: Vec<DomainPath>,
    /// ISO 639-1 code of the posting's language.
    pub language: Option<Cow<'static, str>>,
    /// Evidence of the fields that carry no words of their own, by field name.
    pub evidence: EvidenceMap,
    /// What was noticed and not usable.
    pub problems: Vec<Problem>,
}
