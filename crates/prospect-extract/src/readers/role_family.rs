//! Reads `role_family`: the kinds of work of the offered roles, from their titles.
//!
//! Every family that a title names counts ("Backend and Data Engineer" is two); a title that names none is
//! `software` when its head noun is one of software work, `non-technical` when it is one of other work.
//!
//! Not here: what the employer builds (`domain`).

use super::titles::key::{hash_lower, hash_word};
use crate::scan::{Phrases, Scan};
use prospect_model::{Facts, Role, RoleFamily};
use std::sync::OnceLock;

pub(super) fn phrases(_phrases: &mut Phrases) {}

/// Also gives each title its role, with the families in it; `roles` goes on from there.
pub(super) fn read(_scan: &Scan, facts: &mut Facts) {
    let stated = facts.evidence.get("titles").map_or(&[][..], Vec::as_slice);
    let mut evidence = Vec::with_capacity(stated.len());
    let mut families = Families::default();
    for (title_idx, title) in facts.titles.iter().enumerate() {
        let role_family = families.of(title);
        for family in &role_family {
            if !facts.role_family.contains(family) {
                facts.role_family.push(*family);
                evidence.extend(stated.get(title_idx).cloned());
            }
        }
        facts.roles.push(Role { title: title.clone(), role_family, ..Role::default() });
    }
    if !evidence.is_empty() {
        facts.evidence.insert("role_family".into(), evidence);
    }
}

/// Words of a title, each phrase as words with single spaces. The first match of a word claims it, so the
/// narrow phrases stand first.
#[rustfmt::skip]
const FAMILIES: &[(RoleFamily, &[&str])] = &[
    (RoleFamily::EngineeringManagement, &[
        "engineering manager", "engineering managers", "development manager", "engineering lead manager", "director of engineering", "head of engineering", "vp of engineering",
        "vp engineering", "cto", "chief technology officer", "software manager", "team manager", "manager of engineering", "engineering director", "director of software", "dev manager",
        "head of technology", "head of development", "vp of technology", "engineering management", "director of technology", "technical director", "em",
    ]),
    (RoleFamily::Product, &["product manager", "product managers", "product owner", "head of product", "director of product", "vp of product", "vp product", "product management", "product lead", "chief product officer", "cpo", "technical program manager", "program manager", "project manager", "project managers", "scrum master", "delivery manager"]),
    (RoleFamily::Design, &["designer", "designers", "design", "ux", "illustrator", "artist", "artists", "animator", "ui designer", "creative director", "art director"]),
    (RoleFamily::DevRel, &["developer advocate", "developer relations", "devrel", "developer evangelist", "evangelist", "solutions engineer", "solutions engineers", "solution engineer", "solutions architect", "solution architect", "sales engineer", "sales engineers", "support engineer", "support engineers", "customer engineer", "customer success engineer", "field engineer", "technical support", "implementation engineer", "forward deployed", "developer success", "community engineer", "pre sales", "presales", "technical account manager", "integration engineer", "integrations engineer", "technical writer", "customer support engineer", "developer support"]),
    (RoleFamily::Quality, &["qa", "quality", "test", "tester", "testers", "testing", "sdet", "sdets", "verification", "validation", "quality assurance"]),
    (RoleFamily::Embedded, &["embedded", "firmware", "iot", "rtos", "device", "devices"]),
    (RoleFamily::Hardware, &["hardware", "electrical", "electronics", "fpga", "asic", "rf", "pcb", "mechanical", "analog", "silicon", "dsp", "optical", "semiconductor", "chip"]),
    (RoleFamily::Robotics, &["robotics", "robot", "controls", "autonomy", "perception", "navigation", "slam", "motion planning", "gnc", "autonomous", "avionics", "flight"]),
    (RoleFamily::Blockchain, &["blockchain", "smart contract", "smart contracts", "smartcontracts", "solidity", "web3", "crypto", "defi", "protocol", "ethereum", "solana", "cryptographer", "cryptographers", "substrate", "zk", "bitcoin", "consensus", "onchain", "rollup"]),
    (RoleFamily::MachineLearning, &["machine learning", "ml", "ai", "deep learning", "computer vision", "nlp", "llm", "mlops", "genai", "natural language", "inference", "applied scientist", "research engineer ai", "speech", "agentic"]),
    (RoleFamily::Compiler, &["compiler", "compilers", "developer tools", "devtools", "tools", "tooling", "language", "static analysis", "developer experience", "developer productivity", "build engineer", "programming languages", "formal methods", "formal verification", "runtime engineer", "devex"]),
    (RoleFamily::Security, &["security", "infosec", "appsec", "penetration", "pentester", "soc", "threat", "malware", "vulnerability", "cyber", "cybersecurity", "privacy engineer", "devsecops", "cryptography", "detection", "incident response", "red team", "grc", "ciso", "fraud", "identity", "forensics", "iam"]),
    (RoleFamily::GameGraphics, &["game", "games", "gameplay", "graphics", "rendering", "unity", "unreal", "3d", "engine programmer", "engine developer", "vr", "ar", "xr"]),
    (RoleFamily::Trading, &["trading", "trader", "traders", "quant", "quants", "quantitative", "hft", "low latency", "market making", "algorithmic trading"]),
    (RoleFamily::FullStack, &["full stack", "fullstack", "web engineer", "web engineers", "web developer", "web developers", "web application", "rails", "product engineer", "product engineers", "fe and be"]),
    (RoleFamily::Frontend, &["frontend", "front end", "react", "ui", "javascript", "typescript", "angular", "vue", "ember", "css", "html", "web ui", "user interface"]),
    (RoleFamily::Mobile, &["mobile", "ios", "android", "react native", "flutter", "iphone"]),
    (RoleFamily::Data, &["data", "analytics", "bi", "etl", "database", "dba", "big data", "analyst", "analysts", "business intelligence", "search engineer", "spark", "hadoop", "statistician", "warehouse"]),
    (RoleFamily::Infrastructure, &["devops", "dev ops", "sre", "sres", "site reliability", "reliability", "infrastructure", "infra", "platform", "cloud", "sysadmin", "sysadmins", "system administrator", "systems administrator", "network engineer", "network", "production engineer", "release", "kubernetes", "operations engineer", "linux administrator", "it", "ops", "production", "sysops"]),
    (RoleFamily::Systems, &["systems engineer", "systems engineers", "systems programmer", "systems software", "systems developer", "system engineer", "system software", "systems", "kernel", "os", "storage", "distributed systems", "distributed", "linux", "low level", "performance", "virtualization", "networking", "driver", "operating systems", "hpc"]),
    (RoleFamily::Backend, &["backend", "back end", "server", "server side", "api", "python", "java", "go", "golang", "ruby", "php", "node", "scala", "elixir", "erlang", "haskell", "clojure", "django", "net", "rust backend", "services", "payments"]),
    (RoleFamily::Research, &["research", "researcher", "researchers", "scientist", "scientists", "postdoc", "phd", "physicist", "mathematician"]),
];

