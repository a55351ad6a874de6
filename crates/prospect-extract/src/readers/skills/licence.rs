//! Decides whether a mention whose spelling is also something else stands for the skill.
//!
//! A reason is any of: a neighbour in a list that counts, a word beside it that goes with technologies
//! ("written in", "codebase"), a hashtag, a version, the header or title of a technical posting, a capital
//! inside a sentence of a technical posting. How much is needed depends on the [`Class`].

use super::cues::{
    ASKS, COMPANIES, HINTS_LAST, HINTS_NEXT, MATERIALS, NAMES_LAST, NAMES_NEXT, NEGATES, OTHER_NEXT, ROLE, SOFTWARE,
    USES, WISHES,
};
use super::mentions::{Link, Mention, State};
use super::names::{self, Class, Traits};
use super::spread::Sentence;
use crate::readers::word_set::words;
use crate::scan::{Owner, Part, Scan, Section, TokenKind};

/// What the posting as a whole says about its subject.
pub(super) struct Setting {
    /// Distinct technologies of sure spelling, counted up to [`COUNT_MAX`].
    n_sure: usize,
    /// People who do technical work, counted up to [`COUNT_MAX`].
    n_roles: usize,
    /// Words of software, counted up to [`COUNT_MAX`].
    n_software: usize,
    /// Concepts of sure spelling, counted up to [`COUNT_MAX`].
    n_concepts: usize,
    /// Tokens of the header segment that names the employer.
    employer: std::ops::Range<u32>,
    /// Skill that the employer is called after.
    employer_skill: Option<u16>,
}

/// Counting stops here: more evidence changes nothing.
const COUNT_MAX: usize = 8;

/// Fields and methods that make a posting technical where it names no technology: one may be a slip.
const CONCEPTS_MIN: usize = 2;

/// Most tokens of a header segment that can be an employer's name.
const EMPLOYER_TOKENS_MAX: usize = 8;

impl Setting {
    pub(super) fn of(scan: &Scan, employer_name: Option<&str>, in_title: &[Mention], in_body: &[Mention]) -> Self {
        let mut seen = [u16::MAX; COUNT_MAX];
        let (mut n_sure, mut n_concepts) = (0, 0);
        for mention in in_title.iter().chain(in_body) {
            if mention.class != Class::Sure {
                continue;
            }
            if !mention.own.is_technology {
                n_concepts = (n_concepts + 1).min(COUNT_MAX);
                continue;
            }
            if n_sure < COUNT_MAX && !seen.contains(&mention.skill_idx) {
                seen[n_sure] = mention.skill_idx;
                n_sure += 1;
            }
            if n_sure == COUNT_MAX {
                break;
            }
        }
        let (mut n_software, mut n_roles) = (0, 0);
        for cue in scan.field("title").into_iter().chain([&scan.body]).flat_map(|part| part.hits(Owner::SkillCue)) {
            n_software += usize::from(cue.value & SOFTWARE != 0);
            n_roles += usize::from(cue.value & ROLE != 0);
            if n_software >= COUNT_MAX {
                break;
            }
        }
        let employer = employer_segment(&scan.body);
        // A lone sentence has no employer to set skills apart from.
        let name = employer_name
            .filter(|_| scan.body.lines.len() >= 2)
            .or(scan.field("employer").map(|part| part.text.as_str()))
            .unwrap_or_default();
        let employer_skill = in_body
            .iter()
            .find(|mention| {
                let is_in_header = mention.first == employer.start && employer.end > employer.start;
                is_in_header
                    || ((is_introduced(&scan.body, mention) || opens_name(&scan.body, mention, name))
                        && !mention.own.is_language)
            })
            .map(|mention| mention.skill_idx);
        Self { n_sure, n_roles, n_software, n_concepts, employer, employer_skill }
    }

    /// Whether the posting is about software at all.
    fn is_technical(&self) -> bool {
        self.n_sure >= 1 || self.n_software >= 1 || self.n_concepts >= CONCEPTS_MIN
    }
}

