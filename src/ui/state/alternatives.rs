//! Alternatives: how they come, go and are shown.

use std::rc::Rc;

use super::{Answer, Compared, PlanPlace, Remedy, State, VolumeView, Wish, own_plans};
use crate::{
    analysis::{self, STRESSES},
    scenario::{Alternative, LadderAt, Scenario, ScenarioError, ValidScenario},
    worker::Summary,
};

/// Something done with the alternatives of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Compare {
    /// Another one is shown, by its place.
    Show(usize),
    /// One more, like the one that is shown.
    Copy,
    /// One more, with another plan in a place of the app.
    Plan(PlanPlace, String),
    /// One more, to which something happens, by its place among [`STRESSES`].
    Stress(usize),
    /// One less, by its place.
    Drop(usize),
    /// Only this one, by its place.
    Keep(usize),
    /// What is changed at a place of the document is as in the first again.
    TakeBack(Vec<String>),
}

impl State {
    pub(super) fn compare(&mut self, what: Compare) {
        let done = match what {
            Compare::Show(place) => return self.show_alternative(place),
            Compare::Copy => self.add_alternative(self.shown, String::new(), |_, _| {}),
            Compare::Plan(place, plan) => {
                let name = self.catalog.plan(&plan).map_or_else(String::new, |plan| plan.name.clone());
                self.add_alternative(self.shown, name, |state, scenario| {
                    let change = place.instead(scenario, plan);
                    change.apply(scenario, &state.catalog, None, &own_plans::taken(&state.document));
                    // What is known better than the catalogue was known of the model before.
                    if let PlanPlace::Rung(LadderAt::Feature(feature), _) = place
                        && let Some(feature) = scenario.features.get_mut(feature)
                    {
                        (feature.first_word, feature.tokens_a_second) = (None, None);
                    }
                })
            }
            Compare::Stress(place) => {
                let Some(stress) = STRESSES.get(place) else { return };
                // To the first, whichever is shown: several would add up under the name of the last.
                self.add_alternative(0, stress.name.to_owned(), |state, scenario| {
                    let catalog = analysis::catalog_of(scenario, &state.catalog);
                    stress.apply(scenario, &catalog);
                })
            }
            Compare::Drop(place) => {
                let next = self.document.without_alternative(place);
                let shown = if self.shown > place { self.shown - 1 } else { self.shown };
                next.and_then(|next| self.replace(next, shown))
            }
            Compare::Keep(place) => self.document.alternative(place).and_then(|next| self.replace(next, 0)),
            Compare::TakeBack(path) => {
                let mut next = Scenario::clone(&self.document);
                if let Some(alternative) = next.alternatives.get_mut(self.shown) {
                    alternative.changes = alternative.changes.without(&path);
                }
                // A plan that only this one had is gone from its ladders, too, and so is one of the first that this one removed.
                let had = [&self.scenario.own_plans[..], &self.document.own_plans].concat();
                own_plans::without_plans(next, self.shown, &had).and_then(|next| self.replace(next, self.shown))
            }
        };
        if let Err(error) = done {
            self.complain(crate::ui::number::complaint(&error), Remedy::Close);
        }
    }

    /// Gives the alternative at a place a name, if it may be one.
    pub(super) fn rename(&mut self, place: usize, name: String) -> Result<(), String> {
        let mut next = Scenario::clone(&self.document);
        if let Some(alternative) = next.alternatives.get_mut(place) {
            alternative.name = name;
        }
        let next = next.validate().map_err(|error| crate::ui::number::complaint(&error))?;
        if next != *self.document {
            self.history.keep(self.moment());
            self.put(next.into(), self.shown);
            self.trouble.take_if(|trouble| trouble.remedy == Remedy::Close);
            // Nothing that is simulated has another name, but sentences and charts say it.
            self.wish(Wish::CHANGED, None);
        }
        Ok(())
    }

    /// Shows another alternative: nothing has to be computed for it.
    fn show_alternative(&mut self, place: usize) {
        self.drafts.clear();
        self.put(Rc::clone(&self.document), place);
        self.answer_again();
    }

    /// The answer of the last run to the alternative that is shown.
    fn answer_again(&mut self) {
        if let Some(outcome) = &self.outcome {
            let answer = Answer::new(outcome, self.shown, &self.catalog, None);
            let compared = Compared::new(outcome, self.shown, &self.catalog, None);
            let settled = self.answer.as_ref().is_some_and(|answer| answer.is_settled);
            self.answer = Some(if settled { answer.settled(&self.catalog) } else { answer }.into());
            self.compared = compared.map(|it| if settled { it.settled().into() } else { it.into() });
        }
    }

    /// One more alternative, like the one at a place but for a change.
    fn add_alternative(
        &mut self,
        like: usize,
        name: String,
        change: impl FnOnce(&Self, &mut Scenario),
    ) -> Result<(), ScenarioError> {
        let name = name.chars().take(Alternative::MAX_NAME).collect();
        let copied = self.document.with_copy(like, name);
        let place = copied.alternatives.len() - 1;
        let mut edited = copied.alternative(place)?;
        change(self, &mut edited);
        self.replace(copied.with_alternative(place, edited), place)
    }

    /// Puts another document in place of this one, as a step that can be taken back.
    fn replace(&mut self, next: Scenario, shown: usize) -> Result<(), ScenarioError> {
        let next = next.validate()?;
        if next != *self.document {
            self.history.keep(self.moment());
            self.drafts.clear();
            self.put(next.into(), shown);
            self.trouble.take_if(|trouble| trouble.remedy == Remedy::Close);
            self.wish(Wish::CHANGED, None);
        }
        Ok(())
    }

    /// The document of the run whose answer is shown.
    pub(super) fn answered(&self) -> Option<&Rc<ValidScenario>> {
        self.outcome.as_ref().map(|outcome| &outcome.finished.request.scenario)
    }

    /// The answer shown of each alternative.
    pub fn summaries(&self) -> impl Iterator<Item = &Rc<Summary>> {
        self.outcome.iter().filter(|_| !self.opened).flat_map(|outcome| &outcome.summaries)
    }

    /// How the alternatives compare, in the answer that is shown.
    #[must_use]
    pub fn compared(&self) -> Option<&Rc<Compared>> {
        self.compared.as_ref().filter(|_| self.document.runs() > 1)
    }

    /// What the alternatives do at several volumes, in the answer that is shown.
    #[must_use]
    pub fn by_volume(&self) -> Option<&Rc<VolumeView>> {
        self.by_volume.as_ref().filter(|_| self.document.volumes.is_some())
    }
}
