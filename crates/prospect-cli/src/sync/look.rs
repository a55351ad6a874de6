//! One look at one board: asks page after page, stores what comes, and says how it ended.

use crate::boards::Board;
use crate::records;
use crate::sightings::print_of;
use crate::sync::known::{Answered, Known};
use anyhow::{Context as _, Result};
use prospect_fetch::{Answer, FetchError, Fetcher, Fresh, Stop};
use prospect_model::{Date, Problem, Sha256};
use prospect_sources::{Connector, Context, Listing, Live, Parsed, Request};
use prospect_store::{DocumentEntry, DocumentMeta, Home, InLook, Look, LookOutcome, LookRequest, WriterLock, unpack};
use sha2::Digest as _;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::{Cursor, Read as _};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Answers up to this size are read whole, in bytes; of larger ones the next requests are planned from the beginning.
const WHOLE_BYTES_MAX: u64 = 64 << 20;
/// How much of a larger one that is, in bytes.
const BEGINNING_BYTES: u64 = 1 << 20;
/// Days after which a detail is asked for again although the list says the same of it.
const DETAIL_DAYS_MAX: i64 = 30;
/// The same where the list says nothing of its items.
const SILENT_DETAIL_DAYS_MAX: i64 = 7;
/// Most problems that the line of a look names; the rest is counted.
const PROBLEMS_MAX: usize = 100;

/// Problems that lose no record: a list that has them is whole all the same.
const HARMLESS: [&str; 11] = [
    "duplicate-id",
    "impossible-date",
    "missing-date",
    "missing-description",
    "no-text",
    "not-an-opening",
    "not-listed",
    "removed",
    "repaired-json",
    "repaired-xml",
    "unusable-field",
];

/// A look that is to be made.
pub(crate) struct Plan {
    /// The board.
    pub(crate) board: Board,
    /// Its connector.
    pub(crate) connector: &'static Connector,
    /// How it is asked.
    pub(crate) live: &'static Live,
    /// The first requests.
    pub(crate) first: Vec<Request>,
    /// When the look that is carried on began, Unix time in seconds.
    pub(crate) resumes: Option<i64>,
    /// When the last look at the board began.
    last_began_unix: Option<i64>,
}

impl Plan {
    /// Plans a look at a board.
    pub(crate) fn new(board: Board, known: &Known, today: Date, since: Option<Date>, is_fresh: bool) -> Result<Self> {
        let (connector, live) = crate::boards::live_of(&board.source)?;
        let since = since.or_else(|| known.last_complete(&board.source, &board.board));
        let first = (live.first)(&Listing { board: &board.board, since, today });
        let cut_off = known.cut_off(&board.source, &board.board).map(|(began, _)| began);
        let resumes = cut_off.filter(|_| !is_fresh);
        let ended = known.ended(&board.source, &board.board).last().map(|look| look.began_unix);
        Ok(Self { board, connector, live, first, resumes, last_began_unix: cut_off.max(ended) })
    }

    /// Hours until the service wants to be asked for this board again; `None` when it may be asked now.
    pub(crate) fn rests(&self, known: &Known, now_unix: i64) -> Option<i64> {
        let last = known.ended(&self.board.source, &self.board.board).last()?;
        let rest_secs = i64::from(self.live.rest_hours) * 3600;
        let left_secs = rest_secs.saturating_sub(now_unix.saturating_sub(last.began_unix).max(0));
        (left_secs > 0 && self.resumes.is_none()).then_some((left_secs + 3599) / 3600)
    }

    /// `greenhouse:acme`.
    pub(crate) fn name(&self) -> String {
        format!("{}:{}", self.board.source, self.board.board)
    }
}

/// What a look found.
#[derive(Debug, Default)]
pub(crate) struct LookReport {
    /// `greenhouse:acme`.
    pub(crate) name: String,
    /// How much of the list came; `None` when the look was stopped and can be carried on.
    pub(crate) outcome: Option<LookOutcome>,
    /// Requests that were sent.
    pub(crate) n_requests: u64,
    /// Answers that a look which was cut off had left.
    pub(crate) n_resumed: u64,
    /// Answers that were what they had been (304).
    pub(crate) n_not_modified: u64,
    /// Details that were not asked for, since the list says the same of them.
    pub(crate) n_kept_details: u64,
    /// Bytes that came.
    pub(crate) n_bytes: u64,
    /// Postings that the board shows.
    pub(crate) n_postings: u64,
    /// Of them, those that the look before did not show.
    pub(crate) n_new: u64,
    /// Those that are not as the look before showed them.
    pub(crate) n_changed: u64,
    /// Those that are.
    pub(crate) n_unchanged: u64,
    /// Postings of the look before that a whole list lacks, or that the source says are gone.
    pub(crate) n_gone: u64,
    /// What went wrong.
    pub(crate) problems: Vec<Problem>,
}

