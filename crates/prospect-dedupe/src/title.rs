//! What a title says, without how it says it; and how two titles relate.
//!
//! A title becomes a set of subjects (`backend`, `rust`, `data`), a set of crafts (engineer, scientist, designer, …)
//! and a set of levels. "Sr. Front-End Developer" and "Frontend Engineer (Senior)" are the same set.

use crate::words::hash_bytes;
use prospect_model::{RoleFamily, Seniority};

/// A title as sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TitleKey {
    /// Hashes of the words that say what the work is about: sorted, each once, then zeros. Kept in place, as millions
    /// of pairs are compared.
    subjects: [u32; SUBJECTS_MAX],
    /// Number of subjects.
    n_subjects: u8,
    /// Bit set of crafts.
    crafts: u16,
    /// Bit set over [`Seniority::ALL`].
    levels: u16,
    /// Bit set over [`RoleFamily::ALL`], without "software", which says nothing here.
    families: u32,
    /// Whether the posting names no title.
    is_unnamed: bool,
}

/// Subjects kept of a title, in its order. Longer ones are lists of skills.
const SUBJECTS_MAX: usize = 8;

/// How two titles relate, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// The same subjects and craft.
    Same,
    /// The same craft without any subject on both sides: "Software Engineer", "Developers".
    SameGeneral,
    /// One names all subjects of the other and more: "Backend Engineer", "Backend Engineer, Payments".
    Narrower,
    /// At least half of the subjects are shared, or the same kind of work is named in other words.
    Near,
    /// One names no subject: "Software Engineers" may or may not mean the "Backend Engineer".
    General,
    /// At least one side names no title.
    Unnamed,
    /// Different work.
    Different,
}

/// How the levels of two titles relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Levels {
    /// The same levels, or none on both sides.
    Same,
    /// One side names none, or they share one of several.
    Compatible,
    /// Both name levels and share none.
    Different,
}

/// Crafts, as bits. Anything else that people are hired as is its own subject with the craft of an engineer.
mod craft {
    pub(super) const ENGINEER: u16 = 1;
    pub(super) const SCIENTIST: u16 = 1 << 1;
    pub(super) const DESIGNER: u16 = 1 << 2;
    pub(super) const ANALYST: u16 = 1 << 3;
    pub(super) const MANAGER: u16 = 1 << 4;
    pub(super) const EXECUTIVE: u16 = 1 << 5;
    pub(super) const ADMIN: u16 = 1 << 6;
    pub(super) const SELLER: u16 = 1 << 7;
    pub(super) const WRITER: u16 = 1 << 8;
    pub(super) const RECRUITER: u16 = 1 << 9;
    pub(super) const RESEARCHER: u16 = 1 << 10;
    pub(super) const TESTER: u16 = 1 << 11;
    pub(super) const ASSISTANT: u16 = 1 << 12;
    pub(super) const SECURITY: u16 = 1 << 13;
    pub(super) const SUPPORT: u16 = 1 << 14;
    pub(super) const SOLUTIONS: u16 = 1 << 15;
    /// Crafts whose bare name may stand for any of their kind: "Engineers", "Designer". A bare "Manager" does not.
    pub(super) const COLLECTIVE: u16 = ENGINEER | SCIENTIST | DESIGNER | ANALYST | RESEARCHER;
    /// Those who do not build what is sold.
    pub(super) const BUSINESS: u16 = MANAGER | SELLER | WRITER | RECRUITER | ASSISTANT;
    /// Those who lead people: what they lead is another job than the work itself.
    pub(super) const LEADERS: u16 = MANAGER | EXECUTIVE;
}

