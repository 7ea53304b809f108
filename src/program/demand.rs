//! What a scenario is expected to ask of one of its parts in a month, whatever the plans there allow.
//!
//! The rules are the model's, in double precision and without noise: all ranges stand at their middles and nothing is drawn.

use super::Program;
use crate::catalog::{Catalog, Date};
use crate::model::bursts::Bursts;
use crate::model::layout::{self, FEATURES};
use crate::model::{
    Asked, DayClock, ExpectedCall, HourClock, MonthClock, Params, Run, expect_begin, expect_day, expect_day_begin,
    expect_hour, month_begin,
};
use crate::parts::{CALLS, Call, FLOWS, HELD, Meter, Slot, of_call};
use crate::scenario::{Curve, Field, Input, LadderAt, Launches, Quantity, Scenario, ValidScenario};
use crate::value::Value;

/// Whose demand is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The part of the app.
    pub slot: Slot,
    /// Of model calls, the feature whose calls are meant; absent, those of all.
    pub feature: Option<usize>,
    /// As many monthly users in all months, in place of those that the scenario comes to.
    pub users: Option<u32>,
}

impl Asker {
    /// Whoever asks for plans of a ladder.
    #[must_use]
    pub fn of(at: LadderAt) -> Self {
        let feature = if let LadderAt::Feature(feature) = at { Some(feature) } else { None };
        Self { slot: at.slot(), feature, users: None }
    }
}

/// What a month is expected to ask of a part of the app.
#[derive(Clone, Debug)]
pub struct MonthDemand {
    /// Which month of the run, from 1.
    pub month: u32,
    /// Its first day.
    pub day: Date,
    /// Monthly users in it, on average.
    pub users: f64,
    pub(super) slot: Slot,
    /// Days of the run before it.
    pub(super) days_before: u32,
    /// How much the months before it asked, as a multiple of what it asks.
    pub(super) before: f64,
    /// What it uses of each meter of the part, as the model counts: tokens in millions, levels by their mean.
    pub(super) units: Vec<f64>,
    /// What is held of the meters that are levels on each day, by the meter's place in the part.
    pub(super) held: Vec<(usize, Vec<f64>)>,
    /// The calls, by feature.
    pub(super) calls: Vec<Calls>,
    /// Share of it that comes in each hour.
    pub(super) hours: Vec<f64>,
    /// Requests a second to the app's own code in each hour.
    pub(super) rates: Vec<f64>,
    pub(super) bursts: Bursts<f64>,
    /// Seconds that users wait.
    pub(super) patience: f64,
    /// What a user pays at a time, dollars.
    pub(super) payment: f64,
    /// Persons with a seat after the first.
    pub(super) more_seats: f64,
    /// Whether its users pay.
    pub(super) earns: bool,
}

/// The calls of a feature in a month.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    pub(super) count: f64,
    /// One of them, none of it long.
    pub(super) call: Call<f64>,
    /// How many share a request.
    pub(super) batch: f64,
    /// How many a user makes on a day on which the user is there.
    pub(super) a_visitor: f64,
    /// Million tokens that one sends, and the standard deviation of their logarithm.
    pub(super) sent: [f64; 2],
    /// What of one says how long its answer takes.
    pub(super) asked: Asked<f64>,
}

impl Calls {
    /// Units of one call, where such shares of the requests and of the tokens sent are long.
    pub(super) fn units(&self, [long, long_sent]: [f64; 2]) -> [f64; CALLS.len()] {
        of_call(&Call { long, long_sent, ..self.call })
    }
}

/// A scenario without anything that is not known, where the part is used.
fn settled(scenario: &ValidScenario, catalog: &Catalog, asker: Asker) -> Option<ValidScenario> {
    let mut it: Scenario = scenario.clone().into_inner();
    for input in Input::all(scenario).filter(|input| input.get(scenario).is_some_and(Quantity::is_range)) {
        if let Some(quantity) = input.get(scenario) {
            input.set(&mut it, Quantity::Exact(quantity.middle()));
        }
    }
    for field in [Field::PermanentNoise, Field::PassingNoise, Field::HourlyNoise, Field::DailyNoise] {
        Input::app(field).set(&mut it, Quantity::Exact(field.spec().min));
    }
    it.launches.per_year = Quantity::Exact(0.0);
    it.money.price_changes = None;
    it.launches.scheduled.iter_mut().for_each(|launch| launch.exact = true);
    if let Some(users) = asker.users {
        it.growth.users = Quantity::Exact(users.into());
        it.growth.monthly_growth = Quantity::Exact(0.0);
        it.growth.curve = Curve::Compound;
        it.launches = Launches::default();
    }
    it.months = it.months.min(MonthDemand::MONTH);
    // A part that is not used asks for nothing.
    if let Some(ladder) = it.ladder_mut(LadderAt::Slot(asker.slot as usize)).filter(|it| it.plans.is_empty()) {
        ladder.plans = vec![catalog.plans_of(asker.slot).next()?.id.clone()];
    }
    it.validate().ok()
}

impl MonthDemand {
    /// The month of the run that is looked at, or its last one.
    pub const MONTH: u32 = 12;

