//! Alternatives against volume as text, CSV or JSON.

use headroom::analysis::{at_volume, volume_csv, volume_json, volume_unit, volume_verdict};
use headroom::catalog::Catalog;
use headroom::scenario::{ValidScenario, grouped};
use headroom::stats::ByVolume;

use crate::arguments::Format;
use crate::output::{aligned, lines};

/// A scenario and what it comes to at several volumes.
pub(crate) struct ByVolumeText<'a> {
    pub(crate) scenario: &'a ValidScenario,
    pub(crate) catalog: &'a Catalog,
    pub(crate) by_volume: &'a ByVolume,
}

impl ByVolumeText<'_> {
    /// The answer in one of the formats, with a line break at its end.
    pub(crate) fn write(&self, format: Format) -> String {
        let Self { scenario, catalog, by_volume } = *self;
        match format {
            Format::Text => self.text(),
            Format::Csv => volume_csv(by_volume, scenario),
            Format::Json => volume_json(by_volume, scenario, catalog),
        }
    }

    fn text(&self) -> String {
        let Self { scenario, catalog, by_volume } = *self;
        let unit = volume_unit(scenario);
        let head = format!(
            "{}\n{} futures of each volume, seed {}, the same for all\n",
            scenario.title,
            grouped(by_volume.futures.into()),
            scenario.seed
        );
        let table = |(place, volume): (usize, &f64)| {
            format!("At {} {unit}:\n{}", grouped(*volume), aligned(&at_volume(by_volume, scenario, place)))
        };
        let tables = by_volume.volumes.iter().enumerate().map(table);
        let parts = [head, lines(&volume_verdict(by_volume, scenario, catalog))].into_iter().chain(tables);
        parts.collect::<Vec<_>>().join("\n")
    }
}
