//! The answer in sentences, with odds.

use super::number::{chance_words, grouped, money, percent};
use crate::catalog::{Catalog, Date, Meter, Plan, Window};
use crate::scenario::{Quantity, ValidScenario};
use crate::stats::{Bands, Chance, Limit, Summary};

/// The month whose cost the verdict names, counted from 1.
const COST_MONTH: usize = 12;

/// A limit other than the usual one is named from this share of the futures that meet a wall.
const WORTH_NAMING: f64 = 0.05;

/// Refused calls are named from this share of a month's calls.
const WORTH_REFUSING: f64 = 0.01;

/// What the run says: the first wall, the cost of a year's last month, the odds of passing the budget, refused calls.
#[must_use]
pub fn verdict(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let mut sentences = wall(summary, scenario, catalog);
    sentences.extend(cost(summary));
    sentences.push(budget(summary, scenario.money.budget));
    sentences.extend(refusals(summary, scenario));
    sentences
}

/// Users are first refused on the first plan, because only refusals lead off it.
fn wall(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let wall = &summary.first_wall;
    let months = summary.months.len();
    if wall.ever.count == 0 {
        return vec![format!("No wall within {months} months in any of {} futures.", grouped(summary.futures.into()))];
    }
    let start = Date { year: scenario.start.year, month: scenario.start.month, day: 1 };
    let id = scenario.stack.inference.plans.first().map_or("", String::as_str);
    let plan = catalog.plan(id);
    let usual = most_frequent(Limit::ALL.map(|limit| wall.by[limit as usize].count));
    let likely = most_frequent(wall.count_by_month.iter().copied());
    let mut sentences = vec![format!(
        "First wall: {} refuses calls past {}, most likely in month {} ({}).",
        plan.map_or(id, |plan| &plan.name),
        limit_words(plan, Limit::ALL[usual], start),
        likely + 1,
        when(summary),
    )];
    for limit in Limit::ALL {
        let by: Chance = wall.by[limit as usize];
        let named = f64::from(by.count) >= WORTH_NAMING * f64::from(wall.ever.count);
        if limit as usize != usual && named {
            let words = limit_words(plan, limit, start);
            sentences.push(format!("In {} of futures {words} comes first.", chance_words(by)));
        }
    }
    sentences
}

/// The place of the largest count; the first of equals.
fn most_frequent(counts: impl IntoIterator<Item = u32>) -> usize {
    let best = counts.into_iter().enumerate().max_by_key(|&(place, count)| (count, std::cmp::Reverse(place)));
    best.map_or(0, |(place, _)| place)
}

/// In which months most futures meet their first wall.
fn when(summary: &Summary) -> String {
    let wall = &summary.first_wall;
    match (wall.month.p10, wall.month.p90) {
        (Some(from), Some(to)) if from == to => format!("8 of 10 futures: month {from}"),
        (Some(from), Some(to)) => format!("8 of 10 futures: months {from}-{to}"),
        (Some(from), None) => format!(
            "1 of 10 futures by month {from}, {} within {} months",
            chance_words(wall.ever),
            summary.months.len()
        ),
        (None, _) => format!("{} of futures within {} months", chance_words(wall.ever), summary.months.len()),
    }
}

/// A limit with its amounts: `its daily limit of 500 requests`.
fn limit_words(plan: Option<&Plan>, limit: Limit, day: Date) -> String {
    let (window, name) = match limit {
        Limit::Minute => (Window::Minute, "its per-minute limit"),
        Limit::Day => (Window::Day, "its daily limit"),
        Limit::Month => (Window::Month, "its monthly limit"),
    };
    let limits = plan.map_or(&[][..], |plan| &plan.limits);
    let amounts: Vec<String> = limits
        .iter()
        .filter(|limit| limit.window == window)
        .map(|limit| format!("{} {}", grouped(limit.history.at(day).value), units(limit.meter)))
        .collect();
    if amounts.is_empty() { name.to_owned() } else { format!("{name} of {}", amounts.join(" or ")) }
}

const fn units(meter: Meter) -> &'static str {
    match meter {
        Meter::Requests => "requests",
        Meter::InputTokens => "input tokens",
        Meter::OutputTokens => "output tokens",
        Meter::Tokens => "tokens",
    }
}