/// Heads of software work of no kind named.
#[rustfmt::skip]
const SOFTWARE_HEADS: &[&str] = &[
    "engineer", "engineers", "developer", "developers", "programmer", "programmers", "architect", "architects", "hacker", "hackers", "coder", "coders", "swe", "sde", "sdes", "sde1", "sde2", "sde3", "dev",
    "devs", "software", "technical", "engineering", "entwickler", "softwareentwickler", "développeur", "ingénieur", "desarrollador", "ingeniero", "programista", "ontwikkelaar", "tech", "lead",
    "intern", "interns", "co", "cofounder", "founder", "deweloper", "inżynier", "mts", "entwicklerin", "sviluppatore", "utvecklare", "werkstudent",
];

/// A phrase of [`FAMILIES`], with its place in the table.
struct Entry {
    order: usize,
    family: RoleFamily,
    /// Hash of its first word.
    first: u64,
    /// Hashes of the words behind it.
    rest: Vec<u64>,
}

/// The tables with words as hashes.
struct Tables {
    /// Phrases by their first word.
    entries: Vec<Entry>,
    /// Where the phrases of each bucket of first words start, and the end of all.
    buckets: Vec<u16>,
    /// [`SOFTWARE_HEADS`], ascending.
    software_heads: Vec<u64>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let phrases =
            FAMILIES.iter().flat_map(|(family, phrases)| phrases.iter().map(move |phrase| (*family, *phrase)));
        let mut entries: Vec<Entry> = phrases
            .enumerate()
            .filter_map(|(order, (family, phrase))| {
                let mut words = phrase.split(' ').map(|word| hash_lower(word.as_bytes()));
                Some(Entry { order, family, first: words.next()?, rest: words.collect() })
            })
            .collect();
        entries.sort_by_key(|entry| (bucket_of(entry.first), entry.first));
        let starts = (0..=N_BUCKETS).map(|bucket| entries.partition_point(|entry| bucket_of(entry.first) < bucket));
        let buckets = starts.map(|start| u16::try_from(start).unwrap_or(u16::MAX)).collect();
        let mut software_heads: Vec<u64> = SOFTWARE_HEADS.iter().map(|word| hash_lower(word.as_bytes())).collect();
        software_heads.sort_unstable();
        Tables { entries, buckets, software_heads }
    })
}

