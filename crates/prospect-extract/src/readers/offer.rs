//! Reads `offer`: whether the text offers at least one job.
//!
//! Signs for and against are weighed: a header of segments, titles, an employer, words of hiring, links
//! to career pages speak for it; words of job seekers, of talk about the thread, of questions and of
//! complaints against it. A text with no sign of a job is none.
//!
//! Not here: what is offered.

use crate::scan::{Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Evidence, Facts};
use std::ops::Range;

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
enum Sign {
    /// Somebody hires.
    Hires,
    /// Words that go with offers and little else.
    Job,
    /// The writer looks for work.
    Seeks,
    /// The writer talks about the thread or advertises a tool for it.
    Meta,
    /// The writer asks something.
    Asks,
    /// The writer reacts to an offer or an employer.
    Reacts,
    /// A label of the form that job seekers fill in, before a colon.
    Form,
    /// The heading of people who look for work, where a text opens with it.
    Banner,
}

const SIGNS: [Sign; 8] =
    [Sign::Hires, Sign::Job, Sign::Seeks, Sign::Meta, Sign::Asks, Sign::Reacts, Sign::Form, Sign::Banner];

#[rustfmt::skip]
pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |sign: Sign, texts: &[&str]| phrases.add_all(Owner::Offer, sign as u32, texts);
    add(
        Sign::Hires,
        &[
            "is hiring", "are hiring", "we're hiring", "now hiring", "hiring for", "we are looking for",
            "we're looking for", "is looking for", "are looking for", "is seeking", "seeks", "seeking a",
            "seeking an", "we need", "looking to hire", "join us", "join our", "come work", "open positions",
            "open roles", "openings", "opening for", "positions available", "position available",
            "jobs available", "we want you", "we are seeking", "we're seeking", "currently hiring",
            "work with us", "hiring a", "hiring an", "currently looking for", "looking for a", "looking for an",
            "looking for talented", "looking for experienced", "want to hire", "to join our team",
            "to join the team", "job opening", "job openings", "wir suchen", "suchen wir", "sucht",
            "nous recherchons", "recherche", "buscamos", "se busca", "szukamy", "poszukujemy", "we zoeken",
            "apply now", "to apply", "apply at", "apply here", "apply online", "apply via", "how to apply",
            "send your resume", "send your cv", "send resume", "send us", "send cv", "send a resume", "hiring",
            "wanted", "position", "positions", "vacancy", "we hire", "looking for someone", "talent", "could use",
            "looking for", "looking for people", "looking for engineers", "looking for developers",
            "check out our jobs", "our careers page", "jobs page", "careers page", "growing our team",
            "growing the team", "several roles", "multiple roles", "multiple positions", "various positions",
            "various roles", "all positions", "dev positions", "roles", "shoot me an email", "email me",
            "drop me a line", "drop us a line", "get in touch", "internship", "internships", "interns",
            "seeking freelancer", "seeking freelancers", "recrutons", "recrute", "recherchons", "contratando",
            "contratamos", "zatrudniamy", "zatrudnimy", "stellen ein", "stiamo cercando", "cerchiamo", "contrata",
        ],
    );
    add(
        Sign::Job,
        &[
            "full time", "fulltime", "part time", "onsite", "on-site", "relocation", "visa", "h1b", "salary",
            "equity", "stock options", "benefits", "competitive", "responsibilities", "requirements",
            "qualifications", "required", "years of experience", "years experience", "experience with",
            "experience in", "you will", "you'll", "must have", "nice to have", "bonus points", "our team",
            "our stack", "tech stack", "remote ok", "must be", "degree", "we offer", "we are a", "we're a",
            "we build", "we're building", "are building", "our mission", "founded", "funded", "ideal candidate",
            "candidates", "applicants", "strong knowledge", "knowledge of", "ability to", "duties", "shift",
            "hourly", "per hour", "license", "certification", "responsible for", "reports to", "paid",
            "berufserfahrung", "expérience", "experiencia", "doświadczenie", "vollzeit", "contract",
            "our product", "engineer", "developer", "engineers", "developers", "designer", "manager",
            "technician", "nurse", "analyst", "our customers", "our clients", "we use", "we work", "startup",
            "remote", "position requires", "role",
        ],
    );
    add(
        Sign::Seeks,
        &[
            "looking for a job",
            "looking for a new job", "looking for a new role", "looking for new opportunities",
            "looking for my next", "open to work", "available for hire", "available for work", "hire me",
            "my resume", "my cv", "my portfolio", "my github", "my skills", "i am a freelancer",
            "i'm a freelancer", "freelancer here", "i am looking for", "i'm looking for a job", "i am seeking",
            "i'm seeking", "i'm a developer", "i am a developer", "i'm a software", "i am a software",
            "years of experience and i", "i have experience", "contact me if you need",
            "if you need someone", "looking for an internship", "looking for internship",
            "looking for remote work", "looking for freelance", "i can help you", "i'm available",
            "i am available", "my services", "hardworking", 
            "i have a phd", "who wants to be hired", "recently laid off", "i was laid off", "i graduated",
            "i'm a student", "i am a student", "my experience", "busco trabajo", "suche arbeit",
            "cherche un emploi", "szukam pracy",
        ],
    );
    add(Sign::Banner, &["seeking work", "looking for work", "seeking freelance work", "seeking employment"]);
    add(Sign::Form, &["technologies", "willing to relocate", "résumé/cv", "résumé", "resume/cv", "open to relocation"]);
    add(
        Sign::Meta,
        &[
            "this thread", "these threads", "the thread", "of these threads", "who is hiring", "who's hiring",
            "ctrl-f", "ctrl f", "userscript", "bookmarklet", "chrome extension", "greasemonkey", "i made",
            "i've made", "i built", "i've built", "i created", "i've created", "i wrote", "i put together",
            "upvote", "upvoted", "downvote", "downvoted", "flagged", "parser for", "scrape", "index the postings",
            "the postings", "job postings", "these posts", "posters", "top-level comments", "hn jobs",
            "for those posting", "if you are posting", "when posting", "please include", "please if you",
            "searchable", "searching the thread", "search the thread", "filter the",
            "hacker news comments", "whoishiring", "last month's", "meta", "reminder", 
            "hiring threads", "hiring post", "this post", "your post", "job board", "job boards",
            "not affiliated", "psa", "a list of all", "we offer services", "hackers for hire",
            "hacking services", "hack services", 
            "spam", "wrong thread", "moderator", "dang",
        ],
    );
    add(
        Sign::Asks,
        &[
            "anyone", "does anyone", "do you know", "is anyone", "anybody", "is there", "are there", "what about",
            "how about", "any remote", "any companies", "any company", "any one", "just curious", "curious",
            "wondering", "i wonder", "do you sponsor", "do you offer", "do you hire", "are you", "is this",
            "what is", "what's", "why is", "why are", "how many", "how much", "where is", "any chance",
            "would you consider", "can you", "could you", "do you guys", "do you have",
            "do you consider", "do you accept", "mind if",
        ],
    );
    add(
        Sign::Reacts,
        &[
            "i applied", "applied to", "i interviewed", "interviewed with", "never heard back",
            "haven't heard", "heard back", "haven't received", "no response", "any response", "your application",
            "your job application", "your website", "your site", "your link", "the link", "link is broken",
            "broken link", "404", "rejected", "ghosted", "just emailed", "emailed you", "sent you an email",
            "sent an email", "i emailed", "good luck", "congrats", "thanks for", "thank you", "lol", "haha",
            "i'm glad", "i would love", "i'd love to", "sounds like", "sounds interesting",
            "seems like", "looks like", "i think", "in my opinion", "imho", "i don't think", "i disagree",
            "i agree", "isn't it", "i used to work", "i worked", "they are", "should be", "my bad", "edit:",
            "is it just me", "i find", "ridiculous", "would love for", "funny", "a joke",
            "scam", "avoid",
        ],
    );
}

