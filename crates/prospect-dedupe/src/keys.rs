//! What brings a posting and earlier openings together, before anything is compared.

use crate::sketch::Sketch;
use crate::words::mix;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Sites under which an opening can be found: the employer's own comes first nearly always.
const SITES_AS_KEYS: usize = 2;

/// What may bring a posting and an opening together: an employer, account, text or site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    hash: u64,
    /// Whether it is a site, which is looked up only for postings without an employer.
    pub(crate) is_site: bool,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Every key of one posting.
pub(crate) fn keys_of(employer_of: &[Option<u32>], posting: u32, sketch: &Sketch) -> impl Iterator<Item = Key> {
    let key = |hash: u64, is_site: bool| Key { hash, is_site };
    let employer = employer_of.get(posting as usize).copied().flatten();
    let employer = employer.map(|employer| key(mix(u64::from(employer) ^ 1 << 40), false));
    let poster = sketch.poster.map(|poster| key(mix(poster ^ 2), false));
    let text = key(mix(sketch.text_hash ^ 3), false);
    let sites = sketch.sites.iter().take(SITES_AS_KEYS).map(move |site| key(mix(site.key ^ 4), true));
    [Some(text), employer, poster].into_iter().flatten().chain(sites)
}

/// Keys that two postings or more have: under any other nothing is ever found.
pub(crate) fn shared_keys(sketches: &[Sketch], employer_of: &[Option<u32>]) -> HashSet<Key, KeyHashing> {
    let offers = (0..).zip(sketches).filter(|(_, sketch)| sketch.is_offer);
    let mut keys: Vec<Key> = offers.flat_map(|(posting, sketch)| keys_of(employer_of, posting, sketch)).collect();
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).filter_map(|run| run.first().copied()).collect()
}

/// Hashing of keys, which are good hashes already.
pub(crate) type KeyHashing = BuildHasherDefault<KeyHasher>;

/// Hands on what is a good hash already.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| mix(hash ^ u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}
