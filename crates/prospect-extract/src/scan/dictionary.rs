//! The dictionary of all readers: phrases as sequences of words, found in one walk over the tokens.
//!
//! A phrase is cut into tokens by the rules of [`super::tokens`]. Where it has a space or a hyphen, the
//! text may have white space or a hyphen ("front end" finds "front-end"); where it has none, the tokens
//! must touch ("Node.js"). Within one reader the leftmost-longest phrase wins, as in a regular dictionary.

use super::tokens::{Marks, Token, TokenKind, WordId, eight, hash_word, low_bytes, tokenize};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Whose phrase it is: each reader sees only its own hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Owner {
    /// Headings of sections, for the shared pass itself.
    Section,
    /// Labels that open zones, for the shared pass itself.
    ZoneLabel,
    /// Skills by alias.
    Skill,
    /// Words around skills: need, licences, routes.
    SkillCue,
    /// Places by alias.
    Place,
    /// Words around places.
    PlaceCue,
    /// Work modes.
    WorkMode,
    /// Remote scopes.
    RemoteScope,
    /// Visa and work permits.
    Visa,
    /// Forms of engagement.
    Employment,
    /// Money: currencies, periods, kinds, things that are no pay.
    Pay,
    /// Equity.
    Equity,
    /// Years of experience.
    Years,
    /// Whether it is an offer.
    Offer,
    /// Employer cues.
    Employer,
    /// Titles: head nouns, qualifiers.
    Title,
    /// Levels.
    Seniority,
    /// Role families.
    RoleFamily,
    /// Domains.
    Domain,
    /// Education.
    Education,
    /// Soft skills.
    SoftSkill,
    /// Words that tell a language.
    Language,
}

/// Number of owners.
const N_OWNERS: usize = Owner::Language as usize + 1;

/// Whether a phrase counts in any case or only as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Any case.
    Any,
    /// Exactly as written.
    Exact,
}

/// The phrases of all readers, before they are compiled.
#[derive(Default)]
pub struct Phrases {
    items: Vec<Phrase>,
}

struct Phrase {
    owner: Owner,
    text: String,
    value: u32,
    case: Case,
}

impl Phrases {
    /// Adds a phrase; `value` is what the reader gets back with each hit.
    pub fn add(&mut self, owner: Owner, text: &str, value: u32, case: Case) {
        self.items.push(Phrase { owner, text: text.to_owned(), value, case });
    }

    /// Adds phrases that share one value, in any case.
    pub fn add_all(&mut self, owner: Owner, value: u32, texts: &[&str]) {
        for text in texts {
            self.add(owner, text, value, Case::Any);
        }
    }

    /// Every phrase's text, for benches that compare with other matchers.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|phrase| phrase.text.as_str())
    }
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of its first token.
    pub first: u32,
    /// Index after its last token.
    pub end: u32,
    /// What the reader gave with the phrase.
    pub value: u32,
}