/// Number of buckets of first words: a few times the number of phrases, so that most words find theirs empty.
const N_BUCKETS: usize = 2048;

fn bucket_of(hash: u64) -> usize {
    hash as usize % N_BUCKETS
}

impl Tables {
    /// The phrases that start with a word.
    fn starting_with(&self, hash: u64) -> impl Iterator<Item = &Entry> {
        let bucket = bucket_of(hash);
        let place = |bucket: usize| self.buckets.get(bucket).map_or(0, |place| usize::from(*place));
        let entries = self.entries.get(place(bucket)..place(bucket + 1)).unwrap_or_default();
        entries.iter().filter(move |entry| entry.first == hash)
    }
}

/// A word of a title.
struct Word {
    hash: u64,
    /// Whether a phrase has it: a claimed word tells nothing else, "support" of "support engineer" is no IT.
    is_claimed: bool,
}

/// Finds families, with buffers that it reuses from title to title.
#[derive(Default)]
struct Families {
    words: Vec<Word>,
    /// Phrases that start with one of the words.
    entries: Vec<&'static Entry>,
}

impl Families {
    /// The families that a title names; empty for a title without words.
    fn of(&mut self, title: &str) -> Vec<RoleFamily> {
        let tables = tables();
        let Self { words, entries } = self;
        words.clear();
        let mut add = |hash: u64| words.push(Word { hash, is_claimed: false });
        if title.is_ascii() {
            let all = title.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
            all.filter(|word| !word.is_empty()).map(hash_lower).for_each(&mut add);
        } else {
            let all = title.split(|letter: char| !letter.is_alphanumeric());
            all.filter(|word| !word.is_empty()).map(hash_word).for_each(&mut add);
        }
        entries.clear();
        for word in words.iter() {
            entries.extend(tables.starting_with(word.hash));
        }
        entries.sort_unstable_by_key(|entry| entry.order);
        entries.dedup_by_key(|entry| entry.order);
        let mut found = Vec::new();
        for entry in entries.iter() {
            let is_it = |word: &Word, hash: u64| word.hash == hash && !word.is_claimed;
            let is_here = |window: &[Word]| match window {
                [first, rest @ ..] => {
                    is_it(first, entry.first) && rest.iter().zip(&entry.rest).all(|(word, hash)| is_it(word, *hash))
                }
                [] => false,
            };
            let n_words = entry.rest.len() + 1;
            let Some(at) = words.windows(n_words).position(is_here) else { continue };
            if !found.contains(&entry.family) {
                found.push(entry.family);
            }
            words.iter_mut().skip(at).take(n_words).for_each(|word| word.is_claimed = true);
        }
        // "Systems", "platform" or a language beside a narrower kind say how, not what.
        let is_narrow = |family: &RoleFamily| {
            !matches!(
                family,
                RoleFamily::Backend | RoleFamily::Systems | RoleFamily::Infrastructure | RoleFamily::Research
            )
        };
        if found.len() > 1 && found.iter().any(is_narrow) {
            found.retain(|family| is_narrow(family) || names_kind(*family, words));
        }
        if found.is_empty() && !words.is_empty() {
            let is_software = words.iter().any(|word| tables.software_heads.binary_search(&word.hash).is_ok());
            found.push(if is_software { RoleFamily::Software } else { RoleFamily::NonTechnical });
        }
        found
    }
}

/// Whether a title names a broad kind in so many words.
fn names_kind(family: RoleFamily, words: &[Word]) -> bool {
    const fn h(word: &str) -> u64 {
        hash_lower(word.as_bytes())
    }
    const BACK: u64 = h("back");
    const END: u64 = h("end");
    const BACKEND: [u64; 3] = [h("backend"), h("server"), h("api")];
    const INFRASTRUCTURE: [u64; 7] =
        [h("devops"), h("sre"), h("infrastructure"), h("infra"), h("platform"), h("reliability"), h("cloud")];
    const SYSTEMS: [u64; 4] = [h("systems"), h("kernel"), h("distributed"), h("storage")];
    const RESEARCH: [u64; 3] = [h("research"), h("researcher"), h("researchers")];
    let has = |any: &[u64]| words.iter().any(|word| any.contains(&word.hash));
    match family {
        RoleFamily::Backend => {
            has(&BACKEND) || words.windows(2).any(|pair| matches!(pair, [a, b] if a.hash == BACK && b.hash == END))
        }
        RoleFamily::Infrastructure => has(&INFRASTRUCTURE),
        RoleFamily::Systems => has(&SYSTEMS),
        RoleFamily::Research => has(&RESEARCH),
        _ => true,
    }
}