/// What all looks have in common.
pub(crate) struct Looker<'a> {
    pub(crate) home: &'a Home,
    pub(crate) lock: &'a WriterLock,
    pub(crate) fetcher: &'a Fetcher,
    pub(crate) known: &'a Known,
    pub(crate) stop: &'a Stop,
    /// Most pages of one list.
    pub(crate) pages_max: usize,
    /// Whether the services' own pauses are kept; only tests do without.
    pub(crate) is_paced: bool,
    /// Told of each answer: its bytes and postings.
    pub(crate) heard: &'a (dyn Fn(&str, u64, u64) + Sync),
}

/// An answer at hand.
struct Heard {
    sha256: Sha256,
    status: u16,
    /// The bytes, or their beginning.
    bytes: Vec<u8>,
    parsed: Parsed,
    /// Whether the server said where it ends, and all of it came.
    is_complete: bool,
    /// Bytes that came for it now.
    n_bytes: u64,
}

/// A look in the making.
#[derive(Default)]
struct State {
    began_unix: i64,
    requests: Vec<LookRequest>,
    /// What the list says of each posting.
    entries: BTreeMap<String, Sha256>,
    /// What details say.
    details: BTreeMap<String, Sha256>,
    removed: HashSet<String>,
    n_listings: usize,
    n_listings_read: usize,
    is_whole: bool,
}