impl Hit {
    /// Its tokens.
    #[must_use]
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// A phrase that ends at a node, as its reader knows it.
#[derive(Clone, Copy)]
struct Terminal {
    /// What the reader gave; of an exact phrase, its place in [`Dictionary::exact`].
    value: u32,
    owner: Owner,
    /// Whether it counts only as written.
    is_exact: bool,
}

/// A phrase that counts only as written.
struct Exact {
    /// What the reader gave.
    value: u32,
    phrase_idx: u32,
    /// Its first eight bytes, zeros behind its end.
    start: u64,
}

/// All phrases, compiled.
pub struct Dictionary {
    /// Open-addressed table of (upper half of the hash, word id); id 0 marks a free slot. With the slot that
    /// makes 46 bits of the hash or more: by chance one text word in 10⁹ is taken for another.
    slots: Vec<(u32, WordId)>,
    /// A phrase's first word is its first node: by word id.
    firsts: Vec<Node>,
    /// Nodes of the words behind: an open-addressed table by [`Inner::from`] and [`Inner::word`], so that a
    /// word behind another costs one look-up however many phrases go on from there.
    inner: Vec<Inner>,
    /// Which (node, word) pairs lead on, a bit for each by [`pair_of`]. Pairs that do not seldom share one that
    /// is set, and cost no look at `inner`, which is too large for the nearer caches.
    pairs: Vec<u64>,
    /// Terminals of the nodes that have several, each node's together.
    terminals: Vec<Terminal>,
    /// Phrases that count only as written.
    exact: Vec<Exact>,
    phrases: Vec<String>,
}

/// A state of the walk. 16 bytes, so that the frequent words' nodes stay in the nearest cache.
#[derive(Clone, Copy)]
struct Node {
    /// One bit for each word (its number modulo 64) with which a phrase goes on from here: most next words
    /// are told apart from those without a look at the nodes behind.
    next_words: u64,
    /// Of a node with one terminal the terminal's value, else the index of the first one.
    value_or_first: u32,
    n_terminals: u16,
    /// Of a node with one terminal the terminal's.
    owner: Owner,
    /// Of a node with one terminal the terminal's.
    is_exact: bool,
}

impl Node {
    /// Whether a phrase ends here or goes on.
    #[inline]
    fn is_used(&self) -> bool {
        self.next_words | u64::from(self.n_terminals) != 0
    }
}

impl Default for Node {
    fn default() -> Self {
        Self { next_words: 0, value_or_first: 0, n_terminals: 0, owner: Owner::Section, is_exact: false }
    }
}

/// A node behind another.
#[derive(Clone, Copy, Default)]
struct Inner {
    node: Node,
    /// Number of the node before: its word's id, or behind all words its place in the table.
    from: u32,
    /// The word that leads here, with [`JOINED`] where it must touch; 0 marks a free place.
    word: u32,
}

/// Hashes keys that are hashes or nearly so: one multiplication.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// Ids below are ASCII marks of punctuation (and 0).
const FIRST_WORD: WordId = 128;

/// While phrases are compiled, numbers of inner nodes start here.
const INNER: u32 = 1 << 31;

/// Bit of an edge's word that says: without space before it.
const JOINED: u32 = 1 << 31;

/// A phrase's word and whether it touches the one before.
struct Step {
    word: WordId,
    is_joined: bool,
}

impl Dictionary {
    /// Compiles phrases. A phrase without any token is left out.
    #[must_use]
    pub fn compile(phrases: Phrases) -> Self {
        let mut ids: HashMap<u64, WordId, BuildHasherDefault<KeyHasher>> = HashMap::default();
        let mut nodes: HashMap<u64, u32, BuildHasherDefault<KeyHasher>> = HashMap::default();
        let mut hashes = Vec::new();
        let mut tokens = Vec::new();
        let mut marks = Marks::default();
        // Numbers from INNER on are inner nodes; they get their places when all of them are known. Terminals
        // are gathered as (node, terminal) and laid out by node at the end.
        let mut inner: Vec<(u32, u32)> = Vec::new();
        let mut gathered: Vec<(u32, Terminal)> = Vec::with_capacity(phrases.items.len());
        let mut texts = Vec::with_capacity(phrases.items.len());
        let mut exact: Vec<Exact> = Vec::new();
        // An empty dictionary cuts a phrase into tokens whose words are then numbered here.
        let empty = Self::empty();
        for phrase in phrases.items {
            tokenize(&phrase.text, &empty, &mut tokens, &mut marks);
            let steps = steps(&phrase.text, &tokens, &mut |word| {
                let hash = hash_word(word);
                let next = FIRST_WORD + hashes.len() as WordId;
                let id = *ids.entry(hash).or_insert_with(|| {
                    hashes.push((hash, 0));
                    next
                });
                if let Some((_, n_phrases)) = id.checked_sub(FIRST_WORD).and_then(|at| hashes.get_mut(at as usize)) {
                    *n_phrases += 1_u32;
                }
                id
            });
            let Some((first, rest)) = steps.split_first() else { continue };
            let mut node = first.word;
            for step in rest {
                let word = step.word | if step.is_joined { JOINED } else { 0 };
                node = *nodes.entry(edge_key(node, word)).or_insert_with(|| {
                    inner.push((node, word));
                    INNER + inner.len() as u32 - 1
                });
            }
            let is_exact = phrase.case == Case::Exact;
            let value = if is_exact { exact.len() as u32 } else { phrase.value };
            if is_exact {
                exact.push(Exact {
                    value: phrase.value,
                    phrase_idx: texts.len() as u32,
                    start: eight(phrase.text.as_bytes(), 0),
                });
            }
            gathered.push((node, Terminal { value, owner: phrase.owner, is_exact }));
            texts.push(phrase.text);
        }
        let (words, renumbered) = by_frequency(&hashes);
        let renumber =
            |node: u32| if node < INNER { renumbered.get(node as usize).copied().unwrap_or(node) } else { node };
        for (from, word) in &mut inner {
            *from = renumber(*from);
            *word = renumber(*word & !JOINED) | *word & JOINED;
        }
        gathered.iter_mut().for_each(|(node, _)| *node = renumber(*node));
        let n_words = words.last().map_or(FIRST_WORD, |(_, id)| id + 1);
        let mut this = Self { phrases: texts, exact, ..empty };
        this.firsts = vec![Node::default(); n_words as usize];
        let places = this.place_inner(&inner);
        // A stable sort: terminals of one node stay in the order in which readers gave them.
        gathered.sort_by_key(|(node, _)| *node);
        for terminals in gathered.chunk_by(|(node, _), (other, _)| node == other) {
            let [(node, first), ..] = terminals else { continue };
            let node = match node.checked_sub(INNER) {
                None => &mut this.firsts[*node as usize],
                Some(inner_idx) => &mut this.inner[places[inner_idx as usize]].node,
            };
            node.n_terminals = u16::try_from(terminals.len()).expect("a phrase has few readers and values");
            if terminals.len() == 1 {
                (node.value_or_first, node.owner, node.is_exact) = (first.value, first.owner, first.is_exact);
            } else {
                node.value_or_first = this.terminals.len() as u32;
                this.terminals.extend(terminals.iter().map(|(_, terminal)| *terminal));
            }
        }
        this.index_words(&words);
        this
    }

