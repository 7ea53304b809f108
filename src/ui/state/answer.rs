//! The answer to a run, ready to be shown.

use std::rc::Rc;

use super::badge;
use crate::{
    analysis::{self, Breaks, Table, TierRun},
    catalog::Catalog,
    chart::{Breaches, Fan, LadderNames, Parts, PerUser, Picture, Rungs, Speed, Totals},
    scenario::{LadderAt, ValidScenario},
    stats::{ByVolume, Comparison, MonthSummary},
    worker::{By, Finished, How, Kind, Summary},
};

/// A run that has finished.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The run.
    pub finished: Finished,
    /// Its answer, one for each alternative.
    pub summaries: Vec<Rc<Summary>>,
    /// What they differ in, where there are several.
    pub comparison: Option<Rc<Comparison>>,
    /// What they do at several volumes, if that was asked.
    pub by_volume: Option<Rc<ByVolume>>,
    /// How it was computed.
    pub how: How,
}

/// Said of an answer of the GPU.
const NEAR: &str = "These numbers come from a run on the GPU. A run on the CPU, which the command line and the choice “CPU” \
    give, may differ from them in the last digit.";

impl Outcome {
    /// The answer to each alternative.
    pub(super) fn all(&self) -> Vec<&Summary> {
        self.summaries.iter().map(|summary| &**summary).collect()
    }
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
    /// How it was computed: futures, time, speed, engine.
    pub badge: String,
    /// The alternative that it answers, by its place in the run.
    pub place: usize,
    /// The scenario that it answers.
    pub scenario: Rc<ValidScenario>,
    /// Whether nothing better is on its way.
    pub is_settled: bool,
    /// Every number behind it.
    pub summary: Rc<Summary>,
    /// What it means, in sentences.
    pub verdict: Vec<String>,
    /// What to know before trusting it, in sentences.
    pub caveats: Vec<String>,
    /// The charts.
    pub pictures: Pictures,
    /// Every month in a row. Like the axes it settles when a slider is let go: hundreds of flickering numbers tell
    /// nobody anything.
    pub table: Rc<Table>,
    /// What breaks. It settles likewise.
    pub breaks: Rc<Breaks>,
    /// How many futures are on each tier of its accounts. It settles likewise.
    pub tiers: Rc<Vec<TierRun>>,
    /// The answer from before some months of its charts were replaced by those of the full run under way.
    preview: Option<Rc<Self>>,
}

/// The charts of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Pictures {
    /// Cost a month.
    pub cost: Rc<Picture>,
    /// Cost by part of the app.
    pub parts: Rc<Picture>,
    /// Time to the full answer.
    pub full_answer: Rc<Picture>,
    /// Time to the first word.
    pub first_word: Rc<Picture>,
    /// Limits by month.
    pub breaches: Rc<Picture>,
    /// Users a month.
    pub users: Rc<Picture>,
    /// Plans by month; `None` where no part of the app has a plan to move to.
    pub rungs: Option<Rc<Picture>>,
    /// Cost of all months together.
    pub total: Rc<Picture>,
    /// Money in the bank; `None` where no books are kept.
    pub cash: Option<Rc<Picture>>,
    /// What the company spends, by kind, likewise.
    pub spent: Option<Rc<Picture>>,
    /// The same by cost line; `None` where there is none.
    pub lines: Option<Rc<Picture>>,
    /// The same for each user.
    pub of_user: Option<Rc<Picture>>,
    /// The same against users.
    pub per_user: Option<Rc<Picture>>,
    /// From income to what is left of it.
    pub fall: Option<Rc<Picture>>,
}

impl Answer {
    /// The answer of a run to the alternative at a place, or to the first where it has none there. While a slider moves, axes
    /// are at least as high as those of the answer `before`.
    pub(super) fn new(outcome: &Outcome, place: usize, catalog: &Catalog, before: Option<&Self>) -> Self {
        let Outcome { finished, summaries, how, .. } = outcome;
        let request = &finished.request;
        let place = if place < summaries.len() { place } else { 0 };
        let scenario = &Rc::new(request.scenario.simulated(place));
        let summary = &summaries.get(place).cloned().unwrap_or_default();
        // The page may have gone on to other plans of the founder's own.
        let catalog = &analysis::catalog_of(scenario, catalog);
        let before = before.filter(|_| request.kind == Kind::Live);
        let near = matches!(how.by, By::Gpu { .. }).then(|| NEAR.to_owned());
        let table = || Rc::new(analysis::monthly_table(summary, scenario, catalog));
        let breaks = || Rc::new(analysis::breaks(summary, scenario, catalog));
        let tiers = || Rc::new(analysis::tier_runs(summary, scenario, catalog));
        Self {
            run: finished.run,
            kind: request.kind,
            slid_at: request.slid_at,
            badge: badge::badge(request, how),
            place,
            scenario: Rc::clone(scenario),
            is_settled: request.kind == Kind::Full,
            summary: Rc::clone(summary),
            verdict: analysis::verdict(summary, scenario, catalog),
            caveats: near.into_iter().chain(analysis::caveats(scenario, catalog)).collect(),
            pictures: Pictures::new(summary, scenario, catalog, before.map(|before| &before.pictures)),
            table: before.map_or_else(table, |before| Rc::clone(&before.table)),
            breaks: before.map_or_else(breaks, |before| Rc::clone(&before.breaks)),
            tiers: before.map_or_else(tiers, |before| Rc::clone(&before.tiers)),
            preview: None,
        }
    }