/// What one word of a title says.
enum Meaning {
    Craft(u16),
    /// A craft that is also what the work of others is about: "Marketing Manager", "Sales Engineer".
    CraftAndSubject(u16, &'static str),
    Level(Seniority),
    /// Says nothing about the work.
    Nothing,
    /// A subject, under its usual spelling.
    Subject(&'static str),
    /// A subject as written.
    Itself,
}

fn meaning(word: &str) -> Meaning {
    use Meaning::{Craft, CraftAndSubject, Itself, Level, Nothing, Subject};
    match word {
        "engineer" | "engineers" | "eng" | "engs" | "enginer" | "developer" | "developers" | "dev" | "devs"
        | "programmer" | "programmers" | "coder" | "coders" | "hacker" | "hackers" | "swe" | "swes" | "sde"
        | "sdes" | "ninja" | "ninjas" | "rockstar" | "rockstars" | "guru" | "wizard" | "specialist" | "specialists"
        | "expert" | "experts" | "developper" | "engineering" | "development" | "ingenieur" | "entwickler"
        | "softwareentwickler" | "architect" | "architects" | "consultant" | "consultants" | "contributor"
        | "builder" | "builders" | "technologist" | "generalist" | "generalists" => Craft(craft::ENGINEER),
        "scientist" | "scientists" | "statistician" | "statisticians" => Craft(craft::SCIENTIST),
        "researcher" | "researchers" | "postdoc" | "postdocs" => Craft(craft::RESEARCHER),
        "designer" | "designers" => Craft(craft::DESIGNER),
        "analyst" | "analysts" => Craft(craft::ANALYST),
        "manager" | "managers" | "pm" | "pms" | "tpm" => Craft(craft::MANAGER),
        "cto" => CraftAndSubject(craft::EXECUTIVE, "cto"),
        "ceo" => CraftAndSubject(craft::EXECUTIVE, "ceo"),
        "coo" => CraftAndSubject(craft::EXECUTIVE, "coo"),
        "cfo" => CraftAndSubject(craft::EXECUTIVE, "cfo"),
        "cmo" => CraftAndSubject(craft::EXECUTIVE, "cmo"),
        "cio" => CraftAndSubject(craft::EXECUTIVE, "cio"),
        "ciso" => CraftAndSubject(craft::EXECUTIVE, "ciso"),
        "vp" | "svp" | "president" => CraftAndSubject(craft::EXECUTIVE, "vp"),
        "head" | "heads" => CraftAndSubject(craft::EXECUTIVE, "head"),
        "director" | "directors" => CraftAndSubject(craft::EXECUTIVE, "director"),
        "cofounder" | "cofounders" => CraftAndSubject(craft::EXECUTIVE, "cofounder"),
        "chief" | "officer" => Craft(craft::EXECUTIVE),
        "admin" | "admins" | "administrator" | "administrators" | "sysadmin" | "sysadmins" => {
            CraftAndSubject(craft::ADMIN, "admin")
        }
        "sales" | "seller" | "salesperson" | "sdr" | "sdrs" | "bdr" => CraftAndSubject(craft::SELLER, "sales"),
        "executive" | "executives" | "representative" | "representatives" | "ae" | "aes" => Craft(craft::SELLER),
        "marketer" | "marketers" | "marketing" => CraftAndSubject(craft::SELLER, "marketing"),
        "evangelist" | "evangelists" | "advocate" | "advocates" | "devrel" => {
            CraftAndSubject(craft::SELLER, "advocate")
        }
        "writer" | "writers" | "editor" | "editors" | "copywriter" => CraftAndSubject(craft::WRITER, "writer"),
        "recruiter" | "recruiters" | "sourcer" => CraftAndSubject(craft::RECRUITER, "recruiter"),
        "tester" | "testers" | "qa" | "sdet" | "sdets" | "quality" | "test" | "testing" => {
            CraftAndSubject(craft::TESTER, "quality")
        }
        "assistant" | "assistants" => CraftAndSubject(craft::ASSISTANT, "assistant"),
        "coordinator" => CraftAndSubject(craft::ASSISTANT, "coordinator"),
        "accountant" | "bookkeeper" => CraftAndSubject(craft::ASSISTANT, "accounting"),

        "intern" | "interns" | "internship" | "internships" | "werkstudent" | "trainee" => Level(Seniority::Intern),
        "junior" | "jr" | "graduate" | "graduates" | "grad" | "grads" | "entry" => Level(Seniority::Junior),
        "mid" | "intermediate" | "midlevel" => Level(Seniority::Mid),
        "senior" | "sr" | "snr" | "seniors" | "experienced" => Level(Seniority::Senior),
        "staff" => Level(Seniority::Staff),
        "principal" | "distinguished" => Level(Seniority::Principal),
        "lead" | "leads" | "leader" | "leaders" => Level(Seniority::Lead),
        "founding" | "founder" => Level(Seniority::Founding),

        "a" | "an" | "and" | "or" | "of" | "the" | "for" | "to" | "in" | "with" | "at" | "on" | "our" | "who"
        | "is" | "as" | "by" | "level" | "new" | "software" | "sw" | "technical" | "tech" | "team" | "teams"
        | "member" | "members" | "person" | "people" | "role" | "roles" | "position" | "positions" | "opening"
        | "openings" | "job" | "jobs" | "multiple" | "several" | "various" | "many" | "all" | "levels" | "other"
        | "more" | "talented" | "great" | "strong" | "passionate" | "awesome" | "remote" | "onsite" | "hybrid"
        | "fulltime" | "parttime" | "time" | "part" | "contract" | "contractor" | "contractors" | "freelance"
        | "freelancer" | "permanent" | "hiring" | "seeking" | "wanted" | "m" | "w" | "f" | "d" | "x" | "h" | "i"
        | "ii" | "iii" | "iv" | "v" | "us" | "usa" | "uk" | "eu" | "europe" | "id" | "no" | "first" | "early"
        | "individual" | "js" | "based" | "application" | "applications" | "app" | "apps" | "general"
        | "professional" | "fully" | "high" | "caliber" | "top" | "plus" | "und" | "der" | "die" => Nothing,

        "ios" | "iphone" | "ipad" | "swift" => Subject("ios"),
        "android" | "kotlin" => Subject("android"),
        "ui" | "ux" | "uiux" | "uxui" | "interaction" | "interface" | "visual" => Subject("ux"),
        "infra" | "infrastructure" | "devops" | "devsecops" | "sre" | "sres" | "reliability" | "operations" | "ops"
        | "sysops" => Subject("infrastructure"),
        "site" => Nothing,
        "ml" | "ai" | "mlops" | "nlp" | "llm" | "llms" | "genai" => Subject("ml"),
        "database" | "databases" | "db" | "dba" | "dbre" => Subject("database"),
        "javascript" | "typescript" | "ts" => Subject("javascript"),
        "node" | "nodejs" => Subject("node"),
        "react" | "reactjs" => Subject("react"),
        "vue" | "vuejs" => Subject("vue"),
        "angular" | "angularjs" => Subject("angular"),
        "ember" | "emberjs" => Subject("ember"),
        "golang" | "go" => Subject("go"),
        "rails" | "ror" | "ruby" => Subject("ruby"),
        "c#" | "csharp" | "dotnet" | "net" | "asp" => Subject("dotnet"),
        "crypto" | "blockchain" | "web3" | "blockchains" => Subject("blockchain"),
        "server" | "serverside" | "backend" | "backends" | "api" | "apis" => Subject("backend"),
        "client" | "clientside" | "frontend" | "frontends" => Subject("frontend"),
        "fullstack" | "fs" => Subject("fullstack"),
        "system" | "systems" => Subject("systems"),
        "product" | "products" => Subject("product"),
        "platform" | "platforms" => Subject("platform"),
        "tool" | "tools" | "tooling" => Subject("tools"),
        "game" | "games" | "gameplay" => Subject("game"),
        "web" | "website" | "websites" | "webapp" => Subject("web"),
        "quant" | "quants" | "quantitative" => Subject("quantitative"),
        "project" | "projects" => Subject("project"),
        "program" | "programs" | "programme" => Subject("program"),
        "customer" | "customers" => Subject("customer"),
        "solution" | "solutions" => CraftAndSubject(craft::SOLUTIONS, "solutions"),
        "network" | "networks" | "networking" => Subject("network"),
        "analytics" | "analytic" => Subject("analytics"),
        "secops" | "infosec" | "appsec" | "security" | "cybersecurity" => CraftAndSubject(craft::SECURITY, "security"),
        "support" => CraftAndSubject(craft::SUPPORT, "support"),
        "robotic" | "robotics" => Subject("robotics"),
        "graphic" | "graphics" | "rendering" => Subject("graphics"),
        _ => Itself,
    }
}

/// Pairs of words that are one.
fn joined(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("front", "end" | "ends") => "frontend",
        ("back", "end" | "ends") => "backend",
        ("full", "stack" | "stacks") => "fullstack",
        ("dev", "ops") => "devops",
        ("machine", "learning") | ("deep", "learning") | ("artificial", "intelligence") => "ml",
        ("server", "side") => "backend",
        ("client", "side") => "frontend",
        ("react", "native") => "reactnative",
        ("ruby", "rails") => "ruby",
        ("c", "+") => "c++",
        ("co", "founder" | "founders") => "cofounder",
        ("full" | "part", "time") => "fulltime",
        ("new", "grad" | "grads") => "graduate",
        ("open", "source") => "opensource",
        // Crafts of their own, not a kind of product manager or developer.
        ("product", "marketing") => "productmarketing",
        ("customer", "success") => "customersuccess",
        ("business", "development") => "businessdevelopment",
        ("developer" | "dev", "relations" | "advocate" | "evangelist") => "devrel",
        ("sys", "admin" | "admins") => "sysadmin",
        _ => return None,
    })
}