impl Looker<'_> {
    /// Looks at a board. Ends early when told to stop: what came is stored, and the next look carries on.
    ///
    /// # Errors
    /// Fails when the home cannot be read or written; what goes wrong outside is in the report.
    pub(crate) fn look(&self, plan: &Plan) -> Result<LookReport> {
        let mut report = LookReport { name: plan.name(), ..LookReport::default() };
        // Looks at a board are told apart and ordered by when they began: never in the same second, nor before the last
        // one where the clock was set back.
        let next = plan.last_began_unix.map_or(i64::MIN, |last| last.saturating_add(1));
        let began_unix = plan.resumes.unwrap_or_else(|| now_unix().max(next));
        let mut state = State { began_unix, is_whole: true, ..State::default() };
        let mut queue: VecDeque<Request> = plan.first.iter().cloned().collect();
        let mut asked = HashSet::new();
        while let Some(request) = queue.pop_front() {
            // A page that leads to one that was asked leads nowhere.
            if !asked.insert(request.url.clone()) {
                continue;
            }
            if request.is_listing && state.n_listings >= self.pages_max {
                let message = format!("the list has more than {} pages; the rest was not asked for", self.pages_max);
                report.problems.push(Problem::new("too-many-pages", message).at(request.url.clone()));
                state.is_whole = false;
                continue;
            }
            if !request.is_listing && self.has_detail(plan, &request, &state)? {
                report.n_kept_details += 1;
                continue;
            }
            state.n_listings += usize::from(request.is_listing);
            match self.hear(plan, &request, &state, &mut report) {
                Ok(heard) => queue.extend(take(plan, &request, heard, &mut state, &mut report)),
                Err(Unheard::Home(error)) => return Err(error),
                Err(Unheard::Stopped) => return Ok(report),
                Err(Unheard::Refused(error)) => {
                    let status = match error {
                        FetchError::HttpStatus { status } => Some(status),
                        _ => None,
                    };
                    report.problems.push(Problem::new(error.kind(), error.to_string()).at(request.url.clone()));
                    state.is_whole &= !request.is_listing;
                    state.requests.push(LookRequest { url: request.url, status, sha256: None });
                }
            }
        }
        self.end(plan, state, &mut report)?;
        Ok(report)
    }

    /// Gets an answer: what the look that was cut off left, what is as it was, or what comes now.
    fn hear(&self, plan: &Plan, request: &Request, state: &State, report: &mut LookReport) -> Result<Heard, Unheard> {
        let source = plan.connector.info.id;
        if plan.resumes.is_some()
            && let Some((_, answers)) = self.known.cut_off(source, &plan.board.board)
            && let Some(answered) = answers.get(&request.url)
            && let Some(heard) = self.stored(plan, answered)?
        {
            report.n_resumed += 1;
            return Ok(heard);
        }
        if self.stop.is_set() {
            return Err(Unheard::Stopped);
        }
        // Where the file is lost, the whole answer is wanted again.
        let last = self.known.last(source, &request.url);
        let last = last.filter(|last| self.known.document(source, last.sha256).is_some());
        let pause = if self.is_paced { u64::from(plan.live.pause_ms) } else { 0 };
        report.n_requests += 1;
        let answer = self.fetcher.get(
            &prospect_fetch::Request {
                url: &request.url,
                accept: request.accept,
                etag: last.and_then(|last| last.look.etag.as_deref()),
                last_modified: last.and_then(|last| last.look.last_modified.as_deref()),
                min_interval: Some(Duration::from_millis(pause)),
                obey_robots: plan.live.obeys_robots,
            },
            self.stop,
        );
        let place = InLook {
            board: plan.board.board.clone(),
            began_unix: state.began_unix,
            request: u32::try_from(state.requests.len()).unwrap_or(u32::MAX),
            is_listing: request.is_listing,
            employer: plan.board.employer.clone(),
            ..InLook::default()
        };
        match answer {
            Ok(Answer::Fresh(fresh)) => self.store(plan, request, place, fresh, state),
            Ok(Answer::NotModified) => {
                let Some(last) = last else {
                    return Err(Unheard::Refused(FetchError::HttpStatus { status: 304 }));
                };
                report.n_not_modified += 1;
                let place = InLook {
                    status: 304,
                    etag: last.look.etag.clone(),
                    last_modified: last.look.last_modified.clone(),
                    entry: last.look.entry.clone(),
                    ..place
                };
                let mut heard = self.stored(plan, last)?.context("a stored document can be read")?;
                heard.status = 304;
                // The detail is as it was, whatever the list says of it now.
                let entry = entry_of(&heard.parsed, state).filter(|_| !request.is_listing);
                let place = InLook { entry: entry.or(place.entry.clone()), ..place };
                let meta = meta(plan, request, place);
                self.home.document_seen_again(self.lock, last.sha256, meta).map_err(anyhow::Error::from)?;
                Ok(heard)
            }
            Err(FetchError::Stopped) => Err(Unheard::Stopped),
            Err(error) => Err(Unheard::Refused(error)),
        }
    }

    /// Stores an answer and reads it.
    fn store(
        &self,
        plan: &Plan,
        request: &Request,
        place: InLook,
        mut fresh: Fresh,
        state: &State,
    ) -> Result<Heard, Unheard> {
        let n_bytes = fresh.body.n_bytes();
        let media_type = fresh.media_type.clone();
        let mut place = InLook { status: fresh.status, ..place };
        let failed = |error: std::io::Error| anyhow::Error::from(error).context("failed to read an answer");
        let meta_of = |place: InLook| DocumentMeta {
            media_type: media_type.clone().unwrap_or_else(|| plan.connector.info.media_type.to_owned()),
            ..meta(plan, request, place)
        };
        let is_complete = fresh.is_complete;
        let (etag, last_modified) = (fresh.etag.take(), fresh.last_modified.take());
        let heard = if n_bytes <= WHOLE_BYTES_MAX {
            let bytes = fresh.body.into_bytes().map_err(failed)?;
            let sha256 = Sha256(sha2::Sha256::digest(&bytes).into());
            let parsed = parse(plan, sha256, &request.url, Cursor::new(&bytes));
            // What is no answer of this service must not be taken for its last one.
            if parsed.problems.iter().all(is_harmless) {
                (place.etag, place.last_modified) = (etag, last_modified);
            }
            place.entry = entry_of(&parsed, state).filter(|_| !request.is_listing);
            self.home.add_document(self.lock, meta_of(place.clone()), bytes.as_slice()).map_err(anyhow::Error::from)?;
            Heard { sha256, status: place.status, bytes, parsed, is_complete, n_bytes }
        } else {
            (place.etag, place.last_modified) = (etag, last_modified);
            let reader = fresh.body.reader().map_err(failed)?;
            let added = self.home.add_document(self.lock, meta_of(place.clone()), reader);
            let entry = added.map_err(anyhow::Error::from)?.entry;
            Heard { n_bytes, ..self.read(plan, &entry, &request.url, place.status, is_complete)? }
        };
        (self.heard)(&plan.board.source, n_bytes, heard.parsed.postings.len() as u64);
        Ok(heard)
    }

    /// An answer that is stored; `None` when its document is not there.
    fn stored(&self, plan: &Plan, answered: &Answered) -> Result<Option<Heard>> {
        let Some(entry) = self.known.document(plan.connector.info.id, answered.sha256) else { return Ok(None) };
        let url = entry.seen.last().and_then(|seen| seen.url.as_deref()).unwrap_or_default();
        self.read(plan, entry, url, answered.look.status, true).map(Some)
    }

    /// Reads a stored document.
    fn read(&self, plan: &Plan, entry: &DocumentEntry, url: &str, status: u16, is_complete: bool) -> Result<Heard> {
        let parsed = parse(plan, entry.sha256, url, self.home.open_document(entry)?);
        let limit = if entry.n_bytes <= WHOLE_BYTES_MAX { WHOLE_BYTES_MAX } else { BEGINNING_BYTES };
        let mut bytes = Vec::new();
        let stream = unpack(self.home.open_document(entry)?);
        stream.take(limit).read_to_end(&mut bytes).context("failed to read a stored document")?;
        Ok(Heard { sha256: entry.sha256, status, bytes, parsed, is_complete, n_bytes: 0 })
    }

    /// Whether a detail need not be asked for: the list says the same of its items as when it came, and it is not old.
    fn has_detail(&self, plan: &Plan, request: &Request, state: &State) -> Result<bool> {
        let Some(last) = self.known.last(plan.connector.info.id, &request.url) else { return Ok(false) };
        // An answer of the look that is carried on belongs into it.
        if Some(last.look.began_unix) == plan.resumes {
            return Ok(false);
        }
        let n_days = now_unix().saturating_sub(last.unix) / 86_400;
        let Some(entry) = &last.look.entry else { return Ok(n_days < SILENT_DETAIL_DAYS_MAX) };
        let Some(heard) = self.stored(plan, last)? else { return Ok(false) };
        Ok(n_days < DETAIL_DAYS_MAX && entry_of(&heard.parsed, state).as_ref() == Some(entry))
    }

    /// Compares with the look before, and notes how this one ended.
    fn end(&self, plan: &Plan, state: State, report: &mut LookReport) -> Result<()> {
        let outcome = match (state.n_listings_read, state.is_whole) {
            (0, _) => LookOutcome::Failed,
            (_, true) => LookOutcome::Complete,
            (_, false) => LookOutcome::Partial,
        };
        let all_open = outcome == LookOutcome::Complete && plan.live.lists_all_open;
        let shown = if state.entries.is_empty() { &state.details } else { &state.entries };
        let before = self.entries_before(plan)?;
        report.outcome = Some(outcome);
        report.n_postings = shown.keys().chain(state.details.keys()).collect::<HashSet<_>>().len() as u64;
        for (id, print) in shown {
            match before.get(id) {
                None => report.n_new += 1,
                Some(same) if same == print => report.n_unchanged += 1,
                Some(_) => report.n_changed += 1,
            }
        }
        let is_gone = |id: &&String| state.removed.contains(*id) || (all_open && !shown.contains_key(*id));
        report.n_gone = before.keys().filter(is_gone).count() as u64;
        let mut problems = report.problems.clone();
        if let Some(n_more) = problems.len().checked_sub(PROBLEMS_MAX).filter(|n| *n > 0) {
            problems.truncate(PROBLEMS_MAX);
            problems.push(Problem::new("more-problems", format!("and {n_more} more")));
        }
        let look = Look {
            source: plan.board.source.clone(),
            board: plan.board.board.clone(),
            began_unix: state.began_unix,
            ended_unix: now_unix(),
            outcome,
            lists_all_open: plan.live.lists_all_open,
            requests: state.requests,
            n_postings: report.n_postings,
            problems,
        };
        Ok(self.home.add_look(self.lock, &look)?)
    }

    /// What was known to be there: what the last whole look showed, and what partial ones since did.
    fn entries_before(&self, plan: &Plan) -> Result<BTreeMap<String, Sha256>> {
        let source = plan.connector.info.id;
        let (mut entries, mut details) = (BTreeMap::new(), BTreeMap::new());
        for look in self.known.ended(source, &plan.board.board).iter().rev() {
            for request in &look.requests {
                let document = request.sha256.and_then(|sha256| self.known.document(source, sha256));
                let Some(document) = document else { continue };
                let is_list = document.seen.iter().filter_map(|seen| seen.look.as_ref()).any(|look| look.is_listing);
                let parsed = parse(plan, document.sha256, &request.url, self.home.open_document(document)?);
                let into = if is_list { &mut entries } else { &mut details };
                for (_, posting) in &parsed.postings {
                    into.entry(posting.id.clone()).or_insert_with(|| print_of(posting));
                }
            }
            if look.outcome == LookOutcome::Complete {
                break;
            }
        }
        Ok(if entries.is_empty() { details } else { entries })
    }
}

