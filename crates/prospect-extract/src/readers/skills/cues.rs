//! Words around skills: how strongly they are asked, and what shows that a name is a skill's.
//!
//! One phrase may say several things, so a cue's value is a set of the bits below.

use crate::scan::{Case, Owner, Phrases};

/// What follows is asked for ("experience with").
pub(in crate::readers) const ASKS: u32 = 1;
/// What follows is wished for ("ideally").
pub(in crate::readers) const WISHES: u32 = 1 << 1;
/// What stands before is wished for ("a plus").
pub(in crate::readers) const WISHED: u32 = 1 << 2;
/// What follows is used ("our stack").
pub(in crate::readers) const USES: u32 = 1 << 3;
/// What follows at once is not asked ("no", "instead of").
pub(in crate::readers) const NEGATES: u32 = 1 << 4;
/// What stands before is not asked ("not needed").
pub(in crate::readers) const NEGATED: u32 = 1 << 5;
/// A technology follows ("written in").
pub(in crate::readers) const NAMES_NEXT: u32 = 1 << 6;
/// A technology stands before ("codebase").
pub(in crate::readers) const NAMES_LAST: u32 = 1 << 7;
/// Something that one can have experience in follows.
pub(in crate::readers) const HINTS_NEXT: u32 = 1 << 8;
/// Something that one can work on stands before.
pub(in crate::readers) const HINTS_LAST: u32 = 1 << 9;
/// A person who does technical work.
pub(in crate::readers) const ROLE: u32 = 1 << 10;
/// The text is about software.
pub(in crate::readers) const SOFTWARE: u32 = 1 << 11;
/// The employer teaches.
pub(in crate::readers) const TRAINS: u32 = 1 << 12;
/// What follows at once is a game, a film, a taste.
pub(in crate::readers) const OTHER_NEXT: u32 = 1 << 13;
/// What stands before may be replaced by what follows ("or similar").
pub(in crate::readers) const SIMILAR: u32 = 1 << 14;
/// One of several is enough ("one of", "at least one").
pub(in crate::readers) const ONE_OF: u32 = 1 << 15;

/// Companies follow ("trusted by").
pub(in crate::readers) const COMPANIES: u32 = 1 << 16;
/// What an applicant sends, or where to follow the employer.
pub(in crate::readers) const MATERIALS: u32 = 1 << 17;
/// A wish that a demand behind it overrides ("interested in").
pub(in crate::readers) const LEANS: u32 = 1 << 18;
/// What follows is what the employer uses, whatever was asked before ("we use").
pub(in crate::readers) const STATES: u32 = 1 << 19;

/// Somebody is sought; what they will do with a technology is no demand ("looking for an engineer to").
pub(in crate::readers) const SEEKS: u32 = 1 << 20;
/// A level that stands before a name in a title ("Senior Rust").
pub(in crate::readers) const LEVEL: u32 = 1 << 21;
/// What follows may be learned on the job ("willing to learn").
pub(in crate::readers) const LEARNS: u32 = 1 << 22;
/// What stands before may be learned on the job ("not required").
pub(in crate::readers) const LEARNED: u32 = 1 << 23;
/// What stands before is asked for ("is required").
pub(in crate::readers) const DEMANDED: u32 = 1 << 24;
/// The sentence names skills in passing: a slogan, a plan.
pub(in crate::readers) const PASSES: u32 = 1 << 25;
/// What stands before, unless a skill follows, may be learned on the job ("or a desire to learn").
pub(in crate::readers) const LEARNS_LAST: u32 = 1 << 26;