/// Whether a name is an employer's, or its first word.
fn opens_name(part: &Part, mention: &Mention, name: &str) -> bool {
    let Some(start) = part.token(mention.first as usize).map(|token| token.start as usize) else { return false };
    if name.is_empty() || part.text.as_bytes().get(start) != name.as_bytes().first() {
        return false;
    }
    let text = part.text_of(mention.tokens());
    name.strip_prefix(text).is_some_and(|rest| !text.is_empty() && !rest.starts_with(char::is_alphanumeric))
}

/// Whether a paragraph starts with the name and says what it is, as employers introduce themselves: "Acme is a".
fn is_introduced(part: &Part, mention: &Mention) -> bool {
    let end = mention.end as usize;
    part.token(mention.first as usize).is_some_and(|token| token.is_paragraph_start() && token.is_capitalised())
        && mention.own.is_technology
        && match part.token_text(end) {
            "is" => words!["a", "an", "the", "building", "hiring", "on"].has_exactly(part, end + 1),
            verb => ["builds", "provides", "helps", "develops", "offers"].contains(&verb),
        }
}

/// The header's first segment where it can be a name: short, without a role or a demand, and with more below.
fn employer_segment(part: &Part) -> std::ops::Range<u32> {
    let is_header = part.header.len() >= 3 || (part.header.len() == 2 && part.lines.len() >= 2);
    let Some(segment) = part.header.first().filter(|_| is_header) else { return 0..0 };
    let is_no_name = part
        .hits(Owner::SkillCue)
        .iter()
        .take_while(|cue| cue.first < segment.end)
        .any(|cue| cue.value & (ROLE | ASKS | HINTS_NEXT) != 0 && cue.first >= segment.start);
    if segment.len() > EMPLOYER_TOKENS_MAX || is_no_name { 0..0 } else { segment.clone() }
}

/// How a mention is written, as far as that tells a name from a word.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Lower case.
    Lower,
    /// With a capital that the place explains: the start of a sentence, a title in capitals.
    Initial,
    /// With a capital of its own.
    Capital,
}

/// Sets the state of each mention of a sentence.
pub(super) fn judge(setting: &Setting, sentence: &mut Sentence<'_>) {
    rule_out(setting, sentence);
    if sentence.mentions.iter().any(|mention| mention.state == State::Open) {
        for mention_idx in 0..sentence.mentions.len() {
            let Some(mention) = sentence.mentions.get(mention_idx).copied() else { return };
            if mention.state != State::Open {
                continue;
            }
            match own_reason(setting, sentence, &mention) {
                Reason::Found(rule) => accept(sentence.mentions, mention_idx, rule),
                Reason::Missing => {}
                Reason::Other => {
                    if let Some(mention) = sentence.mentions.get_mut(mention_idx) {
                        mention.state = State::Out;
                    }
                }
            }
        }
        if sentence.mentions.iter().any(|mention| mention.state == State::Open) {
            spread_along_lists(setting, sentence);
            if spread_to_kin(sentence) {
                spread_along_lists(setting, sentence);
            }
            for mention in sentence.mentions.iter_mut() {
                if mention.state == State::Open {
                    mention.state = State::Out;
                }
            }
        }
    }
    judge_concepts(setting, sentence);
}

/// Concepts are named in passing more often than technologies: in blurbs, benefits, legal text. What is also
/// a word of everyday counts only where skills are asked for, and so does what every software job involves.
fn judge_concepts(setting: &Setting, sentence: &mut Sentence<'_>) {
    let section = sentence.line.section;
    let is_aside = matches!(section, Section::Legal | Section::Benefits | Section::Apply);
    let is_asking = matches!(section, Section::Requirements | Section::Preferred);
    let cues = if sentence.has(ASKS) { sentence.cues } else { &[] };
    for mention in sentence.mentions.iter_mut() {
        if mention.state != State::In {
            continue;
        }
        let own = mention.own;
        if own.is_technology {
            continue;
        }
        let is_asked = own.is_everyday
            && cues.iter().any(|cue| {
                cue.value & ASKS != 0 && cue.end <= mention.first && mention.first - cue.end <= ASKED_TOKENS_MAX
            });
        let needs_asking = mention.class == Class::Concept || own.is_everyday;
        if is_aside || (needs_asking && !(is_asking || (own.is_everyday && is_asked && setting.is_technical()))) {
            mention.state = State::Out;
        }
    }
}

