//! The answer in sentences, with odds.

use std::collections::BTreeSet;

use super::days::known_days;
use super::limits::{self, LimitWords};
use super::missing::missing;
use super::number::{capitalised, chance_words, grouped, money, percent, seconds};
use super::price_risk::price_risk;
use super::runway::{runs_out, runway};
use crate::catalog::Catalog;
use crate::scenario::{Quantity, ValidScenario};
use crate::stats::{Bands, Chance, MonthSummary, Summary};

/// The month whose cost and speed the verdict names, counted from 1.
const MONTH: usize = 12;

/// A limit other than the usual one is named from this share of the futures that meet a wall.
const WORTH_NAMING: f64 = 0.05;

/// A wall that fewer futures meet is not the first thing to say.
const RARE: f64 = 0.1;

/// Refused calls are named from this share of a month's calls.
const WORTH_REFUSING: f64 = 0.01;

/// An app that turns away more than this share of what comes is down.
const DOWN: f64 = 0.5;

/// Days of a month.
const DAYS: f64 = 30.0;

/// Announcements that are named, at most.
const ANNOUNCED: usize = 3;

/// Months with launches that are named, at most.
const LAUNCHES: usize = 2;

/// A limit that breaks in a month with a launch is named from this share of the futures.
const WORTH_SAYING: f64 = 0.1;

/// What the run says: what is missing in it, whether the app is down, the first wall, the cost of a year's last month, the odds of passing the budget, how slow answers
/// are, what is refused, what is earned, what is announced.
#[must_use]
pub fn verdict(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let limits = limits::limits(scenario, catalog);
    let mut sentences = missing(scenario, catalog);
    sentences.extend(down(summary, scenario));
    let first = runs_out(summary);
    let runway = runway(summary, scenario);
    // Where the money runs out, no wall matters as much.
    sentences.extend(runway.iter().filter(|_| first).cloned());
    sentences.extend(first_wall(summary, scenario, &limits));
    sentences.extend(runway.into_iter().filter(|_| !first));
    sentences.extend(cost(summary, scenario));
    sentences.extend(price_risk(summary, scenario));
    sentences.push(budget(summary, scenario.money.budget));
    sentences.extend(slowness(summary, scenario));
    sentences.extend(launches(summary, scenario, &limits));
    sentences.extend(refusals(summary, scenario));
    sentences.extend(terms(summary));
    sentences.extend(announced(scenario, catalog));
    sentences
}

/// The months in which half of the futures turn away most of what comes, on most days: nothing else matters as much. Where a launch
/// does it for some days, that is said of the launch.
fn down(summary: &Summary, scenario: &ValidScenario) -> Option<String> {
    let is_down = |(_, month): &(usize, &MonthSummary)| {
        f64::from(month.refused_share.p50) > DOWN && f64::from(month.bad_days.p50) > DOWN * DAYS
    };
    let mut all = summary.months.iter().enumerate().filter(is_down);
    let (first, at) = all.next()?;
    let more = match all.count() {
        0 => String::new(),
        1 => " and in 1 month after it".to_owned(),
        count => format!(" and in {count} months after it"),
    };
    let share = match percent(at.refused_share.p50.into()).as_str() {
        "100%" => "all".to_owned(),
        share => format!("at least {share}"),
    };
    let month = month(scenario, first);
    Some(format!("The app is down in {month}{more}: half of the futures turn away {share} of its visits and calls."))
}

fn first_wall(summary: &Summary, scenario: &ValidScenario, limits: &[LimitWords]) -> Vec<String> {
    let wall = &summary.first_wall;
    let within = months(summary.months.len());
    if wall.ever.count == 0 {
        return vec![format!("No wall within {within} in any of {} futures.", grouped(summary.futures.into()))];
    }
    let usual = most_frequent(wall.by.iter().map(|limit| limit.count));
    let likely = most_frequent(wall.count_by_month.iter().copied());
    let happens = |limit: usize| limits.get(limit).map_or("a limit is passed", |limit| &limit.happens);
    let what = happens(usual);
    if wall.ever.share() < RARE {
        let free = Chance::new(wall.ever.of - wall.ever.count, wall.ever.of);
        return vec![format!("No wall within {within} in {} of futures. In the others: {what}.", chance_words(free))];
    }
    let when = when(summary, &month(scenario, likely));
    let mut sentences = vec![format!("First wall if you stay on the first plans: {what}, {when}.")];
    let doubt = limits.get(usual).and_then(|limit| limit.doubt.as_ref());
    sentences.extend(doubt.map(|doubt| format!("That limit {doubt}")));
    for (limit, by) in wall.by.iter().enumerate() {
        let named = f64::from(by.count) >= WORTH_NAMING * f64::from(wall.ever.count);
        if limit != usual && named {
            let (chance, words) = (chance_words(*by), happens(limit));
            sentences.push(format!("In {chance} of futures something else comes first: {words}."));
        }
    }
    sentences
}