/// The strongest sign of one side.
#[derive(Clone)]
struct Found {
    weight: f32,
    tokens: Range<usize>,
    rule: &'static str,
}

/// The signs of a text: their sum, and the strongest, the first of equals, on either side.
#[derive(Default)]
struct Signs {
    sum: f32,
    strongest_for: Option<Found>,
    strongest_against: Option<Found>,
}

impl Signs {
    fn add(&mut self, weight: f32, tokens: Range<usize>, rule: &'static str) {
        self.sum += weight;
        let strongest = if weight > 0.0 { &mut self.strongest_for } else { &mut self.strongest_against };
        if strongest.as_ref().is_none_or(|found| weight.abs() > found.weight.abs()) {
            *strongest = Some(Found { weight, tokens, rule });
        }
    }
}

/// Weights; chosen by reading some 300 threads' comments, so that one clear sign of an offer (a header
/// with a title) beats two signs of talk.
const SEGMENTS: f32 = 2.5;
const TITLE: f32 = 2.5;
const EMPLOYER: f32 = 1.5;
const HIRES: f32 = 1.5;
const JOB: f32 = 0.7;
const CAREER_LINK: f32 = 2.0;
const SECTION: f32 = 0.8;
const SEEKS: f32 = -3.0;
const META: f32 = -1.6;
const ASKS: f32 = -1.2;
const REACTS: f32 = -1.3;
/// What a text has to reach to be an offer.
const LEAST: f32 = 1.4;
/// Tokens at the top, where a text says what it is.
const EARLY_TOKENS: u32 = 60;
/// The last token at which a heading of a job seeker starts.
const BANNER_TOKENS: u32 = 2;
/// Most that many weak signs of one sort add up to.
const N_SIGNS_MAX: usize = 4;

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let body = &scan.body;
    let stated = facts.evidence.get("titles").and_then(|evidence| evidence.first());
    if let Some(Evidence::Field { path, .. }) = stated {
        let evidence = Evidence::Field { path: path.clone(), rule: "offer-has-title".into() };
        facts.offer = Some(true);
        facts.evidence.entry("offer".into()).or_default().push(evidence);
        return;
    }
    if body.tokens.is_empty() {
        return;
    }
    let signs = signs(body, facts, stated);
    let is_offer = signs.sum >= LEAST;
    let strongest = if is_offer { signs.strongest_for } else { signs.strongest_against };
    let (tokens, rule) = match strongest {
        Some(sign) => (sign.tokens, sign.rule),
        None => (0..body.tokens.len(), "no-sign-of-a-job"),
    };
    facts.offer = Some(is_offer);
    facts.evidence.entry("offer".into()).or_default().push(body.evidence(tokens, rule));
}