/// Most tokens between "experience with" and an everyday concept that it asks for.
const ASKED_TOKENS_MAX: u32 = 2;

/// Takes out what is the employer, a customer, somebody's former employer, a profile to send along, or
/// stands in legal text.
fn rule_out(setting: &Setting, sentence: &mut Sentence<'_>) {
    let part = sentence.part;
    let cues = sentence.cues;
    let is_legal = sentence.line.section == Section::Legal;
    let is_asking =
        matches!(sentence.line.section, Section::Requirements | Section::Preferred) && sentence.has(ASKS | WISHES);
    let is_about_materials = sentence.has(MATERIALS) || sentence.line.section == Section::Apply;
    let has_companies = sentence.has(COMPANIES);
    let is_in_header = part.path.is_none() && sentence.tokens.start < setting.employer.end as usize;
    if !(is_legal || is_about_materials || has_companies || is_in_header || setting.employer_skill.is_some()) {
        return;
    }
    for mention in sentence.mentions.iter_mut() {
        let own = mention.own;
        let is_whole_segment = setting.employer == (mention.first..mention.end);
        let is_employer = part.path.is_none()
            && mention.first >= setting.employer.start
            && mention.first < setting.employer.end
            && !(own.is_language && is_whole_segment);
        let is_called_so = setting.employer_skill == Some(mention.skill_idx) && !own.is_language && !is_asking;
        let follows_companies = has_companies
            && own.is_technology
            && !own.is_language
            && cues.iter().any(|cue| {
                cue.value & COMPANIES != 0
                    && cue.end <= mention.first
                    && mention.first - cue.end <= COMPANIES_TOKENS_MAX
            });
        if is_legal || is_employer || is_called_so || follows_companies || (own.is_profile && is_about_materials) {
            mention.state = State::Out;
        }
    }
}

/// Most tokens that a list of companies goes on behind "trusted by".
const COMPANIES_TOKENS_MAX: u32 = 12;

fn accept(mentions: &mut [Mention], mention_idx: usize, rule: &'static str) {
    if let Some(mention) = mentions.get_mut(mention_idx) {
        mention.state = State::In;
        mention.rule = rule;
    }
}

