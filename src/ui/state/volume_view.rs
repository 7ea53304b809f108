//! What a scenario does at several volumes, ready to be shown.

use std::rc::Rc;

use super::Outcome;
use crate::{
    analysis::{self, Table},
    catalog::Catalog,
    chart::{Overlay, Picture, Race, VolumeCurve},
    scenario::ValidScenario,
    stats::{ByVolume, Targets},
    worker::Kind,
};

/// What the alternatives of a run do at several volumes.
#[derive(Clone, Debug, PartialEq)]
pub struct VolumeView {
    /// The scenario that it answers.
    pub document: Rc<ValidScenario>,
    /// Whether nothing better is on its way.
    pub is_settled: bool,
    /// What it means, in sentences.
    pub verdict: Vec<String>,
    /// The charts.
    pub pictures: VolumePictures,
    by_volume: Rc<ByVolume>,
}

/// The charts of volumes.
#[derive(Clone, Debug, PartialEq)]
pub struct VolumePictures {
    /// Bills of a month.
    pub cost: Rc<Picture>,
    /// Bills of 1,000 uses.
    pub each: Rc<Picture>,
    /// Time to the full answer.
    pub answer: Rc<Picture>,
    /// What is turned away.
    pub refused: Rc<Picture>,
    /// Which is the cheapest that keeps the targets.
    pub race: Rc<Picture>,
}

impl VolumeView {
    /// Of a run that was asked for it. While a slider moves, axes are at least as high as those `before`.
    pub(super) fn new(outcome: &Outcome, catalog: &Catalog, before: Option<&Self>) -> Option<Self> {
        let by_volume = outcome.by_volume.as_ref()?;
        let request = &outcome.finished.request;
        let before = before.filter(|_| request.kind == Kind::Live);
        Some(Self {
            document: Rc::clone(&request.scenario),
            is_settled: request.kind == Kind::Full,
            verdict: analysis::volume_verdict(by_volume, &request.scenario, catalog),
            pictures: VolumePictures::new(by_volume, &request.scenario).growing_from(before.map(|it| &it.pictures)),
            by_volume: Rc::clone(by_volume),
        })
    }

    /// The same, where nothing better comes.
    pub(super) fn settled(&self) -> Self {
        Self { is_settled: true, ..self.clone() }
    }

    /// The volumes, rising.
    #[must_use]
    pub fn volumes(&self) -> &[f64] {
        &self.by_volume.volumes
    }

    /// The place of the volume that is nearest to where the scenario begins.
    #[must_use]
    pub fn nearest(&self) -> usize {
        let first = analysis::first_volume(&self.document).unwrap_or_default().max(1.0);
        let far = |volume: &f64| libm::fabs(libm::log(volume / first));
        let places = self.volumes().iter().enumerate();
        places.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b))).map_or(0, |(place, _)| place)
    }

    /// What each alternative comes to at a volume, by its place.
    #[must_use]
    pub fn table(&self, place: usize) -> Table {
        analysis::at_volume(&self.by_volume, &self.document, place)
    }
}

impl VolumePictures {
    fn new(by_volume: &ByVolume, document: &ValidScenario) -> Self {
        let (money, unit) = (&document.money, analysis::volume_unit(document));
        let names: Vec<String> = document.alternatives.iter().map(|alternative| alternative.name.clone()).collect();
        let targets = Targets {
            budget: money.budget.middle() as f32,
            answer: money.target.middle() as f32,
            refused: (money.most_refused.middle() / 100.0) as f32,
        };
        let curve = |curve| Rc::new(Picture::Overlay(Overlay::by_volume(curve, by_volume, &names, &unit, &targets)));
        Self {
            cost: curve(VolumeCurve::Cost),
            each: curve(VolumeCurve::Each),
            answer: curve(VolumeCurve::Answer),
            refused: curve(VolumeCurve::Refused),
            race: Picture::Race(Race::by_volume(by_volume, &names, &unit)).into(),
        }
    }

    /// The same charts for the time that a slider moves: nothing jumps.
    fn growing_from(self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self };
        let grown = |picture: Rc<Picture>, before: &Picture| Rc::new(Rc::unwrap_or_clone(picture).growing_from(before));
        Self {
            cost: grown(self.cost, &before.cost),
            each: grown(self.each, &before.each),
            answer: grown(self.answer, &before.answer),
            refused: grown(self.refused, &before.refused),
            race: self.race,
        }
    }
}
