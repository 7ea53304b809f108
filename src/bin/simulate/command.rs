//! From the file or the link to the answer.

use std::io::{self, Write};
#[cfg(target_os = "linux")]
use std::path::Path;
use std::process::ExitCode;

use headroom::catalog::Catalog;
use headroom::engine::threads;
use headroom::program::{Program, Sweep, with_own_plans};
use headroom::scenario::{Scenario, ValidScenario, Volumes, uses_a_month};
use headroom::share;
use headroom::stats::Summary;

use crate::arguments::{Arguments, HELP, Request};
use crate::by_volume::ByVolumeText;
use crate::compared::Compared;
use crate::compute::compute;
use crate::given::Asked;
use crate::output;

/// Runs the command; whatever is wrong is one line on standard error and exit code 2.
pub(crate) fn main() -> ExitCode {
    let done = Arguments::read(lexopt::Parser::from_env()).and_then(|request| match request {
        Request::Help => print(HELP),
        Request::Hour(asked) => print(&asked.answer()?),
        Request::Guide(asked) => print(&asked.answer()?),
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
    let asked = Asked::read(arguments, &catalog)?;
    if arguments.link {
        return Ok(share::to_fragment(&asked.scenario, catalog.date()) + "\n");
    }
    if arguments.volume {
        return by_volume(&asked, arguments, &catalog);
    }
    if arguments.compares {
        return compared(&asked, arguments, &catalog);
    }
    // Of a scenario with alternatives the first is the scenario itself.
    let scenario = &asked.scenario;
    let (catalog, program) = compiled(&asked, scenario, 0, &catalog)?;
    let summary = compute(&program, arguments.engine, arguments.threads)?;
    output::write(arguments.format, scenario, &catalog, &summary)
}

/// The answer where alternatives are compared.
fn compared(asked: &Asked, arguments: &Arguments, catalog: &Catalog) -> Result<String, String> {
    let scenario = &asked.scenario;
    if scenario.alternatives.is_empty() {
        return Err(asked.about(0, &"It has no alternatives; give another file, or changes by --with."));
    }
    let compile = |place| compiled(asked, &scenario.simulated(place), place, catalog);
    let compiled = (0..scenario.runs()).map(compile).collect::<Result<Vec<_>, _>>()?;
    let (catalogs, programs): (Vec<Catalog>, Vec<Program>) = compiled.into_iter().unzip();
    let (answers, comparison) = threads::run_all(&programs, arguments.threads).map_err(|error| error.to_string())?;
    let summaries: Vec<&Summary> = answers.iter().map(|answer| &answer.summary).collect();
    let compared = Compared { scenario, catalog, catalogs: &catalogs, comparison: &comparison, summaries: &summaries };
    Ok(compared.write(arguments.format))
}

/// The answer at several volumes.
fn by_volume(asked: &Asked, arguments: &Arguments, catalog: &Catalog) -> Result<String, String> {
    let mut scenario = Scenario::clone(&asked.scenario);
    let days = f64::from(scenario.start.last_day().day);
    let around = || Volumes::around(Some(0), uses_a_month(&asked.scenario, 0, days));
    scenario.volumes = Some(scenario.volumes.unwrap_or_else(around));
    let scenario = scenario.validate().map_err(|error| asked.about(0, &error))?;
    let sweep = Sweep::new(&scenario, catalog).map_err(|error| asked.about(0, &error))?;
    let by_volume = threads::run_sweep(&sweep, arguments.threads).map_err(|error| error.to_string())?;
    Ok(ByVolumeText { scenario: &scenario, catalog, by_volume: &by_volume }.write(arguments.format))
}

/// The program of an alternative, and the catalogue with its own plans.
fn compiled(
    asked: &Asked,
    scenario: &ValidScenario,
    place: usize,
    catalog: &Catalog,
) -> Result<(Catalog, Program), String> {
    let catalog = with_own_plans(scenario, catalog).map_err(|error| asked.about(place, &error))?;
    let program = Program::new(scenario, &catalog).map_err(|error| asked.about(place, &error))?;
    Ok((catalog, program))
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