#[rustfmt::skip] // One phrase a line would fill pages.
const TABLE: &[(u32, &[&str])] = &[
    (PASSES, &[
        "committed to", "is the leading", "is a leading", "are the leading", "leading provider", "era", "looking at adding",
        "planning to add", "planning to adopt", "aim to enable", "aims to enable", "customers run", "customers use",
        "deliver on the promise", "the promise of", "leader in", "not just", "more than just", "considering", "thinking about", "study groups", "study group",
    ]),
    (
        ASKS | HINTS_NEXT,
        &[
            "experience with", "experience in", "experience using", "experience of", "experience building",
            "experience developing", "experience working with", "experience working in", "experience writing",
            "experience programming in", "experience on", "experienced with", "experienced in", "experience",
            "proficient in", "proficient with", "proficiency in", "proficiency with", "proficiency", "knowledge of",
            "knowledge in", "knowledge", "understanding of", "grasp of", "command of", "expert in", "expert with",
            "expertise in", "expertise with", "expertise", "experts in", "fluent in", "fluent with", "fluency in",
            "fluency with", "skilled in", "skills in", "skills with", "skill in", "skills",             "familiar with", "familiarity with", "familiarity", "comfortable with",
            "comfortable in", "comfortable using", "comfortable working with", "comfort with",
            "comfort working with", "background in", "backgrounds in", "background with", "competence in",
            "competency in", "competent in", "competent with", "versed in", "well versed in", "mastery of",
            "ability with", "ability to write", "track record in", "grounding in", "passionate about", "you know",
            "worked with", "have used", "have built", "has built", "practical experience", "years of", "years in",
            "years with", "yrs of", "must",
            "must have", "required", "requires", "require", "requirements", "you have",             "you should", "should have", "should know",             "who can", "who has", "who have",
            "who knows", "who know", "capable of", "adept at", "adept in", "specializing in", "specialising in",
            "specialist in", "specialists in", "exposure to", "kenntnisse in", "erfahrung mit", "erfahrung in",
            "erfahrungen mit", "kenntnisse", "erfahrung", "expérience avec", "expérience en", "maîtrise de",
            "maîtrise", "connaissance de", "connaissances en", "experiencia en", "experiencia con",
            "conocimientos de", "conocimiento de", "dominio de", "doświadczenie w", "doświadczenie z", "znajomość",
            "doświadczenia w", "wiedza z zakresu", "qualified in", "conversant with", "conversant in", "good with",
            "great with", "you love", "ideal candidate", "candidates with", "engineers with", "developers with",
            "someone with", "people with", "engineer with", "developer with",
                    ],
    ),
    (DEMANDED | HINTS_LAST, &["required", "is required", "are required", "mandatory", "a must", "is a must", "erforderlich", "zwingend erforderlich", "vorausgesetzt", "exigé", "exigée", "indispensable",
        "requis", "requise", "imprescindible", "obligatorio", "obligatorios", "wymagana", "wymagane", "focused", "webservers"]),
    (HINTS_NEXT, &["pure", "some", "high performance", "mostly", "primarily", "primarily in", "mostly in", "modern", "things like"]),
    (HINTS_NEXT, &["strong", "solid", "deep", "advanced", "hands-on", "know", "knows", "knowing", "passion for", "love"]),
    (ASKS, &["you know", "who knows", "who know", "must know", "should know", "you'll know", "already know", "you bring"]),
    (
        SEEKS,
        &["looking for", "seeking", "searching for", "hiring", "in search of", "need", "needs", "we want", "you are", "you're", "should be", "comfortable"],
    ),
    (LEVEL, &["senior", "sr", "sr.", "junior", "jr", "lead", "staff", "principal", "expert", "mid level", "midlevel", "founding"]),
    (
        WISHES | LEANS | HINTS_NEXT,
        &[
            "ideally", "preferably", "preferred", "prefer", "we prefer", "interest in", "interested in",
            "would love", "willing to learn", "eager to learn", "willingness to learn", "want to learn",
            "excited to learn", "keen to learn", "happy to learn", "wanting to learn", "open to learning",
            "curious about", "we'd love", "idealerweise", "idéalement",
        ],
    ),
    (
        STATES,
        &[
            "we use", "we're using", "we are using", "we currently use", "we mostly use", "we primarily use",
            "we mainly use", "we also use", "our stack", "our tech stack", "tech stack", "stack is",
            "stack includes", "the stack", "technologies we use", "some technologies we use", "we work in",
            "we work with", "our backend is", "our frontend is", "backend is", "frontend is", "wir nutzen",
            "wir verwenden", "nous utilisons", "usamos", "utilizamos", "używamy", "you will use", "you'll use",
            "you will be using", "you'll be using", "built with", "written in",
        ],
    ),
    (
        COMPANIES,
        &[
            "trusted by", "customers include", "customers including", "customers like", "customers such as",
            "clients include", "clients including", "clients like", "clients such as", "used by", "backed by",
            "funded by", "investors include", "investors", "partners", "partnered with", "partnerships with",
            "partnership with", "teams at", "worked at", "worked for", "engineers at", "engineers from",
            "previously at", "formerly at", "formerly of", "alumni of", "alumni", "alums", "founder of",
            "founders of", "founded by", "ceo of", "cto of", "companies like", "companies such as",
            "companies including", "company like", "places like", "startups like", "brands like", "competitors like",
            "acquired by", "spun out of", "joined from", "came from", "veterans of", "veterans from", "folks from",
            "ex-employees of", "backgrounds at", "experience at", "funding from", "investment from",
            "investors like", "investors including", "vcs like", "led by", "team from", "coming from companies",
        ],
    ),
    (
        MATERIALS,
        &[
            "your github", "github profile", "github link", "github account", "your linkedin", "link to your",
            "links to your", "resume", "résumé", "resumes", "cv", "portfolio", "cover letter", "email us", "send us",
            "send your", "send me", "drop us", "drop me", "reach out", "follow us", "check out our", "mention hn",
            "our github", "our twitter", "github organization", "github activity", "learn more", "apply using",
            "apply via", "apply through", "contact us", "say hi", "email", "your profile", "get in touch",
            "join our", "our website",
        ],
    ),
    (
        WISHES,
        &[
            "nice to have", "nice to haves", "nice-to-have", "nice if", "would be nice", "bonus", "bonus points",
            "bonus if", "bonus for", "ideally", "preferably", "preferred", "prefer", "we prefer", "plus points",
            "extra points", "extra credit", "even better", "brownie points", "desirable", "desired", "pluses",
            "plus if", "a plus if", "optionally", "interest in", "interested in", "would love", "good to have",
            "pluspunkte", "idealerweise", "von vorteil", "wünschenswert", "idéalement", "un plus", "deseable",
            "se valora", "se valorará", "se valorarán", "valorable", "mile widziane", "mile widziana", "dodatkowym atutem", "atutem będzie",
            "willing to learn", "eager to learn", "willingness to learn", "want to learn", "excited to learn",
            "keen to learn", "happy to learn", "wanting to learn", "open to learning", "curious about",
            "or willingness", "advantageous", "super bonus", "helps if", "it helps if", "great if", "big plus",
            "huge plus", "we'd love",
        ],
    ),
    (
        WISHED | HINTS_LAST,
        &[
            "(plus)", "will help a lot", "helps a lot", "would help a lot", "is a bonus", "are a bonus",
            "would be a plus", "will be a plus", "a plus", "a big plus", "big plus", "huge plus", "a huge plus",
            "is a plus", "are a plus", "is a big plus", "strong plus", "a strong plus", "definite plus",
            "great plus", "a bonus", "bonus", "big bonus", "preferred", "is preferred", "nice to have",
            "nice to haves", "would be nice", "desirable", "desired", "an advantage", "advantage", "advantageous",
            "beneficial", "is beneficial", "not required", "not necessary", "not mandatory", "not a must",
            "not essential", "helpful", "useful", "would be great", "would be helpful", "is helpful", "optional",
            "a nice plus", "nice plus", "very nice", "an asset", "asset", "pluses", "a benefit", "will help",
            "would help", "help a lot", "welcome", "bonus points", "extra points", "appreciated", "von vorteil",
            "wünschenswert", "ein plus", "un plus", "est un plus", "serait un plus", "apprécié", "appréciée",
            "un atout", "deseable", "un plus",
            "se valorará", "mile widziane", "mile widziana", "będzie atutem", "dodatkowym atutem", "souhaité", "souhaitée", "souhaités", "souhaitées",
            "apprécié", "appréciées", "serait un atout", "deseables", "valorable", "es un plus", "sería un plus",             "highly regarded", "a big bonus", "even better",
            "but not required",
        ],
    ),
    (
        USES | HINTS_NEXT,
        &[
            "we use", "we're using", "we are using", "we currently use", "we mostly use", "we primarily use",
            "we mainly use", "we also use", "our stack", "our tech stack", "tech stack", "stack is",
            "stack includes", "the stack", "stack", "technologies", "technology", "tech", "technologies we use",
            "tools", "tools we use", "using", "uses", "use", "used", "work with", "works with", "working with",
            "working in", "work in", "we work in", "we work with", "built on", "built with", "built using",
            "build with", "build on", "building on", "powered by", "based on", "runs on", "run on", "running on",
            "running", "leverage", "leveraging", "deployed on", "deploy on", "deployed with", "hosted on",
            "on top of", "automate with", "managed with", "manage with", "configuration with", "backend is",
            "frontend is", "back end is", "front end is", "codebase is", "services are", "languages", "language",
            "frameworks", "framework", "libraries", "databases", "database", "platforms", "environment", "keywords",
            "buzzwords", "infrastructure", "backend", "frontend", "back end", "front end", "mobile", "server side",
            "client side", "data stores", "monitoring", "hosting", "wir nutzen", "wir verwenden", "wir arbeiten mit",
            "nous utilisons", "usamos", "utilizamos", "używamy", "technologie", "technologien", "tecnologías",
            "technologii", "you will use", "you'll use", "you will be using", "you'll be using",
            "you will work with", "you'll work with", "migrating to", "migrate to", "moving to", "move to",
            "switching to", "transitioning to", "porting to",
        ],
    ),
    (
        USES | NAMES_NEXT | HINTS_NEXT | HINTS_LAST,
        &[
            "written in", "rewritten in", "wrote in", "writing in", "write in", "built in", "building in",
            "developed in", "developed with", "developing in", "develop in", "implemented in", "implement in",
            "coded in", "code in", "coding in", "programmed in", "program in", "services in", "service in",
            "backend in", "backends in", "frontend in", "back end in", "front end in", "apps in", "app in",
            "systems in", "tools in", "libraries in", "code written in", "firmware in", "microservices in",
            "contracts in", "rewrite in", "rewrite it in", "rewriting in", "smart contracts in", "smart contract in", "port to", "ported to", "porting to", "api in", "apis in",
            "async", "no_std", "idiomatic", "embedded", "unsafe", "hack in", "hacking in", "scripts in",
            "scripting in", "analysis in", "compiler in", "engine in", "server in", "servers in", "projects in",
            "applications in", "application in", "software in", "geschrieben in", "entwickelt in", "écrit en",
            "écrits en", "développé en", "escrito en", "desarrollado en", "napisane w", "napisany w", "types in",
            "logic in", "kernel in", "drivers in", "components in", "pipelines in", "pipelines on", "jobs in",
            "models in",
        ],
    ),
    (
        NAMES_NEXT | HINTS_NEXT,
        &[
            "programming in", "development in", "developing with", "programming languages such as",
            "languages such as", "languages like", "language such as", "language like", "programming language",
            "programming languages", "programming with", "develop with", "code with", "coding with",
            "programming skills in", "programming experience in", "frameworks such as", "frameworks like",
            "framework such as", "framework like", "tools such as", "tools like", "technologies such as",
            "technologies like", "databases such as", "databases like", "database such as", "databases in",
            "libraries such as", "libraries like", "software such as", "ms", "microsoft",
        ],
    ),
    (
        HINTS_NEXT,
        &[
            "learn", "learning", "learn about", "teach", "teaching you", "write", "writing", "wrote", "code",
            "coding", "know how to write", "apache", "with", "via", "from",
        ],
    ),
    (
        NEGATES,
        &[
            "no", "not", "non", "instead of", "rather than", "unlike", "moving from", "move from", "moved from",
            "migrate from", "migrating from", "migrated from", "migration from", "away from", "replace", "replacing",
            "replaces", "alternative to", "alternatives to", "similar to", "compared to", "compared with",
            "switch from", "switching from", "switched from", "transition from", "transitioning from", "coming from",
            "ported from", "porting from", "port from", "rewrite from", "don't use", "do not use",
            "don't need to know", "do not need to know", "don't need", "do not need", "need not know", "without",
            "never", "no need to know", "don't care about", "kein", "keine", "pas de", "sin", "bez", "inspired by",
            "formerly", "reminiscent of", "ex", "other than", "not using", "competitor to", "replacement for",
            "tired of",
        ],
    ),
    (
        NEGATED | HINTS_LAST,
        &[
            "experience not required", "knowledge not required", "experience is not required",
            "knowledge is not required", "is not needed", "not needed", "experience not necessary",
            "experience is not necessary", "experience needed", "experience required", "experience necessary",
            "knowledge required", "knowledge needed",
        ],
    ),
    (
        0,
        &[
            "not only", "not just", "no longer just", "not limited to", "not necessarily", "if not",
            "whether or not", "not to mention", "must not", "no matter", "can not", "cannot wait", "no bs",
        ],
    ),
    (
        NAMES_LAST | HINTS_LAST | SOFTWARE,
        &[
            "code", "codebase", "codebases", "code base", "crate", "crates", "programming", "compiler", "compilers",
            "binary", "binaries", "bindings", "sdk", "backend", "backends", "back end", "frontend", "front end",
            "microservices", "microservice", "scripting", "scripts", "script", "programming language",
            "language", "languages", "ecosystem", "runtime", "async", "macros", "libs",
            "framework", "frameworks", "source code", "app", "apps", "web app", "web apps", "api", "apis",
            "toolchain", "type system", "software", "plugin", "plugins", "smart contracts", "smart contract",
            "monorepo", "repo", "repository", "repositories", "data pipelines", "firmware",
            "clusters", "cluster", "queries", "modules", "pivot tables", "spreadsheets",
            "macro", "vlookup", "open source", "full stack", "fullstack", "stack", "web framework",
            "web server",
        ],
    ),
    (NAMES_LAST | HINTS_LAST, &["driver", "drivers", "programs", "charts", "library", "libraries", "functions", "formulas"]),
    (
        ROLE | NAMES_LAST | HINTS_LAST | SOFTWARE,
        &[
            "developer", "developers", "programmer", "programmers", "dev", "devs", "hacker", "hackers", "coder",
            "coders", "software engineer", "software engineers", "software developer", "software developers",
            "backend engineer", "backend engineers", "backend developer", "backend developers", "frontend engineer",
            "frontend engineers", "frontend developer", "frontend developers", "full stack engineer",
            "full stack engineers", "full stack developer", "full stack developers", "systems engineer",
            "platform engineer", "data engineer", "data engineers", "software architect", "entwickler",
            "entwicklerin", "softwareentwickler", "développeur", "développeuse", "développeurs", "desarrollador",
            "desarrolladora", "desarrolladores", "programista", "programisty", "programistów", "web developer",
            "web developers", "mobile developer", "ios developer", "android developer", "firmware engineer",
            "embedded engineer",    
             "developper", "swe", "sde", "sre",
        ],
    ),
    (
        NAMES_LAST | HINTS_LAST | SOFTWARE,
        &["software engineering", "web development", "software development", "backend development"],
    ),
    (
        ROLE | HINTS_LAST,
        &[
            "engineer", "engineers", "architect", "architects", "administrator", "administrators", "admin", "admins",
            "consultant", "consultants", "expert", "experts", "specialist", "specialists", "analyst", "analysts",
            "scientist", "scientists", "lead", "leads", "tester", "testers", "dba", "dbas", "guru", "gurus", "wizard", "ninja",
            "ingenieur", "ingenieurin", "ingénieur", "ingeniero", "inżynier", "designer", "designers", "manager",
            "researcher", "researchers", "intern", "interns", "internship", "contractor", "contractors",
            "freelancer", "eng", "engs", "cto", "technician", "director", "head of", "co-founder", "cofounder",
        ],
    ),
    (
        HINTS_LAST,
        &[
            "engineering", "development", "services", "service", "projects", "project", "team", "teams", "tooling",
            "tools", "community", "experience", "skills", "knowledge", "expertise", "proficiency", "background",
            "fluency", "internals", "applications", "application", "systems", "platform", "server", "components",
            "component", "based", "native", "first", "powered", "heavy", "centric", "only", "like", "style", "shop",
            "version", "infrastructure", "implementation", "implementations", "database", "databases", "client",
            "clients", "integration", "integrations", "environment", "environments", "models", "jobs", "views",
            "hooks", "templates", "containers", "nodes", "kenntnisse", "entwicklung", "erfahrung", "or similar",
            "or equivalent", "or other", "or another", "or any", "or some", "is our", "and friends", "etc",
            "exposure", "on rails", "wrapper", "rewrite", "performance", "interop", "kernel", "products",
        ],
    ),
    (
        SOFTWARE,
        &[
            "programmieren", "open source", "saas", "startup", "devops", "web services", "web service", "github",
            "computer science", "algorithms", "data structures", "cloud", "mobile app", "machine learning",
            "website", "coding", "distributed systems", "databases", "server", "blockchain", "trading systems",
            "game developer", "statistical", "computing", "3d", "vr", "game engine", "game development", "firmware", "data pipelines", "pivot tables", "compiler",
            "operating system",
        ],
    ),
    (
        TRAINS | HINTS_NEXT,
        &[
            "we will teach you", "we'll teach you", "we teach you", "we will teach", "we'll teach", "we can teach",
            "we can teach you", "happy to teach", "happy to teach you", "glad to teach", "we will train you",
            "we'll train you", "we will train", "we'll train", "will train", "we train", "training provided",
            "training is provided", "training will be provided", "will provide training", "we provide training",
            "learn on the job", "learn it on the job", "learned on the job", "pick it up on the job",
            "learn it here", "you can learn it", "you can learn here", "you will learn", "you'll learn",
            "willing to learn", "willingness to learn", "eager to learn", "want to learn", "wants to learn",
            "wanting to learn", "interested in learning", "interest in learning", "open to learning",
            "keen to learn", "happy to learn", "excited to learn", "ready to learn", "looking to learn",
            "desire to learn", "opportunity to learn", "chance to learn", "help you learn", "time to learn",
            "curious to learn", "prepared to learn", "no prior", "no previous", "no prior experience",
            "no previous experience", "bereit zu lernen", "lernbereitschaft", "bringen wir dir bei",
            "wir bringen dir", "prêt à apprendre", "envie d'apprendre", "dispuesto a aprender", "ganas de aprender",
            "chęć nauki", "nauczymy", "don't need to know", "do not need to know", "don't have to know",
            "do not have to know", "no need to know", "need not know", "not required", "isn't required",
            "not necessary", "not a requirement", "not a prerequisite", "not needed", "don't require",
            "do not require", "aren't required", "are not required",
        ],
    ),
    (
        OTHER_NEXT,
        &[
            "play", "playing", "played", "plays", "games like", "movie", "film", "miss", "mr", "ms.", "dr", "mrs",
            "professor", "prof", "downtown", "near", "located in", "based in", "offices in", "office in",
            "headquartered in",
        ],
    ),
    (
        SIMILAR,
        &[
            "or similar", "or equivalent", "or comparable", "or other", "or another", "or any other", "or any",
            "or some other", "or something similar", "or an equivalent", "or a similar", "or a comparable", "or something comparable", "or the like", "or related", "oder ähnlich",
            "oder vergleichbar", "ou équivalent", "ou similaire", "o similar", "lub podobny", "lub podobnym",
        ],
    ),
    (LEARNS | HINTS_NEXT, &[
        "willing to learn", "willingness to learn", "eager to learn", "want to learn", "wants to learn", "wanting to learn",
        "interested in learning", "interest in learning", "open to learning", "keen to learn", "happy to learn", "excited to learn",
        "ready to learn", "looking to learn", "desire to learn", "opportunity to learn", "chance to learn", "help you learn",
        "curious to learn", "prepared to learn", "will teach you", "we'll teach you", "teach you", "can teach you", "happy to teach you",
        "train you in", "train you on", "train you up in", "don't need to know", "do not need to know", "don't have to know",
        "do not have to know", "no need to know", "need not know", "no prior", "no previous", "don't know", "do not know",
        "we will teach you", "we'll teach you", "we can teach you", "we teach you", "we will train you", "we'll train you",
        "we will train you in", "we'll train you in", "we will train you on", "we'll train you on", "wir bringen dir",
        "envie d'apprendre", "ganas de aprender", "dispuesto a aprender", "chęć nauki",
        "bereit zu lernen", "prêt à apprendre", "dispuesto a aprender", "you'll learn", "you will learn", "time to learn",
    ]),
    (LEARNS | HINTS_NEXT, &[
        "want to move to", "wants to move to", "looking to move to", "interested in moving to", "want to switch to",
        "looking to switch to", "want to transition to", "looking to transition to", "looking to transition into",
        "want to get into", "looking to get into", "enjoy learning", "would enjoy learning", "would love to learn", "don't know", "do not know",
    ]),
    (LEARNS | HINTS_NEXT | NEGATES, &[
        "don't need to be an expert in", "do not need to be an expert in", "don't have to be an expert in",
        "need not be an expert in", "no need to be an expert in", "don't need prior", "do not need prior",
    ]),
    (LEARNS | LEARNS_LAST | WISHES | HINTS_NEXT, &[
        "or willingness to learn", "or a willingness to learn", "or the willingness to learn", "or willing to learn",
        "or are willing to learn", "or be willing to learn", "or a desire to learn", "or desire to learn",
        "or the desire to learn", "or a strong desire to learn", "or an interest in learning", "or interest in learning",
        "or a strong interest in learning", "or interested in learning", "or are interested in learning",
        "or eager to learn", "or are eager to learn", "or eagerness to learn", "or ability to learn",
        "or the ability to learn", "or want to learn", "or wanting to learn", "or keen to learn", "or are keen to learn",
        "or happy to learn", "or open to learning", "or ready to learn", "or excited to learn", "or motivation to learn",
        "oder bereitschaft", "ou envie d'apprendre", "ou l'envie d'apprendre", "o ganas de aprender", "lub chęć nauki",
    ]),
    (LEARNS_LAST | WISHES | HINTS_LAST, &["zu lernen", "zu erlernen"]),
    (LEARNED, &[
        "expertise necessary", "expertise needed", "expertise required", "exp needed", "exp required", "exp necessary",
        "background required", "background needed", "background necessary",
        "experience not required", "experience is not required", "knowledge not required", "knowledge is not required",
        "not required", "is not required", "isn't required", "not necessary", "is not necessary", "not needed", "is not needed",
        "isn't necessary", "experience needed", "experience required", "experience necessary", "knowledge required", "knowledge needed",
        "not a requirement", "not a prerequisite", "is not a requirement", "we will teach you", "we'll teach you", "we will train you",
        "we'll train you", "training provided", "training is provided", "training will be provided", "bringen wir dir bei", "required", "needed",
    ]),
    (ONE_OF, &[
        "one of", "one or more of", "one or more", "at least one", "at least one of", "any of", "either", "either of",
        "one of the following", "eine der", "mindestens eine", "mindestens einer", "au moins un", "au moins une",
        "al menos uno", "al menos una", "jeden z", "co najmniej jeden",
    ]),
];

/// Adds the cues; a phrase that stands in several rows gets the bits of all of them.
pub(super) fn phrases(phrases: &mut Phrases) {
    let mut all: Vec<(&str, u32)> =
        TABLE.iter().flat_map(|(bits, texts)| texts.iter().map(move |text| (*text, *bits))).collect();
    all.sort_unstable();
    let mut at = 0;
    while let Some((text, _)) = all.get(at).copied() {
        let mut bits = 0;
        while let Some((_, more)) = all.get(at).filter(|(other, _)| *other == text) {
            bits |= more;
            at += 1;
        }
        phrases.add(Owner::SkillCue, text, bits, Case::Any);
    }
}
