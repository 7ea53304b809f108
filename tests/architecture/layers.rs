//! Layers import only what the table in ARCHITECTURE.md allows.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::imports::{Names, Path};
use super::{files, read};

/// The rows of the table in ARCHITECTURE.md: what each layer may import, whole layers or single items of them.
fn table() -> BTreeMap<String, Vec<Path>> {
    let text = read("ARCHITECTURE.md");
    let rows = text.lines().filter(|line| line.starts_with("| `src/"));
    let row = |line: &str| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let name = cells[1].trim_matches('`').trim_start_matches("src/").trim_end_matches('/');
        let may = cells[3].split(',').map(|it| it.trim().trim_matches('`')).filter(|it| *it != "-");
        (name.to_owned(), may.map(|it| it.split("::").map(str::to_owned).collect()).collect())
    };
    rows.map(row).collect()
}

/// Imports of a file that the table does not allow.
fn forbidden(names: &Names, file: &str) -> Vec<String> {
    let table = table();
    let layer = file.split('/').nth(1).unwrap().trim_end_matches(".rs");
    let row = table.get(layer).unwrap_or_else(|| panic!("{layer} is not in the table"));
    // An item may be named where it is defined, and where its own layer re-exports it.
    let of_same_layer =
        |path: &Path| names.meanings(path).into_iter().filter(|it| it[0] == path[0]).collect::<Vec<_>>();
    let allowed: Vec<Path> = row.iter().flat_map(of_same_layer).collect();
    let is_forbidden = |path: &Path| {
        let other = path.first().filter(|name| *name != layer && table.contains_key(*name));
        other.is_some() && !allowed.iter().any(|it| path.starts_with(it))
    };
    names.imports(file).into_iter().filter(is_forbidden).map(|path| path.join("::")).collect()
}

/// Forbidden imports of the last of some files.
fn forbidden_in(files: &[(&str, &str)]) -> Vec<String> {
    let mut names = Names::default();
    files.iter().for_each(|(file, text)| names.read(file, text));
    forbidden(&names, files.last().unwrap().0)
}

#[test]
fn layers_import_only_what_the_table_allows() {
    assert!(table().len() > 8, "the table in ARCHITECTURE.md was not found");
    let name = |path: PathBuf| path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().to_owned();
    // Programs are crates of their own, and may import all of the library.
    let files: Vec<_> = files("src").into_iter().map(name).filter(|file| !file.starts_with("src/bin/")).collect();
    let mut names = Names::default();
    files.iter().for_each(|file| names.read(file, &read(file)));
    let found = files.iter().filter(|file| *file != "src/lib.rs").map(|file| (file, forbidden(&names, file)));
    let found: Vec<_> = found.filter(|(_, paths)| !paths.is_empty()).collect();
    assert!(found.is_empty(), "not in the table of ARCHITECTURE.md: {found:#?}");
}

#[test]
fn a_forbidden_path_is_noticed() {
    let stats = |text| forbidden_in(&[("src/stats/limit.rs", text)]);
    for text in [
        "use crate::engine::Raw;",
        "use headroom::engine::Raw;",
        "use super::super::engine::Raw;",
        "use self::super::super::engine::Raw;",
        "pub(crate) use crate::{\n    stats::{Limit, chance::{self, Chance}},\n    engine::{Raw as Other},\n};",
        "fn f() -> usize { crate::engine::Raw::new(1, 2).futures() }",
        "use crate::engine; fn f(raw: &engine::Raw) {}",
        "use crate as all; fn f(raw: &all::engine::Raw) {}",
        "mod tests { use super::super::super::engine::Raw; }",
        "mod tests { mod deeper { use super::super::super::super::{engine::Raw}; } }",
        "fn f() { assert_eq!(x, vec![super::super::engine::Raw::new(1, 2)]); }",
        "macro_rules! raw { ($x:expr) => { $crate::engine::Raw::new($x, 2) }; }",
        "macro_rules! raw { () => { use $crate::{engine::Raw}; }; }",
        "struct S { #[serde(with = \"crate::engine::Raw\")] raw: u8 }",
        "fn f() -> impl Iterator<Item = <u8 as Into<super::super::engine::Raw>>::Output> + use<> {}",
    ] {
        assert!(stats(text).iter().any(|path| path.starts_with("engine::Raw")), "{text}: {:?}", stats(text));
    }
    assert_eq!(stats("use super::super::{engine::{cpu::*, Raw}, ui};"), ["engine::Raw", "engine::cpu::*", "ui"]);
    assert_eq!(forbidden_in(&[("src/stats.rs", "use super::engine;")]), ["engine"]);
    assert_eq!(forbidden_in(&[("src/stats/mod.rs", "use super::engine;")]), ["engine"]);
}

