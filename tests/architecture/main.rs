//! The rules that ARCHITECTURE.md states and a compiler does not check.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod imports;
mod layers;
mod planted;
mod shaders;

use std::fs;
use std::path::{Path, PathBuf};

use headroom::catalog::Catalog;
use headroom::engine::stages::record_all;
use headroom::program::Program;
use headroom::scenario::PRESETS;
use headroom::value::recorder::Counts;

/// Every Rust file below a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn files_stay_short() {
    let mut lengths: Vec<_> =
        files("src").iter().map(|path| (fs::read_to_string(path).unwrap().lines().count(), path.clone())).collect();
    lengths.sort();
    let (longest, path) = lengths.last().unwrap();
    assert!(*longest <= 400, "{} has {longest} lines", path.display());
    let median = lengths[lengths.len() / 2].0;
    assert!(median <= 150, "the median file has {median} lines");
}

#[test]
fn no_raw_html_and_no_network() {
    for path in files("src") {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["inner_html", "from_html_unchecked", "XmlHttpRequest", "fetch_with", "WebSocket"] {
            // Files of the page itself, from its own host: `connect-src 'self'`.
            let is_own = word == "fetch_with" && path.ends_with("src/ui/own_file.rs");
            assert!(is_own || !text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn bins_stay_thin() {
    for name in ["app", "worker"] {
        let lines = read(format!("src/bin/{name}.rs")).lines().count();
        assert!(lines <= 25, "{name} has {lines} lines");
    }
}

/// The table of stages in ARCHITECTURE.md: float and integer operations, reads of tables and plans, numbers of the
/// state read and written. The test fails, and prints the table, when the model has moved on.
#[test]
fn stage_table_is_current() {
    let mut rows = String::new();
    let program = Program::new(&PRESETS[0].scenario().unwrap(), &Catalog::builtin().unwrap()).unwrap();
    for stage in record_all(&program.shape) {
        let counts = stage.recording.counts();
        // Numbers that are alone have a name, those of lists an index.
        let is_state = |name: &&str| name.strip_prefix('s').is_some_and(|number| number.parse::<usize>().is_ok());
        let Counts { float, int, reads, shared, lists } = counts;
        let read = stage.recording.inputs().filter(is_state).count() + lists[0];
        let written = stage.recording.places().filter(is_state).count() + lists[1];
        rows += &format!("| `{}` | {float} | {int} | {reads} | {shared} | {read} | {written} |\n", stage.name);
    }
    assert!(read("ARCHITECTURE.md").contains(&rows), "put this into ARCHITECTURE.md:\n{rows}");
}
