//! The words that titles are made of.
//!
//! A head noun names a job ("engineer"); a qualifier goes with one ("backend", "Rust", "senior"). The
//! lists are our own, from reading hiring-thread comments of 2011 to 2026 and career sites.

use crate::readers::word_set::WordSet;
use crate::scan::{Case, Owner, Phrases};

/// What a phrase is within a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Class {
    /// Names a job, with or without a qualifier: "engineer".
    Head,
    /// Names a job by itself as well as it qualifies another: "DevOps", "SRE", "CTO".
    Sole,
    /// Names a job only behind a qualifier: "lead", "partner".
    WeakHead,
    /// Goes with a head.
    Qualifier,
    /// A kind of work that stands for a title where a title is due: "full-stack", "backend".
    Kind,
    /// A level.
    Level,
    /// Never part of a title: modes, forms of engagement, pronouns.
    Never,
    /// Words of praise and number before a title: "talented", "multiple".
    Praise,
    /// Announces a title in running text: "looking for".
    Cue,
    /// Announces a title before a colon: "position".
    Label,
}

impl Class {
    /// The class of a dictionary value.
    pub(super) fn of(value: u32) -> Self {
        const ALL: [Class; 10] = [
            Class::Head,
            Class::Sole,
            Class::WeakHead,
            Class::Qualifier,
            Class::Kind,
            Class::Level,
            Class::Never,
            Class::Praise,
            Class::Cue,
            Class::Label,
        ];
        ALL.get(value as usize).copied().unwrap_or(Class::Never)
    }

    /// Whether it names a job.
    pub(super) fn is_head(self) -> bool {
        matches!(self, Class::Head | Class::Sole | Class::WeakHead)
    }

    /// Whether it may stand before a head.
    pub(super) fn can_qualify(self) -> bool {
        !matches!(self, Class::Never | Class::Praise | Class::Cue | Class::Label)
    }
}

/// Heads that take a plural in -s.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "engineer", "developer", "programmer", "architect", "designer", "scientist", "analyst", "manager", "director",
    "researcher", "administrator", "consultant", "specialist", "recruiter", "writer", "hacker", "coder", "tester",
    "technician", "evangelist", "advocate", "strategist", "coordinator", "assistant", "representative", "marketer",
    "accountant", "trader", "statistician", "mathematician", "physicist", "chemist", "biologist", "cryptographer",
    "auditor", "operator", "officer", "producer", "editor", "artist", "animator", "instructor", "teacher", "tutor",
    "generalist", "devs", "supervisor", "intern", "dev", "controller", "buyer", "planner", "bookkeeper",
    "forecaster", "economist", "geologist", "modeler", "modeller", "roboticist", "technologist", "linguist",
    "translator", "copywriter", "illustrator", "quant", "security engineer", "web master", "webmaster",
    "salesperson", "seller", "apprentice", "trainee", "postdoc", "pentester", "penetration tester", "integrator",
    "support agent", "guru", "ninja", "rockstar", "wizard", "maintainer", "product owner", "scrum master",
    "data engineer", "rep", "account executive", "nurse", "pharmacist", "physician", "machinist", "welder",
    "mechanic", "electrician", "driver", "chef", "cook", "cashier", "caretaker", "cleaner", "server admin",
    "sys admin", "project lead", "handyman", "teamlead", "bioinformatician", "toolmaker", "investigator",
    "examiner", "counselor", "therapist", "clerk", "barista", "foreman", "receptionist", "dispatcher", "inspector",
    "facilitator", "biostatistician", "growth hacker", "storyteller", "entwickler", "ingenieur", "desarrollador",
    "programista", "ontwikkelaar", "sviluppatore", "utvecklare", "développeur", "ingénieur", "ingeniero",
    "inżynier", "deweloper", "architecte", "arquitecto", "architekt", "softwareentwickler", "softwareingenieur",
    "desenvolvedor", "engenheiro", "kierownik", "tester", "webentwickler", "administrateur", "analyste",
    "spécialiste", "specialista", "analista", "techniker", "team lead", "tech lead", "technical lead", "team leader",
    "engineering lead", "dev lead", "design lead", "product lead",
];

