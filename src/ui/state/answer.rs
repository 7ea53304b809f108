//! The answer to a run, ready to be shown.

use std::rc::Rc;

use crate::{
    analysis::{self, Table},
    catalog::Catalog,
    chart::{Breaches, Calendar, Fan, Picture},
    scenario::{StartMonth, ValidScenario},
    worker::{Finished, Kind, Summary},
};

/// How far a full run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Futures done.
    pub done: u32,
    /// Futures in all.
    pub of: u32,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Number of the run.
    pub run: u32,
    /// How thorough it was.
    pub kind: Kind,
    /// When a slider caused it, in milliseconds of the page's clock.
    pub slid_at: Option<f64>,
    /// How it was computed: engine, workers, futures, time.
    pub badge: String,
    /// The scenario that it answers.
    pub scenario: Rc<ValidScenario>,
    /// What it means, in sentences.
    pub verdict: Vec<String>,
    /// What to know before trusting it, in sentences.
    pub caveats: Vec<String>,
    /// Users a month.
    pub users: Rc<Picture>,
    /// Cost a month.
    pub cost: Rc<Picture>,
    /// Limits by month.
    pub breaches: Rc<Picture>,
    /// Every month in a row. Like the axes it settles when a slider is let go: hundreds of flickering numbers tell
    /// nobody anything.
    pub table: Rc<Table>,
}

impl Answer {
    /// The answer of a run. While a slider moves, axes are at least as high as those of the answer `before`.
    pub(super) fn new(
        finished: &Finished,
        summary: &Summary,
        workers: u32,
        took: f64,
        catalog: &Catalog,
        before: Option<&Self>,
    ) -> Self {
        let (request, scenario) = (&finished.request, &finished.request.scenario);
        let StartMonth { year, month } = scenario.start;
        let calendar = Calendar { year, month };
        let before = before.filter(|_| request.kind == Kind::Live);
        let settle = |fan: Fan, before: Option<&Rc<Picture>>| match before.map(Rc::as_ref) {
            Some(Picture::Fan(old)) => Picture::Fan(fan.on_growing(old.axis)),
            _ => Picture::Fan(fan),
        };
        let users = settle(Fan::users(summary, calendar), before.map(|before| &before.users));
        let budget = scenario.money.budget.middle();
        let cost = settle(Fan::cost(summary, calendar, budget), before.map(|before| &before.cost));
        let table = || Rc::new(analysis::monthly_table(summary, scenario));
        Self {
            run: finished.run,
            kind: request.kind,
            slid_at: request.slid_at,
            badge: badge(request.kind, workers, summary.futures, took),
            scenario: Rc::clone(scenario),
            verdict: analysis::verdict(summary, scenario, catalog),
            caveats: analysis::caveats(scenario, catalog),
            users: Rc::new(users),
            cost: Rc::new(cost),
            breaches: Rc::new(Picture::Breaches(Breaches::new(summary, calendar))),
            table: before.map_or_else(table, |before| Rc::clone(&before.table)),
        }
    }
}

fn badge(kind: Kind, workers: u32, futures: u32, took: f64) -> String {
    let worker = if workers == 1 { "worker" } else { "workers" };
    let futures = crate::scenario::grouped(f64::from(futures));
    let preview = if kind == Kind::Live { " (preview)" } else { "" };
    let seconds = (took / 1_000.0).max(0.0);
    let seconds = if seconds < 0.95 { format!("{seconds:.2}") } else { format!("{seconds:.1}") };
    format!("CPU, {workers} {worker}, {futures} futures{preview}, {seconds} s")
}
