//! From the file or the link to the answer.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use headroom::catalog::Catalog;
use headroom::date::Date;
use headroom::program::{Program, with_own_plans};
use headroom::scenario::Scenario;
use headroom::share;

use crate::arguments::{Arguments, Given, HELP, Request};
use crate::compute::compute;
use crate::output;

/// Runs the command; whatever is wrong is one line on standard error and exit code 2.
pub(crate) fn main() -> ExitCode {
    let done = Arguments::read(lexopt::Parser::from_env()).and_then(|request| match request {
        Request::Help => print(HELP),
        Request::Run(arguments) => print(&answer(&arguments)?),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // A file's name may hold anything, line breaks too.
            let line: String = sentence.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
            // With standard error closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "{line}");
            ExitCode::from(2)
        }
    }
}

fn answer(arguments: &Arguments) -> Result<String, String> {
    let catalog = Catalog::builtin().map_err(|error| error.to_string())?;
    let about = |reason: &dyn Display| match &arguments.scenario {
        Given::File(path) => format!("{}: {reason}", path.display()),
        Given::Link(_) => reason.to_string(),
    };
    let mut scenario = match &arguments.scenario {
        Given::File(path) => Scenario::from_json(&read(path)?).map_err(|error| about(&error))?,
        Given::Link(fragment) => open(fragment, catalog.date())?,
    };
    scenario.futures = arguments.futures.unwrap_or(scenario.futures);
    scenario.seed = arguments.seed.unwrap_or(scenario.seed);
    let scenario = scenario.validate().map_err(|error| about(&error))?;
    if arguments.link {
        return Ok(share::to_fragment(&scenario, catalog.date()) + "\n");
    }
    let catalog = with_own_plans(&scenario, &catalog).map_err(|error| about(&error))?;
    let program = Program::new(&scenario, &catalog).map_err(|error| about(&error))?;
    let summary = compute(&program, arguments.engine, arguments.threads)?;
    output::write(arguments.format, &scenario, &catalog, &summary)
}

/// The scenario of a link; why its numbers may differ from the sender's is said on standard error.
fn open(fragment: &str, known: Date) -> Result<Scenario, String> {
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

fn print(text: &str) -> Result<(), String> {
    if is_closed() {
        return Err("The answer cannot be written: standard output is closed.".to_owned());
    }
    match io::stdout().lock().write_all(text.as_bytes()) {
        // The reader, `head` for instance, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| format!("The answer cannot be written: {error}.")),
    }
}

/// Whether standard output was closed when the program began: the standard library then puts the null device in its place, open for
/// reading and writing, which a shell opens for writing alone.
#[cfg(target_os = "linux")]
fn is_closed() -> bool {
    let is_null = std::fs::read_link("/proc/self/fd/1").is_ok_and(|path| path == Path::new("/dev/null"));
    let flags = std::fs::read_to_string("/proc/self/fdinfo/1").unwrap_or_default();
    let mode = flags.lines().find_map(|line| line.strip_prefix("flags:")?.trim().chars().last());
    is_null && mode == Some('2')
}

/// Other systems do not say.
#[cfg(not(target_os = "linux"))]
fn is_closed() -> bool {
    false
}