fn signs(body: &Part, facts: &Facts, stated: Option<&Evidence>) -> Signs {
    let mut signs = Signs::default();
    // "Location: …, Remote: …, Willing to relocate: …" is the form of job seekers.
    // One of its labels may stand in an offer, two do not.
    let mut labels = body.hits(Owner::Offer).iter().filter(|hit| {
        hit.value == Sign::Form as u32 && body.token(hit.end as usize).is_some_and(|token| token.is_mark(b':'))
    });
    let form = labels.next().filter(|_| labels.next().is_some());
    let banner = body
        .hits(Owner::Offer)
        .iter()
        .take_while(|hit| hit.first <= BANNER_TOKENS)
        .find(|hit| hit.value == Sign::Banner as u32);
    if let Some(hit) = form.or(banner) {
        signs.add(SEEKS * 2.0, hit.tokens(), if form.is_some() { "seekers-form" } else { "seekers-heading" });
    } else if let (Some(first), Some(last)) = (body.header.first(), body.header.last()) {
        let n_segments = body.header.len();
        let weight = if n_segments >= 3 { SEGMENTS } else { SEGMENTS / 2.0 };
        signs.add(weight, first.start as usize..last.end as usize, "offer-header");
    }
    let employer = facts.evidence.get("employer").and_then(|all| all.first());
    for (evidence, weight, rule) in [(stated, TITLE, "offer-title"), (employer, EMPLOYER, "offer-employer")] {
        if let Some(Evidence::Text { start, end, rule: how }) = evidence {
            let first = body.tokens.partition_point(|token| token.start < *start);
            let last = body.tokens.partition_point(|token| token.start < *end);
            // A name in running text may be anybody's.
            let weight = if how == "named-in-text" {
                weight / 3.0
            } else if how == "announced-title" {
                weight * 0.6
            } else {
                weight
            };
            signs.add(weight, first..last, rule);
        }
    }
    let mut n_seen = [0_usize; SIGNS.len()];
    // Each sign is seen a few times at most.
    let mut seen_words = [0_u32; SIGNS.len() * N_SIGNS_MAX];
    let mut n_words = 0;
    for hit in body.hits(Owner::Offer) {
        let Some(sign) = SIGNS.get(hit.value as usize).copied() else { continue };
        let n = &mut n_seen[sign as usize];
        if *n >= N_SIGNS_MAX {
            continue;
        }
        let Some(word) = body.token(hit.first as usize).map(|token| token.word) else { continue };
        if seen_words.iter().take(n_words).any(|seen| *seen == word) {
            continue;
        }
        *n += 1;
        if let Some(slot) = seen_words.get_mut(n_words) {
            *slot = word;
            n_words += 1;
        }
        // The first sign says most.
        let share = if *n == 1 { 1.0 } else { 0.6 };
        // Far down in a long text, talk and questions are part of an offer's chatter.
        let is_late = hit.first > EARLY_TOKENS && !matches!(sign, Sign::Hires | Sign::Job);
        let share = if is_late { share * 0.4 } else { share };
        let (weight, rule) = match sign {
            Sign::Hires => (HIRES, "offer-hires"),
            Sign::Job => (JOB, "offer-job-words"),
            Sign::Seeks | Sign::Banner => (SEEKS, "seeks-work"),
            Sign::Meta => (META, "about-the-thread"),
            Sign::Asks => (ASKS, "asks"),
            Sign::Reacts => (REACTS, "reacts"),
            Sign::Form => continue,
        };
        signs.add(weight * share, hit.tokens(), rule);
    }
    // What is left to look at would change neither the answer nor the strongest sign.
    let is_sure = signs.sum + ASKS >= LEAST
        && signs.strongest_for.as_ref().is_some_and(|found| found.weight >= CAREER_LINK.max(SECTION));
    if is_sure {
        return signs;
    }
    if let Some(at) = body
        .tokens
        .iter()
        .position(|token| token.kind == TokenKind::Url && is_career_link(body.slice(token.start..token.end)))
    {
        signs.add(CAREER_LINK, at..at + 1, "career-link");
    }
    // One bit a section.
    let mut sections = 0_u32;
    for line in body.lines.iter().filter(|line| line.is_heading) {
        if !matches!(line.section, Section::Intro | Section::Legal) && sections & 1 << line.section as u32 == 0 {
            sections |= 1 << line.section as u32;
            signs.add(SECTION, line.token_range(), "offer-section");
        }
    }
    // A short text that ends in a question mark asks.
    if let Some(last) = body.tokens.len().checked_sub(1)
        && body.tokens.len() < 60
        && body.token(last).is_some_and(|token| token.is_mark(b'?'))
    {
        signs.add(ASKS, last..last + 1, "asks");
    }
    signs
}

fn is_career_link(url: &str) -> bool {
    [
        "job",
        "career",
        "greenhouse.io",
        "lever.co",
        "workable",
        "ashbyhq",
        "hiring",
        "recruit",
        "smartrecruiters",
        "join",
    ]
    .iter()
    .any(|word| url.contains(word))
}
