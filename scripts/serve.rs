//! Serves a folder on this machine only: `serve FOLDER PORT`. Standard library alone, compiled by the Makefile in a
//! second, so that looking at the page needs no other language installed. Any static host serves the folder as well.

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(port)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: serve FOLDER PORT");
        return ExitCode::FAILURE;
    };
    let listener = match TcpListener::bind(format!("127.0.0.1:{port}")) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("Cannot serve on port {port} ({error}); another one: make run PORT=8081");
            return ExitCode::FAILURE;
        }
    };
    println!("Headroom is at http://127.0.0.1:{port} (Ctrl-C stops it)");
    for stream in listener.incoming().flatten() {
        let folder = PathBuf::from(&folder);
        // A browser that goes away in the middle of an answer is no error of ours.
        thread::spawn(move || answer(&stream, &folder).ok());
    }
    ExitCode::SUCCESS
}

fn answer(mut stream: &TcpStream, folder: &Path) -> io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // Closing before the request is read to its end would reset the connection.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}

    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let path = target.split(['?', '#']).next().unwrap_or("");
    let (status, kind, body) = match file(folder, path) {
        _ if method != "GET" && method != "HEAD" => ("405 Method Not Allowed", "text/plain", Vec::new()),
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"There is no such file.\n".to_vec()),
    };
    let length = body.len();
    // no-cache: after a new build the next reload shows it.
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n"
    )?;
    if method == "HEAD" { Ok(()) } else { stream.write_all(&body) }
}

/// The type and contents of the file that `path`, as in a URL, names below `folder`.
fn file(folder: &Path, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let mut name = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', ':']) {
            return None;
        }
        name.push(part);
    }
    if path.ends_with('/') {
        name.push("index.html");
    }
    let kind = match name.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        _ => "application/octet-stream",
    };
    Some((kind, fs::read(name).ok()?))
}