    /// Puts inner nodes, given as (node before, word), into their table; returns their places in it. Each
    /// stands behind the node before it.
    fn place_inner(&mut self, inner: &[(u32, u32)]) -> Vec<usize> {
        let n_places = (inner.len() * 2).next_power_of_two().max(16);
        let n_words = self.firsts.len() as u32;
        self.inner = vec![Inner::default(); n_places];
        self.pairs = vec![0; PAIR_BITS / 64];
        let mut places: Vec<usize> = Vec::with_capacity(inner.len());
        for &(from, word) in inner {
            let (from, before) = match from.checked_sub(INNER) {
                None => (from, &mut self.firsts[from as usize]),
                Some(inner_idx) => {
                    let place = places[inner_idx as usize];
                    (n_words + place as u32, &mut self.inner[place].node)
                }
            };
            before.next_words |= word_bit(word);
            let pair = pair_of(edge_hash(from, word));
            self.pairs[pair / 64] |= 1 << (pair % 64);
            let mut place = place_of(edge_hash(from, word), n_places);
            while self.inner[place].word != 0 {
                place = (place + 1) & (n_places - 1);
            }
            self.inner[place] = Inner { node: Node::default(), from, word };
            places.push(place);
        }
        places
    }

    fn empty() -> Self {
        Self {
            slots: vec![(0, 0); 1],
            firsts: Vec::new(),
            inner: Vec::new(),
            pairs: Vec::new(),
            terminals: Vec::new(),
            exact: Vec::new(),
            phrases: Vec::new(),
        }
    }

    /// Makes the vocabulary's table of hashes and ids.
    fn index_words(&mut self, words: &[(u64, WordId)]) {
        let n_slots = (words.len() * 2).next_power_of_two().max(16);
        self.slots = vec![(0, 0); n_slots];
        for (hash, id) in words {
            let mut slot = slot_of(*hash, n_slots);
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            self.slots[slot] = (tag_of(*hash), *id);
        }
    }

    /// Number of phrases.
    #[must_use]
    pub fn n_phrases(&self) -> usize {
        self.phrases.len()
    }

    /// Every phrase's text, for benches that compare with other matchers.
    #[must_use]
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// The id of a word given by its hash; 0 when no phrase holds it.
    #[inline]
    pub(super) fn word(&self, hash: u64) -> WordId {
        let n_slots = self.slots.len();
        let tag = tag_of(hash);
        let mut slot = slot_of(hash, n_slots);
        // A free slot has the id that an unknown word gets.
        while let Some(&(found, id)) = self.slots.get(slot) {
            // A product is zero when either is: one branch that nearly always goes the same way.
            if u64::from(found ^ tag) * u64::from(id) == 0 {
                return id;
            }
            slot = (slot + 1) & (n_slots - 1);
        }
        0
    }

    /// The id of a lower-case word; 0 when no phrase holds it. For readers that compare words by id.
    #[must_use]
    pub fn word_of(&self, lower: &str) -> WordId {
        self.word(hash_word(lower))
    }

