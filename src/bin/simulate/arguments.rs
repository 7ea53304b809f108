//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::thread::available_parallelism;

use lexopt::prelude::*;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Simulates a scenario of Headroom and prints what it says.

Usage: simulate SCENARIO [OPTIONS]

  SCENARIO            a file in JSON, of which static/presets holds some; or a link of the page, in quotes: all of it or
                      what begins with #
  --futures N         simulated futures, 64 to 65536, in place of the scenario's
  --seed S            seed of the random draws, in place of the scenario's
  --threads T         threads, 1 to 256 (default: all processors); the answer does not depend on it
  --engine ENGINE     cpu (default), gpu, or auto for the one that a short trial finds faster; a GPU's numbers may differ
                      from the CPU's in the last digit, and standard error says where they come from
  --format FORMAT     text (default), csv or json
  --link              print the scenario's link, what begins with #, in place of the answer
  --help              this text

Anything wrong with the input is one line on standard error and exit code 2.
";

/// Most threads that are started.
const MAX_THREADS: u32 = 256;

/// What is asked for.
pub(crate) enum Request {
    Help,
    Run(Arguments),
}

/// How to run which scenario.
pub(crate) struct Arguments {
    pub(crate) scenario: Given,
    pub(crate) futures: Option<u32>,
    pub(crate) seed: Option<u32>,
    pub(crate) threads: usize,
    pub(crate) engine: Engine,
    pub(crate) format: Format,
    pub(crate) link: bool,
}

/// The scenario as it is given.
pub(crate) enum Given {
    File(PathBuf),
    /// A link's fragment.
    Link(String),
}

/// What computes the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Cpu,
    Gpu,
    Auto,
}

/// How the answer is printed.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Text,
    Csv,
    Json,
}

impl Arguments {
    /// Reads the command line; an error is one sentence.
    pub(crate) fn read(mut parser: lexopt::Parser) -> Result<Request, String> {
        let (mut scenario, mut link) = (None, false);
        let (mut futures, mut seed, mut threads) = (None, None, None);
        let (mut engine, mut format) = (Engine::Cpu, Format::Text);
        while let Some(argument) = parser.next().map_err(hint)? {
            match argument {
                Long("help") | Short('h') => return Ok(Request::Help),
                Long("futures") => futures = Some(number(&mut parser, "--futures")?),
                Long("seed") => seed = Some(number(&mut parser, "--seed")?),
                Long("threads") => threads = Some(number(&mut parser, "--threads")?),
                Long("engine") => engine = Engine::read(&mut parser)?,
                Long("format") => format = Format::read(&mut parser)?,
                Long("link") => link = true,
                Value(given) if scenario.is_none() => scenario = Some(Given::from(given)),
                other => return Err(hint(other.unexpected())),
            }
        }
        let scenario = scenario.ok_or("Which scenario? Give its file or its link; simulate --help says more.")?;
        let threads = match threads {
            Some(threads) if (1..=MAX_THREADS).contains(&threads) => threads as usize,
            Some(threads) => return Err(format!("--threads is {threads}; it must be between 1 and {MAX_THREADS}.")),
            None => available_parallelism().map_or(1, usize::from),
        };
        Ok(Request::Run(Self { scenario, futures, seed, threads, engine, format, link }))
    }
}

impl From<OsString> for Given {
    /// A link begins with `#`, or is an address that has one; a file's name may have one too.
    fn from(given: OsString) -> Self {
        let fragment = given.to_str().and_then(|text| {
            let at = text.find('#')?;
            (at == 0 || text.contains("://")).then(|| text[at..].to_owned())
        });
        fragment.map_or_else(|| Self::File(given.into()), Self::Link)
    }
}

impl Engine {
    fn read(parser: &mut lexopt::Parser) -> Result<Self, String> {
        let name = parser.value().map_err(hint)?;
        match name.to_str() {
            Some("cpu") => Ok(Self::Cpu),
            Some("gpu") => Ok(Self::Gpu),
            Some("auto") => Ok(Self::Auto),
            _ => Err(format!("--engine is {}; it must be cpu, gpu or auto.", name.display())),
        }
    }
}

impl Format {
    fn read(parser: &mut lexopt::Parser) -> Result<Self, String> {
        let name = parser.value().map_err(hint)?;
        match name.to_str() {
            Some("text") => Ok(Self::Text),
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            _ => Err(format!("--format is {}; it must be text, csv or json.", name.display())),
        }
    }
}

fn number(parser: &mut lexopt::Parser, option: &str) -> Result<u32, String> {
    let value = parser.value().map_err(hint)?;
    value
        .parse()
        .map_err(|_| format!("{option} is {}; it must be a whole number, at most {}.", value.display(), u32::MAX))
}

fn hint(error: lexopt::Error) -> String {
    format!("The command line is not understood: {error}; simulate --help says more.")
}
