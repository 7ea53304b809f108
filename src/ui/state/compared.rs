//! How alternatives compare, ready to be shown.

use std::rc::Rc;

use super::{Outcome, answer::ladders};
use crate::{
    analysis::{self, ComparisonTable, LimitWords},
    catalog::Catalog,
    chart::{Difference, LadderNames, Odds, Overlay, Picture, Race, Rungs},
    scenario::ValidScenario,
    stats::{Comparison, Summary},
    worker::Kind,
};

/// What the alternatives of a run come to, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The scenario with the alternatives that it answers.
    pub document: Rc<ValidScenario>,
    /// Whether nothing better is on its way.
    pub is_settled: bool,
    /// What it means, in sentences.
    pub verdict: Vec<String>,
    /// The alternatives beside each other. It settles when a slider is let go.
    pub table: Rc<ComparisonTable>,
    /// The charts.
    pub pictures: ComparedPictures,
    outcome: Rc<Outcome>,
}

/// The charts of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedPictures {
    /// Cost a month of each.
    pub cost: Rc<Picture>,
    /// Time to the full answer of each.
    pub answer: Rc<Picture>,
    /// What each turns away.
    pub refused: Rc<Picture>,
    /// Users of each.
    pub users: Rc<Picture>,
    /// By how much more the one that is shown costs than the first, or the second where the first is shown.
    pub more_cost: Rc<Picture>,
    /// By how much slower it is.
    pub more_answer: Rc<Picture>,
    /// By how much more it turns away.
    pub more_refused: Rc<Picture>,
    /// Which is the cheapest that keeps the targets.
    pub race: Rc<Picture>,
    /// When each turns somebody away.
    pub odds: Rc<Picture>,
    /// On which plan each is; `None` where none has a plan to move to.
    pub rungs: Option<Rc<Picture>>,
    /// Money in the bank with each; `None` where it is not said of all how much there is.
    pub cash: Option<Rc<Picture>>,
    /// All that is spent for each user; `None` where books are not kept of all.
    pub of_user: Option<Rc<Picture>>,
}

impl Compared {
    /// Of a run with several alternatives, of which one is shown. While a slider moves, axes are at least as high as those
    /// `before`.
    pub(super) fn new(outcome: &Rc<Outcome>, shown: usize, catalog: &Catalog, before: Option<&Self>) -> Option<Self> {
        let comparison = outcome.comparison.as_ref()?;
        let request = &outcome.finished.request;
        let document = &request.scenario;
        let summaries = outcome.all();
        let before = before.filter(|_| request.kind == Kind::Live);
        let table = || Rc::new(analysis::comparison_table(comparison, &summaries, document));
        Some(Self {
            document: Rc::clone(document),
            is_settled: request.kind == Kind::Full,
            verdict: analysis::comparison_verdict(comparison, &summaries, document, catalog),
            table: before.map_or_else(table, |before| Rc::clone(&before.table)),
            pictures: ComparedPictures::new(comparison, &summaries, document, shown, catalog)
                .growing_from(before.map(|before| &before.pictures)),
            outcome: Rc::clone(outcome),
        })
    }

    /// The same comparison, where nothing better comes: its table is its own.
    pub(super) fn settled(&self) -> Self {
        let comparison = self.outcome.comparison.as_deref();
        let table = comparison.map(|it| Rc::new(analysis::comparison_table(it, &self.outcome.all(), &self.document)));
        Self { table: table.unwrap_or_else(|| Rc::clone(&self.table)), is_settled: true, ..self.clone() }
    }

    /// All numbers, to be saved.
    #[must_use]
    pub fn csv(&self) -> String {
        let comparison = self.outcome.comparison.as_deref().cloned().unwrap_or_default();
        analysis::comparison_csv(&comparison, &self.outcome.all(), &self.document)
    }
}

impl ComparedPictures {
    fn new(
        comparison: &Comparison,
        summaries: &[&Summary],
        document: &ValidScenario,
        shown: usize,
        catalog: &Catalog,
    ) -> Self {
        let first = document.start;
        let money = &document.money;
        let names: Vec<String> = document.alternatives.iter().map(|alternative| alternative.name.clone()).collect();
        let other = shown.max(1);
        let simulated: Vec<ValidScenario> = (0..summaries.len()).map(|place| document.simulated(place)).collect();
        let catalogs: Vec<Catalog> = simulated.iter().map(|it| analysis::catalog_of(it, catalog)).collect();
        let each = || simulated.iter().zip(&catalogs).zip(summaries);
        let limits: Vec<Vec<LimitWords>> = each().map(|((it, catalog), _)| analysis::limits(it, catalog)).collect();
        let runs: Vec<(&Summary, &[LimitWords])> =
            summaries.iter().zip(&limits).map(|(it, all)| (*it, &all[..])).collect();
        let plans: Vec<Vec<LadderNames>> = each().map(|((it, catalog), _)| ladders(it, catalog)).collect();
        let plans: Vec<(&Summary, &[LadderNames])> =
            summaries.iter().zip(&plans).map(|(it, all)| (*it, &all[..])).collect();
        Self {
            cost: Picture::Overlay(Overlay::cost(summaries, &names, first, money.budget.middle())).into(),
            answer: Picture::Overlay(Overlay::full_answer(summaries, &names, first, money.target.middle())).into(),
            refused: Picture::Overlay(Overlay::refused(summaries, &names, first, money.most_refused.middle() / 100.0))
                .into(),
            users: Picture::Overlay(Overlay::users(summaries, &names, first)).into(),
            more_cost: Picture::Difference(Difference::cost(comparison, other, &names, first)).into(),
            more_answer: Picture::Difference(Difference::full_answer(comparison, other, &names, first)).into(),
            more_refused: Picture::Difference(Difference::refused(comparison, other, &names, first)).into(),
            race: Picture::Race(Race::new(comparison, &names, first)).into(),
            odds: Picture::Odds(Odds::refused(&runs, &names, first)).into(),
            rungs: Rungs::of_alternatives(&plans, first).map(|rungs| Picture::Rungs(rungs).into()),
            cash: Overlay::cash(summaries, &names, first).map(|cash| Picture::Overlay(cash).into()),
            of_user: Overlay::of_user(summaries, &names, first).map(|each| Picture::Overlay(each).into()),
        }
    }

    /// The same charts for the time that a slider moves: nothing jumps.
    fn growing_from(self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self };
        let grown = |picture: Rc<Picture>, before: &Picture| Rc::new(Rc::unwrap_or_clone(picture).growing_from(before));
        let perhaps = |picture: Option<Rc<Picture>>, before: &Option<Rc<Picture>>| match (picture, before) {
            (Some(picture), Some(before)) => Some(grown(picture, before)),
            (picture, _) => picture,
        };
        Self {
            cost: grown(self.cost, &before.cost),
            answer: grown(self.answer, &before.answer),
            refused: grown(self.refused, &before.refused),
            users: grown(self.users, &before.users),
            more_cost: grown(self.more_cost, &before.more_cost),
            more_answer: grown(self.more_answer, &before.more_answer),
            more_refused: grown(self.more_refused, &before.more_refused),
            race: grown(self.race, &before.race),
            odds: grown(self.odds, &before.odds),
            rungs: perhaps(self.rungs, &before.rungs),
            cash: perhaps(self.cash, &before.cash),
            of_user: perhaps(self.of_user, &before.of_user),
        }
    }
}