/// Lets items of a list count when their neighbours do, first forward, then back.
fn spread_along_lists(setting: &Setting, sentence: &mut Sentence<'_>) {
    let part = sentence.part;
    let n_mentions = sentence.mentions.len();
    for mention_idx in 1..n_mentions {
        join(setting, part, sentence.mentions, mention_idx - 1, mention_idx);
    }
    for mention_idx in (1..n_mentions).rev() {
        join(setting, part, sentence.mentions, mention_idx, mention_idx - 1);
    }
    // Two names in a row that are both open: "Salt and Python", "C or Zig".
    for mention_idx in 1..n_mentions {
        let (Some(before), Some(here)) = (sentence.mentions.get(mention_idx - 1), sentence.mentions.get(mention_idx))
        else {
            return;
        };
        let are_open = before.state == State::Open && here.state == State::Open;
        if !are_open || here.link == Link::None || before.skill_idx == here.skill_idx {
            continue;
        }
        let (before, here) = (*before, *here);
        if here.link == Link::Soft {
            // "from C to Rust".
            let are_languages = before.own.is_language && here.own.is_language;
            let is_move = sentence
                .cues
                .iter()
                .any(|cue| cue.value & (NEGATES | USES) != 0 && cue.end <= before.first && before.first - cue.end <= 1);
            if are_languages && is_move {
                accept(sentence.mentions, mention_idx - 1, "ambiguous-pair");
                accept(sentence.mentions, mention_idx, "ambiguous-pair");
            }
            continue;
        }
        let are_capital = [before, here].iter().all(|mention| form_of(part, mention) != Form::Lower);
        let is_language = |mention: &Mention| mention.own.is_language && mention.class != Class::Name;
        let is_technology = |mention: &Mention| mention.own.is_technology;
        let is_technical = setting.is_technical() || setting.n_concepts >= 1;
        let are_languages = [before, here].iter().all(|mention| mention.own.is_language);
        let is_announced = sentence.cues.iter().any(|cue| cue.value & (USES | ASKS) != 0 && cue.end <= before.first);
        let counts = if are_capital {
            is_technical || is_language(&before) || is_language(&here)
        } else {
            are_languages && (is_announced || is_technical || is_third(sentence.mentions, mention_idx))
        };
        if counts && is_technology(&before) && is_technology(&here) {
            accept(sentence.mentions, mention_idx - 1, "ambiguous-pair");
            accept(sentence.mentions, mention_idx, "ambiguous-pair");
            for further in mention_idx + 1..n_mentions {
                join(setting, part, sentence.mentions, further - 1, further);
            }
        }
    }
}

/// Lets a language and what belongs to it count together: "parsers in Rust with nom". Says whether any did.
fn spread_to_kin(sentence: &mut Sentence<'_>) -> bool {
    let part = sentence.part;
    let n_mentions = sentence.mentions.len();
    let mut has_new = false;
    for (one_idx, other_idx) in (0..n_mentions).flat_map(|one| (0..n_mentions).map(move |other| (one, other))) {
        let (Some(one), Some(other)) = (sentence.mentions.get(one_idx), sentence.mentions.get(other_idx)) else {
            return has_new;
        };
        let (one, other) = (*one, *other);
        if one.state != State::Open || other.state == State::Out || !names::are_kin(one.skill_idx, other.skill_idx) {
            continue;
        }
        let is_written = |mention: &Mention| {
            form_of(part, mention) != Form::Lower || names::is_name(mention.skill_idx, part.text_of(mention.tokens()))
        };
        let counts = if other.state == State::In {
            is_written(&one) || (one.own.is_language && !one.own.is_verb)
        } else {
            is_written(&one)
                && is_written(&other)
                && [one, other].iter().any(|mention| form_of(part, mention) == Form::Capital)
        };
        if counts {
            accept(sentence.mentions, one_idx, "beside-kin");
            if other.state == State::Open {
                accept(sentence.mentions, other_idx, "beside-kin");
            }
            has_new = true;
        }
    }
    has_new
}

/// Whether a third language follows in the same list.
fn is_third(mentions: &[Mention], mention_idx: usize) -> bool {
    mentions.get(mention_idx + 1).is_some_and(|next| next.link == Link::List && next.own.is_language)
}

/// Lets `to` count when it stands in a list beside `from`, which counts.
fn join(setting: &Setting, part: &Part, mentions: &mut [Mention], from: usize, to: usize) {
    let (Some(source), Some(target)) = (mentions.get(from), mentions.get(to)) else { return };
    if source.state != State::In || target.state != State::Open {
        return;
    }
    let (source, target) = (*source, *target);
    let later = if from < to { target } else { source };
    let (source_traits, target_traits) = (source.own, target.own);
    let form = form_of(part, &target);
    let counts = match (later.link, target.class) {
        (Link::None, _) => false,
        // Beside a concept only what is written as a name, or another concept.
        (Link::List, Class::Concept) => true,
        (Link::List, _) if source_traits.is_technology => form != Form::Lower || is_plain_list(&source, &target),
        (Link::List, _) => form == Form::Capital && setting.is_technical(),
        (Link::Soft, Class::Concept | Class::Lower) => false,
        (Link::Soft, Class::Letter) => source_traits.is_technology && form == Form::Capital,
        (Link::Soft, _) => {
            let end_before = mentions.get(from.min(to)).map_or(0, |earlier| earlier.end);
            let is_close = later.first.saturating_sub(end_before) <= 1 && to > from;
            let is_plain_name = target_traits.is_language && !target_traits.is_verb;
            source_traits.is_technology
                && (form == Form::Capital
                    || (target_traits.is_language && is_close)
                    || (is_plain_name && form == Form::Initial))
        }
    };
    if counts {
        accept(mentions, to, if later.link == Link::List { "list-neighbour" } else { "beside-technology" });
    }
}