fn cost(summary: &Summary) -> Option<String> {
    let number = summary.months.len().min(COST_MONTH);
    let cost: &Bands = &summary.months.get(number.checked_sub(1)?)?.cost;
    let [low, middle, high] = [cost.p10, cost.p50, cost.p90].map(|dollars| money(dollars.into()));
    let spread = if low == high { "8 of 10 futures".to_owned() } else { format!("8 of 10 futures: {low} to {high}") };
    Some(format!("Month {number} costs {middle} ({spread})."))
}

fn budget(summary: &Summary, budget: Quantity) -> String {
    let limit = match budget {
        Quantity::Exact(dollars) => format!("${}", grouped(dollars)),
        Quantity::Range(range) => format!("the budget of ${} to ${}", grouped(range.low), grouped(range.high)),
    };
    capitalised(&format!("{} chance of a month above {limit}.", chance_words(summary.over_budget)))
}

fn refusals(summary: &Summary, scenario: &ValidScenario) -> Option<String> {
    let shares = (0_u32..).zip(summary.months.iter().map(|month| month.refused_share.mean));
    let (worst, share) = shares.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (share > WORTH_REFUSING).then(|| {
        let calendar = scenario.start.plus(worst);
        format!(
            "In the worst month, month {} ({calendar}), {} of calls are refused on average.",
            worst + 1,
            percent(share)
        )
    })
}

fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{chance, scenario, summary};
    use super::*;

    fn sentences(summary: &Summary) -> Vec<String> {
        verdict(summary, &scenario(), &Catalog::builtin().unwrap())
    }

    #[test]
    fn the_usual_answer() {
        assert_eq!(
            sentences(&summary()),
            [
                "First wall: Gemini 3.1 Flash-Lite, free refuses calls past its daily limit of 500 requests, \
                 most likely in month 5 (8 of 10 futures: months 3-6).",
                "Month 12 costs $96 (8 of 10 futures: $54 to $146).",
                "40% chance of a month above $100.",
                "In the worst month, month 5 (2027-05), 13% of calls are refused on average.",
            ]
        );
    }

    #[test]
    fn nothing_happens() {
        let mut summary = summary();
        summary.first_wall.ever = chance(0);
        summary.over_budget = chance(0);
        summary.months.truncate(6);
        for month in &mut summary.months {
            month.cost = Bands::default();
            month.refused_share = Bands::default();
        }
        assert_eq!(
            sentences(&summary),
            [
                "No wall within 6 months in any of 4,096 futures.",
                "Month 6 costs $0 (8 of 10 futures).",
                "Less than 0.1% chance of a month above $100.",
            ]
        );
    }

    #[test]
    fn a_wall_that_many_futures_do_not_meet() {
        let mut late = summary();
        late.first_wall.ever = chance(2_048);
        late.first_wall.month = crate::stats::WallQuantiles { p10: Some(9), p50: Some(24), p90: None };
        assert!(sentences(&late)[0].ends_with("(1 of 10 futures by month 9, 50% within 24 months)."));
        late.first_wall.ever = chance(41);
        late.first_wall.month = crate::stats::WallQuantiles::default();
        assert!(sentences(&late)[0].ends_with("(1% of futures within 24 months)."), "{:?}", sentences(&late));
    }

    #[test]
    fn a_second_limit_is_named_when_it_matters() {
        let mut summary = summary();
        summary.first_wall.by = [chance(1_024), chance(2_976), chance(0)];
        assert_eq!(
            sentences(&summary)[1],
            "In 25% of futures its per-minute limit of 15 requests or 250,000 input tokens comes first."
        );
    }

    #[test]
    fn a_budget_may_be_a_range_and_be_passed_for_sure() {
        let mut summary = summary();
        summary.over_budget = chance(4_096);
        assert_eq!(
            budget(&summary, Quantity::range(80.0, 1_200.0)),
            "More than 99.9% chance of a month above the budget of $80 to $1,200."
        );
    }

    #[test]
    fn an_empty_run_has_no_months_to_speak_of() {
        let mut summary = summary();
        summary.months.clear();
        summary.first_wall.count_by_month.clear();
        assert_eq!(sentences(&summary).len(), 2);
    }
}
