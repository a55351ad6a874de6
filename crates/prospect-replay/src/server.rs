//! The server: a thread that accepts, one thread a connection, a log.
//!
//! One port speaks HTTP, HTTPS and the language of proxies: the first byte of a connection or tunnel tells which. As a
//! proxy the server leads nowhere but to itself, so that it can stand for every host there is.

use std::collections::BTreeMap;
use std::io::{self, BufReader, BufWriter, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::authority::Authority;
use crate::{Request, Routes};

/// One request in the log.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What was asked.
    pub request: Request,
    /// When its headers were whole, since the server started.
    pub at: Duration,
}

/// A running server. It stops, and its connections break, when this is dropped.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    routes: Routes,
    authority: Arc<Authority>,
    tls: Arc<ServerConfig>,
    start: Instant,
    log: Mutex<Vec<Hit>>,
    connections: Mutex<BTreeMap<usize, TcpStream>>,
    n_connections: AtomicUsize,
    n_busy: AtomicUsize,
    n_busy_max: AtomicUsize,
    is_over: AtomicBool,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Panics
    /// There is no free port, which in a test is the end of it.
    #[must_use]
    pub fn start(routes: Routes) -> Self {
        Self::try_start(routes).expect("the loopback has a free port")
    }

    fn try_start(routes: Routes) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let authority = Arc::new(Authority::new().map_err(io::Error::other)?);
        let tls = Authority::config(&authority).map_err(io::Error::other)?;
        let shared = Arc::new(Shared {
            routes,
            authority,
            tls,
            start: Instant::now(),
            log: Mutex::default(),
            connections: Mutex::default(),
            n_connections: AtomicUsize::new(0),
            n_busy: AtomicUsize::new(0),
            n_busy_max: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        });
        let for_acceptor = Arc::clone(&shared);
        let acceptor = thread::spawn(move || {
            for stream in listener.incoming() {
                if for_acceptor.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let connection = for_acceptor.n_connections.fetch_add(1, Ordering::SeqCst);
                let Ok(handle) = stream.try_clone() else { continue };
                lock(&for_acceptor.connections).insert(connection, handle);
                let shared = Arc::clone(&for_acceptor);
                thread::spawn(move || {
                    // A client that goes away is part of many tests.
                    let _ = shared.serve(&stream);
                    let _ = stream.shutdown(Shutdown::Both);
                    lock(&shared.connections).remove(&connection);
                });
            }
        });
        Ok(Self { shared, address, acceptor: Some(acceptor) })
    }

    /// `http://127.0.0.1:<port>` followed by `path`, which starts with `/`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// `https://127.0.0.1:<port>` followed by `path`; trusted by who trusts [`Server::root_pem`].
    #[must_use]
    pub fn https_url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }

    /// The server as a proxy: whoever uses it finds every host, over HTTP and HTTPS, answered by the routes.
    #[must_use]
    pub fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The certificate, in PEM, that signs those of all hosts which the server stands for.
    #[must_use]
    pub fn root_pem(&self) -> String {
        self.shared.authority.root_pem()
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far, in the order in which they came.
    #[must_use]
    pub fn log(&self) -> Vec<Hit> {
        lock(&self.shared.log).clone()
    }

    /// How often a path was asked for, whatever the query.
    #[must_use]
    pub fn n_hits(&self, path: &str) -> usize {
        lock(&self.shared.log).iter().filter(|hit| hit.request.path() == path).count()
    }

    /// How many connections were made.
    #[must_use]
    pub fn n_connections(&self) -> usize {
        self.shared.n_connections.load(Ordering::SeqCst)
    }

    /// How many requests waited for their answer at once at most.
    #[must_use]
    pub fn n_at_once_max(&self) -> usize {
        self.shared.n_busy_max.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        if is_tls(stream)? {
            return self.serve_tls(stream);
        }
        // A client says nothing more before its tunnel stands, so the reader of the first part has nothing left over.
        match self.converse(stream)? {
            false => Ok(()),
            true if is_tls(stream)? => self.serve_tls(stream),
            true => self.converse(stream).map(|_| ()),
        }
    }

    fn serve_tls(&self, stream: &TcpStream) -> io::Result<()> {
        let connection = ServerConnection::new(Arc::clone(&self.tls)).map_err(io::Error::other)?;
        let mut stream = BufReader::new(StreamOwned::new(connection, stream.try_clone()?));
        while let Some(request) = Request::read(&mut stream)? {
            if !self.answer(&request, stream.get_mut())? {
                break;
            }
        }
        stream.get_mut().conn.send_close_notify();
        stream.get_mut().flush()
    }

    /// Answers until the end of the connection (`false`) or until it becomes a tunnel (`true`).
    fn converse(&self, mut stream: &TcpStream) -> io::Result<bool> {
        let mut reader = BufReader::new(stream);
        while let Some(request) = Request::read(&mut reader)? {
            if request.method == "CONNECT" {
                stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
                return Ok(true);
            }
            if !self.answer(&request, &mut stream)? {
                break;
            }
        }
        Ok(false)
    }

    /// Sends the reply; `false` when the connection must be closed.
    fn answer(&self, request: &Request, writer: &mut impl Write) -> io::Result<bool> {
        let n_busy = self.n_busy.fetch_add(1, Ordering::SeqCst) + 1;
        self.n_busy_max.fetch_max(n_busy, Ordering::SeqCst);
        lock(&self.log).push(Hit { request: request.clone(), at: self.start.elapsed() });
        let reply = self.routes.reply(request);
        reply.wait();
        // Before the first byte: a client that has its answer may ask again at once.
        self.n_busy.fetch_sub(1, Ordering::SeqCst);
        reply.send(&mut BufWriter::new(writer))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the acceptor, which looks at the flag before anything else.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        for connection in lock(&self.shared.connections).values() {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

/// Whether the client begins with a TLS handshake, whose first byte is 22 (RFC 8446, 5.1). Waits for that byte.
fn is_tls(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0];
    let n_bytes = stream.peek(&mut first)?;
    Ok(n_bytes == 1 && first == [22])
}

/// The log is as good after a handler's panic as before.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
