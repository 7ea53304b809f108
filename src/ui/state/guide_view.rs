//! The guides to documents, as far as the page has them.
//!
//! The page's host is asked for a guide when it is first opened. Its runs are asked for while it is open and nothing else is to be
//! computed. Whatever else is asked for stops them, and then they are asked for again. Once they are answered they stay: nothing that
//! the user changes is in them.

use std::rc::Rc;

use super::{Origin, State};
use crate::{
    analysis::{GUIDES, Guide, GuideFile, GuideSection},
    scenario::{PRESETS, ValidScenario},
    worker::{Request, Summary},
};

/// A guide.
#[derive(Clone, Debug, PartialEq)]
pub struct GuideView {
    /// Which one.
    pub file: GuideFile,
    /// Whether it is unfolded.
    pub is_open: bool,
    /// What it puts beside the document: each can be opened by itself.
    pub scenarios: Rc<[ValidScenario]>,
    /// Its rows, with all that is simulated so far.
    pub sections: Rc<Vec<GuideSection>>,
    /// How far its runs are.
    pub stage: GuideStage,
    /// How often they were asked for.
    asked: u32,
    /// The guide, once its file was read.
    guide: Option<Rc<Guide>>,
}

/// How far the runs of a guide are.
#[derive(Clone, Debug, PartialEq)]
pub enum GuideStage {
    /// It was never opened.
    Unread,
    /// Its file is on its way.
    Reading,
    /// They are not asked for: the guide is folded up, or something else comes first.
    Waiting,
    /// The workers are at work on them.
    Asked,
    /// All are done.
    Answered,
    /// It cannot be read, or they cannot be done: a sentence.
    Failed(String),
}

impl GuideView {
    fn new(file: GuideFile) -> Self {
        let (scenarios, sections) = (Rc::default(), Rc::default());
        Self { file, is_open: false, scenarios, sections, stage: GuideStage::Unread, asked: 0, guide: None }
    }

    /// How it is reckoned, in sentences; nothing before it was read.
    #[must_use]
    pub fn about(&self) -> &str {
        self.guide.as_ref().map_or("", |guide| guide.about())
    }

    /// Whether its file is to be fetched.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.stage == GuideStage::Reading
    }

    /// Which time its runs are asked for, if they are now.
    #[must_use]
    pub fn asked(&self) -> Option<u32> {
        (self.stage == GuideStage::Asked).then_some(self.asked)
    }

    /// Unfolds it, or folds it up.
    fn show(&mut self, is_open: bool) {
        self.is_open = is_open;
        // Who opens it again wants it tried again.
        match (&self.stage, &self.guide) {
            (GuideStage::Failed(_), Some(_)) => self.stage = GuideStage::Waiting,
            (GuideStage::Unread | GuideStage::Failed(_), None) if is_open => self.stage = GuideStage::Reading,
            _ => {}
        }
    }

    fn read(&mut self, text: Result<String, String>) {
        match text.and_then(|text| Guide::from_json(&text)) {
            Ok(guide) => {
                self.scenarios = guide.scenarios().into();
                self.sections = guide.tables(&[]).into();
                self.stage = GuideStage::Waiting;
                self.guide = Some(guide.into());
            }
            Err(sentence) => self.stage = GuideStage::Failed(sentence),
        }
    }
}

impl State {
    /// All guides, none of them read.
    pub(super) fn unread_guides() -> [Rc<GuideView>; GUIDES.len()] {
        GUIDES.map(|file| Rc::new(GuideView::new(file)))
    }

    /// The guide to whose document belongs what is open, or what was made of it, by its place.
    #[must_use]
    pub fn guide_of(&self) -> Option<usize> {
        match self.base.origin {
            Origin::Preset(preset) => guide_of(preset),
            Origin::Guide(guide) => Some(guide),
            _ => None,
        }
    }

    /// Unfolds a guide, or folds it up.
    pub(super) fn show_guide(&mut self, guide: usize, is_open: bool) {
        if let Some(guide) = self.guides.get_mut(guide) {
            Rc::make_mut(guide).show(is_open);
        }
    }

    /// Unfolds the guide to whose document a preset belongs, and folds up the others.
    pub(super) fn show_guide_of(&mut self, preset: usize) {
        let asked = guide_of(preset);
        (0..self.guides.len()).for_each(|guide| self.show_guide(guide, asked == Some(guide)));
    }

    /// The file of a guide has come, or a sentence why it has not.
    pub(super) fn read_guide(&mut self, guide: usize, text: Result<String, String>) {
        if let Some(guide) = self.guides.get_mut(guide).filter(|guide| guide.is_reading()) {
            Rc::make_mut(guide).read(text);
        }
    }

    /// Something else is computed in place of their runs.
    pub(super) fn drop_guides(&mut self) {
        if let Some(guide) = self.asked_guide() {
            guide.stage = GuideStage::Waiting;
        }
    }

    /// Asks for the runs of one that is open and lacks them, once what is open has its own answer.
    pub(super) fn seek_guide(&mut self) {
        let is_settled = self.answer.as_ref().is_some_and(|answer| answer.is_settled);
        if !is_settled || self.answered() != Some(&self.document) || self.asked_guide().is_some() {
            return;
        }
        let next = self.guides.iter_mut().find(|guide| guide.is_open && guide.stage == GuideStage::Waiting);
        if let Some(guide) = next.map(Rc::make_mut) {
            guide.asked = guide.asked.wrapping_add(1);
            guide.stage = GuideStage::Asked;
        }
    }

    /// Runs are done, one answer for each scenario of the guide that asked for them.
    pub(super) fn answer_guide(&mut self, request: &Request, summaries: Vec<Rc<Summary>>) {
        let mut guides = self.guides.iter_mut();
        if let Some(view) = guides.find(|it| it.scenarios.first() == Some(&*request.scenario)).map(Rc::make_mut) {
            let summaries: Vec<Summary> = summaries.into_iter().map(Rc::unwrap_or_clone).collect();
            view.sections = view.guide.iter().flat_map(|guide| guide.tables(&summaries)).collect::<Vec<_>>().into();
            view.stage = GuideStage::Answered;
        }
    }

    /// The runs that were asked for cannot be done.
    pub(super) fn fail_guide(&mut self, sentence: String) {
        if let Some(guide) = self.asked_guide() {
            guide.stage = GuideStage::Failed(sentence);
        }
    }

    fn asked_guide(&mut self) -> Option<&mut GuideView> {
        self.guides.iter_mut().find(|guide| guide.stage == GuideStage::Asked).map(Rc::make_mut)
    }
}

/// The guide to the document of a preset, by their places.
fn guide_of(preset: usize) -> Option<usize> {
    let id = PRESETS.get(preset)?.id;
    GUIDES.iter().position(|guide| guide.presets.contains(&id))
}