/// Whether only marks, or a joining word, stand between: "go, rust", "rust and zig".
fn is_plain_list(one: &Mention, other: &Mention) -> bool {
    let gap = one.end.min(other.end)..one.first.max(other.first);
    gap.len() <= 4 && !gap.is_empty()
}

/// How a mention is written.
fn form_of(part: &Part, mention: &Mention) -> Form {
    let first = mention.first as usize;
    let Some(token) = part.token(first) else { return Form::Lower };
    if !token.is_capitalised() {
        return Form::Lower;
    }
    let Some(before) = first.checked_sub(1).and_then(|at| part.token(at)) else { return Form::Initial };
    if token.is_line_start() {
        return Form::Initial;
    }
    match before.kind {
        TokenKind::Punct => {
            // "Stack: Go, Postgres" starts a list, "Note: Go home" a sentence.
            let starts_list = before.is_mark(b':')
                && part.token(mention.end as usize).is_none_or(|next| {
                    next.is_line_start() || [b',', b'/', b'&', b'+', b'|'].iter().any(|mark| next.is_mark(*mark))
                });
            let is_start = before.is_line_start()
                || (!starts_list && [b'.', b'!', b'?', b':', b';'].iter().any(|mark| before.is_mark(*mark)));
            let is_bullet =
                before.word == 0 || before.is_mark(b'*') || (before.is_mark(b'-') && before.is_line_start());
            if is_start || is_bullet { Form::Initial } else { Form::Capital }
        }
        _ => {
            let is_loud = token.is_all_caps() && token.n_bytes() > 1 && before.is_all_caps() && before.n_bytes() > 3;
            if is_loud { Form::Initial } else { Form::Capital }
        }
    }
}

/// Whether an unknown capitalised word touches the mention: "Martin Rust", "Rust Medical Center".
fn is_in_longer_name(sentence: &Sentence<'_>, mention: &Mention) -> bool {
    let part = sentence.part;
    let (first, end) = (mention.first as usize, mention.end as usize);
    let is_known = |at: usize| {
        sentence.cues.iter().any(|cue| cue.tokens().contains(&at))
            || sentence.mentions.iter().any(|other| other.tokens().contains(&at))
    };
    let is_name = |at: usize| {
        part.token(at).is_some_and(|token| {
            token.kind == TokenKind::Word && token.is_capitalised() && token.n_bytes() > 1 && !is_known(at)
        })
    };
    let before = first.checked_sub(1).is_some_and(|at| {
        at >= sentence.tokens.start
            && part.token(at + 1).is_some_and(|token| token.has_space_before())
            && is_name(at)
            && !part.token(at).is_some_and(|token| token.is_line_start())
            && at > sentence.tokens.start
    });
    let after = end < sentence.tokens.end && is_name(end);
    // "Phoenix, AZ": a place with its state.
    let is_place = part.token(end).is_some_and(|token| token.is_mark(b','))
        && part.token(end + 1).is_some_and(|token| token.is_all_caps() && token.n_bytes() == 2 && !is_known(end + 1));
    before || after || is_place
}

