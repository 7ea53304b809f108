//! What this project depends on, held against `list.toml`: licences, known advisories, versions that are there twice.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::process::Command;

use headroom::date::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    reviewed: Date,
    licences: Vec<String>,
    twice: BTreeMap<String, String>,
    mended: BTreeMap<String, String>,
    accepted: BTreeMap<String, Accepted>,
}

#[derive(Deserialize)]
struct Accepted {
    advisory: String,
    what: String,
    way_out: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

fn list() -> List {
    toml::from_str(include_str!("list.toml")).unwrap()
}

/// Everything in `Cargo.lock`, of other platforms too: what is not here yet of those Cargo downloads once.
fn packages() -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["metadata", "--locked", "--all-features", "--format-version", "1"];
    let output = Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).unwrap();
    // The project itself comes from nowhere.
    metadata.packages.into_iter().filter(|package| package.source.is_some()).collect()
}

/// Whether licences of the list are enough for an expression like `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn allowed(expression: &str, licences: &[String]) -> bool {
    let expression = expression.trim();
    let split = |word: &str| {
        let mut depth = 0;
        let place = expression.char_indices().find(|&(place, letter)| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            depth == 0 && expression[place..].starts_with(word)
        });
        place.map(|(place, _)| (&expression[..place], &expression[place + word.len()..]))
    };
    // The older way to write "or" is a stroke; "and" binds closer than "or".
    if let Some((one, other)) = split(" OR ").or_else(|| split("/")) {
        return allowed(one, licences) || allowed(other, licences);
    }
    if let Some((one, other)) = split(" AND ") {
        return allowed(one, licences) && allowed(other, licences);
    }
    match expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => allowed(inner, licences),
        None => licences.iter().any(|licence| licence == expression),
    }
}

fn numbers(version: &str) -> [u64; 3] {
    let plain = version.split(['-', '+']).next().unwrap();
    let mut numbers = plain.split('.').map(|number| number.parse().unwrap());
    [(); 3].map(|()| numbers.next().unwrap_or_else(|| panic!("{version} is no version")))
}

#[test]
fn licences_are_on_the_list() {
    let List { licences, .. } = list();
    for Package { name, version, license, .. } in packages() {
        let license = license.unwrap_or_else(|| panic!("{name} {version} names no licence"));
        assert!(allowed(&license, &licences), "{name} {version} is under {license}");
    }
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    let licences = ["A", "B"].map(str::to_owned);
    for fine in
        ["A", "A OR X", "X OR A", "X/A", "X / A", "A AND B", "(X OR A) AND B", "X AND X OR A", "(A)", "B AND (X/A)"]
    {
        assert!(allowed(fine, &licences), "{fine}");
    }
    for not in ["X", "", "AB", "A AND X", "(A OR B) AND X", "X OR A AND X", "A WITH X", "(X OR X)", "(A"] {
        assert!(!allowed(not, &licences), "{not}");
    }
}

#[test]
fn no_version_has_a_known_advisory() {
    let List { reviewed, mended, accepted, .. } = list();
    let packages = packages();
    for Package { name, version, .. } in &packages {
        let Some(first) = mended.get(name) else { continue };
        assert!(
            numbers(version) >= numbers(first),
            "{name} {version}: {first} is the first without an advisory, as of {reviewed}"
        );
    }
    for (name, Accepted { advisory, what, way_out }) in &accepted {
        assert!(advisory.starts_with("RUSTSEC-") && !what.is_empty() && !way_out.is_empty(), "{name}");
        assert!(packages.iter().any(|package| package.name == *name), "{name} is gone: its entry can go too");
    }
}

#[test]
fn everything_comes_from_the_registry_and_once() {
    let List { twice, .. } = list();
    let mut versions = BTreeMap::<_, Vec<_>>::new();
    for Package { name, version, source, .. } in packages() {
        assert_eq!(source.as_deref(), Some("registry+https://github.com/rust-lang/crates.io-index"), "{name}");
        versions.entry(name).or_default().push(version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    let (found, listed): (Vec<_>, Vec<_>) = (versions.keys().collect(), twice.keys().collect());
    assert_eq!(found, listed, "{versions:?}");
}
