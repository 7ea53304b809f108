//! How much of the spread of the bills is prices that nobody has announced to change.

use super::number::percent;
use super::verdict::{months, of_bills, spread};
use crate::scenario::ValidScenario;
use crate::stats::{Bands, Summary};

/// A part of the spread is named from this share of it on.
const WORTH_NAMING: f64 = 0.03;

/// What all months cost together, and which part of its spread are list prices that may change: by how much narrower the range of 8 of 10
/// futures is at the prices of the catalogue. Only where there is such a part.
pub(super) fn price_risk(summary: &Summary, scenario: &ValidScenario) -> Option<String> {
    scenario.money.price_changes?;
    let width = |bands: &Bands| f64::from(bands.p90 - bands.p10);
    let (all, listed) = (width(&summary.total_cost), width(&summary.total_listed));
    let share = if all > 0.0 { 1.0 - listed / all } else { 0.0 };
    (share >= WORTH_NAMING).then(|| {
        let cost = spread(&summary.total_cost, "8 of 10 futures: ");
        let within = months(summary.months.len());
        format!(
            "All {within} together cost {cost}{}; list prices that may change make {} of that spread.",
            of_bills(summary),
            percent(share)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{scenario, summary};
    use super::*;
    use crate::scenario::Quantity;

    #[test]
    fn a_part_of_the_spread_is_said_where_prices_may_change() {
        let mut moving = scenario().into_inner();
        moving.money.price_changes = None;
        let still = moving.clone().validate().unwrap();
        moving.money.price_changes = Some(Quantity::Exact(100.0));
        let moving = moving.validate().unwrap();
        let mut summary = summary();
        (summary.total_cost.p10, summary.total_cost.p90) = (300.0, 2_000.0);
        (summary.total_listed.p10, summary.total_listed.p90) = (320.0, 1_700.0);
        // $300 to $2,000 in place of $320 to $1,700: 1,380 of 1,700 are the rest.
        let right = "All 24 months together cost $900 (8 of 10 futures: $300 to $2,000); list prices that may change make \
                     19% of that spread.";
        assert_eq!(price_risk(&summary, &moving).as_deref(), Some(right));
        assert_eq!(price_risk(&summary, &still), None);
        // Where books know of other costs, it is said which these are.
        summary.books = Some(crate::stats::Books::default());
        let said = price_risk(&summary, &moving).unwrap();
        assert!(said.contains("(8 of 10 futures: $300 to $2,000) in bills of providers; list prices"), "{said}");
        let all = super::super::verdict(&summary, &moving, &crate::catalog::Catalog::builtin().unwrap());
        let dearest = "the dearest costs $190 ($106 to $295) in bills of providers.";
        assert!(all.iter().any(|sentence| sentence.ends_with(dearest)), "{all:?}");
        summary.books = None;
        for (low, high) in [(300.0, 1_960.0), (300.0, 2_200.0)] {
            (summary.total_listed.p10, summary.total_listed.p90) = (low, high);
            assert_eq!(price_risk(&summary, &moving), None, "{low} {high}");
        }
        summary.total_cost = summary.total_listed;
        summary.total_cost.p90 = summary.total_cost.p10;
        assert_eq!(price_risk(&summary, &moving), None, "no spread has no part");
    }
}
