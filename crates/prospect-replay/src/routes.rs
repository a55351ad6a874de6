//! Which answer a request gets.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::{Reply, Request};

type Handler = Box<dyn Fn(&Request) -> Reply + Send + Sync>;

/// What a server answers. A target is a path with or without a query (`/jobs`, `/jobs?page=2`), or the same on one host
/// only (`//jobs.example/feed`). The most exact route is taken; what has none is 404.
#[derive(Default)]
pub struct Routes {
    by_target: BTreeMap<String, Handler>,
    fallback: Option<Handler>,
}

impl Routes {
    /// No routes: everything is 404.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One reply for a target, every time.
    #[must_use]
    pub fn on(self, target: &str, reply: Reply) -> Self {
        self.handle(target, move |_| reply.clone())
    }

    /// Replies for a target one after the other; the last one is repeated.
    #[must_use]
    pub fn script(self, target: &str, replies: Vec<Reply>) -> Self {
        let n_given = AtomicUsize::new(0);
        self.handle(target, move |_| {
            let n = n_given.fetch_add(1, Ordering::SeqCst);
            replies.get(n).or(replies.last()).cloned().unwrap_or(Reply::status(404))
        })
    }

    /// A function for a target: endless pages, answers that change.
    #[must_use]
    pub fn handle(mut self, target: &str, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        self.by_target.insert(target.to_owned(), Box::new(handler));
        self
    }

    /// A function for everything that has no route of its own.
    #[must_use]
    pub fn otherwise(self, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self { fallback: Some(Box::new(handler)), ..self }
    }

    /// Every file below a folder, at its path below it, with a media type by its extension.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read.
    pub fn folder(mut self, folder: &Path) -> io::Result<Self> {
        let mut folders = vec![folder.to_path_buf()];
        while let Some(current) = folders.pop() {
            for entry in fs::read_dir(current)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let Ok(below) = path.strip_prefix(folder) else { continue };
                let target = below.iter().fold(String::new(), |target, part| target + "/" + &part.to_string_lossy());
                let media_type = match path.extension().and_then(|it| it.to_str()) {
                    Some("json") => "application/json",
                    Some("xml" | "rss" | "atom") => "application/xml",
                    Some("html") => "text/html; charset=utf-8",
                    _ => "text/plain; charset=utf-8",
                };
                let body = fs::read(&path)?;
                self = self.on(&target, Reply::ok(media_type, body));
            }
        }
        Ok(self)
    }

    pub(crate) fn reply(&self, request: &Request) -> Reply {
        let host = request.header("host").unwrap_or_default();
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        let targets = [
            format!("//{host}{}", request.target),
            format!("//{host}{}", request.path()),
            request.target.clone(),
            request.path().to_owned(),
        ];
        let handler = targets.iter().find_map(|target| self.by_target.get(target));
        match handler.or(self.fallback.as_ref()) {
            Some(handler) => handler(request).for_request(request),
            None => Reply::status(404),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The body and status that a request for a target on a host gets.
    #[track_caller]
    fn check(routes: &Routes, host: &str, target: &str, headers: &[(&str, &str)], expected: &str) {
        let mut request = Request { method: "GET".to_owned(), target: target.to_owned(), headers: vec![] };
        for (name, value) in [("host", host)].iter().chain(headers) {
            request.headers.push(((*name).to_owned(), (*value).to_owned()));
        }
        assert_eq!(routes.reply(&request).summary(), expected, "{host}{target}");
    }

    #[test]
    fn the_most_exact_route_is_taken() {
        let routes = Routes::new()
            .on("/jobs", Reply::json("any"))
            .on("/jobs?page=2", Reply::json("second"))
            .on("//acme.example/jobs", Reply::json("acme"));
        check(&routes, "127.0.0.1:80", "/jobs", &[], "200 any");
        check(&routes, "127.0.0.1:80", "/jobs?page=3", &[], "200 any");
        check(&routes, "127.0.0.1:80", "/jobs?page=2", &[], "200 second");
        check(&routes, "acme.example", "/jobs?page=2", &[], "200 acme");
        check(&routes, "acme.example:443", "/jobs", &[], "200 acme");
        check(&routes, "acme.example", "/other", &[], "404 ");
        check(&routes.otherwise(|request| Reply::json(request.target.clone())), "x", "/other", &[], "200 /other");
    }

    #[test]
    fn scripts_end_with_their_last_reply() {
        let routes = Routes::new().script("/", vec![Reply::status(500), Reply::json("fine")]).script("/none", vec![]);
        for expected in ["500 ", "200 fine", "200 fine"] {
            check(&routes, "x", "/", &[], expected);
        }
        check(&routes, "x", "/none", &[], "404 ");
    }

    #[test]
    fn who_has_it_gets_304_and_a_tag_decides_alone() {
        let routes = Routes::new().on("/", Reply::json("body").etag("\"1\"").last_modified("then"));
        check(&routes, "x", "/", &[("if-none-match", "\"1\"")], "304 ");
        check(&routes, "x", "/", &[("if-modified-since", "then")], "304 ");
        check(&routes, "x", "/", &[("if-none-match", "\"2\""), ("if-modified-since", "then")], "200 body");
        check(&routes, "x", "/", &[("if-modified-since", "later")], "200 body");
    }

    #[test]
    fn a_folder_is_served_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("v1")).unwrap();
        fs::write(folder.path().join("v1/jobs.json"), "[]").unwrap();
        let routes = Routes::new().folder(folder.path()).unwrap();
        check(&routes, "x", "/v1/jobs.json", &[], "200 []");
        assert!(Routes::new().folder(&folder.path().join("missing")).is_err());
    }
}