/// Words of a title longer than this are no title; what follows is ignored.
const WORDS_MAX: usize = 40;

impl TitleKey {
    /// Reads a title together with what is known of its role.
    pub(crate) fn read(title: &str, seniority: &[Seniority], role_family: &[RoleFamily]) -> Self {
        let mut key = Self::default();
        for &family in role_family.iter().filter(|&&family| family != RoleFamily::Software) {
            key.families |= 1 << family as u32;
        }
        let lower = title.to_ascii_lowercase();
        let is_word = |c: char| c.is_alphanumeric() || c == '+' || c == '#';
        let words: Vec<&str> = lower.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()).take(WORDS_MAX).collect();
        let mut subjects = Vec::new();
        let mut at = 0;
        while let Some(&word) = words.get(at) {
            let pair = words.get(at + 1).and_then(|next| joined(word, next));
            at += if pair.is_some() { 2 } else { 1 };
            key.take(pair.unwrap_or(word), &mut subjects);
        }
        key.is_unnamed = subjects.is_empty() && key.crafts == 0 && key.levels == 0;
        for &level in seniority {
            key.levels |= 1 << level as u16;
        }
        // A manager of engineers is no engineer; "Engineering Manager" and "Manager, Engineering" are one.
        if key.crafts & craft::LEADERS != 0 {
            if key.crafts & craft::ENGINEER != 0 {
                subjects.push(hash_bytes(b"engineering") as u32);
            }
            key.crafts &= craft::LEADERS;
        } else if key.crafts & !craft::ENGINEER != 0 {
            key.crafts &= !craft::ENGINEER;
        }
        key.keep(&subjects);
        key
    }

    fn keep(&mut self, subjects: &[u32]) {
        for &subject in subjects {
            let at = usize::from(self.n_subjects);
            if self.subjects().contains(&subject) {
                continue;
            }
            let Some(slot) = self.subjects.get_mut(at) else { break };
            *slot = subject;
            self.n_subjects += 1;
        }
        let n_subjects = usize::from(self.n_subjects);
        self.subjects.get_mut(..n_subjects).unwrap_or_default().sort_unstable();
    }

    fn subjects(&self) -> &[u32] {
        self.subjects.get(..usize::from(self.n_subjects)).unwrap_or_default()
    }

    fn take(&mut self, word: &str, subjects: &mut Vec<u32>) {
        match meaning(word) {
            Meaning::Craft(craft) => self.crafts |= craft,
            Meaning::CraftAndSubject(craft, subject) => {
                self.crafts |= craft;
                subjects.push(hash_bytes(subject.as_bytes()) as u32);
            }
            Meaning::Level(level) => self.levels |= 1 << level as u16,
            Meaning::Nothing => {}
            Meaning::Subject(subject) => subjects.push(hash_bytes(subject.as_bytes()) as u32),
            Meaning::Itself if word.bytes().all(|byte| byte.is_ascii_digit()) => {}
            Meaning::Itself => {
                let singular = word.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with('s'));
                subjects.push(hash_bytes(singular.unwrap_or(word).as_bytes()) as u32);
            }
        }
    }

    /// Crafts; a title that names none, such as "DevOps", is an engineer's.
    fn crafts_or_engineer(&self) -> u16 {
        if self.crafts == 0 { craft::ENGINEER } else { self.crafts }
    }

    /// How the work of two titles relates, levels aside.
    pub(crate) fn relation(&self, other: &Self) -> Relation {
        if self.is_unnamed || other.is_unnamed {
            // Ads without a title in hiring threads seek people who build; a named seller is nobody they seek.
            let is_builder = |key: &Self| key.is_unnamed || key.crafts_or_engineer() & !craft::BUSINESS != 0;
            return if is_builder(self) && is_builder(other) { Relation::Unnamed } else { Relation::Different };
        }
        if self.crafts_or_engineer() & other.crafts_or_engineer() == 0 {
            return Relation::Different;
        }
        let (a, b) = (self.subjects(), other.subjects());
        let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let n_shared = fewer.iter().filter(|subject| more.contains(subject)).count();
        let (n_fewer, n_more) = (fewer.len(), more.len());
        match () {
            () if n_more == 0 => Relation::SameGeneral,
            () if n_shared == n_more => Relation::Same,
            () if n_fewer == 0 && self.crafts_or_engineer() & craft::COLLECTIVE == 0 => Relation::Different,
            () if n_fewer == 0 => Relation::General,
            () if n_shared == n_fewer => Relation::Narrower,
            () if n_shared * 2 >= n_fewer => Relation::Near,
            () if self.families != 0 && self.families == other.families => Relation::Near,
            () => Relation::Different,
        }
    }

    /// How the levels of two titles relate.
    pub(crate) fn compare_levels(&self, other: &Self) -> Levels {
        // No level stands for any level of employees, not for an internship.
        let intern = 1 << Seniority::Intern as u16;
        match () {
            () if self.levels == other.levels => Levels::Same,
            () if (self.levels | other.levels) == intern => Levels::Different,
            () if self.levels == 0 || other.levels == 0 || self.levels & other.levels != 0 => Levels::Compatible,
            () => Levels::Different,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, relation: Relation, levels: Levels) {
        let (a, b) = (TitleKey::read(a, &[], &[]), TitleKey::read(b, &[], &[]));
        assert_eq!((a.relation(&b), a.compare_levels(&b)), (relation, levels));
        assert_eq!((b.relation(&a), b.compare_levels(&a)), (relation, levels), "the other way round");
    }

    #[test]
    fn spelling_number_and_word_order_do_not_matter() {
        check("Sr. Front-End Developer", "Frontend Engineers (Senior)", Relation::Same, Levels::Same);
        check("SWE, Backend", "Back end software engineer", Relation::Same, Levels::Same);
        check("Engineering Manager", "Manager, Engineering", Relation::Same, Levels::Same);
        check(".NET dev", "C# Developer", Relation::Same, Levels::Same);
        check("DevOps", "Site Reliability Engineer", Relation::Same, Levels::Same);
        check("Co-Founder", "cofounder", Relation::Same, Levels::Same);
    }

    #[test]
    fn crafts_are_different_work() {
        check("Data Engineer", "Data Scientist", Relation::Different, Levels::Same);
        check("Product Manager", "Product Designer", Relation::Different, Levels::Same);
        check("Sales Engineer", "Software Engineer", Relation::Different, Levels::Same);
        check("Cloud Engineer", "Cloud Security Engineer", Relation::Different, Levels::Same);
        check("Marketing Manager", "Technical Account Manager", Relation::Different, Levels::Same);
    }

    #[test]
    fn subjects_tell_work_apart() {
        check("Backend Engineer", "Frontend Engineer", Relation::Different, Levels::Same);
        check("iOS developer", "Android developer", Relation::Different, Levels::Same);
        check("Rust Engineer", "Rust and C++ Engineer", Relation::Narrower, Levels::Same);
        check("Backend and DevOps Engineers", "Backend Engineer", Relation::Narrower, Levels::Same);
        check("Go Backend Engineer", "Backend Engineer, Payments", Relation::Near, Levels::Same);
    }

    #[test]
    fn general_titles_may_mean_any_engineer_but_not_any_manager() {
        check("Software Engineers", "Senior developer", Relation::SameGeneral, Levels::Compatible);
        check("Engineers", "Backend Engineer", Relation::General, Levels::Same);
        check("Manager", "Product Manager", Relation::Different, Levels::Same);
        check("", "Backend Engineer", Relation::Unnamed, Levels::Same);
        check("", "Accountant", Relation::Different, Levels::Same);
        check("Various roles", "", Relation::Unnamed, Levels::Same);
    }

    #[test]
    fn levels_are_compared_apart_from_the_work() {
        check("Junior Rust Engineer", "Principal Rust Engineer", Relation::Same, Levels::Different);
        check("Senior/Staff Rust Engineer", "Staff Rust Engineer", Relation::Same, Levels::Compatible);
        check("Rust Intern", "Rust Engineer", Relation::Same, Levels::Different);
        check("Rust Engineer", "Senior Rust Engineer", Relation::Same, Levels::Compatible);
    }

    #[test]
    fn a_title_of_any_length_is_read() {
        let long: String = (0..1_000).map(|n| format!("subject{n} ")).collect();
        let key = TitleKey::read(&long, &[], &[]);
        assert_eq!(key.subjects().len(), SUBJECTS_MAX);
        assert_eq!(key.relation(&key), Relation::Same);
    }

    #[test]
    fn levels_of_the_posting_do_not_make_a_title() {
        let key = TitleKey::read("", &[Seniority::Senior], &[]);
        assert_eq!(key.relation(&TitleKey::read("Engineer", &[], &[])), Relation::Unnamed);
    }

    #[test]
    fn given_families_bring_titles_without_a_shared_word_near() {
        let family = [RoleFamily::Infrastructure];
        let (a, b) = (TitleKey::read("Kubernetes wizard", &[], &family), TitleKey::read("SRE", &[], &family));
        assert_eq!(a.relation(&b), Relation::Near);
    }
}