/// A month of the run by its index: `month 12 (Dec 2027)`.
fn month(scenario: &ValidScenario, index: usize) -> String {
    format!("month {} ({})", index + 1, scenario.start.plus(index).name())
}

/// So many months: `1 month`.
pub(super) fn months(count: usize) -> String {
    if count == 1 { "1 month".to_owned() } else { format!("{count} months") }
}

/// The place of the largest count; the first of equals.
fn most_frequent(counts: impl IntoIterator<Item = u32>) -> usize {
    let best = counts.into_iter().enumerate().max_by_key(|&(place, count)| (count, std::cmp::Reverse(place)));
    best.map_or(0, |(place, _)| place)
}

/// When futures meet their first wall, most of them in the month `likely`.
fn when(summary: &Summary, likely: &str) -> String {
    let wall = &summary.first_wall;
    let (ever, within) = (chance_words(wall.ever), months(summary.months.len()));
    let spread = match (wall.month.p10, wall.month.p90) {
        (Some(from), Some(to)) if from == to => return format!("in {likely} in at least 8 of 10 futures"),
        (Some(from), Some(to)) => format!("8 of 10 futures: months {from} to {to}"),
        (Some(from), None) => format!("1 of 10 futures by month {from}, {ever} within {within}"),
        (None, _) => format!("{ever} of futures within {within}"),
    };
    format!("most likely in {likely}; {spread}")
}

/// What a year's last month costs, and what it earns, where it does. The first wall is about changing nothing, the cost about
/// the plans as they are changed.
fn cost(summary: &Summary, scenario: &ValidScenario) -> Option<String> {
    let number = summary.months.len().min(MONTH);
    let last = summary.months.get(number.checked_sub(1)?)?;
    let moves = scenario.ladders().filter_map(|at| scenario.ladder(at)).any(|ladder| ladder.plans.len() > 1);
    let plans = if moves { ", changing plans as set" } else { "" };
    let earns = if last.income.p90 > 0.0 { format!("; it earns {}", spread(&last.income, "")) } else { String::new() };
    let costs = spread(&last.cost, "8 of 10 futures: ");
    let of = of_bills(summary);
    Some(capitalised(&format!("{} costs {costs}{of}{plans}{earns}.", month(scenario, number - 1))))
}

/// What a cost is of, where books know of others.
pub(super) const fn of_bills(summary: &Summary) -> &'static str {
    if summary.books.is_some() { " in bills of providers" } else { "" }
}

/// An amount of dollars with the spread of 8 of 10 futures, and words that say so: `$95 (8 of 10 futures: $49 to $142)`.
pub(super) fn spread(bands: &Bands, words: &str) -> String {
    let [low, middle, high] = [bands.p10, bands.p50, bands.p90].map(|dollars| money(dollars.into()));
    if low == high {
        format!("{middle} in at least 8 of 10 futures")
    } else {
        format!("{middle} ({words}{low} to {high})")
    }
}

fn budget(summary: &Summary, budget: Quantity) -> String {
    let limit = match budget {
        Quantity::Exact(dollars) => format!("${}", grouped(dollars)),
        range @ Quantity::Range(_) => limits::budget(range),
    };
    let (chance, within) = (chance_words(summary.over_budget), months(summary.months.len()));
    let dearest = spread(&summary.worst_month, "");
    capitalised(&format!(
        "{chance} chance of at least one month above {limit} within {within}; the dearest costs {dearest}{}.",
        of_bills(summary)
    ))
}

/// How long the slowest answers take, against the target. Months without any answer are left out.
fn slowness(summary: &Summary, scenario: &ValidScenario) -> Option<String> {
    let slowest = summary.months.iter().map(|month| month.full_answer[1].p50).enumerate();
    let answered: Vec<(usize, f32)> = slowest.filter(|(_, seconds)| *seconds > 0.0).collect();
    let (now, took) = *answered.iter().take_while(|(index, _)| *index < MONTH).last()?;
    let (worst, longest) = answered.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let target = grouped(scenario.money.target.middle());
    let mut sentence =
        format!("1 answer in 20 takes longer than {} in month {}, target {target} s", seconds(took.into()), now + 1);
    // Named where it is noticeably worse.
    if longest > took * 1.1 {
        sentence += &format!("; the worst is {}, with {}", month(scenario, worst), seconds(longest.into()));
    }
    Some(sentence + ".")
}