    /// Finds every reader's phrases; `hits` is cleared first.
    pub(super) fn find(&self, text: &str, tokens: &[Token], hits: &mut Hits) {
        hits.clear();
        for (first, token) in tokens.iter().enumerate() {
            let Some(node) = self.firsts.get(token.word as usize) else { continue };
            // An unknown word's node is not used.
            if !node.is_used() || token.is_inside_domain() {
                continue;
            }
            let (mut at, mut node, mut number) = (first, node, token.word);
            loop {
                if node.n_terminals > 0 {
                    self.take(text, tokens, first, at, node, hits);
                }
                let Some((next, place)) = self.step(tokens, at, node, number) else { break };
                let Some(behind) = self.inner.get(place) else { break };
                at = next;
                node = &behind.node;
                number = (self.firsts.len() + place) as u32;
            }
        }
    }

    /// Records the phrases that end at a node.
    #[inline(always)]
    fn take(&self, text: &str, tokens: &[Token], first: usize, last: usize, node: &Node, hits: &mut Hits) {
        let Some(last_token) = tokens.get(last) else { return };
        // A phrase may be a whole host name ("node.js" is none, "crates.io" is), never a part of one.
        if last_token.is_in_domain() && tokens.get(last + 1).is_some_and(Token::is_inside_domain) {
            return;
        }
        let span = Hit { first: first as u32, end: last as u32 + 1, value: 0 };
        let from = node.value_or_first;
        if node.n_terminals == 1 {
            let only = Terminal { value: from, owner: node.owner, is_exact: node.is_exact };
            return self.record(text, tokens, span, last_token, only, hits);
        }
        let to = from as usize + usize::from(node.n_terminals);
        for terminal in self.terminals.get(from as usize..to).unwrap_or_default() {
            self.record(text, tokens, span, last_token, *terminal, hits);
        }
    }

    /// Records a phrase, if it is written as it must be.
    #[inline(always)]
    fn record(&self, text: &str, tokens: &[Token], span: Hit, last: &Token, terminal: Terminal, hits: &mut Hits) {
        let value = if terminal.is_exact {
            let Some(value) = self.exact_value(text, tokens, span.first as usize, last, terminal.value) else { return };
            value
        } else {
            terminal.value
        };
        hits.record(terminal.owner, Hit { value, ..span });
    }

    /// The reader's value of a phrase that counts only as written, when it is.
    fn exact_value(&self, text: &str, tokens: &[Token], first: usize, last: &Token, exact_idx: u32) -> Option<u32> {
        let exact = self.exact.get(exact_idx as usize)?;
        let start = tokens.get(first)?.start as usize;
        let n_bytes = (last.end as usize).checked_sub(start)?;
        // Nearly all differ in their first letter or are short: eight bytes tell without a comparison of texts.
        let is_short = n_bytes <= 8;
        let written = eight(text.as_bytes(), start);
        let written = if is_short { written & low_bytes(n_bytes as u32) } else { written };
        if written != exact.start {
            return None;
        }
        let phrase = self.phrases.get(exact.phrase_idx as usize)?;
        let is_it = if is_short { phrase.len() == n_bytes } else { text.get(start..last.end as usize) == Some(phrase) };
        is_it.then_some(exact.value)
    }

    /// The next token, and the place of the node of a phrase that goes on, with a hyphen standing for a space.
    #[inline]
    fn step(&self, tokens: &[Token], at: usize, node: &Node, number: u32) -> Option<(usize, usize)> {
        let next = tokens.get(at + 1)?;
        if next.is_mark(b'-') && !next.has_space_before() {
            let behind = tokens.get(at + 2)?;
            if node.next_words & word_bit(behind.word) == 0 || behind.has_space_before() || next.is_paragraph_start() {
                return None;
            }
            return self.behind(number, behind.word).map(|to| (at + 2, to));
        }
        if node.next_words & word_bit(next.word) == 0 || next.is_paragraph_start() {
            return None;
        }
        let word = next.word | if next.has_space_before() { 0 } else { JOINED };
        self.behind(number, word).map(|to| (at + 1, to))
    }