/// Heads as they are.
#[rustfmt::skip]
const HEADS_FIXED: &[&str] = &[
    "hiring coordinator", "member of technical staff", "members of technical staff",
    "member of the technical staff", "werkstudent", "praktikant", "entwicklerin", "softwareentwicklerin",
    "ingenieurin", "développeuse", "desarrolladora", "entwickler:in", "ingeniera", "ingénieure", "programistka",
    "chief of staff", "technical fellow", "quants", "foremen", "stagiaire", "becario", "stażysta", "professor",
    "informatiker", "fachinformatiker", "utviklere", "udvikler", "ontwikkelaars", "sviluppatori", "programadores",
    "programador", "desarrolladores", "programiści", "leiter",
];

/// Heads that may stand alone, and before another head.
#[rustfmt::skip]
const SOLES: &[&str] = &[
    "devops", "dev ops", "sre", "sres", "sde", "sdes", "swe", "swes", "sdet", "sdets", "dba", "dbas", "sysadmin",
    "sysadmins", "cto", "ceo", "coo", "cfo", "cpo", "cmo", "ciso", "cio", "vp", "svp", "avp", "evp", "devsecops",
    "mlops", "mts", "devrel", "co-founder", "cofounder", "co-founders", "cofounders", "vice president", "head of",
    "chief technology officer", "sde1", "sde2", "sde3", "sysops", "sys-admin", "bizdev", "biz dev", "interns",
    "aes", "sdrs", "bdrs", "sdr", "bdr", "chief executive officer", "chief operating officer",
    "chief product officer", "developer relations", "technical co-founder", "technical cofounder",
    "site reliability", "qa", "pm", "pms",
];

#[rustfmt::skip]
const WEAK_HEADS: &[&str] = &[
    "creator", "creators", "lead", "leads", "leader", "leaders", "partner", "partners", "associate", "associates",
    "executive", "executives", "founder", "counsel", "master", "host", "admin", "admins", "expert", "experts",
    "internship", "internships", "pm", "pms", "eng", "engs", "owner", "practitioner", "paralegal",
    "agent", "agents", "professional", "professionals", "advisor", "advisors", "adviser", "trainer", "trainers",
    "builder", "builders", "contributor", "contributors", "buyer", "co-op", "resident", "reporter", "gestionnaire",
    "responsable", "chef de projet", "apprenticeship", "apprenticeships", "residency", "fellowship", "clinician",
    "coach", "coaches", "author", "authors", "secretary", "captain",
];

#[rustfmt::skip]
const LEVELS: &[&str] = &[
    "senior", "sr", "sr.", "snr", "junior", "jr", "jr.", "mid", "mid-level", "mid level", "midlevel", "mid-senior",
    "entry-level", "entry level", "staff", "intermediate", "founding", "early", "graduate", "new grad", "new grads",
    "distinguished", "deputy", "chief", "experienced", "mid-weight", "midweight", "middle", "first", "starting",
    "starter", "senior level", "senior-level", "junior level", "junior-level", "working", "summer", "winter",
    "fall", "spring", "sénior", "starszy", "młodszy", "leitender", "leitende", "associate", "trainee", "ii", "iii",
    "iv", "assistant", "executive", "principal", "lead", "l3", "l4", "l5", "l6", "l7", "post-doctoral",
    "postdoctoral",
];

const KINDS: &[&str] =
    &["full stack", "fullstack", "full-stack", "backend", "back end", "back-end", "frontend", "front end", "front-end"];