/// What breaks in the months with planned launches, and for how long: the worst of them, and how many others there are.
fn launches(summary: &Summary, scenario: &ValidScenario, limits: &[LimitWords]) -> Vec<String> {
    let months: BTreeSet<u32> = scenario.launches.scheduled.iter().map(|launch| launch.month).collect();
    let found =
        months.into_iter().filter_map(|number| Some((number, summary.months.get(number.checked_sub(1)? as usize)?)));
    let mut found: Vec<(u32, &MonthSummary)> = found.collect();
    found.sort_by(|(_, a), (_, b)| b.refused_share.mean.total_cmp(&a.refused_share.mean));
    let others = found.split_off(found.len().min(LAUNCHES)).len();
    found.sort_by_key(|(number, _)| *number);
    let mut sentences: Vec<String> = found.into_iter().map(|(number, month)| launch(number, month, limits)).collect();
    if others > 0 {
        let more = if others == 1 { "1 more month".to_owned() } else { format!("{others} more months") };
        sentences.push(format!("The launches of {more} do less harm."));
    }
    sentences
}

fn launch(number: u32, month: &MonthSummary, limits: &[LimitWords]) -> String {
    let mut broken: Vec<(&LimitWords, Chance)> =
        limits.iter().zip(month.limits.iter().map(|limit| limit.met)).collect();
    broken.retain(|(_, chance)| chance.share() >= WORTH_SAYING);
    broken.sort_by_key(|(_, chance)| std::cmp::Reverse(chance.count));
    if broken.is_empty() {
        return format!("The launch in month {number} breaks nothing in 9 of 10 futures.");
    }
    let parts: Vec<String> =
        broken.iter().map(|(limit, chance)| format!("“{}” ({})", limit.name, chance_words(*chance))).collect();
    let days = month.bad_days;
    let [least, middle, most] = [days.p10, days.p50, days.p90].map(|days| grouped(days.into()));
    let turned_away = percent(month.refused_share.mean);
    let how_long = if days.p90 == 0.0 {
        String::new()
    } else if days.p50 == 0.0 {
        format!(
            " Somebody is turned away on up to {most} of that month's days (9 of 10 futures), {turned_away} of its visits and calls."
        )
    } else {
        format!(
            " Somebody is turned away on {middle} of that month's days (8 of 10 futures: {least} to {most}), \
             {turned_away} of its visits and calls."
        )
    };
    format!("What breaks in month {number}, with the launch: {}.{how_long}", parts.join(", "))
}

fn refusals(summary: &Summary, scenario: &ValidScenario) -> Option<String> {
    let shares = (0_u32..).zip(summary.months.iter().map(|month| month.refused_share.mean));
    let (worst, share) = shares.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    // What a launch breaks has been said.
    let is_said = scenario.launches.scheduled.iter().any(|launch| launch.month == worst + 1);
    (share > WORTH_REFUSING && !is_said).then(|| {
        let worst = month(scenario, worst as usize);
        format!("In the worst month, {worst}, {} of visits and calls are turned away on average.", percent(share))
    })
}

/// Whether the app earns money on a plan that forbids it.
fn terms(summary: &Summary) -> Option<String> {
    let broken = summary.months.iter().map(|month| month.terms).max_by_key(|chance| chance.count)?;
    (broken.share() > WORTH_NAMING).then(|| {
        let words = chance_words(broken);
        format!("In {words} of futures the app earns money on a plan for personal use, which its provider forbids.")
    })
}

