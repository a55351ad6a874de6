//! Reads `soft_skills`: traits and ways of working that a posting asks of people, by canonical name.
//!
//! Not here: hard skills (`skills`), languages that people speak.

use crate::scan::{Owner, Phrases, Scan, Section};
use prospect_model::Facts;

/// Canonical names and the phrases that ask for them.
#[rustfmt::skip]
const SKILLS: &[(&str, &[&str])] = &[
    ("communication", &["communication skills", "strong communicator", "good communicator", "great communicator", "excellent communicator", "communicate clearly", "communicate effectively", "communicates well", "effective communication", "written communication", "verbal communication", "written and verbal", "verbal and written", "clear communication", "strong communication", "excellent communication", "good communication", "communicate well", "ability to communicate", "kommunikationsstark", "kommunikationsfähigkeit", "communicative", "bonne communication", "habilidades de comunicación", "komunikatywność", "kommunikativ", "ability to explain", "comfortable communicating"]),
    ("teamwork", &["team player", "teamwork", "work well in a team", "work well with others", "collaborative", "collaboration skills", "teamfähigkeit", "teamfähig", "esprit d'équipe", "trabajo en equipo", "praca zespołowa", "work in a team", "work as part of a team", "cross-functional collaboration", "strong collaborator", "collaborate effectively", "works well with others", "plays well with others", "team-oriented", "team oriented", "umiejętność pracy w zespole", "teamplayer", "enjoy collaborating", "like working with people"]),
    ("ownership", &["take ownership", "ownership mindset", "sense of ownership", "strong ownership", "own projects", "ownership of", "end-to-end ownership", "take full ownership", "taking ownership", "extreme ownership", "owning projects", "verantwortungsbewusst", "high ownership", "sense of responsibility"]),
    ("autonomy", &["self-starter", "self starter", "work independently", "self-motivated", "self motivated", "self-directed", "self directed", "autonomous worker", "work autonomously", "autonomously", "self-sufficient", "independent worker", "selbstständig", "selbständig", "autonome", "autónomo", "samodzielność", "samodzielnie", "self-driven", "self-managed", "minimal supervision", "little supervision", "working independently", "eigenständig", "eigenverantwortlich", "self-disciplined"]),
    ("problem solving", &["problem solver", "problem-solver", "problem solvers", "problem solving", "problem-solving", "solve hard problems", "solving hard problems", "solve complex problems", "problemlösung", "résolution de problèmes", "resolución de problemas", "rozwiązywanie problemów", "love solving problems", "enjoy solving"]),
    ("attention to detail", &["attention to detail", "detail-oriented", "detail oriented", "eye for detail", "meticulous", "sorgfältig", "rigueur", "rigoureux", "dbałość o szczegóły", "atención al detalle", "obsess over details", "care about details"]),
    ("curiosity", &["curious", "curiosity", "intellectually curious", "inquisitive", "neugierig", "curieux", "curioso", "ciekawość"]),
    ("learning", &["quick learner", "fast learner", "eager to learn", "willingness to learn", "willing to learn", "learn quickly", "desire to learn", "love learning", "love to learn", "ability to learn", "lernbereitschaft", "lernbereit", "envie d'apprendre", "ganas de aprender", "chęć nauki", "always learning", "growth mindset", "continuous learning", "pick up new technologies", "learn new technologies", "passion for learning"]),
    ("leadership", &["leadership skills", "leadership experience", "technical leadership", "strong leadership", "lead a team", "leading teams", "natural leader", "team leadership", "führungserfahrung", "leadership qualities", "ability to lead", "leadership abilities"]),
    ("mentoring", &["mentor", "mentoring", "mentorship of", "mentor junior", "mentor other", "coach others", "coaching", "teach others", "help others grow", "mentor engineers"]),
    ("adaptability", &["adaptable", "adaptability", "flexible mindset", "adapt quickly", "comfortable with change", "wear many hats", "wear multiple hats", "wearing many hats", "fast-paced environment", "fast paced environment", "flexibilität", "dynamic environment", "elastyczność", "adaptation", "thrive in a fast"]),
    ("dealing with ambiguity", &["ambiguity", "ambiguous", "comfortable with uncertainty", "unstructured environment", "ill-defined", "loosely defined", "handle uncertainty"]),
    ("creativity", &["creativity", "creative thinker", "creative thinking", "think creatively", "creative problem", "think outside the box", "out of the box thinking", "kreativität", "créativité", "creatividad", "kreatywność", "creative solutions"]),
    ("critical thinking", &["critical thinking", "critical thinker", "analytical skills", "analytical mindset", "analytical thinking", "strong analytical", "think critically", "analytisches denken", "esprit critique", "esprit d'analyse", "pensamiento analítico", "analityczne myślenie", "first principles", "logical thinking"]),
    ("time management", &["time management", "manage your time", "manage your own time", "meet deadlines", "prioritize", "prioritise", "prioritization", "organizational skills", "well organized", "well-organized", "organised", "highly organized", "organisationstalent", "multitask", "multi-task", "zeitmanagement", "gestion du temps", "juggle multiple", "strong organizational"]),
    ("empathy", &["empathy", "empathetic", "emotional intelligence", "empathic", "kindness", "empathie", "empatía", "compassionate", "compassion"]),
    ("humility", &["humble", "humility", "low ego", "no ego", "egoless", "no egos", "ego-free", "check your ego"]),
    ("passion", &["passionate", "passion for", "enthusiastic", "enthusiasm", "leidenschaft", "passionné", "pasión", "pasja", "begeisterung", "motivated", "motivation", "highly motivated", "zaangażowanie"]),
    ("initiative", &["proactive", "take initiative", "takes initiative", "initiative", "eigeninitiative", "force de proposition", "proactivo", "inicjatywa", "bias for action", "bias toward action", "bias towards action", "go-getter", "hands-on attitude", "hands-on mentality", "can-do attitude", "can do attitude", "get things done", "gets things done", "getting things done", "self-initiative"]),
    ("reliability", &["reliable person", "dependable", "accountable", "accountability", "zuverlässig", "zuverlässigkeit", "fiable", "work ethic", "rzetelność", "trustworthy", "integrity", "punctual"]),
    ("customer focus", &["customer focus", "customer-focused", "customer obsessed", "customer obsession", "customer-centric", "customer centric", "talk to customers", "talking to customers", "talk to users", "talking to users", "user empathy", "kundenorientiert", "customer facing skills", "customer service skills", "interpersonal skills"]),
    ("product thinking", &["product sense", "product mindset", "product-minded", "product minded", "product thinking", "product intuition", "care about users", "product-oriented"]),
    ("pragmatism", &["pragmatic", "pragmatism", "pragmatisch", "pragmatique", "sound judgment", "good judgment", "good judgement", "common sense"]),
    ("resilience", &["resilient person", "resilience", "perseverance", "tenacity", "tenacious", "grit", "work under pressure", "under pressure", "belastbar", "persistent", "stress-resistant", "odporność na stres"]),
    ("feedback", &["give and receive feedback", "receive feedback", "open to feedback", "constructive feedback", "giving and receiving feedback", "take feedback", "feedback-oriented", "thoughtful feedback"]),
    ("negotiation", &["negotiation skills", "negotiation", "negotiating", "persuasive", "persuasion", "stakeholder management", "manage stakeholders"]),
    ("remote discipline", &["work remotely effectively", "remote work experience", "comfortable working remotely", "experience working remotely", "asynchronous communication", "async communication"]),
];

