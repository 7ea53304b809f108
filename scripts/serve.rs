//! Serves a folder on this machine only: `serve FOLDER PORT`. Standard library alone, compiled by the Makefile in a
//! second, so that looking at the page needs no other language installed. Any static host serves the folder as well;
//! `docs/hosting.md` says what one should send. `tests/serve.rs` holds this file to it.

use std::{
    env,
    fs::{self, File},
    io::{self, Cursor, Read, Seek, SeekFrom, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

/// How many are answered at once; others wait in the system's queue.
const CONNECTIONS: usize = 32;
/// Bytes of a request's first line and headers.
pub const LARGEST_HEAD: usize = 16 << 10;
/// For a request to come, and for the other side to hang up after the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// For an answer to be taken.
const SENDING: Duration = Duration::from_secs(60);

/// What every answer says. no-cache: after a new build the next reload shows it. The policy is that of index.html, which
/// cannot name frames, and whose workers take theirs from here.
pub const HEADERS: &str = "\
Accept-Ranges: bytes\r
Cache-Control: no-cache\r
Connection: close\r
Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
connect-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'\r
Cross-Origin-Opener-Policy: same-origin\r
Referrer-Policy: no-referrer\r
X-Content-Type-Options: nosniff\r
";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(port)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: serve FOLDER PORT");
        return ExitCode::FAILURE;
    };
    match open(&folder, &port) {
        Ok((folder, listener)) => {
            println!("Headroom is at http://127.0.0.1:{port} (Ctrl-C stops it)");
            serve(&folder, &listener, PATIENCE);
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The folder with all links followed, and who listens.
pub fn open(folder: &str, port: &str) -> Result<(PathBuf, TcpListener), String> {
    let found = fs::canonicalize(folder).and_then(|path| fs::read_dir(&path).map(|_| path));
    let found =
        found.map_err(|error| format!("Cannot serve the folder {folder} ({error}); make build makes the page"))?;
    let listener = TcpListener::bind(format!("127.0.0.1:{port}"))
        .map_err(|error| format!("Cannot serve on port {port} ({error}); another one: make run PORT=8081"))?;
    Ok((found, listener))
}

/// Answers for ever.
pub fn serve(folder: &Path, listener: &TcpListener, patience: Duration) {
    thread::scope(|threads| {
        for _ in 0..CONNECTIONS {
            threads.spawn(|| {
                for stream in listener.incoming().flatten() {
                    // A browser that goes away in the middle of an answer is no error of ours.
                    let _ = converse(&stream, folder, patience);
                }
            });
        }
    });
}

/// One request and its answer.
fn converse(stream: &TcpStream, folder: &Path, patience: Duration) -> io::Result<()> {
    let mut peer = Timed { stream, end: Instant::now() + patience };
    let request = head(&mut peer)?;
    let is_head = request.as_ref().is_ok_and(|request| request.starts_with("HEAD "));
    let answer = request.and_then(|request| answer(&request, folder)).unwrap_or_else(|refusal| refusal);

    peer.end = Instant::now() + SENDING;
    let Answer { status, headers, length, mut body } = answer;
    write!(peer, "HTTP/1.1 {status}\r\n{HEADERS}{headers}Content-Length: {length}\r\n\r\n")?;
    if !is_head {
        io::copy(&mut body, &mut peer)?;
    }
    // Closing before the request is read to its end would reset the connection, and the answer could be lost.
    stream.shutdown(Shutdown::Write)?;
    peer.end = Instant::now() + patience;
    io::copy(&mut peer, &mut io::sink()).map(|_| ())
}

/// A connection that is over at a time, however slowly the other side goes on.
struct Timed<'a> {
    stream: &'a TcpStream,
    end: Instant,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Answer {
    status: &'static str,
    headers: String,
    length: u64,
    body: Box<dyn Read>,
}

impl Answer {
    /// Nothing but a status, with further headers, each with its end of line.
    fn only(status: &'static str, headers: &str) -> Self {
        let body = format!("{status}\n");
        let headers = format!("Content-Type: text/plain; charset=utf-8\r\n{headers}");
        Self { status, headers, length: body.len() as u64, body: Box::new(Cursor::new(body)) }
    }

    fn bad() -> Self {
        Self::only("400 Bad Request", "")
    }

    fn missing() -> Self {
        Self::only("404 Not Found", "")
    }
}

/// The request's first line and headers.
fn head(peer: &mut impl Read) -> io::Result<Result<String, Answer>> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 1024]);
    loop {
        match peer.read(&mut buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => bytes.extend(&buffer[..count]),
            // Browsers open connections that they may never use.
            Err(error) if bytes.is_empty() => return Err(error),
            Err(_) => return Ok(Err(Answer::only("408 Request Timeout", ""))),
        }
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if end.unwrap_or(bytes.len()) > LARGEST_HEAD {
            return Ok(Err(Answer::only("431 Request Header Fields Too Large", "")));
        }
        if let Some(end) = end {
            bytes.truncate(end);
            return Ok(String::from_utf8(bytes).map_err(|_| Answer::bad()));
        }
    }
}

