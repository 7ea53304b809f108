//! Everything the page knows, and how it changes: one pure function from a state and an action to the next state.
//!
//! What the user sees in a box and what is simulated may differ: a text that is not allowed stays in its box as a draft,
//! beside the sentence that says why, while the scenario and its answer are those from before the edit.

mod action;
mod alternatives;
mod answer;
mod badge;
mod books;
mod browse;
mod change;
mod check;
mod compared;
mod derived;
mod draft;
mod guide_view;
mod held;
mod history;
mod knob;
mod names;
mod own_plans;
#[cfg(test)]
mod tests;
mod volume_view;

pub use action::Action;
pub use alternatives::Compare;
pub use answer::{Answer, Outcome, Pictures};
pub use browse::{Browse, PlanPlace, with_other, with_plan};
pub use change::{Change, PlanNumber};
pub use check::Check;
pub use compared::{Compared, ComparedPictures};
pub use derived::{Derived, days};
pub use draft::{Draft, Entry};
pub use guide_view::{GuideStage, GuideView};
pub use held::Held;
pub use history::{Base, History, Origin};
pub use knob::Knob;
pub use names::title;
pub use own_plans::NEW_PLAN;
pub use volume_view::{VolumePictures, VolumeView};

use std::rc::Rc;

use history::Moment;
use yew::{Reducible, UseReducerDispatcher};

use crate::{
    analysis::{self, GUIDES},
    catalog::Catalog,
    scenario::{PRESETS, Scenario, ValidScenario},
    worker::{Kind, Progress, Wanted},
};

/// Tells the state what happened.
pub type Dispatch = UseReducerDispatcher<State>;

/// What should be computed; the page asks for it whenever the number rises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// Counts wishes.
    pub number: u32,
    /// A live run while a slider moves, a full one when it is let go, and after any other change first the one, which
    /// is soon there, and then the other.
    pub kinds: &'static [Kind],
    /// When a slider caused it, in milliseconds of the page's clock.
    pub slid_at: Option<f64>,
}

impl Wish {
    const MOVING: &'static [Kind] = &[Kind::Live];
    const LET_GO: &'static [Kind] = &[Kind::Full];
    const CHANGED: &'static [Kind] = &[Kind::Live, Kind::Full];
}

/// Something the user must know.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What happened, in a sentence.
    pub sentence: String,
    /// What helps.
    pub remedy: Remedy,
}

/// What the user can do about trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing but to know of it.
    Close,
    /// Change the scenario; it cannot be computed as it is.
    Change,
    /// Start the workers again; nothing is computed until then.
    Restart,
    /// Load the page again; nothing is computed until then.
    Reload,
    /// Open the GPU again; the CPU computes until then.
    RetryGpu,
}

impl Remedy {
    /// Whether answers still come, so that the user may wave it away.
    pub(in crate::ui) const fn is_passing(self) -> bool {
        matches!(self, Self::Close | Self::Change | Self::RetryGpu)
    }
}

/// The state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Plans to choose from, the scenario's own before all others.
    pub catalog: Rc<Catalog>,
    /// The same as menus show them: with the founder's numbers in plans of the founder's own.
    pub offered: Rc<Catalog>,
    /// The last good scenario with all its alternatives: what is kept and shared.
    pub document: Rc<ValidScenario>,
    /// The alternative that is shown and edited, by its place.
    pub shown: usize,
    /// What that one simulates.
    pub scenario: Rc<ValidScenario>,
    /// What was opened, and may be gone back to.
    pub base: Rc<Base>,
    /// What else may be gone back and forth to.
    pub history: History,
    /// Texts in boxes that the user is at work on.
    pub drafts: Vec<Draft>,
    /// What should be computed.
    pub wish: Wish,
    /// The answer shown.
    pub answer: Option<Rc<Answer>>,
    /// The run that it is of.
    outcome: Option<Rc<Outcome>>,
    /// How the alternatives of that run compare, where it has several.
    compared: Option<Rc<Compared>>,
    /// What they do at several volumes, where that was asked.
    by_volume: Option<Rc<VolumeView>>,
    /// Whether the answer shown belongs to another document, so that nothing of it should last.
    pub opened: bool,
    /// The full run under way.
    pub progress: Option<Progress>,
    /// What should do full runs.
    pub engine: Wanted,
    /// Why no GPU can do them, in a sentence, where that is known.
    pub no_gpu: Option<String>,
    /// Whether the last run failed or the workers are gone, so that no answer is on its way by itself.
    pub stuck: bool,
    /// What the user must know.
    pub trouble: Option<Trouble>,
    /// The plans that are looked through.
    pub browse: Option<Browse>,
    /// The guides to documents, in the order of the table of guides.
    pub guides: [Rc<GuideView>; GUIDES.len()],
}

