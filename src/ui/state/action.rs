//! What can happen to the page.

use std::rc::Rc;

use super::{
    Answer, Browse, Change, Compare, Compared, Draft, Entry, Knob, Origin, Outcome, Remedy, State, VolumeView, Wish,
    own_plans,
};
use crate::{
    analysis,
    chart::Picture,
    scenario::{End, Input, PRESETS, Scenario, ValidScenario},
    ui::number,
    worker::{By, Event, Kind, Wanted},
};

/// Said after what happened to the GPU.
const GOES_ON: &str = "The simulation goes on without it.";

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A slider moved to a position.
    Slide {
        /// What it moves.
        knob: Knob,
        /// Where it is now.
        position: usize,
        /// When, in milliseconds of the page's clock.
        at: f64,
    },
    /// A slider was let go.
    Release,
    /// A slider was touched by a finger that meant to scroll.
    Abandon(Knob),
    /// The text of a box changed.
    Type(Entry, String),
    /// A number was moved by so many of its smallest steps.
    Nudge(Entry, i32),
    /// A box was left.
    Leave(Entry),
    /// A number became a range or a range a number.
    Switch(Input),
    /// Something was chosen, checked, added or removed.
    Change(Change),
    /// Something is done with the alternatives.
    Compare(Compare),
    /// The plans of a part are looked through, or no more.
    Browse(Option<Browse>),
    /// A guide to a document, by its place, is unfolded, or folded up.
    ShowGuide(usize, bool),
    /// The file of a guide has come, or a sentence why it has not.
    ReadGuide(usize, Result<String, String>),
    /// A preset was chosen, by its place.
    Preset(usize),
    /// A scenario came from somewhere else, with what is to be known about it.
    Open(Origin, Box<ValidScenario>, Option<String>),
    /// The last change is to be taken back.
    Undo,
    /// What was taken back is to be made again.
    Redo,
    /// Everything since the scenario was opened is to be taken back.
    Reset,
    /// Something the user should know.
    Say(String),
    /// The user has read it.
    Dismiss,
    /// The full run was cancelled.
    Cancel,
    /// The workers were started again.
    Restart,
    /// Full runs should be done by this from now on.
    Want(Wanted),
    /// The GPU is opened again.
    RetryGpu,
    /// The workers have news.
    Heard(Event),
}

impl State {
    /// Takes an action.
    pub(super) fn act(&mut self, action: Action) {
        self.history.begin(&action);
        match action {
            Action::Slide { knob, position, at } => self.slide(&knob, position, at),
            Action::Release => {
                // After a cancel nothing is moving.
                if self.wish.kinds == Wish::MOVING && self.wish.slid_at.is_some() {
                    self.wish(Wish::LET_GO, None);
                }
            }
            Action::Abandon(knob) => {
                if let Some(moment) = self.history.abandon(knob) {
                    self.show(moment);
                }
            }
            Action::Type(entry, text) => self.type_text(entry, text),
            Action::Nudge(entry, steps) => self.nudge(entry, steps),
            Action::Leave(entry) => self.leave(&entry),
            Action::Switch(input) => {
                let Some(quantity) = input.get(&self.scenario) else { return };
                let quantity = number::switched(input.field, quantity);
                self.drop_drafts(input);
                self.choose(|scenario| input.set(scenario, quantity));
            }
            Action::Change(change) => {
                self.drafts.retain(|draft| draft.stays_after(&change));
                let catalog = Rc::clone(&self.catalog);
                let (users, taken) = (self.users_by_month(), own_plans::taken(&self.document));
                self.choose(|scenario| change.apply(scenario, &catalog, users, &taken));
            }
            Action::Compare(what) => self.compare(what),
            Action::Browse(browse) => self.browse = browse,
            Action::ShowGuide(guide, is_open) => self.show_guide(guide, is_open),
            Action::ReadGuide(guide, text) => self.read_guide(guide, text),
            Action::Preset(index) => match PRESETS.get(index).map(|preset| preset.scenario()) {
                Some(Ok(scenario)) => {
                    self.open(Origin::Preset(index), scenario);
                    self.show_guide_of(index);
                }
                Some(Err(error)) => self.complain(error.to_string(), Remedy::Close),
                None => {}
            },
            Action::Open(origin, scenario, remark) => match analysis::runs(&scenario, &self.catalog) {
                Ok(()) => {
                    self.open(origin, *scenario);
                    remark.into_iter().for_each(|remark| self.complain(remark, Remedy::Close));
                }
                Err(sentence) => self.complain(format!("{sentence} Your scenario stays."), Remedy::Close),
            },
            Action::Undo => self.undo(),
            Action::Redo => {
                if let Some(moment) = self.history.forward(self.moment()) {
                    self.show(moment);
                }
            }
            Action::Reset => self.reset(),
            Action::Say(sentence) => self.complain(sentence, Remedy::Close),
            Action::Dismiss => self.dismiss(),
            Action::Cancel => {
                self.progress = None;
                self.drop_guides();
                // What is shown then answers at least the question, though from a few futures.
                let is_of_this = self.answered() == Some(&self.document);
                match &self.answer {
                    Some(answer) if answer.scenario == self.scenario && is_of_this => {
                        self.answer = Some(answer.settled(&self.catalog).into());
                        self.compared = self.compared.as_ref().map(|compared| compared.settled().into());
                        self.by_volume = self.by_volume.as_ref().map(|by_volume| by_volume.settled().into());
                    }
                    _ => self.wish(Wish::MOVING, None),
                }
            }
            Action::Restart => {
                self.stuck = false;
                self.trouble = None;
            }
            Action::Want(wanted) => {
                self.engine = wanted;
                self.trouble.take_if(|trouble| trouble.remedy == Remedy::RetryGpu);
                self.miss_gpu();
                self.ask_anew();
            }
            Action::RetryGpu => {
                self.dismiss();
                self.ask_anew();
            }
            Action::Heard(event) => self.hear(event),
        }
    }