/// Whether commas set the name beside unknown ones: "San Francisco, Phoenix, Minneapolis".
fn is_among_names(sentence: &Sentence<'_>, mention: &Mention) -> bool {
    let part = sentence.part;
    let is_unknown = |at: usize| {
        part.token(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised() && token.n_bytes() > 2)
            && !sentence.cues.iter().any(|cue| cue.tokens().contains(&at))
            && !sentence.mentions.iter().any(|other| other.tokens().contains(&at))
    };
    let is_comma = |at: usize| part.token(at).is_some_and(|token| token.is_mark(b','));
    let (first, end) = (mention.first as usize, mention.end as usize);
    (first >= 2 && is_comma(first - 1) && is_unknown(first - 2)) || (is_comma(end) && is_unknown(end + 1))
}

/// What a mention's own surroundings say.
enum Reason {
    /// It counts, by this rule.
    Found(&'static str),
    /// Nothing; its list may.
    Missing,
    /// It is something else, whatever its list says.
    Other,
}

/// What the surroundings of an open mention say.
fn own_reason(setting: &Setting, sentence: &Sentence<'_>, mention: &Mention) -> Reason {
    let near = Near::of(sentence, mention);
    if near.is_other && !is_hashtag(sentence.part, mention) {
        return Reason::Other;
    }
    reason_of(setting, sentence, mention, &near).map_or(Reason::Missing, Reason::Found)
}

/// Whether a mention is written "#rust".
fn is_hashtag(part: &Part, mention: &Mention) -> bool {
    let first = mention.first as usize;
    first.checked_sub(1).and_then(|at| part.token(at)).is_some_and(|token| token.is_mark(b'#'))
        && !part.token(first).is_some_and(|token| token.has_space_before())
}

fn reason_of(setting: &Setting, sentence: &Sentence<'_>, mention: &Mention, near: &Near) -> Option<&'static str> {
    let part = sentence.part;
    let end = mention.end as usize;
    let own = mention.own;
    let form = form_of(part, mention);
    if is_hashtag(part, mention) {
        return Some("hashtag");
    }
    let is_bound = part.token(end).is_some_and(|next| next.is_mark(b'-') && !next.has_space_before())
        && part.token(end + 1).is_some_and(|behind| !behind.has_space_before() && behind.kind == TokenKind::Word);
    if is_bound && !near.is_tied {
        return None;
    }
    let is_technical = setting.is_technical();
    let is_named = near.last & NAMES_LAST != 0 || near.next & NAMES_NEXT != 0;
    let is_hinted = near.last & HINTS_LAST != 0 || near.next & HINTS_NEXT != 0;
    match mention.class {
        Class::Sure => Some("skill-name"),
        Class::Concept => is_hinted.then_some("concept-with-cue"),
        Class::Lower => (near.last & NAMES_LAST != 0).then_some("named-by-cue"),
        Class::Letter => {
            let is_set = is_named || ((is_hinted || near.is_after_role) && is_technical);
            (form != Form::Lower && is_set && !is_in_longer_name(sentence, mention)).then_some("named-by-cue")
        }
        Class::Word | Class::Name | Class::Capital => {
            if is_named && (own.is_language || (is_technical && form != Form::Lower)) {
                return Some("named-by-cue");
            }
            if form == Form::Lower {
                return lower_case_reason(setting, sentence, near, own);
            }
            let is_longer = !near.is_before_role && is_in_longer_name(sentence, mention);
            let is_hinted = is_hinted && (!own.is_weak || near.is_asked);
            if (is_hinted || near.is_after_role) && !is_longer && (own.is_language || own.is_office || is_technical) {
                return Some("hinted-by-cue");
            }
            if is_longer {
                return None;
            }
            capital_reason(setting, sentence, mention, form, near)
        }
    }
}

/// The reason for a lower-case word: "rust experience" in a technical posting, a line of its own in a list.
fn lower_case_reason(setting: &Setting, sentence: &Sentence<'_>, near: &Near, own: Traits) -> Option<&'static str> {
    let is_technical = setting.n_sure >= 1 || setting.n_software >= 2;
    if own.is_language && near.is_labelled {
        return Some("labelled");
    }
    if own.is_language
        && is_technical
        && (near.is_asked || (!own.is_verb && (near.is_hinted_at_once || near.is_after_in)))
    {
        return Some("hinted-by-cue");
    }
    (sentence.line.is_item && setting.n_sure >= 2 && is_alone_on_line(sentence)).then_some("list-line")
}

/// The reason for a name with a capital that no word beside it explains: a technical posting.
fn capital_reason(
    setting: &Setting,
    sentence: &Sentence<'_>,
    mention: &Mention,
    form: Form,
    near: &Near,
) -> Option<&'static str> {
    let part = sentence.part;
    let end = mention.end as usize;
    let own = mention.own;
    let is_technical = setting.is_technical();
    if own.is_weak {
        return (is_alone_on_line(sentence) && sentence.line.is_item && setting.n_sure >= 1).then_some("list-line");
    }
    let has_version = part.token(end).is_some_and(|token| token.kind == TokenKind::Number && token.n_bytes() <= 2)
        && !part.token(end + 1).is_some_and(|next| next.kind == TokenKind::Word && next.has_space_before());
    if has_version && form == Form::Capital && (own.is_language || is_technical) {
        return Some("version");
    }
    if mention.class == Class::Name && !own.is_language && is_among_names(sentence, mention) {
        return None;
    }
    let in_header = part.path.is_some()
        || (part.lines.first().is_some_and(|line| line.tokens.end > mention.first) && part.header.len() >= 2);
    if in_header && is_technical {
        return Some("header");
    }
    if is_alone_on_line(sentence) && is_in_list(sentence) && setting.n_sure >= 1 {
        return Some("list-line");
    }
    if form == Form::Capital && own.is_language {
        let n_signs = setting.n_software + setting.n_roles;
        if setting.n_sure >= 1 || n_signs >= 2 || (near.is_after_in && n_signs >= 1) {
            return Some("technical-posting");
        }
    }
    let before = (mention.first as usize).checked_sub(1).and_then(|at| part.token(at));
    // "Martin Rust", even where the first name opens the sentence; "Rust (Facepunch)".
    let is_explained = part.token(end).is_some_and(|token| token.is_mark(b'('))
        || before.is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised());
    if own.is_plain && form == Form::Capital && !is_explained && !is_among_names(sentence, mention) {
        return Some("plain-name");
    }
    let has_sure_here = sentence
        .mentions
        .iter()
        .any(|other| other.class == Class::Sure && other.state == State::In && other.own.is_technology);
    if form == Form::Capital && has_sure_here && mention.class != Class::Name {
        return Some("beside-technology");
    }
    let n_needed = match (mention.class, form) {
        (Class::Capital, Form::Capital) => 1,
        (Class::Capital, _) | (Class::Word, Form::Capital) => 2,
        (Class::Name, Form::Capital) => 3,
        _ => 4,
    };
    let is_word_of_software = mention.class == Class::Capital && form == Form::Capital && is_technical;
    (setting.n_sure >= n_needed || is_word_of_software).then_some("technical-posting")
}

/// Whether a line can be an item of a list: not one of the first, which name the employer and the place.
fn is_in_list(sentence: &Sentence<'_>) -> bool {
    sentence.line.is_item || sentence.line_idx >= 3
}

/// Whether a line holds nothing but mentions and marks.
fn is_alone_on_line(sentence: &Sentence<'_>) -> bool {
    let range = sentence.line.token_range();
    if range.len() > LIST_LINE_TOKENS_MAX {
        return false;
    }
    let first = sentence.mentions.partition_point(|mention| mention.tokens().end <= range.start);
    let mut mentions = sentence.mentions.iter().skip(first).peekable();
    range.into_iter().all(|at| {
        while mentions.next_if(|mention| mention.tokens().end <= at).is_some() {}
        sentence.part.token(at).is_some_and(|token| token.kind == TokenKind::Punct)
            || mentions.peek().is_some_and(|mention| mention.tokens().contains(&at))
    })
}

/// Longest line, in tokens, that may be a list of names and nothing else. Keeps a line of thousands of names linear:
/// it is asked once for each of them.
const LIST_LINE_TOKENS_MAX: usize = 64;

/// The cues right before and right behind a mention.
#[derive(Default)]
struct Near {
    /// Bits of cues before.
    next: u32,
    /// Bits of cues behind.
    last: u32,
    /// Whether a game or a title of a person is announced.
    is_other: bool,
    /// Whether a hyphen ties a cue to the name ("Rust-based").
    is_tied: bool,
    /// Whether a cue touches the name.
    is_hinted_at_once: bool,
    /// Whether a label with a colon stands before the name ("languages: rust").
    is_labelled: bool,
    /// Whether a demand touches the name ("experience with go").
    is_asked: bool,
    /// Whether only marks stand between a role and the name ("Engineer (Rust)").
    is_after_role: bool,
    /// Whether a role stands right behind the name, or a capitalised one near behind ("Rust Platform Engineer",
    /// but not "Julia Berg leads").
    is_before_role: bool,
    /// Whether the word "in" stands before the name.
    is_after_in: bool,
}

impl Near {
    /// Looks three tokens back and two ahead, not over marks that part.
    fn of(sentence: &Sentence<'_>, mention: &Mention) -> Self {
        let part = sentence.part;
        let (first, end) = (mention.first as usize, mention.end as usize);
        let mut near = Self::default();
        for cue in sentence.cues {
            let (cue_first, cue_end) = (cue.first as usize, cue.end as usize);
            if cue_first > end + 2 {
                break;
            }
            if cue_end <= first && first - cue_end <= 3 {
                let gap = cue_end..first;
                near.is_after_role |= cue.value & ROLE != 0 && !gap.is_empty() && has_marks_only(part, gap.clone());
                if !is_open(part, gap.clone()) {
                    continue;
                }
                near.is_other |= gap.is_empty() && cue.value & OTHER_NEXT != 0;
                near.is_hinted_at_once |= gap.is_empty() && cue.value & (HINTS_NEXT | NAMES_NEXT) != 0;
                near.is_labelled |= gap.len() == 1
                    && cue.value & (USES | WISHES) != 0
                    && part.token(cue_end).is_some_and(|token| token.is_mark(b':'));
                near.is_asked |= gap.is_empty() && cue.value & ASKS != 0;
                near.next |= if gap.len() <= 1 { cue.value } else { cue.value & !NAMES_NEXT };
            }
            if cue_first >= end && cue_first - end <= 2 && is_open(part, end..cue_first) {
                near.last |= cue.value;
                near.is_before_role |= cue.value & ROLE != 0
                    && (cue_first == end || part.token(cue_first).is_some_and(|token| token.is_capitalised()));
                near.is_hinted_at_once |= cue_first == end && cue.value & HINTS_LAST != 0;
                near.is_tied |= cue_first == end + 1 && part.token(end).is_some_and(|token| token.is_mark(b'-'));
            }
        }
        near.is_after_in = first.checked_sub(1).is_some_and(|at| part.token_text(at) == "in");
        near
    }
}

/// Whether a gap holds brackets, dashes, commas and slashes only.
fn has_marks_only(part: &Part, gap: std::ops::Range<usize>) -> bool {
    gap.into_iter().all(|at| part.token(at).is_some_and(|token| token.kind == TokenKind::Punct && !token.is_mark(b'.')))
}

/// Whether nothing in a gap parts what stands around it.
fn is_open(part: &Part, gap: std::ops::Range<usize>) -> bool {
    gap.into_iter().all(|at| {
        part.token(at).is_some_and(|token| match token.kind {
            TokenKind::Punct => [b'/', b'-', b'(', b':', b'"', b'\'', b'+'].iter().any(|mark| token.is_mark(*mark)),
            TokenKind::Word | TokenKind::Number => true,
            TokenKind::Url | TokenKind::Email => false,
        })
    })
}