pub(super) fn phrases(phrases: &mut Phrases) {
    for (skill_idx, (_, texts)) in SKILLS.iter().enumerate() {
        phrases.add_all(Owner::SoftSkill, skill_idx as u32, texts);
    }
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let body = &scan.body;
    let mut seen = [false; SKILLS.len()];
    for hit in body.hits(Owner::SoftSkill) {
        let Some(is_seen) = seen.get_mut(hit.value as usize).filter(|is_seen| !**is_seen) else { continue };
        // What is said of the employer or in legal text is asked of nobody.
        let is_closed = body
            .line_of(hit.first as usize)
            .is_some_and(|line| matches!(line.section, Section::Legal | Section::Benefits | Section::About));
        let is_of_employer = ["we", "we're", "our"].iter().any(|word| {
            (1..=3).any(|back| {
                (hit.first as usize).checked_sub(back).is_some_and(|at| word.eq_ignore_ascii_case(body.token_text(at)))
            })
        });
        if is_closed || is_of_employer {
            continue;
        }
        *is_seen = true;
        let Some((name, _)) = SKILLS.get(hit.value as usize) else { continue };
        facts.soft_skills.push((*name).to_owned());
        facts.evidence.entry("soft_skills".into()).or_default().push(body.evidence(hit.tokens(), "soft-skill-cue"));
    }
}
