//! Plants changes in the model one by one, and says which tests of truth turn red: `plant LIST [NAME]`, from the project's root.
//! Standard library alone, compiled by the Makefile. The list has blocks of a heading, a file, and lines with `-` and `+`: what is
//! replaced, and by what. A file is put back before the next; an interrupted run leaves one changed, as `git diff` shows.

use std::{
    env, fs,
    io::{self, Write},
    process::{Command, ExitCode},
};

/// What holds the model to the truth; a pinned digest says that bits moved, never that a rule is wrong.
const TESTS: &[&str] =
    &["--lib", "--test", "truth", "--test", "cases", "--test", "throttle", "--test", "waits", "--test", "latency"];

struct Change<'a> {
    name: &'a str,
    file: &'a str,
    old: String,
    new: String,
}

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(list) = arguments.next() else {
        eprintln!("usage: plant LIST [NAME]");
        return ExitCode::FAILURE;
    };
    let only = arguments.next();
    match plant_all(&list, only.as_deref()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(missed) => {
            eprintln!("{missed} of them nobody noticed");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// How many changes no test noticed.
fn plant_all(list: &str, only: Option<&str>) -> io::Result<usize> {
    let text = fs::read_to_string(list)?;
    let red = red()?;
    if !red.is_empty() {
        return Err(io::Error::other(format!("red before anything is planted: {}", red.join(", "))));
    }
    let mut missed = 0;
    for change in changes(&text).filter(|change| only.is_none_or(|name| change.name.contains(name))) {
        let caught = plant(&change)?;
        missed += usize::from(caught.is_empty());
        let caught = if caught.is_empty() { "nobody".to_owned() } else { caught.join(", ") };
        println!("| {} | `{}` | {caught} |", change.name, change.file);
        io::stdout().flush()?;
    }
    Ok(missed)
}

fn changes(text: &str) -> impl Iterator<Item = Change<'_>> {
    text.split("\n## ").skip(1).map(|block| {
        let mut lines = block.lines().filter(|line| !line.is_empty());
        let (name, file) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
        let of = |sign: &str| block.lines().filter_map(|line| line.strip_prefix(sign)).collect::<Vec<_>>().join("\n");
        Change { name, file, old: of("-"), new: of("+") }
    })
}

/// The tests that turn red.
fn plant(change: &Change<'_>) -> io::Result<Vec<String>> {
    let right = fs::read_to_string(change.file)?;
    let wrong = |reason: &str| io::Error::other(format!("{}: {reason}", change.name));
    if right.matches(&change.old).count() != 1 {
        return Err(wrong("what it replaces is not there just once"));
    }
    fs::write(change.file, right.replace(&change.old, &change.new))?;
    let caught = red();
    fs::write(change.file, right)?;
    caught.map_err(|error| wrong(&error.to_string()))
}

/// The tests that are red.
fn red() -> io::Result<Vec<String>> {
    let done = Command::new("cargo").args(["test", "--all-features", "--no-fail-fast"]).args(TESTS).output()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    if !said.contains("test result") {
        return Err(io::Error::other(String::from_utf8_lossy(&done.stderr).into_owned()));
    }
    let failed = |line: &str| Some(line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?.to_owned());
    Ok(said.lines().filter_map(failed).collect())
}
