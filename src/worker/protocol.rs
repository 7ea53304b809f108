//! What the page and its workers tell each other.
//!
//! Messages are postcard bytes: small, checked when read, and the same on both sides because both are built from this
//! file. [`BUILD`] makes sure of the latter.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    engine::check::Agreement,
    program::{Program, Sweep},
    stats::{ByVolume, Comparison, MonthSummary, Summary},
};

/// Name of this build. A browser may have a worker of an older one in its cache.
pub(super) const BUILD: &str = env!("HEADROOM_BUILD");

/// From the page to a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Compute futures, and send them through the port that comes with this message.
    Compute,
    /// Take what the compute workers send, and reduce it.
    Reduce,
    /// Take this port of a compute worker.
    Port,
    /// Open the GPU.
    Gpu,
    /// Compile for this on the GPU, and measure how fast it would be.
    Try(Job),
    /// Do this in place of anything older.
    Start(Job),
    /// Stop this run and everything older.
    Cancel(u32),
}

/// A run, as one worker sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// Number of the run; later runs have higher ones.
    pub(super) run: u32,
    /// What is simulated: all alternatives, or several scenarios each for itself. The page compiles them, so that workers need
    /// neither documents nor plans.
    pub(super) programs: Vec<Program>,
    /// Whether they are alternatives, so that they are compared.
    pub(super) compares: bool,
    /// Futures of each to compute.
    pub(super) futures: u32,
    /// The same at several volumes, if that is asked.
    pub(super) sweep: Sweep,
    /// Futures in a chunk, a multiple of an engine group.
    pub(super) chunk: u32,
    /// This worker's place among `workers`: it takes every chunk whose number leaves this remainder. Chunks are counted
    /// through the alternatives first: all of the first futures, then all of the next, and then likewise through the sweep.
    pub(super) worker: u32,
    /// Compute workers.
    pub(super) workers: u32,
}

impl Job {
    /// A program by its place, those of the sweep after the alternatives, and how many of its futures to compute.
    pub(super) fn program(&self, place: usize) -> Option<(&Program, u32)> {
        let of_sweep = || self.sweep.programs.get(place - self.programs.len()).map(|it| (it, self.sweep.futures));
        self.programs.get(place).map_or_else(of_sweep, |it| Some((it, self.futures)))
    }

    /// Whether more is asked of the futures than a summary of each month: they are compared, or books are kept of them.
    pub(super) fn keeps_futures(&self) -> bool {
        keeps_futures(&self.programs, &self.sweep)
    }

    /// Futures of all programs together.
    pub(super) fn all_futures(&self) -> u64 {
        let of = |programs: &[Program], futures: u32| programs.len() as u64 * u64::from(futures);
        of(&self.programs, self.futures) + of(&self.sweep.programs, self.sweep.futures)
    }
}

/// Whether all that is kept of the futures is asked for, and not only a summary of each month.
pub(super) fn keeps_futures(programs: &[Program], sweep: &Sweep) -> bool {
    programs.len() > 1 || !sweep.programs.is_empty() || programs.iter().any(Program::keeps_books)
}

/// Header of a chunk of raw futures on its way to the reducer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Parcel {
    /// The run it belongs to.
    pub(super) run: u32,
    /// The place of its program, see [`Job::program`].
    pub(super) program: u32,
    /// Its first future.
    pub(super) first: u32,
    /// Number of its futures.
    pub(super) futures: u32,
}