#[test]
fn a_forbidden_re_export_is_noticed() {
    let worker = |engine, text| forbidden_in(&[("src/engine.rs", engine), ("src/worker/task.rs", text)]);
    for engine in [
        "pub use crate::model::Record;",
        "pub(crate) use super::{stats::{self}, model::{Record}};",
        "macro_rules! m { ($vis:vis) => { $vis use $crate::model::Record; } }",
        "pub use crate::model::*;",
        "use crate::model; pub use model::Record;",
    ] {
        for text in [
            "use crate::engine::Record;",
            "use crate::engine::{self}; fn f(record: engine::Record) {}",
            "use crate::engine as e; mod tests { use super::*; fn f(record: e::Record) {} }",
        ] {
            assert_eq!(worker(engine, text), ["model::Record"], "{engine} {text}");
        }
    }
    assert_eq!(
        worker("pub use crate::model as rules;", "use crate::engine::rules::plan::Plan;"),
        ["model::plan::Plan"]
    );
    assert_eq!(worker("pub use crate::model::Record as R;", "use crate::engine::*;"), ["model::Record"]);
    let twice =
        [("src/engine/raw.rs", "pub use crate::model::Record;"), ("src/engine.rs", "pub use raw::Record as R;")];
    assert_eq!(forbidden_in(&[twice[0], twice[1], ("src/worker.rs", "use crate::engine::R;")]), ["model::Record"]);
    let same = [("src/engine/raw.rs", "pub use crate::model::raw;"), ("src/engine.rs", "pub use raw::raw;")];
    assert_eq!(forbidden_in(&[same[0], same[1], ("src/worker.rs", "use crate::engine::raw;")]), ["model::raw"]);
    let root = [("src/lib.rs", "pub use model::Record;"), ("src/worker.rs", "use crate::Record;")];
    assert_eq!(forbidden_in(&root), ["model::Record"]);
    // What a layer imports for itself is nobody else's.
    assert!(worker("use crate::model::*;", "use crate::engine::Raw;").is_empty());
}

#[test]
fn what_is_allowed_or_no_import_is_not_reported() {
    let stats = |text| forbidden_in(&[("src/stats/limit.rs", text)]);
    for text in [
        "//! see crate::engine::Raw\n/// and [`Raw`](crate::engine::Raw)\n// or super::super::engine\nstruct S;",
        "use super::{Chance, engine::Raw};",
        "mod tests { use super::super::engine::Raw; }",
        "use ::engine::Raw; use engine::Other; fn f(engine: u8) -> u8 { engine }",
        "fn f() -> u8 { x.engine::<u8>() + T::engine::Raw + <T>::engine::Raw }",
    ] {
        assert!(stats(text).is_empty(), "{text}: {:?}", stats(text));
    }
    let ui = |text| {
        forbidden_in(&[("src/worker.rs", "pub use crate::engine::check::{Agreement, Check};"), ("src/ui.rs", text)])
    };
    assert!(ui("use crate::worker::Agreement;").is_empty());
    assert_eq!(ui("use crate::worker::{Agreement, Check};"), ["engine::check::Check"]);
    let worker = |model, text| forbidden_in(&[("src/model.rs", model), ("src/worker.rs", text)]);
    let own = "mod shape; pub use shape::{Shape, Side};";
    assert!(worker(own, "use crate::model::Shape;").is_empty());
    assert_eq!(worker(own, "use crate::model::Side;"), ["model::Side", "model::shape::Side"]);
    assert_eq!(worker("pub use crate::chart::Shape;", "use crate::model::Shape;"), ["chart::Shape"]);
}