    /// What a scenario asks of a part in that month; `None` where its plans cannot be computed.
    #[must_use]
    pub fn new(scenario: &ValidScenario, catalog: &Catalog, asker: Asker) -> Option<Self> {
        let scenario = settled(scenario, catalog, asker)?;
        let program = Program::new(&scenario, catalog).ok()?;
        let month = scenario.months;
        let run = Run {
            memory: program.memory.as_slice(),
            params: params(&program, 0),
            shape: program.shape,
            room: program.shape.room(),
            epoch: 0.0,
            frozen: 1.0,
            seed: program.seed.map(f64::int),
            future: f64::int(0),
        };
        let mut demand = Self {
            month,
            day: scenario.start.plus(month as usize - 1).first_day(),
            users: 0.0,
            slot: asker.slot,
            days_before: program.days() - program.months.last()?,
            before: 0.0,
            units: vec![0.0; asker.slot.meters().len()],
            held: Vec::new(),
            calls: Vec::new(),
            hours: Vec::new(),
            rates: Vec::new(),
            bursts: run.params.bursts(),
            patience: run.params.patience,
            payment: scenario.money.payment(),
            more_seats: run.params.more_seats,
            earns: run.params.income_from <= f64::from(month),
        };
        demand.follow(&program, run, asker.feature);
        Some(demand)
    }

    /// Goes through the run up to the month's end, and keeps what the month asks for.
    fn follow(&mut self, program: &Program, mut run: Run<'_, f64>, feature: Option<usize>) {
        let mut state = expect_begin(&run);
        let features: Vec<usize> =
            run.shape.features().filter(|it| feature.is_none_or(|feature| feature == *it)).collect();
        let (mut counts, mut held, mut calls) = ([0.0; FEATURES], Vec::new(), Vec::new());
        let (mut index, mut before) = (0, 0.0);
        for (month, days) in program.months.iter().enumerate() {
            let is_last = month + 1 == program.months.len();
            if let Some(phase) = program.phase_from(month) {
                run.params = params(program, phase);
            }
            month_begin(&run, &MonthClock { step: f64::int(month as u32), number: (month + 1) as f64 }, &mut state);
            for day in 0..*days {
                run.epoch = program.memory[layout::EPOCHS + index as usize].into();
                let clock = DayClock {
                    step: f64::int(index),
                    number: f64::from(index + 1),
                    month: (month + 1) as f64,
                    passed: (f64::from(day) + 0.5) / f64::from(*days),
                    days: f64::from(*days),
                };
                expect_day_begin(&run, &clock, &mut state);
                let weekday = (program.first_weekday + index) % 7;
                for of_day in 0..24 {
                    let weight = program.memory[layout::WEIGHTS + (weekday * 24 + of_day) as usize].into();
                    let clock = HourClock { step: f64::int(index * 24 + of_day), of_day: of_day.into(), weight };
                    let hour = expect_hour(&run, &clock, &mut state);
                    let asked = |of: &[usize]| of.iter().map(|it| hour.calls[*it]).sum::<f64>();
                    let all = || hour.visits + asked(&run.shape.features().collect::<Vec<_>>());
                    let asked = if self.slot == Slot::Inference { asked(&features) } else { all() };
                    if is_last {
                        features.iter().for_each(|it| counts[*it] += hour.calls[*it]);
                        self.hours.push(asked);
                        self.rates.push(hour.rate);
                    } else {
                        before += asked;
                    }
                }
                let today = expect_day(&run, &clock, &mut state);
                if is_last {
                    self.users += today.users / f64::from(*days);
                    self.add(&today.flows);
                    held.push(today.held);
                    calls = today.calls;
                }
                index += 1;
            }
        }
        self.hold(&held, run.params.files_apart > 0.5);
        for (feature, ExpectedCall { call, batch, a_visitor, asked }) in calls.into_iter().enumerate() {
            if features.contains(&feature) && self.slot == Slot::Inference {
                let sent = [run.params.sent[feature], run.params.sent_spread[feature]];
                self.calls.push(Calls { count: counts[feature], call, batch, a_visitor, sent, asked });
            }
        }
        let all = self.hours.iter().sum::<f64>().max(1e-12);
        self.hours.iter_mut().for_each(|hour| *hour /= all);
        self.before = before / all;
    }

    /// Adds what a day used of the part's meters.
    fn add(&mut self, flows: &[f64; FLOWS.len()]) {
        for ((slot, meter), units) in FLOWS.iter().zip(flows) {
            if let Some(place) = slot.place(*meter).filter(|_| *slot == self.slot) {
                self.units[place] += units;
            }
        }
    }

    /// Meters of levels are priced by what is held, day by day.
    fn hold(&mut self, days: &[[f64; HELD.len()]], files_apart: bool) {
        for (at, meter) in HELD.iter().enumerate() {
            let Some(place) = self.slot.place(*meter) else { continue };
            // Files that another provider keeps are none of the database's.
            let is_here = (*meter, self.slot) != (Meter::FileGb, Slot::Data) || !files_apart;
            let held: Vec<f64> = days.iter().map(|held| if is_here { held[at] } else { 0.0 }).collect();
            self.units[place] = held.iter().sum::<f64>() / held.len().max(1) as f64;
            self.held.push((place, held));
        }
    }
}

/// The inputs in a phase of the run.
fn params(program: &Program, phase: usize) -> Params<f64> {
    let mut numbers = vec![0.0; Params::<f32>::LEN];
    program.params(0, phase).each(|index, number| numbers[index] = f64::from(number));
    Params::from_fn(|index| numbers[index])
}
