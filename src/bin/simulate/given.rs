//! Scenarios and their alternatives, from files and links.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use headroom::catalog::Catalog;
use headroom::date::Date;
use headroom::scenario::{Alternative, Changes, Scenario, ValidScenario};
use headroom::share;

use crate::arguments::{Arguments, Given};

/// What is asked for: a scenario, and where each of its alternatives comes from.
pub(crate) struct Asked {
    pub(crate) scenario: ValidScenario,
    /// One for each alternative, the scenario itself included.
    sources: Vec<Given>,
}

impl Asked {
    /// Reads what the command line names; an error is one sentence.
    pub(crate) fn read(arguments: &Arguments, catalog: &Catalog) -> Result<Self, String> {
        let Arguments { scenarios, with, .. } = arguments;
        let mut all = scenarios.iter().map(|given| open(given, catalog.date())).collect::<Result<Vec<_>, _>>()?;
        let names = names(scenarios, &all);
        let (Some(base), [first, others @ ..]) = (all.first_mut(), &scenarios[..]) else {
            return Err("Which scenario? Give its file or its link; simulate --help says more.".to_owned());
        };
        base.futures = arguments.futures.unwrap_or(base.futures);
        base.seed = arguments.seed.unwrap_or(base.seed);
        let scenario = base.clone().validate().map_err(|error| about(first, &error))?;
        let count = scenario.runs() + others.len() + with.len();
        if count > Alternative::MOST {
            return Err(format!("These are {count} alternatives; at most {} can be compared.", Alternative::MOST));
        }
        let sources = vec![first.clone(); scenario.runs()];
        let mut asked = Self { scenario, sources };
        for ((other, scenario), name) in others.iter().zip(all.into_iter().skip(1)).zip(names.iter().skip(1)) {
            let edited = asked.in_common(other, scenario, arguments)?;
            asked.add(other, &names[0], |next| {
                *next = next.with_copy(0, name.clone()).with_alternative(next.alternatives.len(), edited);
            })?;
        }
        for path in with {
            let given = Given::File(path.clone());
            let alternative = alternative(path)?;
            // In a document's own alternatives it is none: what they changed may be gone since.
            if let Some(missed) = alternative.changes.missed(&asked.scenario) {
                return Err(about(&given, &missed));
            }
            let name = if others.is_empty() { "" } else { &names[0] };
            asked.add(&given, name, |next| next.alternatives.push(alternative))?;
        }
        Ok(asked)
    }

    /// A sentence about an alternative, with the name of its file.
    pub(crate) fn about(&self, place: usize, reason: &dyn Display) -> String {
        self.sources.get(place).map_or_else(|| reason.to_string(), |source| about(source, reason))
    }

    /// Another scenario with what all alternatives have in common, so that the draws are the same; what would have been otherwise
    /// is said on standard error.
    fn in_common(&self, given: &Given, other: Scenario, arguments: &Arguments) -> Result<Scenario, String> {
        let other = other.validate().map_err(|error| about(given, &error))?.into_inner();
        if !other.alternatives.is_empty() {
            return Err(about(given, &"It holds alternatives itself; only the first scenario may."));
        }
        let first = &self.scenario;
        let apart = [
            ("start", other.start != first.start),
            ("months", other.months != first.months),
            ("futures", arguments.futures.is_none() && other.futures != first.futures),
            ("seed", arguments.seed.is_none() && other.seed != first.seed),
            ("prices", other.prices != first.prices),
        ];
        let apart: Vec<&str> = apart.into_iter().filter_map(|(name, is)| is.then_some(name)).collect();
        if !apart.is_empty() {
            let sentence = format!("Left out: {}; what the first scenario says holds for all.", apart.join(", "));
            // With standard error closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "{}", about(given, &sentence));
        }
        let Scenario { title, start, months, futures, seed, prices, volumes, .. } = first.clone().into_inner();
        Ok(Scenario { title, start, months, futures, seed, prices, volumes, ..other })
    }

    /// Adds an alternative; the first is the scenario itself, called `first` where it was the only one so far.
    fn add(&mut self, given: &Given, first: &str, change: impl FnOnce(&mut Scenario)) -> Result<(), String> {
        let mut next = self.scenario.clone().into_inner();
        if next.alternatives.is_empty() {
            next.alternatives.push(Alternative { name: first.to_owned(), ..Alternative::default() });
        }
        change(&mut next);
        self.scenario = next.validate().map_err(|error| about(given, &error))?;
        self.sources.push(given.clone());
        Ok(())
    }
}

/// What scenarios are called beside each other: by their titles or, where these do not tell them apart, by their files.
fn names(scenarios: &[Given], read: &[Scenario]) -> Vec<String> {
    let titles: BTreeSet<&str> = read.iter().map(|scenario| scenario.title.trim()).collect();
    if titles.len() == read.len() && !titles.contains("") {
        return read.iter().map(|scenario| short(scenario.title.trim())).collect();
    }
    let of_file = |given: &Given| match given {
        Given::File(path) => file_name(path),
        Given::Link(_) => String::new(),
    };
    scenarios.iter().map(of_file).collect()
}

fn file_name(path: &Path) -> String {
    short(&path.file_stem().unwrap_or_default().to_string_lossy())
}

/// As much of a name as an alternative's may have.
fn short(name: &str) -> String {
    if name.chars().count() <= Alternative::MAX_NAME {
        return name.to_owned();
    }
    name.chars().take(Alternative::MAX_NAME - 1).chain(['…']).collect()
}

/// The alternative of a file: a name and changes, or the changes alone, called as the file is.
fn alternative(path: &Path) -> Result<Alternative, String> {
    let text = read(path)?;
    // Some editors put a mark of their own before a text.
    let text = text.trim_start_matches('\u{feff}');
    let fields: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_str(text);
    let read = fields.and_then(|fields| {
        // No scenario has a field of that name.
        if fields.contains_key("changes") {
            serde_json::from_str::<Alternative>(text)
        } else {
            serde_json::from_str::<Changes>(text).map(|changes| Alternative { changes, ..Alternative::default() })
        }
    });
    let mut alternative =
        read.map_err(|error| format!("{}: These are no changes of a scenario: {error}.", path.display()))?;
    if alternative.name.is_empty() {
        alternative.name = file_name(path);
    }
    Ok(alternative)
}

/// A sentence about a file; of a link there is none to name.
fn about(given: &Given, reason: &dyn Display) -> String {
    match given {
        Given::File(path) => format!("{}: {reason}", path.display()),
        Given::Link(_) => reason.to_string(),
    }
}

/// The scenario of a file or of a link.
fn open(given: &Given, known: Date) -> Result<Scenario, String> {
    match given {
        Given::File(path) => Scenario::from_json(&read(path)?).map_err(|error| about(given, &error)),
        Given::Link(fragment) => open_link(fragment, known),
    }
}

/// The scenario of a link; why its numbers may differ from the sender's is said on standard error.
fn open_link(fragment: &str, known: Date) -> Result<Scenario, String> {
    let shared = share::from_fragment(fragment).map_err(|error| error.to_string())?;
    for sentence in shared.differences(known) {
        let _ = writeln!(io::stderr(), "{sentence}");
    }
    Ok(shared.scenario.opened(known).into_inner())
}

/// The text of a file, up to one byte more than a scenario may have.
fn read(path: &Path) -> Result<String, String> {
    let mut text = String::new();
    let most = Scenario::MAX_JSON as u64 + 1;
    File::open(path)
        .and_then(|file| file.take(most).read_to_string(&mut text))
        .map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    Ok(text)
}
