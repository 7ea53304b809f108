//! The server that `make run` and the page's tests use, spoken to as browsers do and as they never would.
#![cfg(not(target_arch = "wasm32"))]
#![allow(unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "it is native, and a server has a clock")]

#[allow(dead_code, reason = "its `main`")]
#[path = "../scripts/serve.rs"]
mod serve;

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

const SMALL: &str = "0123456789";

/// A folder of its own for a test, beside a file that nobody may see.
fn folder(test: &str) -> PathBuf {
    let outside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve").join(test);
    let _ = fs::remove_dir_all(&outside);
    let folder = outside.join("dist");
    fs::create_dir_all(folder.join("some/where")).unwrap();
    fs::create_dir_all(folder.join("empty")).unwrap();
    for (name, content) in [
        ("../secret.txt", "secret"),
        ("index.html", "<!doctype html>"),
        ("some/where/index.html", "<!doctype html><p>below"),
        ("small.json", SMALL),
        ("nothing.js", ""),
        ("a b%é.css", "p {}"),
        ("app_bg.wasm", "\0asm"),
        (".hidden", "secret"),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
    folder
}

/// Serves a folder until the tests end.
fn start(folder: &Path, patience: Duration) -> SocketAddr {
    let (folder, listener) = serve::open(folder.to_str().unwrap(), "0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || serve::serve(&folder, &listener, patience));
    address
}

/// Long enough for any machine.
fn patient(test: &str) -> SocketAddr {
    start(&folder(test), Duration::from_secs(600))
}

/// What comes back: the status, the other headers, and the body.
#[derive(Debug)]
struct Answer {
    status: String,
    headers: String,
    body: String,
}

impl Answer {
    /// Of a header that is there once.
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let value = lines.next();
        assert_eq!(lines.next(), None, "{name} stands twice");
        value
    }
}

fn send(server: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.write_all(request).unwrap();
    receive(stream)
}

fn receive(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{text:?}"));
    let (status, headers) = head.split_once("\r\n").unwrap();
    let answer = Answer { status: status.to_owned(), headers: headers.replace('\r', ""), body: body.to_owned() };
    // Whatever is said, this goes with it.
    for line in serve::HEADERS.lines() {
        assert!(headers.lines().any(|header| header == line), "{line} is missing: {headers}");
    }
    answer
}

/// A request as it should be, with further lines.
fn ask(server: SocketAddr, method: &str, target: &str, lines: &str) -> Answer {
    let answer = send(server, format!("{method} {target} HTTP/1.1\r\nHost: here\r\n{lines}\r\n").as_bytes());
    let length = answer.header("Content-Length").unwrap().parse::<usize>().unwrap();
    assert!(method == "HEAD" || length == answer.body.len(), "{answer:?}");
    answer
}

fn get(server: SocketAddr, target: &str) -> Answer {
    ask(server, "GET", target, "")
}

#[test]
fn files_come_with_their_type() {
    let server = patient("types");
    for (target, kind, body) in [
        ("/", "text/html; charset=utf-8", "<!doctype html>"),
        ("/?build=1#0.AA", "text/html; charset=utf-8", "<!doctype html>"),
        ("/index.html", "text/html; charset=utf-8", "<!doctype html>"),
        ("/some/where/", "text/html; charset=utf-8", "<!doctype html><p>below"),
        ("//some//where/", "text/html; charset=utf-8", "<!doctype html><p>below"),
        ("/small.json?1a2b3c4d", "application/json", SMALL),
        ("/nothing.js", "text/javascript; charset=utf-8", ""),
        ("/a%20b%25%C3%a9.css", "text/css; charset=utf-8", "p {}"),
        ("/app_bg.wasm", "application/wasm", "\0asm"),
        ("/%61pp_bg.wasm", "application/wasm", "\0asm"),
    ] {
        let answer = get(server, target);
        assert_eq!(answer.status, "HTTP/1.1 200 OK", "{target}");
        assert_eq!((answer.header("Content-Type"), answer.body.as_str()), (Some(kind), body), "{target}");
    }
}

#[test]
fn head_is_get_without_the_body() {
    let server = patient("head");
    for (target, status) in [("/small.json", "200 OK"), ("/missing", "404 Not Found"), ("/../x", "400 Bad Request")] {
        let (get, head) = (get(server, target), ask(server, "HEAD", target, "Range: bytes=0-1\r\n"));
        assert_eq!(head.status, format!("HTTP/1.1 {status}"), "{target}");
        assert_eq!((&get.status, &get.headers), (&head.status, &head.headers), "{target}");
        assert_eq!(head.body, "", "{target}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let server = patient("missing");
    for target in
        ["/missing", "/small.json/", "/small.json/x", "/empty/", "/index.html%20", "/a+b%25%C3%A9.css", "/a%2520b"]
    {
        assert_eq!(get(server, target).status, "HTTP/1.1 404 Not Found", "{target}");
    }
    let long = format!("/{}", "a".repeat(5000));
    assert_eq!(get(server, &long).status, "HTTP/1.1 404 Not Found");
}

#[test]
fn a_folder_is_named_with_a_slash() {
    let server = patient("slash");
    for (target, location) in [("/some", "some/"), ("/some/where?x", "where/"), ("/some/%77here", "%77here/")] {
        let answer = get(server, target);
        assert_eq!(answer.status, "HTTP/1.1 301 Moved Permanently", "{target}");
        assert_eq!(answer.header("Location"), Some(location), "{target}");
    }
}

#[test]
fn paths_that_try_to_leave_are_refused() {
    let server = patient("leave");
    for target in [
        "/../secret.txt",
        "/some/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E./secret.txt",
        "/..%2fsecret.txt",
        "/some/where%2f..%2f..%2f..%2fsecret.txt",
        "/some%2fwhere/",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/.hidden",
        "/%2ehidden",
        "/./small.json",
        "/C:/secret.txt",
        "/small.json::$DATA",
        "/small.json%00",
        "/small.json%0d%0aX:%20y",
        "/small.json%",
        "/small.json%2",
        "/small.json%zz",
        "/small%+6a.json",
        "/%C3",
        "/%é",
        "/a\tb",
        "/a\nX-Own: 1",
        "small.json",
        "http://here/small.json",
        "*",
        "",
    ] {
        let answer = get(server, target);
        assert_eq!(answer.status, "HTTP/1.1 400 Bad Request", "{target:?}");
        assert!(!answer.body.contains("secret") && answer.header("X-Own").is_none(), "{target:?}");
    }
}

/// One that stays inside is followed.
#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    symlink("small.json", folder.join("inside.json")).unwrap();
    symlink("../secret.txt", folder.join("outside.txt")).unwrap();
    symlink("..", folder.join("up")).unwrap();
    symlink("/", folder.join("root")).unwrap();
    symlink("round", folder.join("round")).unwrap();
    symlink("../../secret.txt", folder.join("empty/index.html")).unwrap();
    let server = start(&folder, Duration::from_secs(600));
    assert_eq!(get(server, "/inside.json").body, SMALL);
    for target in ["/outside.txt", "/up", "/up/secret.txt", "/root/etc/passwd", "/round", "/empty/"] {
        assert_eq!(get(server, target).status, "HTTP/1.1 404 Not Found", "{target}");
    }
    // A folder beside it whose name begins alike.
    fs::create_dir_all(folder.with_file_name("dist-of-others")).unwrap();
    symlink("../dist-of-others", folder.join("others")).unwrap();
    assert_eq!(get(server, "/others").status, "HTTP/1.1 404 Not Found");
}

#[test]
fn parts_of_a_file() {
    let server = patient("ranges");
    for (range, part) in [
        ("0-0", "0-0"),
        ("2-4", "2-4"),
        ("7-", "7-9"),
        ("-3", "7-9"),
        ("-99", "0-9"),
        ("0-99", "0-9"),
        ("9-18446744073709551615", "9-9"),
    ] {
        let answer = ask(server, "GET", "/small.json", &format!("rAnGe:bytes={range}\r\n"));
        assert_eq!(answer.status, "HTTP/1.1 206 Partial Content", "{range}");
        assert_eq!(answer.header("Content-Range"), Some(format!("bytes {part}/10").as_str()), "{range}");
        assert_eq!(answer.header("Content-Type"), Some("application/json"), "{range}");
        let (first, last) = part.split_once('-').unwrap();
        assert_eq!(answer.body, SMALL[first.parse().unwrap()..=last.parse().unwrap()], "{range}");
    }
    for (target, range, size) in
        [("/small.json", "10-", 10), ("/small.json", "10-12", 10), ("/small.json", "-0", 10), ("/nothing.js", "-1", 0)]
    {
        let answer = ask(server, "GET", target, &format!("Range: bytes={range}\r\n"));
        assert_eq!(answer.status, "HTTP/1.1 416 Range Not Satisfiable", "{target} {range}");
        assert_eq!(answer.header("Content-Range"), Some(format!("bytes */{size}").as_str()), "{target} {range}");
    }
    // What is no single range, or one of another version, is no reason not to answer.
    for lines in [
        "Range: bytes=4-2",
        "Range: bytes=",
        "Range: bytes=-",
        "Range: bytes=a-b",
        "Range: bytes=+1-2",
        "Range: bytes=1-99999999999999999999",
        "Range: bytes=0-1,3-4",
        "Range: lines=0-1",
        "Range: 0-1",
        "Range: bytes=0-1\r\nIf-Range: \"a\"",
    ] {
        let answer = ask(server, "GET", "/small.json", &format!("{lines}\r\n"));
        assert_eq!((answer.status.as_str(), answer.body.as_str()), ("HTTP/1.1 200 OK", SMALL), "{lines}");
        assert_eq!(answer.header("Content-Range"), None, "{lines}");
    }
}

#[test]
fn other_methods_are_not_allowed() {
    let server = patient("methods");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
        // Its body is never read for what it says, and must not cost it the answer.
        let lines = format!("Content-Length: 100000\r\n\r\n{}", "a".repeat(100_000));
        let answer = ask(server, method, "/small.json", &lines);
        assert_eq!(answer.status, "HTTP/1.1 405 Method Not Allowed", "{method}");
        assert_eq!(answer.header("Allow"), Some("GET, HEAD"), "{method}");
    }
}

#[test]
fn what_is_no_request_is_refused() {
    let server = patient("nonsense");
    for request in [
        "GET\r\n\r\n",
        "GET /small.json\r\n\r\n",
        "GET /small.json HTTP/2.0\r\n\r\n",
        "GET  /small.json HTTP/1.1\r\n\r\n",
        "GET /small.json HTTP/1.1 \r\n\r\n",
        "\r\n\r\n",
        "\u{16}\u{3}\u{1}\r\n\r\n",
    ] {
        assert_eq!(send(server, request.as_bytes()).status, "HTTP/1.1 400 Bad Request", "{request:?}");
    }
    assert_eq!(send(server, b"GET /\xff HTTP/1.1\r\n\r\n").status, "HTTP/1.1 400 Bad Request");
}

#[test]
fn a_request_has_room_and_no_more() {
    let server = patient("large");
    let line = "GET /small.json HTTP/1.1\r\nX: ";
    let fits = format!("{line}{}\r\n\r\n", "a".repeat(serve::LARGEST_HEAD - line.len()));
    assert_eq!(send(server, fits.as_bytes()).status, "HTTP/1.1 200 OK");
    let header = format!("{line}{}\r\n\r\n", "a".repeat(serve::LARGEST_HEAD - line.len() + 1));
    let endless = format!("{line}{}", "a".repeat(100_000));
    let target = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
    for request in [header, endless, target] {
        assert_eq!(send(server, request.as_bytes()).status, "HTTP/1.1 431 Request Header Fields Too Large");
    }
}

/// However it is late: having said little, going on without an end, or saying nothing.
#[test]
fn a_request_that_does_not_come_is_given_up() {
    let server = start(&folder("slow"), Duration::from_secs(2));
    let [mut short, dripping, mut silent] = [(); 3].map(|()| TcpStream::connect(server).unwrap());
    short.write_all(b"GET /small.json HTTP/1.1\r\n").unwrap();
    let mut drops = dripping.try_clone().unwrap();
    thread::spawn(move || {
        while drops.write_all(b"a").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    assert_eq!(receive(short).status, "HTTP/1.1 408 Request Timeout");
    assert_eq!(receive(dripping).status, "HTTP/1.1 408 Request Timeout");
    // It is told nothing.
    assert_eq!(silent.read(&mut [0]).unwrap(), 0);
}

/// More than are answered at once, all of them open and silent, for as long as they may be: the next one has its turn.
#[test]
fn many_silent_connections_keep_nobody_out() {
    let server = start(&folder("many"), Duration::from_secs(1));
    let silent: Vec<_> = (0..100).map(|_| TcpStream::connect(server).unwrap()).collect();
    // Waits for its turn with its request sent.
    assert_eq!(get(server, "/small.json").body, SMALL);
    drop(silent);
}

/// Whoever hangs up half way hurts nobody else.
#[test]
fn half_a_request_is_no_harm() {
    let server = patient("half");
    for _ in 0..100 {
        let mut stream = TcpStream::connect(server).unwrap();
        stream.write_all(b"GET /small").unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    }
    assert_eq!(get(server, "/small.json").body, SMALL);
}

#[test]
fn what_cannot_be_served_is_said_at_once() {
    let folder = folder("start");
    for folder in [folder.join("missing"), folder.join("small.json")] {
        let sentence = serve::open(folder.to_str().unwrap(), "0").unwrap_err();
        assert!(sentence.contains("Cannot serve the folder") && sentence.contains("make build"), "{sentence}");
    }
    let address = start(&folder, Duration::from_secs(600));
    let sentence = serve::open(folder.to_str().unwrap(), &address.port().to_string()).unwrap_err();
    assert!(sentence.contains("make run PORT="), "{sentence}");
    assert!(serve::open(folder.to_str().unwrap(), "nonsense").is_err());
}

/// It stands in the page, in the server, which adds who may frame it, and in the advice to those who host it.
#[test]
fn the_policy_is_the_same_everywhere() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let page = read("index.html");
    let (_, policy) = page.split_once("Content-Security-Policy\" content=\"").unwrap();
    let policy = format!("{}; frame-ancestors 'none'", policy.split_once('"').unwrap().0);
    assert!(serve::HEADERS.contains(&format!("Content-Security-Policy: {policy}\r\n")));
    assert!(read("docs/hosting.md").contains(&policy));
}