    /// Place of the node to which a word leads from the node of this number.
    #[inline]
    fn behind(&self, number: u32, word: u32) -> Option<usize> {
        let hash = edge_hash(number, word);
        let pair = pair_of(hash);
        if self.pairs.get(pair / 64)? & 1 << (pair % 64) == 0 {
            return None;
        }
        let n_places = self.inner.len();
        let mut place = place_of(hash, n_places);
        loop {
            let found = self.inner.get(place)?;
            // An unknown word leads nowhere, and looks like a free place.
            if found.word == 0 {
                return None;
            }
            if (found.word == word) & (found.from == number) {
                return Some(place);
            }
            place = (place + 1) & (n_places - 1);
        }
    }
}

/// Hits by owner; leftmost-longest within each.
#[derive(Default)]
pub(super) struct Hits {
    by_owner: [Found; N_OWNERS],
}

/// The hits of one owner.
#[derive(Default)]
struct Found {
    hits: Vec<Hit>,
    /// Index after the last token of the last hit.
    covered: u32,
}

impl Hits {
    fn clear(&mut self) {
        for found in &mut self.by_owner {
            found.hits.clear();
            found.covered = 0;
        }
    }

    /// The hits of one owner, in order of their first token.
    #[inline]
    pub(super) fn of(&self, owner: Owner) -> &[Hit] {
        &self.by_owner[owner as usize].hits
    }

    /// Adds a hit of one reader, unless it starts inside an earlier one.
    #[inline]
    fn record(&mut self, owner: Owner, hit: Hit) {
        let Found { hits, covered } = &mut self.by_owner[owner as usize];
        if hit.first < *covered {
            if hits.last().is_none_or(|last| last.first != hit.first) {
                return;
            }
            // A longer phrase from the same token replaces the shorter ones.
            while hits.last().is_some_and(|last| last.first == hit.first && last.end < hit.end) {
                hits.pop();
            }
        }
        hits.push(hit);
        *covered = hit.end;
    }
}

/// Gives words, of each its hash and the number of phrases that hold it, their ids: the words of most phrases
/// come first. They are frequent in texts too, and their nodes then share lines of the cache. Returns the
/// hashes with their ids, and the new id by the old.
fn by_frequency(words: &[(u64, u32)]) -> (Vec<(u64, WordId)>, Vec<WordId>) {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|word_idx| std::cmp::Reverse(words[*word_idx].1));
    let mut renumbered: Vec<WordId> = (0..FIRST_WORD + words.len() as WordId).collect();
    let ids = (FIRST_WORD..).filter(|id| !OWN_BITS.contains(&(id & 63)));
    let numbered = order.iter().zip(ids);
    let found = numbered
        .map(|(word_idx, id)| {
            renumbered[FIRST_WORD as usize + word_idx] = id;
            (words[*word_idx].0, id)
        })
        .collect();
    (found, renumbered)
}

/// Places in [`Node::next_words`] that no word shares: those of unknown words, of `'`, `(`, `)`, `,`, `.` and
/// `:`. They stand behind one word in three, and would else lead to a look at the nodes behind in vain.
const OWN_BITS: [u32; 7] = [0, 39, 40, 41, 44, 46, 58];

/// The bit of a word in [`Node::next_words`].
fn word_bit(word: u32) -> u64 {
    1 << (word & 63)
}

/// Bits of [`Dictionary::pairs`]: 32 KiB, several for each phrase that there is.
const PAIR_BITS: usize = 1 << 18;

/// Hash of a step from a node by a word.
fn edge_hash(from: u32, word: u32) -> u64 {
    edge_key(from, word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The bit of a step in [`Dictionary::pairs`].
fn pair_of(edge_hash: u64) -> usize {
    (edge_hash >> 40) as usize % PAIR_BITS
}

/// Where the search for a node of the table starts.
fn place_of(edge_hash: u64, n_places: usize) -> usize {
    (edge_hash >> 40) as usize & n_places.wrapping_sub(1)
}

fn edge_key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

fn tag_of(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn slot_of(hash: u64, n_slots: usize) -> usize {
    hash as usize & (n_slots - 1)
}

/// A phrase's words; hyphens between words become spaces.
fn steps(text: &str, tokens: &[Token], id_of: &mut dyn FnMut(&str) -> WordId) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut was_hyphen = false;
    for (token_idx, token) in tokens.iter().enumerate() {
        let is_inner = token_idx > 0 && token_idx + 1 < tokens.len();
        if token.is_mark(b'-') && is_inner && !token.has_space_before() && !tokens[token_idx + 1].has_space_before() {
            was_hyphen = true;
            continue;
        }
        let word = if token.kind == TokenKind::Punct && token.word != 0 {
            token.word
        } else {
            id_of(&text.get(token.start as usize..token.end as usize).unwrap_or_default().to_lowercase())
        };
        steps.push(Step { word, is_joined: !token.has_space_before() && !was_hyphen });
        was_hyphen = false;
    }
    steps
}
