//! What each stage of the model makes of each number, pinned in `tests/stages.txt`: where a digest of `tests/same_bits.rs` moves, this
//! says in which stage of which day first, and which numbers.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::runs::{announced, busy, crowded, moving, on_cards, raised, shared, simulate, varied};
use headroom::engine::{Raw, cpu};
use headroom::model::{Record, State, Totals};
use headroom::program::Program;
use headroom::value::Lanes;
use wide::{f32x4, f32x8};

/// Futures of each program, and its months.
const FUTURES: usize = 8;
const MONTHS: u32 = 2;

/// In the order of the clock; what is kept of a month and of a run count as stages.
const STAGES: [&str; 8] = ["begin", "month_begin", "day_begin", "hour", "day_end", "month_end", "record", "end"];

/// Written before each use, wherever any of the futures side by side moves: what is left there in between is none of a future's own.
const SCRATCH: &str = "accounts.now.moves";

/// When a stage was done. What comes before the first day of a month has day 0, what comes after the last one the day [`AFTER`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Time {
    month: u32,
    day: u32,
    stage: usize,
}

const AFTER: u32 = 99;

impl Time {
    fn of(month: u32, day: u32, stage: &str) -> Self {
        Self { month, day, stage: STAGES.iter().position(|name| *name == stage).unwrap() }
    }

    fn name(self) -> String {
        let stage = STAGES[self.stage];
        match self.day {
            0 | AFTER if stage == "begin" || stage == "end" => stage.to_owned(),
            0 | AFTER => format!("{stage} of month {}", self.month),
            day => format!("{stage} of day {day} of month {}", self.month),
        }
    }

    /// The line of the table that its digest is in.
    fn line(self) -> String {
        format!("{}/{:02}", self.month, self.day)
    }

    /// A number has a digest for each stage of some spans of days only, short ones at first: most changes show at once.
    fn span(self) -> Self {
        let day = match (self.month, self.day) {
            (_, day @ (0 | AFTER)) => day,
            (1, day) => [1, 2, 5].into_iter().rfind(|first| *first <= day).unwrap(),
            _ => 1,
        };
        Self { day, ..self }
    }
}

/// A digest of each future, so that it does not matter how many are side by side.
#[derive(Clone, Copy, PartialEq)]
struct Digest([u32; FUTURES]);

impl Digest {
    const NONE: Self = Self([0x811C_9DC5; FUTURES]);

    fn add(&mut self, first: usize, numbers: &[f32]) {
        for (digest, number) in self.0[first..].iter_mut().zip(numbers) {
            *digest = (*digest ^ number.to_bits()).wrapping_mul(0x85EB_CA6B);
            *digest ^= *digest >> 15;
        }
    }

    fn short(&self) -> String {
        let all = self.0.iter().fold(0_u32, |all, digest| (all ^ digest).wrapping_mul(0x85EB_CA6B).rotate_left(13));
        format!("{:04x}", all >> 16)
    }
}

/// Digests of all numbers by time, and by span of each number.
#[derive(Default)]
struct Pins {
    times: BTreeMap<Time, Digest>,
    names: Vec<String>,
    spans: BTreeMap<Time, Vec<Digest>>,
}

impl Pins {
    fn of<V: Lanes>() -> Self {
        let mut pins = Self::default();
        for program in
            [busy, crowded, varied, shared, raised, announced, moving, on_cards].map(|program| program(MONTHS))
        {
            let names = pins.places(State::<V>::names(&program.shape).into_iter());
            for first in (0..FUTURES).step_by(V::WIDTH) {
                pins.watch::<V>(&program, first, &names);
            }
            pins.keep(&program, &simulate::<V>(&program, FUTURES));
        }
        pins
    }