/// From a worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Report {
    /// The worker listens. Must stay the first, so that pages of other builds can read it.
    Ready {
        /// Its build.
        build: String,
    },
    /// So many futures of a run, those of all programs together, have arrived at the reducer.
    Progress {
        /// The run.
        run: u32,
        /// Futures.
        done: u32,
        /// Futures in all.
        of: u32,
    },
    /// All futures of a run on the GPU have come so far.
    Advance {
        /// The run.
        run: u32,
        /// What is done of the whole, 0 to 1.
        share: f32,
        /// Months that are done.
        months: u32,
    },
    /// A run on the GPU is done with a month.
    Month {
        /// The run.
        run: u32,
        /// The month, from 0.
        index: u32,
        /// What it comes to.
        month: Box<MonthSummary>,
    },
    /// A run has finished.
    Done {
        /// The run.
        run: u32,
        /// Its answer, one for each alternative or scenario.
        summaries: Vec<Summary>,
        /// What they differ in, where there are several alternatives.
        comparison: Option<Box<Comparison>>,
        /// What they do at several volumes, if that was asked.
        by_volume: Option<Box<ByVolume>>,
        /// What the CPU says of one on the GPU.
        agreement: Option<Agreement>,
    },
    /// A run cannot be done: a sentence.
    Failed {
        /// The run.
        run: u32,
        /// Why.
        sentence: String,
    },
    /// The GPU is open.
    Opened(Adapter),
    /// There is no GPU: a sentence.
    NoGpu(String),
    /// What was to be tried can run on the GPU.
    Tried {
        /// Hours of a future a second, each counted once.
        rate: f64,
    },
    /// The GPU can no longer be used: a sentence.
    Stopped(String),
}

/// A GPU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adapter {
    /// What the browser calls it.
    pub name: String,
    /// Whether it is a program on the CPU that plays a GPU.
    pub is_software: bool,
}

