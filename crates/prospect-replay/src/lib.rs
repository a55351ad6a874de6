//! A scripted HTTP server on the loopback, so that tests speak to a real socket and to no one else.
//!
//! In go routes: for each path a handler, or a list of [`Reply`]s that are given one after the other (the last one for
//! ever). Out come the server's address and a log of what was asked and when. A reply says how it misbehaves: late,
//! slow, cut short, packed, a bomb. Folders can be served as they are. With the server as their proxy and its root
//! certificate trusted, programs find any host there, so that a test can use the addresses of the real services.
//!
//! For tests only: the server reads no request body, speaks HTTP/1.1 and is as trusting as a test may be.

mod authority;
mod reply;
mod request;
mod routes;
mod server;

pub use reply::Reply;
pub use request::Request;
pub use routes::Routes;
pub use server::{Hit, Server};