    /// Where each name stands; those of a list are one.
    fn places(&mut self, names: impl Iterator<Item = String>) -> Vec<usize> {
        let place = |name: String| {
            self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
                self.names.push(name);
                self.names.len() - 1
            })
        };
        names.map(place).collect()
    }

    fn add<'n>(&mut self, time: Time, first: usize, numbers: impl IntoIterator<Item = (usize, &'n [f32])>) {
        let all = self.times.entry(time).or_insert(Digest::NONE);
        let each = self.spans.entry(time.span()).or_default();
        each.resize(self.names.len(), Digest::NONE);
        for (place, numbers) in numbers {
            all.add(first, numbers);
            each[place].add(first, numbers);
        }
    }

    /// The states of some futures after each stage.
    fn watch<V: Lanes>(&mut self, program: &Program, first: usize, names: &[usize]) {
        let mut time = Time::of(1, 0, "begin");
        cpu::watch::<V>(program, first as u32, &mut |stage, state| {
            (time.month, time.day) = match stage {
                "month_begin" if time.day == AFTER => (time.month + 1, 0),
                "day_begin" => (time.month, time.day + 1),
                "month_end" => (time.month, AFTER),
                _ => (time.month, time.day),
            };
            time = Time::of(time.month, time.day, stage);
            let mut lanes = Vec::new();
            state.each(|number| {
                lanes.resize(lanes.len() + V::WIDTH, 0.0);
                let from = lanes.len() - V::WIDTH;
                number.store(&mut lanes[from..]);
            });
            assert_eq!(lanes.len(), names.len() * V::WIDTH);
            let is_kept = |(place, _): &(usize, &[f32])| self.names[*place] != SCRATCH;
            let numbers: Vec<_> = names.iter().copied().zip(lanes.chunks(V::WIDTH)).filter(is_kept).collect();
            self.add(time, first, numbers);
        });
    }

    /// What is kept of every month and of the run.
    fn keep(&mut self, program: &Program, raw: &Raw) {
        let mut named = |kept: &str, names: Vec<(String, usize)>| {
            let alike = |(name, count): (String, usize)| {
                let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
                std::iter::repeat_n(format!("{kept}.{name}"), count)
            };
            self.places(names.into_iter().flat_map(alike))
        };
        let record = named("record", Record::<f32>::names(&program.shape));
        let totals = named("totals", Totals::<f32>::names(&program.shape));
        for month in 0..raw.months() {
            let numbers = record.iter().enumerate().map(|(number, place)| (*place, raw.record(number, month)));
            self.add(Time::of(month as u32 + 1, AFTER, "record"), 0, numbers);
        }
        let numbers = totals.iter().enumerate().map(|(number, place)| (*place, raw.total(number)));
        self.add(Time::of(MONTHS, AFTER, "end"), 0, numbers);
    }

    /// The digests of a number in the order of the clock.
    fn of_number(&self, place: usize) -> impl Iterator<Item = (Time, Digest)> {
        let digests = self.spans.iter().filter_map(move |(time, digests)| Some((*time, *digests.get(place)?)));
        digests.filter(|(_, digest)| *digest != Digest::NONE)
    }

    /// A line for each day, and for each number by its name.
    fn table(&self) -> BTreeMap<String, Vec<String>> {
        let mut lines: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (time, digest) in &self.times {
            lines.entry(time.line()).or_default().push(digest.short());
        }
        for (place, name) in self.names.iter().enumerate() {
            let digests: Vec<_> = self.of_number(place).map(|(_, digest)| digest.short()).collect();
            if name != SCRATCH {
                lines.insert(name.clone(), digests);
            }
        }
        lines
    }

    fn text(&self) -> String {
        self.table().into_iter().map(|(name, digests)| format!("{name} {}\n", digests.join(" "))).collect()
    }

    /// The first stage with another digest than in a pinned table, and the numbers that have another one for such stages of its days.
    fn first_moved(&self, pinned: &str) -> Option<String> {
        let line = |line: &str| {
            let (name, digests) = line.split_once(' ')?;
            Some((name.to_owned(), digests.split(' ').map(str::to_owned).collect::<Vec<_>>()))
        };
        let (was, now): (BTreeMap<_, _>, _) = (pinned.lines().filter_map(line).collect(), self.table());
        let has_moved = |name: &str, at: usize| {
            was.get(name).and_then(|was| was.get(at)) != now.get(name).and_then(|now| now.get(at))
        };
        let of_day = |time: &Time| self.times.keys().filter(|it| it.line() == time.line()).position(|it| it == time);
        let first = self.times.keys().find(|time| has_moved(&time.line(), of_day(time).unwrap()));
        let Some(first) = first else {
            return (was != now).then(|| "numbers were renamed".to_owned());
        };
        let moved = self.names.iter().enumerate().filter(|(place, name)| {
            self.of_number(*place).position(|(time, _)| time == first.span()).is_some_and(|at| has_moved(name, at))
        });
        let names: Vec<_> = moved.map(|(_, name)| name.as_str()).collect();
        Some(format!("{}: {} moved", first.name(), names.join(", ")))
    }
}

#[test]
fn every_stage_is_as_pinned() {
    let pins = Pins::of::<f32x8>();
    if let Some(moved) = pins.first_moved(include_str!("stages.txt")) {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stages.txt");
        std::fs::write(&new, pins.text()).unwrap();
        panic!("{moved}; if that is right: cp {} tests/stages.txt", new.display());
    }
}

#[test]
fn lane_width_changes_no_stage() {
    assert_eq!(Pins::of::<f32x4>().first_moved(&Pins::of::<f32x8>().text()), None);
}
