//! Phrases that hold a skill's name and mean something else: "Rust Belt", "series C", "go to market".
//!
//! They stand in the dictionary beside the skills. The leftmost-longest phrase wins, so each hides the
//! name within it. Most lower-case verbs and nouns need no line here: without a list or a word such as
//! "developer" beside them they do not count anyway.

use super::names::DECOY;
use crate::scan::{Case, Owner, Phrases};

/// In any case.
#[rustfmt::skip] // One phrase a line would fill pages.
const ANY_CASE: &[&str] = &[
    // Corrosion, plant disease, a game, places and brands.
    "rust removal", "rust remover", "rust proof", "rust proofing", "rust proofed", "rust prevention",
    "rust preventive", "rust preventative", "rust protection", "rust inhibitor", "rust inhibitors",
    "rust inhibiting", "rust resistant", "rust resistance", "rust belt", "rust grade", "rust oleum",
    "rust treatment", "rust damage", "rust repair", "rust spots", "rust stains", "rust colored", "rust coloured",
    "rust red", "rust converter", "rust fungus", "rust fungi", "rust disease", "rust diseases", "rust college",
    "rust medical", "rust game", "rust server", "rust servers", "rust players", "rust skins", "rust console edition",
    "wheat rust", "stem rust", "leaf rust", "stripe rust", "yellow rust", "coffee rust", "soybean rust",
    "crown rust", "surface rust", "flash rust", "remove rust", "removing rust", "removal of rust", "prevent rust",
    "avoid rust", "free of rust", "free from rust", "signs of rust", "traces of rust", "rust and corrosion",
    "corrosion and rust", "rust or corrosion", "rust never sleeps", "mathew rust", "mathias rust", "san rust",
    // Letters.
    "vitamin c", "vitamin d", "vitamin k", "series c", "series d", "series b and c", "series a b c", "class c",
    "class d", "grade c", "grade d", "schedule c", "plan c", "part c", "part d", "type c", "type d",
    "hepatitis c", "c level", "c levels", "c suite", "c suites", "c corp", "c corps", "c corporation", "c section",
    "c sections", "c arm", "c store", "c stores", "c diff", "c spine", "section c", "exhibit c", "appendix c",
    "option c", "tier c", "tier d", "washington d.c", "d.c.", "b.c.", "r&d", "r & d", "r and d", "r+d", "r/d",
    "r&d&i", "r rated", "r.n.", "c&c", "d&d", "d & d", "b&d", "d&b", "k 12", "k through 12", "401 k", "401(k)",
    "403 b", "d printing", "special k", "v neck", "degrees c", "°c", "° c", "j 1", "j1", "cat c", "category c",
    "category d", "licence c", "license c", "block c", "building c", "building d", "suite c", "suite d", "gate c",
    "ph.d", "ph.d.", "ph. d", "j.d.", "m.d.", "ed.d", "psy.d", "pharm.d", "j.p.", "learning & development", "l&d",
    "d i", "d&i", "grade c and d", "a b and c", "a b or c", "a/b/c", "a, b, c", "a, b and c", "i.v.", "c o d",
    "c.o.d.", "c/o", "w/c", "o r", "v.i.p.", "j. crew", "j crew", "mr. d", "r us", "ts clearance", "m4 corridor",
    "us & can", "us/can", "usa/can", "a dash of", "play around", "play with", "ts/sci", "gtm", "resume/cv",
    "cv/resume", "your cv", "vcs firms", "cutting edge", "leading edge", "new jersey", "jersey city",
    "general catalyst", "fabric of", "the fabric", "data fabric", "in computer science", "computer science degree",
    "computer science or", "computer science, or", "bsc computer science", "bs computer science",
    "computer science graduate", "computer science graduates", "computer science students",
    // Go.
    "go to market", "go live", "go lives", "go getter", "go getters", "go tos", "go karts", "go kart", "go jek",
    "go cart", "go no go", "no go", "go/no go", "pay as you go", "pokémon go", "pokemon go", "go fund me", "hugo go",
    // Other names.
    "american express", "federal express", "pony express", "express scripts", "express lane", "express delivery",
    "express shipping", "express employment", "dhl express", "panda express", "holiday inn express", "express entry",
    "taylor swift", "swift transportation", "swift response", "swift code", "swift payments", "swift messages",
    "swift network", "swift messaging", "spring break", "spring semester", "spring term", "spring season",
    "spring cleaning", "spring hill", "spring valley", "spring street", "spring internship", "spring intern",
    "spring co op", "spring or summer", "spring and summer", "spring/summer", "spring 2015", "spring 2016",
    "spring 2017", "spring 2018", "spring 2019", "spring 2020", "spring 2021", "spring 2022", "spring 2023",
    "spring 2024", "spring 2025", "spring 2026", "spring 2027", "spring 2028", "spring of", "silver spring",
    "spring tx", "spring texas", "spark plug", "spark plugs", "spark joy", "salt lake", "salt lake city",
    "salt and pepper", "salt & pepper", "salt water", "sea salt", "sous chef", "head chef", "executive chef",
    "pastry chef", "private chef", "personal chef", "line chef", "junior sous chef", "chef de partie",
    "chef de cuisine", "chef de projet", "chef de produit", "chef d'équipe", "celebrity chef", "in house chef",
    "onsite chef", "on site chef", "company chef", "puppet show", "puppet theatre", "puppet theater",
    "rocket engine", "rocket engines", "rocket science", "rocket scientist", "rocket scientists", "rocket ship",
    "rocket lab", "rocket league", "rocket fuel", "rocket internet", "rocket propulsion", "rocket motor",
    "rocket motors", "rocket mortgage", "rocket launch", "rocket companies", "phoenix az", "phoenix, az",
    "phoenix arizona", "phoenix, arizona", "phoenix area", "oracle of", "oracle park", "oracle arena",
    "single origin java", "java coffee", "java island", "ball python", "monty python", "elm street", "ruby tuesday",
    "ruby red", "julia child", "access to", "access point",
    "access points", "data access", "access patterns", "access broker", "access brokers", "access rights",
    "network access", "remote access", "unity hospital", "unity health", "slack channel", "slack channels",
    "slack community", "slack group", "slack time", "next generation", "next gen", "next level", "next step",
    "next steps", "next week", "next month", "next year", "google play", "play store", "role play", "dart league",
    "diesel mechanic", "diesel engine", "diesel engines", "diesel technician", "diesel fuel", "diesel generator",
    "vault teller", "consul general", "anchor store", "news anchor", "x ray", "x rays", "ray ban",
    "electron beam", "electron microscopy", "electron microscope", "ion beam", "laser beam", "support beam",
    "lean manufacturing", "lean startup", "lean six sigma", "lean team", "lean teams", "lean methodology",
    "metal fabrication", "sheet metal", "precious metal", "heavy metal", "general assembly",
    "assembly line", "assembly lines", "board assembly", "pcb assembly", "cable assembly", "final assembly",
    "mechanical assembly", "assembly plant", "assembly of", "swing trading", "swing shift", "pension scheme",
    "benefit scheme", "bonus scheme", "share scheme", "cycle to work scheme", "option scheme", "equity scheme",
    "color scheme", "cycle scheme", "bike scheme", "referral scheme", "from scratch", "shell company",
    "royal dutch shell", "hack day", "hack days", "hack week", "hack weeks", "hack night", "hack nights",
    "growth hack", "storm water", "hive mind", "time windows", "windows and doors", "control tower", "tower bridge",
    "willis tower", "tower hamlets", "vector space", "attack vector", "ninja turtles", "epic games", "zoom call",
    "zoom calls", "zoom interview", "zoom meeting", "zoom meetings", "via zoom", "over zoom",
    "linear regression", "linear models", "linear systems", "non linear", "twitter handle",
    "linkedin profile", "linkedin page", "follow us on twitter", "on twitter", "on linkedin", "on facebook",
    "on instagram", "on youtube", "via linkedin", "youtube channel", "discord server", "discord channel",
    "our discord", "our twitter", "our linkedin", "our youtube", "ex facebook", "ex twitter", "ex stripe",
    "subject matter", "no matter", "boxing ring", "dark matter", "unicorn startup", "unicorn company",
    "unicorn status", "sketch comedy", "ada compliant", "ada compliance", "ada accommodation",
    "ada accommodations", "proof of work permit", "proof of work authorization", "google maps platform team",
];

/// Only in lower case: "to Go" may follow "from Python".
#[rustfmt::skip] // One phrase a line would fill pages.
const LOWER_CASE: &[&str] = &[
    "to go", "go to", "on the go", "let's go", "good to go", "ready to go", "as you go", "as we go", "you go",
    "we go", "they go", "can go", "will go", "would go", "could go", "should go", "go ahead", "go beyond",
    "go above", "go into", "go through", "go further", "go back", "go with", "go for", "go on", "go out", "go up",
    "go down", "go deep", "go fast", "go big", "go above and beyond", "things go", "give it a go", "have a go",
    "come and go", "to react", "we react", "to excel", "you excel", "to access", "in spring", "this spring",
    "next spring", "early spring", "late spring", "to move", "to make", "to play", "to express", "to render",
    "to parse", "to segment", "to replicate", "the rest", "to hack", "to boost", "pick up the slack", "at the helm",
    "the helm of",
];

pub(super) fn phrases(phrases: &mut Phrases) {
    for text in ANY_CASE {
        phrases.add(Owner::Skill, text, DECOY, Case::Any);
    }
    for text in LOWER_CASE {
        phrases.add(Owner::Skill, text, DECOY, Case::Exact);
    }
}
