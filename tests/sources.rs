//! All that the source documents say has a home and a test: `docs/sources.md` is complete and right.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use headroom::analysis::{GUIDES, STRESSES};
use headroom::catalog::Catalog;
use headroom::scenario::{Field, KNOWN_LINES, PRESETS, Root};

/// The rows of the documents that are in the table so far, one a line.
const ROWS: &str = concat!(include_str!("sources/002.txt"), include_str!("sources/003.txt"));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is found to be wrong.
struct Checker {
    catalog: Catalog,
    /// The section of a guide in which each id stands.
    sections: BTreeMap<String, String>,
    /// The text of all tests.
    tests: String,
    /// The text of the page's part that is called up for any scenario.
    views: String,
}

impl Checker {
    fn new() -> Self {
        let guides = GUIDES.iter().map(|guide| guide.guide().unwrap().tables(&[]));
        let rows = guides.flatten().flat_map(|it| it.rows.into_iter().map(move |row| (it.title.clone(), row)));
        let sections = rows.flat_map(|(title, row)| row.ids.into_iter().map(move |id| (id, title.clone()))).collect();
        let mut folders = vec![root().join("tests"), root().join("src")];
        let mut files: Vec<PathBuf> = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let list = if path.is_dir() { &mut folders } else { &mut files };
                list.push(path);
            }
        }
        let rust = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        let tests = rust.map(|path| fs::read_to_string(path).unwrap()).collect();
        let views = fs::read_to_string(root().join("src/ui/by_volume.rs")).unwrap();
        Self { catalog: Catalog::builtin().unwrap(), sections, tests, views }
    }

    /// What is wrong in a table that is to have some rows, and in the guides.
    fn wrong(&self, rows: &str, table: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut lines: BTreeMap<&str, [&str; 3]> = BTreeMap::new();
        for line in table.lines().filter(|line| line.starts_with("| 0")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [id, says, home, test] = cells[..] else { panic!("{line}") };
            if lines.insert(id, [says, home, test]).is_some() {
                wrong.push(format!("{id} stands twice"));
            }
        }
        for id in rows.lines() {
            match lines.remove(id) {
                None => wrong.push(format!("{id} has no line")),
                Some([says, home, test]) => wrong.extend(self.line(id, says, home, test)),
            }
        }
        wrong.extend(lines.keys().map(|id| format!("{id} is no row")));
        let unknown = self.sections.keys().filter(|id| rows.lines().all(|row| row != *id));
        wrong.extend(unknown.map(|id| format!("{id} of a guide is no row")));
        wrong
    }

    fn line(&self, id: &str, says: &str, home: &str, test: &str) -> Vec<String> {
        let name = test.trim_matches('`');
        let is_test = !name.is_empty() && self.tests.contains(&format!("#[test]\nfn {name}()"))
            || self.tests.contains(&format!("#[test]\n    fn {name}()"));
        let homes =
            home.split(", ").filter(|home| !self.is_there(id, home)).map(|home| format!("{id} has no {home:?}"));
        let said = says.is_empty().then(|| format!("{id} says nothing"));
        let tested = (!is_test).then(|| format!("{id} has no test {name:?}"));
        homes.chain(said).chain(tested).collect()
    }

    /// Whether a home is there: its kind and its name, in backticks if programs call it so and in quotes if people do.
    fn is_there(&self, id: &str, home: &str) -> bool {
        let Some((kind, name)) = home.split_once(' ') else { return false };
        let name = name.trim_matches(['`', '“', '”']);
        match kind {
            "guide" => self.sections.get(id).is_some_and(|section| section == name),
            "plan" => self.catalog.plan(name).is_some(),
            "line" => KNOWN_LINES.iter().any(|line| line.id == name),
            "stress" => STRESSES.iter().any(|stress| stress.name == name),
            "preset" => PRESETS.iter().any(|preset| preset.id == name),
            "field" => Field::ALL.iter().map(|field| field.spec()).any(|spec| match spec.root {
                Root::App => spec.path == name,
                Root::Feature => name.strip_prefix("features[].") == Some(spec.path),
                Root::Line => name.strip_prefix("books.lines[].") == Some(spec.path),
                Root::Sale => name.strip_prefix("money.sales[].") == Some(spec.path),
                Root::Round => name.strip_prefix("books.rounds[].") == Some(spec.path),
                Root::Ladder | Root::Choice | Root::Effect => false,
            }),
            "view" => {
                self.views.contains(&format!("<h2 tabindex=\"-1\" data-testid={{HEADING}}>{{ \"{name}\" }}</h2>"))
            }
            _ => false,
        }
    }
}

fn table() -> String {
    fs::read_to_string(root().join("docs/sources.md")).unwrap()
}

#[test]
fn every_row_has_a_home_and_a_test() {
    assert_eq!(ROWS.lines().count(), 62 + 57);
    let wrong = Checker::new().wrong(ROWS, &table());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_row_without_a_home_or_a_test_is_noticed() {
    let (it, table) = (Checker::new(), table());
    let line = |id: &str| table.lines().find(|line| line.starts_with(&format!("| {id} |"))).unwrap();
    let without = table.replace(&format!("{}\n", line("002-p2")), "");
    assert_eq!(it.wrong(ROWS, &without), ["002-p2 has no line"]);
    let twice = format!("{table}{}\n", line("002-p2"));
    assert_eq!(it.wrong(ROWS, &twice), ["002-p2 stands twice"]);
    let fewer = ROWS.replace("002-p2\n", "");
    assert_eq!(it.wrong(&fewer, &table), ["002-p2 is no row", "002-p2 of a guide is no row"]);
    let more = format!("{ROWS}002-more\n");
    assert_eq!(it.wrong(&more, &table), ["002-more has no line"]);
    for (id, old, new, wrong) in [
        ("002-p2", "`gemini-paid-tasktrakr`", "`gemini-paid`", "002-p2 has no \"plan `gemini-paid`\""),
        ("002-p2", "guide “Phases”", "guide “Cost”", "002-p2 has no \"guide “Cost”\""),
        ("002-p2", "preset `tasktrakr`", "preset `x`", "002-p2 has no \"preset `x`\""),
        ("002-p2-tmpl", "features[].template_half", "features[].x", "002-p2-tmpl has no \"field `features[].x`\""),
        ("002-tree-4", "view “Against volume”", "view “Against”", "002-tree-4 has no \"view “Against”\""),
        ("003-ab", "line `003-ab`", "line `003-x`", "003-ab has no \"line `003-x`\""),
        ("003-s-10x", "stress “10 times the users”", "stress “x”", "003-s-10x has no \"stress “x”\""),
        ("002-p2-tmpl", "`templates_save_what_they_answer`", "`x`", "002-p2-tmpl has no test \"x\""),
        ("002-p2-tmpl", "`templates_save_what_they_answer`", "", "002-p2-tmpl has no test \"\""),
        ("002-tmpl-80", "guide “Template strategy”, field `features[].templates`", "", "002-tmpl-80 has no \"\""),
        ("002-p2-tmpl", "20 templates or more answer 90% of the goals.", "", "002-p2-tmpl says nothing"),
    ] {
        let changed = table.replace(line(id), &line(id).replace(old, new));
        assert_eq!(it.wrong(ROWS, &changed), [wrong], "{old} -> {new}");
    }
}