    /// An edit by a control that offers only what is allowed, or nearly: what is refused is said at the top.
    fn choose(&mut self, change: impl FnOnce(&mut Scenario)) {
        if let Err(sentence) = self.edit(change) {
            self.complain(sentence, Remedy::Close);
        }
    }

    /// Medians of the users by month, of the answer shown; `None` where it belongs to another document or is shorter or
    /// longer than the scenario.
    fn users_by_month(&self) -> Option<Vec<f64>> {
        let answer = self.answer.as_ref().filter(|_| !self.opened)?;
        let Picture::Fan(fan) = answer.pictures.users.as_ref() else { return None };
        let users: Vec<f64> = fan.months.iter().map(|month| month.p50.into()).collect();
        (users.len() == self.scenario.months as usize).then_some(users)
    }

    pub(super) fn drop_drafts(&mut self, input: Input) {
        self.drafts.retain(|Draft { entry, .. }| !entry.sets_same(&Entry::Number(input, End::Exact)));
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Progress { kind: Kind::Live | Kind::Guide, .. } => {}
            Event::Progress { progress, .. } => self.progress = Some(progress),
            Event::Month { scenario, index, month } => {
                let shown = self.answer.as_ref().filter(|answer| !answer.is_settled && answer.scenario == scenario);
                if let Some(answer) = shown {
                    self.answer = Some(answer.with_month(index, &month, &self.catalog).into());
                }
            }
            Event::Done { finished, summaries, .. } if finished.request.kind == Kind::Guide => {
                self.answer_guide(&finished.request, summaries)
            }
            Event::Done { finished, summaries, comparison, by_volume, how } => {
                // Where workers began anew with this, it was dropped.
                self.drop_guides();
                if finished.request.kind == Kind::Full {
                    self.progress = None;
                }
                // After a cancel nothing better comes.
                let is_last = self.wish.kinds == Wish::MOVING && self.wish.slid_at.is_none();
                let before = self.answer.as_deref().filter(|_| !self.opened && !is_last);
                let is_by_gpu = matches!(how.by, By::Gpu { .. });
                let outcome = Rc::new(Outcome { finished, summaries, comparison, by_volume, how });
                let answer = Answer::new(&outcome, self.shown, &self.catalog, before);
                let compared = self.compared.as_deref().filter(|_| before.is_some());
                let compared = Compared::new(&outcome, self.shown, &self.catalog, compared);
                self.compared = compared.map(|it| if is_last { it.settled().into() } else { it.into() });
                let by_volume = self.by_volume.as_deref().filter(|_| before.is_some());
                let by_volume = VolumeView::new(&outcome, &self.catalog, by_volume);
                self.by_volume = by_volume.map(|it| if is_last { it.settled().into() } else { it.into() });
                self.outcome = Some(outcome);
                let answer = if is_last { answer.settled(&self.catalog) } else { answer };
                self.opened &= answer.scenario != self.scenario;
                self.answer = Some(answer.into());
                self.stuck = false;
                self.trouble.take_if(|trouble| match trouble.remedy {
                    Remedy::Change => true,
                    Remedy::RetryGpu => is_by_gpu,
                    _ => false,
                });
            }
            Event::Failed { kind: Kind::Guide, sentence } => self.fail_guide(sentence),
            Event::Failed { sentence, .. } => {
                self.drop_guides();
                self.give_up(sentence, Remedy::Change);
            }
            Event::Dead(sentence) => self.give_up(sentence, Remedy::Restart),
            Event::Foreign(sentence) => self.give_up(sentence, Remedy::Reload),
            Event::NoGpu(sentence) => {
                self.no_gpu = Some(sentence);
                self.miss_gpu();
            }
            Event::GpuStopped(sentence) => self.complain(format!("{sentence} {GOES_ON}"), Remedy::RetryGpu),
        }
    }

    /// Wishes for the full run after all, where only its preview is there and nothing better is on its way.
    fn ask_anew(&mut self) {
        if self.answer.as_ref().is_some_and(|answer| answer.kind == Kind::Live && answer.is_settled) {
            self.wish(Wish::LET_GO, None);
        }
    }

    /// Says that the GPU is missing, if it is wanted.
    fn miss_gpu(&mut self) {
        if let (Wanted::Gpu, Some(sentence)) = (self.engine, &self.no_gpu) {
            self.complain(format!("{sentence} {GOES_ON}"), Remedy::Close);
        }
    }
}