#[rustfmt::skip]
const QUALIFIERS: &[&str] = &[
    // Fields of work.
    "software", "hardware", "firmware", "embedded", "systems", "system", "platform", "infrastructure", "infra",
    "data", "database", "big data", "machine learning", "ml", "ai", "deep learning", "computer vision", "vision",
    "nlp", "llm", "genai", "gen ai", "research", "applied", "security", "infosec", "appsec", "application security",
    "network", "networking", "cloud", "reliability", "site reliability", "production", "release", "build", "test",
    "testing", "quality", "quality assurance", "qa", "qe", "automation", "mobile", "web", "ui", "ux", "ui/ux",
    "ux/ui", "user experience", "user interface", "interaction", "visual", "graphic", "graphics", "rendering",
    "game", "games", "gameplay", "engine", "tools", "tooling", "compiler", "kernel", "os", "driver", "drivers",
    "linux", "unix", "windows", "desktop", "api", "apis", "integration", "integrations", "solutions", "solution",
    "sales", "support", "customer", "customer support", "customer success", "success", "product", "project",
    "program", "programme", "engineering", "technical", "tech", "development", "design", "marketing", "growth",
    "operations", "ops", "business", "business development", "account", "accounting", "finance", "financial",
    "legal", "hr", "people", "talent", "content", "community", "partnerships", "partner", "channel", "office",
    "executive", "creative", "brand", "media", "social media", "analytics", "bi", "business intelligence",
    "insights", "decision", "quantitative", "quant", "trading", "algorithm", "algorithms", "algorithmic",
    "blockchain", "crypto", "cryptography", "smart contract", "smart contracts", "smartcontracts", "protocol",
    "web3", "defi", "zk", "zero knowledge", "robotics", "control", "controls", "perception", "navigation",
    "autonomy", "mechanical", "electrical", "electronics", "electronic", "rf", "fpga", "asic", "dsp",
    "signal processing", "optical", "manufacturing", "process", "aerospace", "avionics", "flight", "gnc",
    "simulation", "hpc", "gpu", "cuda", "performance", "distributed", "distributed systems", "storage", "search",
    "ranking", "recommendations", "ads", "payments", "fraud", "risk", "compliance", "privacy", "identity", "core",
    "application", "applications", "app", "apps", "enterprise", "implementation", "deployment", "forward deployed",
    "field", "pre-sales", "presales", "post-sales", "onboarding", "developer experience", "dx", "devex",
    "developer", "developers", "developer productivity", "open source", "open-source", "education", "curriculum",
    "documentation", "information", "telecom", "wireless", "iot", "edge", "video", "audio", "imaging",
    "image processing", "medical", "clinical", "bioinformatics", "computational", "biology", "chemistry", "health",
    "healthcare", "gis", "geospatial", "mapping", "climate", "energy", "power", "battery", "automotive", "vehicle",
    "satellite", "ground", "space", "mission", "defense", "offensive", "detection", "incident response", "threat",
    "malware", "vulnerability", "penetration", "red team", "blue team", "soc", "grc", "cyber", "cybersecurity",
    "cyber security", "messaging", "streaming", "realtime", "real-time", "real time", "low latency", "hft",
    "high performance", "verification", "validation", "formal verification", "formal methods", "type", "runtime",
    "virtualization", "container", "observability", "monitoring", "middleware", "microservices", "server",
    "server side", "server-side", "client", "client-side", "client side", "cms", "e-commerce", "ecommerce", "seo",
    "crm", "erp", "saas", "etl", "pipeline", "warehouse", "data warehouse", "data platform", "data science",
    "technology", "internal", "internal tools", "general", "generalist", "polyglot", "agile", "scrum", "delivery",
    "service", "services", "staffing", "global", "regional", "digital", "user", "customer experience",
    "acquisition", "lifecycle", "demand generation", "email", "performance marketing", "human resources", "policy",
    "public", "government", "federal", "strategic", "strategy", "corporate", "commercial", "inside", "outside",
    "enablement", "revenue", "gtm", "inbound", "outbound", "sourcing", "supply chain", "logistics", "facilities",
    "lab", "laboratory", "science", "scientific", "physics", "math", "mathematical", "modeling", "modelling",
    "motion", "3d", "2d", "vr", "ar", "xr", "virtual reality", "augmented reality", "animation", "level",
    "narrative", "technical support", "help desk", "desktop support", "systems support", "systems administration",
    "release engineering", "build engineering", "software engineering", "site", "multi-disciplinary",
    "interdisciplinary", "prompt", "agent", "agentic", "inference", "training", "optimization", "conversational",
    "speech", "voice", "knowledge", "ontology", "semantic", "language", "natural language processing", "team",
    "squad", "group", "bilingual", "telephony", "voip", "electronics", "photonics", "quantum", "semiconductor",
    "verification", "layout", "analog", "digital design", "pcb", "mixed signal", "conversion", "crowd", "editorial",
    "news", "video game", "hacker", "remote sensing", "civil", "structural", "chemical", "industrial", "founding",
    "member", "technical program", "technical project", "technical product", "technical account", "engagement",
    "relationship", "client success", "client services", "professional services", "software development",
    "web development", "app development", "full-cycle", "hands-on", "functional", "functional programming",
    "object-oriented", "java/scala", "ci", "ci/cd", "tooling", "systems programming", "trust", "safety",
    "trust and safety", "trust & safety", "visualization", "visualisation", "optimisation", "data visualization",
    "data visualisation", "genomics", "geophysics", "telemetry", "billing", "checkout", "logging", "ingestion",
    // German, French, Spanish, Polish.
    "logiciel", "données", "sécurité", "de software", "oprogramowania", "danych", "anwendungs", "daten",
    // Languages, frameworks and systems that stand before a head.
    "rust", "go", "golang", "python", "java", "javascript", "typescript", "js", "ts", "node", "node.js", "nodejs",
    "react", "react.js", "reactjs", "react native", "vue", "vue.js", "angular", "angularjs", "angular.js", "ember",
    "ember.js", "backbone", "svelte", "next.js", "ruby", "rails", "ruby on rails", "ror", "php", "laravel",
    "symfony", "django", "flask", "drupal", "wordpress", "magento", "perl", "scala", "kotlin", "swift",
    "objective-c", "objective c", "ios", "android", "flutter", "c", "c++", "c#", ".net", "dotnet", "asp.net", "f#",
    "haskell", "ocaml", "clojure", "clojurescript", "elixir", "erlang", "phoenix", "lua", "julia", "r", "matlab",
    "sql", "postgres", "postgresql", "mysql", "oracle", "mongodb", "redis", "cassandra", "elasticsearch", "hadoop",
    "spark", "kafka", "aws", "azure", "gcp", "kubernetes", "k8s", "docker", "terraform", "salesforce", "sap",
    "sharepoint", "servicenow", "unity", "unity3d", "unreal", "opengl", "vulkan", "webgl", "html", "css", "html5",
    "css3", "graphql", "solidity", "ethereum", "solana", "substrate", "bitcoin", "lisp", "common lisp", "smalltalk",
    "delphi", "cobol", "fortran", "mainframe", "zig", "wasm", "webassembly", "webrtc", "ros", "pytorch",
    "tensorflow", "snowflake", "databricks", "dbt", "tableau", "looker", "jvm", "lamp", "mern", "mean", "spring",
    "spring boot", "spring-boot", "qt", "ebpf", "cobol", "blazor", "coldfusion", "titanium", "d", "nim",
];