/// A message as bytes.
#[must_use]
pub(super) fn encode(message: &impl Serialize) -> Vec<u8> {
    // Writing to memory fails only for sequences of unknown length, which no message has.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; `None` for those of another build.
#[must_use]
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
#[path = "../../tests/common/soak.rs"]
mod soak;

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestRunner};

    use super::*;
    use crate::{
        engine::{Raw, Reducer, compare, cpu},
        worker::{
            gather::Gather,
            task::tests::{program, sweep},
        },
    };

    fn job() -> Job {
        Job {
            run: 7,
            programs: vec![program()],
            compares: true,
            futures: 4_096,
            sweep: sweep(),
            chunk: 32,
            worker: 1,
            workers: 2,
        }
    }

    #[test]
    fn messages_survive_the_way() {
        let order = Order::Start(job());
        // Numbers that are not there are NaN, which equals nothing.
        assert_eq!(format!("{:?}", decode::<Order>(&encode(&order)).unwrap()), format!("{order:?}"));
        let ready = Report::Ready { build: BUILD.to_owned() };
        assert_eq!(decode(&encode(&ready)), Some(ready));
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert_eq!(decode::<Report>(&[]), None);
        assert_eq!(decode::<Report>(&[200; 9]), None);
    }

    /// How many changed messages are tried.
    const MESSAGES: usize = 100_000;

    static PROGRAM: LazyLock<Program> = LazyLock::new(program);

    /// A message of every kind; the smallest first.
    static GOOD: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let program = program();
        let mut raw = Raw::new(&program.shape, cpu::GROUP, 1);
        cpu::run_group::<cpu::Lane>(&program, 0, 0, &mut raw);
        let mut reducer = Reducer::new(&program, cpu::GROUP).unwrap();
        reducer.place(0, raw);
        let reducers = [reducer];
        let comparison = compare(&reducers, std::slice::from_ref(&program));
        let [reducer] = reducers;
        let summary = reducer.answer(&program).summary;
        let guide = Job { programs: vec![program.clone(); 2], compares: false, sweep: Sweep::default(), ..job() };
        let orders = [
            Order::Compute,
            Order::Reduce,
            Order::Port,
            Order::Gpu,
            Order::Cancel(7),
            Order::Try(job()),
            Order::Start(job()),
            Order::Start(guide),
        ];
        let adapter = Adapter { name: "A GPU".to_owned(), is_software: true };
        let agreement = Some(Agreement { checked: 64, agreeing: 63 });
        let reports = [
            Report::Ready { build: BUILD.to_owned() },
            Report::Progress { run: 7, done: 4_000, of: 4_096 },
            Report::Advance { run: 7, share: 0.5, months: 12 },
            Report::Opened(adapter),
            Report::NoGpu("There is none.".to_owned()),
            Report::Tried { rate: 1e9 },
            Report::Failed { run: 7, sentence: "There is no room.".to_owned() },
            Report::Stopped("It is gone.".to_owned()),
            Report::Month { run: 7, index: 3, month: Box::new(summary.months[0].clone()) },
            Report::Done {
                run: 7,
                summaries: vec![summary],
                comparison: Some(Box::new(comparison)),
                by_volume: Some(Box::new(ByVolume { volumes: vec![1e3], futures: 8, ..ByVolume::default() })),
                agreement,
            },
        ];
        let parcel = Parcel { run: 7, program: 1, first: 32, futures: 16 };
        let mut all =
            orders.iter().map(encode).chain(reports.iter().map(encode)).chain([encode(&parcel)]).collect::<Vec<_>>();
        all.sort_by_key(Vec::len);
        all
    });

    /// Where, near an end, how, and with what a message is changed.
    type Change = (Index, bool, u8, u8);

    /// A message after some changes; the start, where it says what it is and how long its lists are, is hit as often as all the rest.
    fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
        for (at, is_near, how, with) in changes {
            let at = at.index(if *is_near { bytes.len().min(48) } else { bytes.len() } + 1);
            let end = (at + usize::from(*with) % 9).min(bytes.len());
            match how {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => drop(bytes.splice(at..at, [*with, 255, 255, 255, 15])),
                3 => bytes.get_mut(at).into_iter().for_each(|byte| *byte = *with),
                _ => bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << (with % 8)),
            }
        }
        bytes
    }

    /// Whether bytes are refused or a message that is the same once it was sent on.
    fn is_kept<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> bool {
        decode::<T>(bytes).is_none_or(|message| {
            let sent = encode(&message);
            decode::<T>(&sent).is_some_and(|again| encode(&again) == sent)
        })
    }

    #[test]
    fn changed_messages_are_refused_or_messages() {
        let changes = vec((any::<Index>(), any::<bool>(), 0..5_u8, any::<u8>()), 1..5);
        let cases = soak::times(MESSAGES) as u32;
        let mut runner =
            TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
        let turns = soak::Turns::begin();
        let tried = runner.run(&(any::<Index>(), changes), |(which, changes)| {
            let bytes = changed(GOOD[which.index(GOOD.len())].clone(), &changes);
            let is_kept =
                turns.turn(|| is_kept::<Order>(&bytes) && is_kept::<Report>(&bytes) && is_kept::<Parcel>(&bytes));
            prop_assert!(is_kept, "{:?}", bytes);
            Ok(())
        });
        assert!(tried.is_ok(), "{tried:?}");
        turns.end("messages");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: soak::times(1_000) as u32, failure_persistence: None, ..ProptestConfig::default() })]

        /// A parcel says how much it is and where it belongs: whatever it says, nothing is written beside its run.
        #[test]
        fn parcels_that_do_not_fit_do_no_harm(parcels in vec((0..4_u32, 0..7_u32, any::<u32>(), 0..6_u32, 0..6_u32, any::<bool>()), 1..20)) {
            let (mut gather, program) = (Gather::default(), &*PROGRAM);
            let programs = vec![program.clone(); 2];
            let sweep = Sweep { futures: 4, ..sweep() };
            let small = |run| Job { run, programs: programs.clone(), compares: true, futures: 4, sweep: sweep.clone(), chunk: 2, worker: 0, workers: 1 };
            let mut reports = gather.start(small(2));
            for (run, program_at, far, near, futures, is_near) in parcels {
                let first = if is_near { near } else { far };
                let numbers = Raw::new(&program.shape, near as usize, 1).as_slice().to_vec();
                reports.extend(gather.accept(Parcel { run, program: program_at, first, futures }, numbers));
            }
            let done = reports.iter().filter(|report| matches!(report, Report::Done { .. })).count();
            let is_of_run = |report: &Report| matches!(report, Report::Done { run: 2, .. } | Report::Progress { run: 2, .. });
            prop_assert!(done <= 1, "done {} times", done);
            prop_assert!(reports.iter().all(is_of_run), "of another run");
        }
    }
}