    /// The same answer, where nothing better comes: its table and its charts are its own.
    pub(super) fn settled(&self, catalog: &Catalog) -> Self {
        let own = self.preview.as_deref().unwrap_or(self);
        let catalog = &analysis::catalog_of(&own.scenario, catalog);
        let table = Rc::new(analysis::monthly_table(&own.summary, &own.scenario, catalog));
        let breaks = Rc::new(analysis::breaks(&own.summary, &own.scenario, catalog));
        let tiers = Rc::new(analysis::tier_runs(&own.summary, &own.scenario, catalog));
        Self { table, breaks, tiers, is_settled: true, ..own.clone() }
    }

    /// The same answer with a month in its charts as the full run under way has it.
    pub(super) fn with_month(&self, index: usize, month: &MonthSummary, catalog: &Catalog) -> Self {
        let mut summary = Summary::clone(&self.summary);
        let catalog = &analysis::catalog_of(&self.scenario, catalog);
        let of = summary.months.len();
        summary.months.iter_mut().skip(index).take(1).for_each(|place| place.clone_from(month));
        let pictures = Pictures::new(&summary, &self.scenario, catalog, Some(&self.pictures));
        let preview = self.preview.clone().unwrap_or_else(|| Rc::new(self.clone()));
        let badge = badge::months(index + 1, of, summary.futures);
        // That took no slider's time.
        Self { summary: summary.into(), pictures, badge, slid_at: None, preview: Some(preview), ..self.clone() }
    }
}

impl Pictures {
    /// The charts of a run. Nothing jumps while a slider moves: they grow from those `before`.
    fn new(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog, before: Option<&Self>) -> Self {
        let first = scenario.start;
        let (budget, target) = (scenario.money.budget.middle(), scenario.money.target.middle());
        let grown = |picture: Picture, of: fn(&Self) -> &Rc<Picture>| {
            Rc::new(match before.map(of) {
                Some(before) => picture.growing_from(before),
                None => picture,
            })
        };
        let perhaps = |picture: Option<Picture>, of: fn(&Self) -> Option<&Rc<Picture>>| {
            picture.map(|picture| match before.and_then(of) {
                Some(before) => Rc::new(picture.growing_from(before)),
                None => Rc::new(picture),
            })
        };
        let rungs = Rungs::new(summary, first, &ladders(scenario, catalog));
        let lines: Vec<String> = scenario.books.lines.iter().enumerate().map(|(at, line)| line.called(at)).collect();
        Self {
            cost: grown(Picture::Fan(Fan::cost(summary, first, budget)), |before| &before.cost),
            parts: grown(Picture::Parts(Parts::new(summary, first)), |before| &before.parts),
            full_answer: grown(Picture::Speed(Speed::full_answer(summary, first, target)), |before| {
                &before.full_answer
            }),
            first_word: grown(Picture::Speed(Speed::first_word(summary, first)), |before| &before.first_word),
            breaches: grown(
                Picture::Breaches(Breaches::new(summary, first, &analysis::limits(scenario, catalog))),
                |before| &before.breaches,
            ),
            users: grown(Picture::Fan(Fan::users(summary, first)), |before| &before.users),
            rungs: perhaps(rungs.map(Picture::Rungs), |before| before.rungs.as_ref()),
            total: grown(Picture::Totals(Totals::new(summary)), |before| &before.total),
            cash: perhaps(Fan::cash(summary, first).map(Picture::Fan), |before| before.cash.as_ref()),
            spent: perhaps(Parts::books(summary, first).map(Picture::Parts), |before| before.spent.as_ref()),
            lines: perhaps(Parts::lines(summary, first, &lines).map(Picture::Parts), |before| before.lines.as_ref()),
            of_user: perhaps(Fan::of_user(summary, first).map(Picture::Fan), |before| before.of_user.as_ref()),
            per_user: perhaps(PerUser::new(summary, first).map(Picture::PerUser), |before| before.per_user.as_ref()),
            fall: perhaps(Parts::fall(summary, first).map(Picture::Parts), |before| before.fall.as_ref()),
        }
    }
}

/// The ladders with more than one plan.
pub(super) fn ladders(scenario: &ValidScenario, catalog: &Catalog) -> Vec<LadderNames> {
    let several = scenario.features.len() > 1;
    let named = |(place, at): (usize, LadderAt)| {
        let plans = analysis::plans_of(scenario, catalog, at);
        if plans.len() < 2 {
            return None;
        }
        let (name, before) = match at {
            LadderAt::Slot(_) => (at.slot().about().name.to_owned(), String::new()),
            LadderAt::Feature(feature) => {
                let name = scenario.feature_name(feature);
                let before = if several { format!("{name}: ") } else { String::new() };
                (name, before)
            }
        };
        Some(LadderNames { place, name, plans: plans.iter().map(|plan| format!("{before}{plan}")).collect() })
    };
    scenario.ladders().enumerate().filter_map(named).collect()
}