#[rustfmt::skip]
const NEVER: &[&str] = &[
    "freelancers", "freelancer", "contractors", "full-timers", "part-timers", "employees", "remote", "onsite",
    "on-site", "hybrid", "full time", "fulltime", "part time", "parttime", "contract", "contractor", "freelance",
    "permanent", "visa", "h1b", "telecommute", "relocation", "remotely", "anywhere", "local", "company",
    "companies", "startup", "start-up", "startups", "salary", "competitive", "apply", "join", "joining", "usa",
    "eu", "uk", "eur", "usd", "gbp", "fte", "hn", "hi", "hello", "hey", "yc", "location", "based", "contact",
    "email",
];

#[rustfmt::skip]
const PRAISE: &[&str] = &[
    "talented", "great", "strong", "awesome", "amazing", "passionate", "excellent", "exceptional", "smart", "good",
    "skilled", "motivated", "creative", "brilliant", "kick-ass", "kickass", "world-class", "world class", "top",
    "solid", "rockstar", "rock star", "rock-star", "ambitious", "dedicated", "driven", "enthusiastic", "a", "an",
    "another", "one", "two", "three", "four", "five", "several", "multiple", "many", "few", "additional", "more",
    "various", "new", "next", "exceptionally", "highly", "versatile", "curious", "self-motivated", "bright",
    "extraordinary", "world", "best", "seasoned", "pragmatic", "well-rounded", "product-minded", "product-focused",
    "hands-on", "ein", "eine", "einen", "une", "un", "una", "paid", "permanent", "key", "some", "couple",
];