/// What the providers have announced for the run.
fn announced(scenario: &ValidScenario, catalog: &Catalog) -> Option<String> {
    let days = known_days(scenario, catalog);
    let parts: Vec<String> = days.iter().take(ANNOUNCED).map(|it| format!("on {} {}", it.day, it.what)).collect();
    let more = match days.len() - parts.len() {
        0 => String::new(),
        count => format!("; and {count} more"),
    };
    (!parts.is_empty()).then(|| format!("Announced: {}{more}.", parts.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{chance, row, scenario, summary};
    use super::*;
    use crate::model::limit;

    fn sentences(summary: &Summary) -> Vec<String> {
        verdict(summary, &scenario(), &Catalog::builtin().unwrap())
    }

    #[test]
    fn the_usual_answer() {
        assert_eq!(
            sentences(&summary()),
            [
                "First wall if you stay on the first plans: “Gemini 3.5 Flash-Lite, free” refuses calls past 500 requests a \
                 day, most likely in month 5 (May 2027); 8 of 10 futures: months 3 to 6.",
                "Month 12 (Dec 2027) costs $96 (8 of 10 futures: $54 to $146), changing plans as set; it earns $240 ($156 to $324).",
                "40% chance of at least one month above $100 within 24 months; the dearest costs $190 ($106 to $295).",
                "1 answer in 20 takes longer than 4.1 s in month 12, target 5 s; the worst is month 24 (Dec 2028), with 5.1 s.",
                "In the worst month, month 5 (May 2027), 13% of visits and calls are turned away on average.",
            ]
        );
    }

    #[test]
    fn nothing_happens() {
        let mut summary = summary();
        summary.first_wall.ever = chance(0);
        summary.over_budget = chance(0);
        summary.months = vec![MonthSummary::default(); 6];
        assert_eq!(
            sentences(&summary),
            [
                "No wall within 6 months in any of 4,096 futures.",
                "Month 6 (Jun 2027) costs $0 in at least 8 of 10 futures, changing plans as set.",
                "Less than 0.1% chance of at least one month above $100 within 6 months; the dearest costs $190 ($106 to $295).",
            ]
        );
    }

    #[test]
    fn an_app_that_is_down_is_said_first() {
        let mut summary = summary();
        // A launch that brings most of a month's visits on a few days is something else.
        for (month, share, days) in [(1, 0.9, 3.0), (2, 0.5, 30.0), (3, 0.98, 30.0), (5, 1.0, 28.0), (6, 1.0, 20.0)] {
            summary.months[month].refused_share.p50 = share;
            summary.months[month].bad_days.p50 = days;
        }
        let first = |summary: &Summary| sentences(summary).remove(0);
        let right = "The app is down in month 4 (Apr 2027) and in 2 months after it: half of the futures turn away at least \
                     98% of its visits and calls.";
        assert_eq!(first(&summary), right);
        summary.months[5].refused_share.p50 = 0.1;
        assert!(first(&summary).starts_with("The app is down in month 4 (Apr 2027) and in 1 month after it: "));
        summary.months[6].refused_share.p50 = 0.1;
        summary.months[3].refused_share.p50 = 1.0;
        let all = "The app is down in month 4 (Apr 2027): half of the futures turn away all of its visits and calls.";
        assert_eq!(first(&summary), all);
    }

    #[test]
    fn a_wall_that_many_futures_do_not_meet() {
        let mut late = summary();
        late.first_wall.ever = chance(2_048);
        late.first_wall.month = crate::stats::WallQuantiles { p10: Some(9), p50: Some(24), p90: None };
        assert!(sentences(&late)[0].ends_with("; 1 of 10 futures by month 9, 50% within 24 months."));
        late.first_wall.month = crate::stats::WallQuantiles::default();
        late.first_wall.ever = chance(2_048);
        assert!(sentences(&late)[0].ends_with("; 50% of futures within 24 months."), "{:?}", sentences(&late));
        late.first_wall.ever = chance(41);
        let rare = &sentences(&late)[0];
        assert!(rare.starts_with("No wall within 24 months in 99% of futures. In the others: “Gemini"), "{rare}");
    }

    #[test]
    fn what_a_launch_breaks_is_said() {
        let mut launching = scenario().into_inner();
        let launch = |month| crate::scenario::Launch { month, day: 10, visits: 15_000.0, exact: false };
        launching.launches.scheduled = vec![launch(5), launch(1), launch(60)];
        let launching = launching.validate().unwrap();
        let limits = limits::limits(&launching, &Catalog::builtin().unwrap());
        assert_eq!(
            launches(&summary(), &launching, &limits),
            [
                "The launch in month 1 breaks nothing in 9 of 10 futures.",
                "What breaks in month 5, with the launch: “Google Gemini API: 500 requests a day” (21%). Somebody is turned \
                 away on 5 of that month's days (8 of 10 futures: 3 to 8), 13% of its visits and calls.",
            ]
        );
    }

    #[test]
    fn a_second_limit_is_named_when_it_matters() {
        let mut summary = summary();
        summary.first_wall.by.fill(chance(0));
        summary.first_wall.by[row(limit::MINUTE)] = chance(1_024);
        summary.first_wall.by[row(limit::DAY)] = chance(2_976);
        assert_eq!(
            sentences(&summary)[1],
            "In 25% of futures something else comes first: “Gemini 3.5 Flash-Lite, free” refuses calls past 15 requests a minute."
        );
    }

    #[test]
    fn a_budget_may_be_a_range_and_be_passed_for_sure() {
        let mut summary = summary();
        summary.over_budget = chance(4_096);
        assert_eq!(
            budget(&summary, Quantity::range(80.0, 1_200.0)),
            "More than 99.9% chance of at least one month above the budget of $80 to $1,200 within 24 months; the dearest \
             costs $190 ($106 to $295)."
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
