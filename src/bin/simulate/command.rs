//! From the file to the answer.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use headroom::catalog::Catalog;
use headroom::engine;
use headroom::program::Program;
use headroom::scenario::Scenario;

use crate::arguments::{Arguments, HELP, Request};
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
    let about_file = |reason: &dyn std::fmt::Display| format!("{}: {reason}", arguments.file.display());
    let text = read(&arguments.file)?;
    let mut scenario = Scenario::from_json(&text).map_err(|error| about_file(&error))?;
    if let Some(futures) = arguments.futures {
        scenario.futures = futures;
    }
    if let Some(seed) = arguments.seed {
        scenario.seed = seed;
    }
    let scenario = scenario.validate().map_err(|error| about_file(&error))?;
    let catalog = Catalog::builtin().map_err(|error| error.to_string())?;
    let program = Program::new(&scenario, &catalog).map_err(|error| about_file(&error))?;
    let summary = engine::reduce(&program, &engine::threads::run(&program, arguments.threads));
    output::write(arguments.format, &scenario, &catalog, &summary)
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
    match io::stdout().lock().write_all(text.as_bytes()) {
        // The reader, `head` for instance, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| format!("The answer cannot be written: {error}.")),
    }
}
