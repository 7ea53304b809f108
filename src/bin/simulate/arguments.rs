//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::thread::available_parallelism;

use lexopt::prelude::*;

use crate::{guide, hour};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Simulates a scenario of Headroom and prints what it says.

Usage: simulate SCENARIO [OPTIONS]
       simulate compare SCENARIO [SCENARIO...] [OPTIONS]
       simulate volume SCENARIO [OPTIONS]
       simulate SCENARIO --with CHANGES [--with CHANGES...] [OPTIONS]
       simulate hour FILE [--json]
       simulate guide NAME [--json]

  SCENARIO            a file in JSON, of which static/presets holds some; or a link of the page, in quotes: all of it or
                      what begins with #. One that holds alternatives is answered for the first, A; compare answers for all
  compare             compares alternatives on the same futures: those that a scenario holds, or several scenarios, of which
                      the first is A. Its start, months, futures, seed and day of prices hold for all. At most 6
  volume              what each alternative comes to from few uses a month to many, and from where on which is the cheapest:
                      at the volumes that the scenario states, or three decades around the uses of its first feature
  --with CHANGES      compares the scenario with one that CHANGES makes of it: a file in JSON with the fields that are
                      changed, as in a scenario, {\"money\": {\"budget\": 50}}, where the things of a list are named by their
                      id or, without one, by their place from 0, {\"features\": {\"0\": {\"output_tokens\": 900}}}, one
                      that is added with a + before, and null takes one away; or with a name as well,
                      {\"name\": \"...\", \"changes\": {...}}. May be given several times
  hour FILE           what one hour, or a day of hours, of one model comes to: times, refusals, starts and cost, from a document
                      in JSON that docs/hour.md describes; as a table, or with --json as JSON
  guide NAME          each figure of a document beside what the simulator makes of it, and which is used where they differ:
                      tasktrakr or prototype-to-production. As tables, or with --json as JSON, scenarios included
  --futures N         simulated futures, 64 to 65536, in place of the scenario's
  --seed S            seed of the random draws, in place of the scenario's
  --threads T         threads, 1 to 256 (default: all processors); the answer does not depend on it
  --engine ENGINE     cpu (default), gpu, or auto for the one that a short trial finds faster; a GPU's numbers may differ
                      from the CPU's in the last digit, and standard error says where they come from. Comparisons run on the CPU
  --format FORMAT     text (default), csv or json. A comparison as csv is one table: for each alternative a row for all
                      months together, whose month is \"all\", and a row a month; what begins with more_ is the difference
                      from A, future by future. As json it is the scenario, the verdict and all numbers
  --link              print the scenario's link, what begins with #, in place of the answer
  --help              this text

Anything wrong with the input is one line on standard error and exit code 2.
";

/// Most threads that are started.
const MAX_THREADS: u32 = 256;

/// What is asked for.
pub(crate) enum Request {
    Help,
    Hour(hour::Asked),
    Guide(guide::Asked),
    Run(Arguments),
}

/// How to run which scenario.
pub(crate) struct Arguments {
    /// The first is the scenario, or the first of several.
    pub(crate) scenarios: Vec<Given>,
    /// Files with changes, each of which makes an alternative.
    pub(crate) with: Vec<PathBuf>,
    /// Whether alternatives are compared.
    pub(crate) compares: bool,
    /// Whether they are simulated at several volumes.
    pub(crate) volume: bool,
    pub(crate) futures: Option<u32>,
    pub(crate) seed: Option<u32>,
    pub(crate) threads: usize,
    pub(crate) engine: Engine,
    pub(crate) format: Format,
    pub(crate) link: bool,
}

/// A scenario as it is given.
#[derive(Clone)]
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
        let (mut scenarios, mut with) = (Vec::new(), Vec::new());
        let (mut compares, mut volume, mut link) = (false, false, false);
        let (mut futures, mut seed, mut threads) = (None, None, None);
        let (mut engine, mut format) = (Engine::Cpu, Format::Text);
        let mut is_first = true;
        while let Some(argument) = parser.next().map_err(hint)? {
            match argument {
                Long("help") | Short('h') => return Ok(Request::Help),
                Long("futures") => futures = Some(number(&mut parser, "--futures")?),
                Long("seed") => seed = Some(number(&mut parser, "--seed")?),
                Long("threads") => threads = Some(number(&mut parser, "--threads")?),
                Long("engine") => engine = Engine::read(&mut parser)?,
                Long("format") => format = Format::read(&mut parser)?,
                Long("link") => link = true,
                Long("with") => with.push(PathBuf::from(parser.value().map_err(hint)?)),
                Value(word) if word == "hour" && is_first => {
                    return Ok(hour::Asked::read(&mut parser)?.map_or(Request::Help, Request::Hour));
                }
                Value(word) if word == "guide" && is_first => {
                    return Ok(guide::Asked::read(&mut parser)?.map_or(Request::Help, Request::Guide));
                }
                Value(word) if word == "volume" && is_first => volume = true,
                Value(word) if word == "compare" && scenarios.is_empty() && !compares && !volume => compares = true,
                Value(given) if scenarios.is_empty() || compares => scenarios.push(Given::from(given)),
                other => return Err(hint(other.unexpected())),
            }
            is_first = false;
        }
        compares |= !with.is_empty();
        if (compares || volume) && engine == Engine::Gpu {
            return Err("Comparisons run on the CPU; leave --engine gpu out.".to_owned());
        }
        let threads = match threads {
            Some(threads) if (1..=MAX_THREADS).contains(&threads) => threads as usize,
            Some(threads) => return Err(format!("--threads is {threads}; it must be between 1 and {MAX_THREADS}.")),
            None => available_parallelism().map_or(1, usize::from),
        };
        Ok(Request::Run(Self { scenarios, with, compares, volume, futures, seed, threads, engine, format, link }))
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

pub(crate) fn hint(error: lexopt::Error) -> String {
    format!("The command line is not understood: {error}; simulate --help says more.")
}
