//! Programs that a test starts, and the ports they listen on.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::browser::PATIENCE;

/// A process that ends with the test.
pub struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    /// Starts a server and waits until it listens.
    pub fn listen(command: &mut Command, port: u16) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = quiet.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}; make setup-tests installs it"));
        let process = Self(child);
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < PATIENCE, "{command:?} does not answer");
            sleep(Duration::from_millis(20));
        }
        process
    }
}

/// A port that nobody listens on and no other test is given: each takes the next one, from a place that depends on
/// the process. They lie below those that the system gives to outgoing connections, which would take one away again
/// before its server has it.
pub fn free_port() -> u16 {
    static TAKEN: AtomicU32 = AtomicU32::new(0);
    let first = 10_000 + std::process::id() % 100 * 200;
    loop {
        let port = first + TAKEN.fetch_add(1, Ordering::Relaxed);
        let port = u16::try_from(port).expect("a free port");
        // Browsers open nothing on this one.
        if port == 10_080 {
            continue;
        }
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