impl State {
    /// The state in which the page opens: with a scenario from somewhere or, where that is `None`, with the first preset.
    ///
    /// # Errors
    /// A sentence, where this build cannot read its own files.
    pub fn new(catalog: Catalog, found: Option<(Origin, ValidScenario)>) -> Result<Self, String> {
        let (origin, scenario) = match found {
            Some(found) => found,
            None => (Origin::Preset(0), PRESETS[0].scenario().map_err(|error| error.to_string())?),
        };
        let document = Rc::new(scenario);
        let scenario = Rc::new(document.simulated(0));
        let catalog = analysis::catalog_of(&scenario, &catalog);
        Ok(Self {
            offered: Rc::new(analysis::catalog_with_numbers(&scenario, &catalog)),
            catalog: Rc::new(catalog),
            scenario,
            shown: 0,
            base: Rc::new(Base { origin, scenario: Rc::clone(&document) }),
            document,
            history: History::default(),
            drafts: Vec::new(),
            wish: Wish { number: 1, kinds: Wish::CHANGED, slid_at: None },
            answer: None,
            outcome: None,
            compared: None,
            by_volume: None,
            opened: true,
            progress: None,
            engine: Wanted::default(),
            no_gpu: None,
            stuck: false,
            trouble: None,
            browse: None,
            guides: Self::unread_guides(),
        })
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.act(action);
        next.seek_guide();
        next
    }

    /// Whether nothing was changed since the scenario was opened.
    #[must_use]
    pub fn is_as_opened(&self) -> bool {
        self.document == self.base.scenario
    }