/// Why there is no answer.
enum Unheard {
    /// The caller said stop.
    Stopped,
    /// The service, the network or a limit.
    Refused(FetchError),
    /// The home cannot be read or written.
    Home(anyhow::Error),
}

impl From<anyhow::Error> for Unheard {
    fn from(error: anyhow::Error) -> Self {
        Self::Home(error)
    }
}

/// Takes an answer into the look; what is asked next.
fn take(plan: &Plan, request: &Request, heard: Heard, state: &mut State, report: &mut LookReport) -> Vec<Request> {
    state.requests.push(LookRequest {
        url: request.url.clone(),
        status: Some(heard.status),
        sha256: Some(heard.sha256),
    });
    report.n_bytes = report.n_bytes.saturating_add(heard.n_bytes);
    let Parsed { postings, removed, problems } = heard.parsed;
    // A body without an end of its own may have been cut; JSON that was would not have been read.
    let may_be_cut = !heard.is_complete && plan.connector.info.media_type != "application/json";
    let loses = may_be_cut || !problems.iter().all(is_harmless);
    if request.is_listing {
        state.is_whole &= !loses;
        state.n_listings_read += usize::from(!loses || !postings.is_empty());
    }
    let into = if request.is_listing { &mut state.entries } else { &mut state.details };
    for (_, posting) in &postings {
        into.entry(posting.id.clone()).or_insert_with(|| print_of(posting));
    }
    state.removed.extend(removed.into_iter().map(|(_, id)| id));
    report.problems.extend(problems.into_iter().map(|problem| {
        let at = if problem.at.is_empty() { request.url.clone() } else { format!("{} {}", request.url, problem.at) };
        problem.at(at)
    }));
    (plan.live.next)(request, &heard.bytes)
}

