//! The guide to a document, as far as the page has it.
//!
//! Its runs are asked for while it is open and nothing else is to be computed. Whatever else is asked for stops them, and then they
//! are asked for again. Once they are answered they stay: nothing that the user changes is in them.

use std::rc::Rc;

use super::{Origin, Remedy, State};
use crate::{
    analysis::{GUIDES, Guide, GuideFile, GuideSection},
    scenario::{PRESETS, ValidScenario},
    worker::Summary,
};

/// A guide that was opened at least once.
#[derive(Clone, Debug, PartialEq)]
pub struct GuideView {
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
    guide: Rc<Guide>,
}

/// How far the runs of a guide are.
#[derive(Clone, Debug, PartialEq)]
pub enum GuideStage {
    /// They are not asked for: the guide is folded up, or something else comes first.
    Waiting,
    /// The workers are at work on them.
    Asked,
    /// All are done.
    Answered,
    /// They cannot be done: a sentence.
    Failed(String),
}

impl GuideView {
    fn new(file: GuideFile) -> Result<Self, String> {
        let guide = file.guide()?;
        Ok(Self {
            is_open: true,
            scenarios: guide.scenarios().into(),
            sections: guide.tables(&[]).into(),
            stage: GuideStage::Waiting,
            asked: 0,
            guide: guide.into(),
        })
    }

    /// How it is reckoned, in sentences.
    #[must_use]
    pub fn about(&self) -> &str {
        self.guide.about()
    }

    /// Which time its runs are asked for, if they are now.
    #[must_use]
    pub fn asked(&self) -> Option<u32> {
        (self.stage == GuideStage::Asked).then_some(self.asked)
    }
}

impl State {
    /// The guide to a document that the page has.
    pub const GUIDE: GuideFile = GUIDES[0];

    /// Whether what is open, or what was made of it, is that document's.
    #[must_use]
    pub fn is_of_guide(&self) -> bool {
        match self.base.origin {
            Origin::Preset(index) => is_guides(index),
            Origin::Guide => true,
            _ => false,
        }
    }

    /// Unfolds the guide, or folds it up.
    pub(super) fn show_guide(&mut self, is_open: bool) {
        match self.guide.as_mut().map(Rc::make_mut) {
            Some(guide) => {
                guide.is_open = is_open;
                // Who opens it again wants it tried again.
                if matches!(guide.stage, GuideStage::Failed(_)) {
                    guide.stage = GuideStage::Waiting;
                }
            }
            None if is_open => match GuideView::new(Self::GUIDE) {
                Ok(guide) => self.guide = Some(guide.into()),
                Err(sentence) => self.complain(sentence, Remedy::Close),
            },
            None => {}
        }
    }

    /// Unfolds the guide with its document's preset, and folds it up with any other.
    pub(super) fn show_guide_of(&mut self, preset: usize) {
        self.show_guide(is_guides(preset));
    }

    /// Something else is computed in place of its runs.
    pub(super) fn drop_guide(&mut self) {
        if let Some(guide) = self.guide.as_mut().filter(|guide| guide.stage == GuideStage::Asked) {
            Rc::make_mut(guide).stage = GuideStage::Waiting;
        }
    }

    /// Asks for its runs if it is open and lacks them, once what is open has its own answer.
    pub(super) fn seek_guide(&mut self) {
        let is_settled = self.answer.as_ref().is_some_and(|answer| answer.is_settled);
        let is_answered = is_settled && self.answered() == Some(&self.document);
        let guide = self.guide.as_mut().filter(|guide| guide.is_open && guide.stage == GuideStage::Waiting);
        if let Some(guide) = guide.filter(|_| is_answered).map(Rc::make_mut) {
            guide.asked = guide.asked.wrapping_add(1);
            guide.stage = GuideStage::Asked;
        }
    }

    /// Its runs are done, one answer for each of its scenarios.
    pub(super) fn answer_guide(&mut self, summaries: Vec<Rc<Summary>>) {
        if let Some(guide) = self.guide.as_mut().map(Rc::make_mut) {
            let summaries: Vec<Summary> = summaries.into_iter().map(Rc::unwrap_or_clone).collect();
            guide.sections = guide.guide.tables(&summaries).into();
            guide.stage = GuideStage::Answered;
        }
    }

    /// Its runs cannot be done.
    pub(super) fn fail_guide(&mut self, sentence: String) {
        if let Some(guide) = self.guide.as_mut().map(Rc::make_mut) {
            guide.stage = GuideStage::Failed(sentence);
        }
    }
}

/// Whether a preset, by its place, is of the guide's document.
fn is_guides(preset: usize) -> bool {
    PRESETS.get(preset).is_some_and(|preset| preset.id == State::GUIDE.id)
}
