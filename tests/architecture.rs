//! The rules that ARCHITECTURE.md states and a compiler does not check.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use headroom::engine::stages::record_all;
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

/// The layer of a source file: its first folder or file below `src`.
fn layer(path: &Path) -> Option<String> {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).ok()?;
    Some(below.iter().next()?.to_str()?.trim_end_matches(".rs").to_owned())
}

/// The rows of the table in ARCHITECTURE.md: what each layer may import.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = read("ARCHITECTURE.md");
    let rows = text.lines().filter(|line| line.starts_with("| `src/"));
    let row = |line: &str| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let name = cells[1].trim_matches('`').trim_start_matches("src/").trim_end_matches('/');
        let may = cells[3].split(',').map(str::trim).filter(|name| *name != "-").map(str::to_owned);
        (name.to_owned(), may.collect())
    };
    rows.map(row).collect()
}

/// Names of the layers that a text imports by `crate::` or `headroom::`, lists in braces over several lines included;
/// documentation may name anything.
fn imports(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, " "]).collect();
    let mut found = Vec::new();
    for prefix in ["crate::", "headroom::"] {
        for (at, _) in code.match_indices(prefix) {
            found.extend(heads(&code[at + prefix.len()..]));
        }
    }
    found
}

/// First names of a path or of the paths in braces that a text begins with.
fn heads(text: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let Some(list) = text.strip_prefix('{') else { return vec![name(text)] };
    let (mut depth, mut found, mut fresh) = (0, Vec::new(), true);
    for (at, letter) in list.char_indices() {
        match letter {
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            '{' => depth += 1,
            ',' if depth == 0 => fresh = true,
            letter if fresh && !letter.is_whitespace() => {
                found.push(name(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

/// Imports of a file that the table does not allow.
fn forbidden(table: &BTreeMap<String, Vec<String>>, layer: &str, text: &str) -> Vec<String> {
    let allowed = &table[layer];
    let known = |name: &String| table.contains_key(name);
    imports(text).into_iter().filter(|name| known(name) && name != layer && !allowed.contains(name)).collect()
}

#[test]
fn layers_import_only_what_the_table_allows() {
    let table = table();
    assert!(table.len() > 8, "the table in ARCHITECTURE.md was not found");
    for path in files("src") {
        let layer = layer(&path).unwrap();
        if layer == "lib" || layer == "bin" {
            continue;
        }
        assert!(table.contains_key(&layer), "{layer} is not in the table");
        let found = forbidden(&table, &layer, &fs::read_to_string(&path).unwrap());
        assert!(found.is_empty(), "{} imports {found:?}", path.display());
    }
}

#[test]
fn a_forbidden_import_is_noticed() {
    let table = table();
    assert_eq!(forbidden(&table, "model", "use crate::engine::Raw;"), ["engine"]);
    assert_eq!(forbidden(&table, "stats", "let x = crate::{value::Value, ui::App};"), ["value", "ui"]);
    assert_eq!(forbidden(&table, "stats", "use crate::{\n    model::{Run, State},\n    ui::App,\n};"), ["model", "ui"]);
    assert!(forbidden(&table, "model", "//! see crate::engine").is_empty());
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
            assert!(!text.contains(word), "{} uses {word}", path.display());
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
    for stage in record_all(1) {
        let counts = stage.recording.counts();
        let is_state =
            |name: &&str| ["hourly_", "waits_", "daily_", "monthly_", "kept_"].iter().any(|it| name.starts_with(it));
        let read = stage.recording.inputs().filter(is_state).count();
        let written = stage.recording.places().filter(is_state).count();
        let Counts { float, int, reads } = counts;
        rows += &format!("| `{}` | {float} | {int} | {reads} | {read} | {written} |\n", stage.name);
    }
    assert!(read("ARCHITECTURE.md").contains(&rows), "put this into ARCHITECTURE.md:\n{rows}");
}