/// Whether a problem loses no record.
pub(crate) fn is_harmless(problem: &Problem) -> bool {
    HARMLESS.contains(&problem.code.as_str())
}

/// Digest of what the list says of the postings that a detail holds; `None` when it says nothing of one.
fn entry_of(parsed: &Parsed, state: &State) -> Option<String> {
    let mut hash = sha2::Sha256::new();
    for (_, posting) in &parsed.postings {
        hash.update(state.entries.get(&posting.id)?.0);
    }
    (!parsed.postings.is_empty()).then(|| {
        let digest = Sha256(hash.finalize().into()).to_string();
        digest.get(..16).unwrap_or_default().to_owned()
    })
}

/// Parses an answer, however large.
fn parse(plan: &Plan, document: Sha256, url: &str, stream: impl std::io::Read) -> Parsed {
    let context = Context { document, url: Some(url), employer: plan.board.employer.as_deref() };
    let mut parsed = Parsed::default();
    records::chunks(plan.connector, unpack(stream), &mut |mut chunk| {
        let Parsed { mut postings, mut removed, mut problems } = records::parse(&mut chunk, context);
        parsed.postings.append(&mut postings);
        parsed.removed.append(&mut removed);
        parsed.problems.append(&mut problems);
        true
    });
    parsed
}

fn meta(plan: &Plan, request: &Request, look: InLook) -> DocumentMeta {
    DocumentMeta {
        source: plan.connector.info.id.to_owned(),
        media_type: plan.connector.info.media_type.to_owned(),
        url: Some(request.url.clone()),
        name: None,
        seen_unix: now_unix(),
        look: Some(look),
    }
}

/// Seconds since 1970.
pub(crate) fn now_unix() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(since).unwrap_or(i64::MAX)
}
