//! TCP connections that look at the address they go to, and that end when the exchange does.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport,
};

use super::call::{Refused, await_helper, check, count_bytes};

/// Connects where it is allowed to.
#[derive(Debug)]
pub(super) struct GuardedTcp {
    pub(super) is_allowed: fn(IpAddr) -> bool,
}

impl<In: Transport> Connector<In> for GuardedTcp {
    type Out = Either<In, GuardedStream>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        // The tunnel through a proxy comes first in the chain and has a connection already.
        if let Some(tunnel) = chained {
            return Ok(Some(Either::A(tunnel)));
        }
        let start = Instant::now();
        let mut refused = None;
        let mut failed = None;
        let n_addresses = details.addrs.iter().count();
        for (n_tried, address) in details.addrs.iter().copied().enumerate() {
            // A name may lead to good and bad addresses, and to others at the next look-up: each is judged here, at the
            // last moment, and only the one that was judged is connected to.
            if !(self.is_allowed)(address.ip()) {
                refused = Some(Refused::Private(address.ip()));
                continue;
            }
            let left = details.timeout.after.saturating_sub(start.elapsed());
            // Half of the time for each address but the last, so that one dead address does not use up all of it.
            let after = if n_tried + 1 < n_addresses { left / 2 } else { left };
            if after.is_zero() {
                break;
            }
            match await_helper(after, details.timeout.reason, move || TcpStream::connect_timeout(&address, after)) {
                Ok(Ok(stream)) => return Ok(Some(Either::B(GuardedStream::new(stream, address, details)?))),
                Ok(Err(error)) if is_timeout(&error) => failed = Some(Error::Timeout(details.timeout.reason)),
                Ok(Err(error)) => failed = Some(Refused::Connect(error.to_string()).into()),
                Err(Error::Timeout(reason)) if reason == details.timeout.reason => {
                    failed = Some(Error::Timeout(reason));
                }
                Err(error) => return Err(error),
            }
        }
        Err(failed.or(refused.map(Error::from)).unwrap_or(Error::Timeout(details.timeout.reason)))
    }
}

/// A connection that never blocks for longer than a slice.
pub(super) struct GuardedStream {
    stream: TcpStream,
    address: SocketAddr,
    buffers: LazyBuffers,
    read_timeout: Option<Duration>,
}

impl GuardedStream {
    fn new(stream: TcpStream, address: SocketAddr, details: &ConnectionDetails<'_>) -> Result<Self, Error> {
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(crate::stop::SLICE))?;
        let buffers = LazyBuffers::new(details.config.input_buffer_size(), details.config.output_buffer_size());
        Ok(Self { stream, address, buffers, read_timeout: None })
    }

    /// How long the next read or write may block; an error when the time of `timeout` is over.
    fn slice(&self, timeout: NextTimeout, start: Instant) -> Result<Duration, Error> {
        let slice = check()?;
        let left = timeout.after.saturating_sub(start.elapsed());
        if left.is_zero() { Err(Error::Timeout(timeout.reason)) } else { Ok(left.min(slice)) }
    }
}

impl Transport for GuardedStream {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let timeout = timeout.for_write();
        let start = Instant::now();
        let mut n_written = 0;
        while n_written < amount {
            self.slice(timeout, start)?;
            let unwritten = self.buffers.output().get(n_written..amount).unwrap_or_default();
            match self.stream.write(unwritten) {
                Ok(0) => return Err(Refused::Broken("nothing can be sent".to_owned()).into()),
                Ok(n_bytes) => n_written += n_bytes,
                Err(error) if is_timeout(&error) || error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Refused::Broken(error.to_string()).into()),
            }
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let timeout = timeout.for_read();
        let start = Instant::now();
        loop {
            let slice = self.slice(timeout, start)?;
            if self.read_timeout != Some(slice) {
                self.stream.set_read_timeout(Some(slice))?;
                self.read_timeout = Some(slice);
            }
            match self.stream.read(self.buffers.input_append_buf()) {
                Ok(n_bytes) => {
                    self.buffers.input_appended(n_bytes);
                    count_bytes(n_bytes)?;
                    return Ok(n_bytes > 0);
                }
                Err(error) if is_timeout(&error) || error.kind() == ErrorKind::Interrupted => {}
                // Not passed on as it is: `ureq` takes a reset for the end of a body that has no stated length.
                Err(error) => return Err(Refused::Broken(error.to_string()).into()),
            }
        }
    }

    fn is_open(&mut self) -> bool {
        // A connection at rest has nothing to read: an end or a stray byte makes it useless.
        let probe = || {
            self.stream.set_nonblocking(true)?;
            let result = self.stream.peek(&mut [0]);
            self.stream.set_nonblocking(false)?;
            match result {
                Err(error) if error.kind() == ErrorKind::WouldBlock => io::Result::Ok(true),
                _ => Ok(false),
            }
        };
        probe().unwrap_or(false)
    }
}

impl std::fmt::Debug for GuardedStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuardedStream").field("address", &self.address).finish_non_exhaustive()
    }
}

/// A blocking read that times out says "would block" on Unix and "timed out" on Windows.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