fn answer(head: &str, folder: &Path) -> Result<Answer, Answer> {
    let mut lines = head.split("\r\n");
    let words: Vec<_> = lines.next().unwrap_or("").split(' ').collect();
    let &[method, target, "HTTP/1.1" | "HTTP/1.0"] = words.as_slice() else { return Err(Answer::bad()) };
    if method != "GET" && method != "HEAD" {
        return Err(Answer::only("405 Method Not Allowed", "Allow: GET, HEAD\r\n"));
    }
    let path = target.split(['?', '#']).next().unwrap_or("");
    let name = below(folder, path).ok_or_else(Answer::bad)?;
    let name = inside(folder, &name)?;
    if name.is_dir() {
        let last = path.rsplit('/').next().unwrap_or("");
        return Err(Answer::only("301 Moved Permanently", &format!("Location: {last}/\r\n")));
    }
    let headers: Vec<_> = lines.filter_map(|line| line.split_once(':')).collect();
    let header = |name: &str| headers.iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1.trim());
    // Nothing that we send could be named in If-Range.
    let range = header("range").filter(|_| method == "GET" && header("if-range").is_none());
    contents(&name, range)
}

/// The file that a path as in a URL names; none where the path is not sound.
fn below(folder: &Path, path: &str) -> Option<PathBuf> {
    // Anything else is escaped in a URL, and ends of lines would get into an answer.
    let path = path.strip_prefix('/').filter(|path| path.bytes().all(|byte| byte.is_ascii_graphic()))?;
    let mut name = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part = unescaped(part)?;
        let odd = |letter: char| letter.is_control() || matches!(letter, '/' | '\\' | ':');
        if part.starts_with('.') || part.contains(odd) {
            return None;
        }
        name.push(part);
    }
    if path.is_empty() || path.ends_with('/') {
        name.push("index.html");
    }
    Some(name)
}

/// With %20 and the like replaced, once.
fn unescaped(part: &str) -> Option<String> {
    let mut pieces = part.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        // A sign would be taken for part of a number.
        let digits = Some(digits).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// The file with all links followed, which must not lead out of the folder.
fn inside(folder: &Path, name: &Path) -> Result<PathBuf, Answer> {
    fs::canonicalize(name).ok().filter(|name| name.starts_with(folder)).ok_or_else(Answer::missing)
}

/// A file, or the part of it that the header Range asks for.
fn contents(name: &Path, range: Option<&str>) -> Result<Answer, Answer> {
    // Neither pipes nor devices, and looked at first: opening a pipe waits for its other end.
    let opened = Some(name).filter(|name| name.is_file()).and_then(|name| File::open(name).ok());
    let mut file = opened.ok_or_else(Answer::missing)?;
    let size = file.metadata().map_err(|_| Answer::missing())?.len();
    let mut headers = format!("Content-Type: {}\r\n", kind(name));
    let Some((first, last)) = range.and_then(|range| ends(range, size)) else {
        return Ok(Answer { status: "200 OK", headers, length: size, body: Box::new(file.take(size)) });
    };
    if first > last || file.seek(SeekFrom::Start(first)).is_err() {
        return Err(Answer::only("416 Range Not Satisfiable", &format!("Content-Range: bytes */{size}\r\n")));
    }
    headers += &format!("Content-Range: bytes {first}-{last}/{size}\r\n");
    let length = last - first + 1;
    Ok(Answer { status: "206 Partial Content", headers, length, body: Box::new(file.take(length)) })
}

/// The first and the last byte of a range; the first after the last where the file has none of it. What is no range, or
/// several, is as if nothing had been asked.
fn ends(range: &str, size: u64) -> Option<(u64, u64)> {
    let number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())?;
    let (first, last): (Option<u64>, Option<u64>) = match range.strip_prefix("bytes=")?.split_once('-')? {
        ("", count) => (Some(size.saturating_sub(number(count)?)), Some(u64::MAX)),
        (first, "") => (number(first), Some(u64::MAX)),
        (first, last) => (number(first), number(last)),
    };
    let (first, last) = (first?, last?);
    if first > last {
        return None;
    }
    if first < size { Some((first, last.min(size - 1))) } else { Some((1, 0)) }
}

fn kind(name: &Path) -> &'static str {
    match name.extension().and_then(|ending| ending.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}