    /// Whether there is something to take back: a change, or a text that cannot be used.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.has_wrong_texts() || self.history.has_past(&self.document)
    }

    fn has_wrong_texts(&self) -> bool {
        self.drafts.iter().any(|draft| draft.error.is_some())
    }

    /// Place of the preset that was opened and not changed since.
    #[must_use]
    pub fn preset(&self) -> Option<usize> {
        match self.base.origin {
            Origin::Preset(index) if self.is_as_opened() => Some(index),
            _ => None,
        }
    }

    /// What stands above the answer.
    #[must_use]
    pub fn heading(&self) -> &str {
        match &self.answer {
            Some(answer) => title(&answer.scenario),
            None if self.stuck => "No answer yet",
            None => "Simulating the first futures",
        }
    }

    /// Changes the scenario, if the change keeps its rules, and wishes for its answer.
    fn edit(&mut self, change: impl FnOnce(&mut Scenario)) -> Result<(), String> {
        self.edit_for(Wish::CHANGED, None, change)
    }

    /// The same, with a say in what is computed.
    fn edit_for(
        &mut self,
        kinds: &'static [Kind],
        slid_at: Option<f64>,
        change: impl FnOnce(&mut Scenario),
    ) -> Result<(), String> {
        let mut edited = Scenario::clone(&self.scenario);
        change(&mut edited);
        let edited = self.document.with_alternative(self.shown, edited);
        let edited = own_plans::without_lost(edited, &self.document).and_then(Scenario::validate);
        let edited = edited.map_err(|error| super::number::complaint(&error.seen_from(self.shown)))?;
        if edited != *self.document {
            self.history.keep(self.moment());
            self.put(Rc::new(edited), self.shown);
            // What was said of a link, or of an edit that was refused, is over; what is wrong with a run is not yet.
            self.trouble.take_if(|trouble| trouble.remedy == Remedy::Close);
            self.wish(kinds, slid_at);
        }
        Ok(())
    }

    /// Puts another document in the place of the last good one, and shows one of its alternatives.
    fn put(&mut self, document: Rc<ValidScenario>, shown: usize) {
        let shown = shown.min(document.runs() - 1);
        let scenario = document.simulated(shown);
        let other_plans = scenario.own_plans != self.scenario.own_plans;
        if other_plans {
            self.catalog = analysis::catalog_of(&scenario, &self.catalog).into();
        }
        if other_plans || scenario.overrides != self.scenario.overrides {
            self.offered = analysis::catalog_with_numbers(&scenario, &self.catalog).into();
        }
        // Whoever was given the scenario need not look at it again where it is the same.
        if scenario != *self.scenario {
            self.scenario = scenario.into();
        }
        (self.document, self.shown) = (document, shown);
    }

    fn wish(&mut self, kinds: &'static [Kind], slid_at: Option<f64>) {
        self.wish = Wish { number: self.wish.number.wrapping_add(1), kinds, slid_at };
        self.progress = None;
        self.drop_guides();
    }

    fn moment(&self) -> Moment {
        Moment { document: Rc::clone(&self.document), shown: self.shown, base: Rc::clone(&self.base) }
    }

    /// Opens a scenario in place of the one that is open, which can be gone back to.
    fn open(&mut self, origin: Origin, scenario: ValidScenario) {
        self.history.keep(self.moment());
        let scenario = Rc::new(scenario);
        let base = Rc::new(Base { origin, scenario: Rc::clone(&scenario) });
        // What was said of the other scenario is over, what is wrong with the GPU is not.
        self.trouble.take_if(|trouble| matches!(trouble.remedy, Remedy::Close | Remedy::Change));
        self.show(Moment { document: scenario, shown: 0, base });
    }

    /// Makes a moment the present one.
    fn show(&mut self, moment: Moment) {
        // Of another document nothing should last, not even an axis.
        self.opened |= !Rc::ptr_eq(&moment.base, &self.base);
        self.put(moment.document, moment.shown);
        self.base = moment.base;
        // What was looked for was of the other scenario.
        self.browse = None;
        self.drafts.clear();
        self.trouble.take_if(|trouble| trouble.remedy == Remedy::Close);
        self.wish(Wish::CHANGED, None);
    }

    /// Takes back the last change, or what is typed into a box and cannot be used.
    fn undo(&mut self) {
        if self.has_wrong_texts() {
            self.drafts.clear();
        } else if let Some(moment) = self.history.back(self.moment()) {
            self.show(moment);
        }
    }

    /// Takes back everything since the scenario was opened, in one step that can itself be taken back.
    fn reset(&mut self) {
        if self.is_as_opened() {
            return self.drafts.clear();
        }
        self.history.keep(self.moment());
        self.show(Moment { document: Rc::clone(&self.base.scenario), shown: self.shown, base: Rc::clone(&self.base) });
    }

    /// Says something, unless there is worse.
    fn complain(&mut self, sentence: String, remedy: Remedy) {
        self.dismiss();
        if self.trouble.is_none() || !remedy.is_passing() {
            self.trouble = Some(Trouble { sentence, remedy });
        }
    }

    /// No answer is on its way, until the user does something.
    fn give_up(&mut self, sentence: String, remedy: Remedy) {
        self.progress = None;
        self.stuck = true;
        self.complain(sentence, remedy);
    }

    /// Forgets a sentence, unless it is about something that still lasts.
    fn dismiss(&mut self) {
        self.trouble.take_if(|trouble| trouble.remedy.is_passing());
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}
