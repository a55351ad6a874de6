//! The only outbound network of Prospect: one polite, bounded HTTP client.
//!
//! In goes a [`Request`] for one address; out comes an [`Answer`] (the whole body, unpacked, or "not modified") or a
//! [`FetchError`] whose [`kind`](FetchError::kind) can be counted. A [`Fetcher`] is shared by threads: it keeps the
//! pace of every host, honours `robots.txt`, retries what may pass, and connects to no private address unless told to.
//! `docs/fetch.md` has the conduct, the limits and their reasons.
//!
//! The calls block. A [`Stop`] ends every wait within a twentieth of a second.
//!
//! Not here: what to fetch and when (connectors plan, the command schedules), what an answer means
//! (`prospect-sources`), where it is kept (`prospect-store`), the environment (a proxy is given by the caller).

mod address;
mod answer;
mod backoff;
mod body;
mod error;
mod fetcher;
mod gate;
mod options;
mod request;
mod robots;
mod stop;
mod wire;

pub use answer::{Answer, Body, Fresh};
pub use error::{FetchError, OptionsError};
pub use fetcher::Fetcher;
pub use options::{Options, Timeouts};
pub use request::Request;
pub use stop::Stop;