#[rustfmt::skip]
const CUES: &[&str] = &[
    "we hire", "to hire a", "to hire an", "hire a", "hire an", "looking for", "looking to hire", "looking to add",
    "looking to bring on", "hiring", "seeking", "seeks", "searching for", "in search of", "on the hunt for",
    "recruiting", "need", "needs", "in need of", "search for", "look for", "want to hire", "looking to recruit",
    "on the lookout for", "openings for", "opening for", "positions for", "position for", "opportunities for",
    "opportunity for", "roles for", "vacancy for", "vacancies for", "join us as", "join our team as", "join as",
    "as a", "as an", "as our", "role of", "position of", "the role is", "suchen", "suchen wir", "gesucht",
    "recherche", "recherchons", "cherchons", "cherche", "busca", "buscamos", "szukamy", "poszukujemy", "zatrudnimy",
    "zoeken", "zoekt", "cerchiamo", "söker", "procuramos", "sucht", "wanted", "growing our team of", "bring on",
    "to add", "would love to meet", "interested in meeting", "want", "roles include", "positions include",
    "open roles include", "openings include", "including", "hiring our first", "such as", "current openings",
    "open positions", "open roles", "we're hiring", "we are hiring", "now hiring", "currently hiring",
    "currently looking for", "currently seeking", "need for a", "need for an", "described as a", "also hiring", "also looking for", "we need", "we want",
    "we're looking for", "we are looking for", "actively hiring", "actively looking for",
];

#[rustfmt::skip]
const LABELS: &[&str] = &[
    "position", "role", "title", "job title", "job", "open position", "open role", "positions", "roles", "openings",
    "opening", "open", "stelle", "poste", "puesto", "stanowisko", "vacancy", "job opening", "job openings", "who",
    "jobs", "position title", "job role", "who we need", "who we want", "engineering roles", "technical roles",
];

/// Adds every phrase. Where two lists hold a phrase the later one here counts least.
pub(super) fn add(phrases: &mut Phrases) {
    let mut seen = std::collections::BTreeSet::new();
    let mut add = |text: &str, class: Class| {
        // Hyphens and spaces are the same to the dictionary.
        if seen.insert(text.replace('-', " ")) {
            phrases.add(Owner::Title, text, class as u32, Case::Any);
        }
    };
    HEADS.iter().for_each(|text| {
        add(text, Class::Head);
        add(&format!("{text}s"), Class::Head);
    });
    HEADS_FIXED.iter().for_each(|text| add(text, Class::Head));
    SOLES.iter().for_each(|text| add(text, Class::Sole));
    CUES.iter().for_each(|text| add(text, Class::Cue));
    WEAK_HEADS.iter().for_each(|text| add(text, Class::WeakHead));
    LEVELS.iter().for_each(|text| add(text, Class::Level));
    KINDS.iter().for_each(|text| add(text, Class::Kind));
    QUALIFIERS.iter().for_each(|text| add(text, Class::Qualifier));
    NEVER.iter().for_each(|text| add(text, Class::Never));
    PRAISE.iter().for_each(|text| add(text, Class::Praise));
    LABELS.iter().for_each(|text| add(text, Class::Label));
    // Fields of work, not the pronoun and the verb.
    for text in ["IT", "FE", "BE", "SW", "HW", "FS"] {
        phrases.add(Owner::Title, text, Class::Qualifier as u32, Case::Exact);
    }
}

#[rustfmt::skip]
static FUNCTION_WORDS: WordSet = WordSet::new(&[
    "we", "we're", "our", "the", "us", "you", "your", "i", "is", "are", "and", "or", "in", "at", "for", "with",
    "from", "who", "that", "to", "as", "by", "be", "will", "have", "has", "on", "their", "its", "this", "these",
    "those", "they", "he", "she", "my", "me", "if", "when", "all", "any", "some", "other", "also", "but", "not",
    "no", "yes", "about", "send", "work", "help", "both", "of", "a", "an", "re", "ll", "ve", "s", "what", "where",
    "how", "why", "it", "der", "die", "das", "und", "oder", "wir", "le", "la", "les", "et", "ou", "el", "los", "do",
    "does", "can", "more", "multiple", "several", "hiring", "looking", "seeking", "role", "roles", "position",
    "positions", "opening", "openings", "job", "jobs", "open", "team", "every", "each", "most", "many", "build",
    "building", "than", "here", "there", "now", "currently", "new",
]);

/// Words of grammar that are none of a title even when they are capitalised.
pub(in crate::readers) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.holds(word)
}
