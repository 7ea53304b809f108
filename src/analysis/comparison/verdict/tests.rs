use super::super::sample::{FUTURES, Rows, compared, comparison, row, scenario, summaries, usual};
use super::*;
use crate::stats::{MonthSummary, WallQuantiles};

const TARGETS: &str = "at most $100 a month, 19 of 20 answers within 5 s and at most 1% turned away";

fn sentences(comparison: &Comparison, names: &[&str]) -> Vec<String> {
    let [first, second] = summaries();
    let summaries: Vec<&Summary> = [&first, &second, &second].into_iter().take(names.len()).collect();
    comparison_verdict(comparison, &summaries, &scenario(names), &Catalog::builtin().unwrap())
}

/// An alternative that serves all, in which one measure has other numbers.
fn serving(changes: &[(Measure, &[(usize, f32)])]) -> Rows {
    let mut rows = usual();
    rows[Measure::Refused as usize] = row(&[(FUTURES, 0.0)]);
    for (measure, numbers) in changes {
        rows[*measure as usize] = row(numbers);
    }
    rows
}

/// The sentence about B, of two alternatives that always keep the targets.
fn beside(first: Rows, second: Rows) -> String {
    let all = sentences(&compared(&[first, second], &[FUTURES, FUTURES]), &["", "Groq"]);
    all.into_iter().find(|sentence| sentence.starts_with("B (Groq) ") && !sentence.contains("your targets")).unwrap()
}

#[test]
fn the_usual_comparison() {
    assert_eq!(
        sentences(&comparison(), &["today", "Groq first"]),
        [
            format!("Only B (Groq first) keeps your targets in every month in most futures, in 97 of 100 futures: {TARGETS}."),
            // Twelve calls more a month: 12 × (1 + 2 + .. + 24) = 3,600.
            "A (today) turns away 6% of what users ask, above your 1%: about 3,600 visits and calls over 24 months.".to_owned(),
            "B (Groq first) is cheaper than A in 83 of 100 futures, by $1,240 over 24 months (8 of 10: from $100 more to \
             $2,900 less); it turns away less (0.1% against 6%), and its slowest answers take 0.80 s longer."
                .to_owned(),
            "First wall if you stay on the first plans: A by month 5 in half of the futures; B in 12 of 100 futures within \
             24 months."
                .to_owned(),
        ]
    );
}

#[test]
fn nobody_is_said_to_win_on_cost_alone() {
    let cheap: Rows = [1_000.0, 80.0, 900.0, 0.06, 4.0].map(|number| row(&[(FUTURES, number)]));
    let all = sentences(&compared(&[serving(&[]), cheap.clone()], &[FUTURES, 0]), &["", "Free"]);
    assert!(all[0].starts_with("Only A keeps your targets "), "{all:?}");
    assert_eq!(
        all[1],
        "B (Free) is cheaper than A in all 100 futures, by $4,000 over 24 months in at least 8 of 10 futures, but it turns \
         away 6% of what users ask, above your 1%: about 3,600 visits and calls over 24 months (A: 0%)."
    );
    // The other way round: the first is the cheap one.
    let all = sentences(&compared(&[cheap, serving(&[])], &[0, FUTURES]), &["Free", ""]);
    assert_eq!(
        all[..3],
        [
            format!("Only B keeps your targets in every month in most futures, in all 100 futures: {TARGETS}."),
            "A (Free) is the cheapest, but turns away 6% of what users ask, above your 1%: about 3,600 visits and calls over \
             24 months."
                .to_owned(),
            "B is dearer than A in all 100 futures, by $4,000 over 24 months in at least 8 of 10 futures; it turns away less \
             (0% against 6%)."
                .to_owned(),
        ]
    );
}

#[test]
fn the_cheapest_of_several_that_keep_the_targets() {
    let cheaper = serving(&[(Measure::Cost, &[(83, 4_000.0), (17, 6_000.0)])]);
    let three = |third: Rows| {
        sentences(&compared(&[serving(&[]), cheaper.clone(), third], &[FUTURES, FUTURES, 0]), &["", "Groq", ""])
    };
    // The third turns away too much to be the cheapest of all.
    let right = "B (Groq) is the cheapest of those that keep your targets in every month, in 83 of 100 futures: ";
    assert_eq!(three(usual())[0], format!("{right}{TARGETS}."));
    let slow = serving(&[(Measure::Cost, &[(FUTURES, 1_000.0)]), (Measure::Slowest, &[(FUTURES, 9.0)])]);
    // One that keeps them in no future neither wins nor hinders another.
    assert_eq!(three(slow)[0], format!("{right}{TARGETS}."));
    let same = sentences(&compared(&[serving(&[]), serving(&[])], &[FUTURES, FUTURES]), &["", "Groq"]);
    let right = "A and B (Groq) are the cheapest of those that keep your targets in every month, in all 100 futures: ";
    assert_eq!(same[0], format!("{right}{TARGETS}."));
}

#[test]
fn where_none_keeps_the_targets_it_is_said_why() {
    let mut none = comparison();
    none.contenders[1].keeps = Chance::new(12, 100);
    let all = sentences(&none, &["today", "Groq"]);
    assert_eq!(
        all[..4],
        [
            format!("None keeps your targets in every month in most futures: {TARGETS}."),
            // The runs made by hand turn away 12% in month 5.
            "In at least one month, in most futures, A and B turn away too much.".to_owned(),
            "Only B (Groq) turns away at most 1% of what users ask over all months, in most futures.".to_owned(),
            "In month 2 (Feb 2027) alone A (today) is the cheapest that keeps them, in 60 of 100 futures.".to_owned(),
        ]
    );
    none.race = vec![vec![0.0, 0.0]];
    let all = sentences(&none, &["today", "Groq"]);
    assert_eq!(all[3], "Not even in month 1 (Jan 2027) alone does any of them keep them.");
    let both = compared(&[serving(&[]), serving(&[(Measure::Cost, &[(83, 4_000.0), (17, 6_000.0)])])], &[0, 0]);
    let right = "B (Groq) is the cheapest of those that turn away at most 1% of what users ask over all months, in 83 of 100 futures.";
    assert_eq!(sentences(&both, &["today", "Groq"])[2], right);
}

#[test]
fn what_is_missed_in_half_of_the_futures_is_named() {
    let scenario = scenario(&["", "", ""]);
    let slow = serving(&[(Measure::Slowest, &[(FUTURES, 5.1)])]);
    let comparison = compared(&[serving(&[]), slow.clone(), slow], &[0; 3]);
    let [mut first, mut second] = summaries();
    first.months = vec![MonthSummary::default(); 2];
    first.over_budget = Chance::new(50, 100);
    second.months.clone_from(&first.months);
    let catalog = Catalog::builtin().unwrap();
    let all = comparison_verdict(&comparison, &[&first, &second, &second], &scenario, &catalog);
    assert_eq!(all[1], "In at least one month, in most futures, A passes the budget; B and C are too slow.");
    second.over_budget = Chance::new(100, 100);
    first.months[1].refused_share.p50 = 0.02;
    let all = comparison_verdict(&comparison, &[&first, &second, &second], &scenario, &catalog);
    assert_eq!(
        all[1],
        "In at least one month, in most futures, A, B and C pass the budget; B and C are too slow; A turns away too much."
    );
}

#[test]
fn the_difference_of_cost_in_all_its_forms() {
    let cost = |numbers: &[(usize, f32)]| beside(serving(&[]), serving(&[(Measure::Cost, numbers)]));
    for (numbers, right) in [
        (&[(100, 5_000.0)][..], "B (Groq) costs the same as A in every future."),
        (
            &[(20, 2_100.0), (40, 3_760.0), (40, 4_700.0)],
            "B (Groq) is cheaper than A in all 100 futures, by $1,240 over 24 months (8 of 10: $300 to $2,900).",
        ),
        (
            &[(20, 5_300.0), (40, 6_240.0), (40, 7_900.0)],
            "B (Groq) is dearer than A in all 100 futures, by $1,240 over 24 months (8 of 10: $300 to $2,900).",
        ),
        (
            &[(20, 4_700.0), (80, 5_200.0)],
            "B (Groq) is dearer than A in 80 of 100 futures, by $200 over 24 months (8 of 10: from $300 less to $200 more).",
        ),
        (
            &[(40, 4_700.0), (40, 5_000.0), (20, 5_200.0)],
            "B (Groq) is cheaper than A in 40 of 100 futures and dearer in 20 of 100 futures (8 of 10: from $300 less to \
             $200 more over 24 months).",
        ),
        (
            &[(40, 4_700.0), (60, 5_000.0)],
            "B (Groq) is cheaper than A in 40 of 100 futures and costs the same in the others (8 of 10: $0 to $300 less over 24 \
             months).",
        ),
        (
            &[(95, 5_000.0), (5, 5_200.0)],
            "B (Groq) is dearer than A in 5 of 100 futures and costs the same in the others.",
        ),
    ] {
        assert_eq!(cost(numbers), right);
    }
}

#[test]
fn slowness_is_said_where_it_is_felt() {
    let slow = |seconds| beside(serving(&[]), serving(&[(Measure::Slowest, &[(FUTURES, seconds)])]));
    assert!(slow(2.5).ends_with("; its slowest answers come 1.5 s sooner."), "{}", slow(2.5));
    assert!(slow(4.8).ends_with("; its slowest answers take 0.80 s longer."), "{}", slow(4.8));
    for unsaid in [4.04, 0.0] {
        assert_eq!(slow(unsaid), "B (Groq) costs the same as A in every future.");
    }
}

#[test]
fn what_is_left_is_said_where_it_tells_another_story() {
    let cheaper: &[(usize, f32)] = &[(FUTURES, 4_000.0)];
    let less = serving(&[(Measure::Cost, cheaper), (Measure::Left, &[(70, 300.0), (30, 600.0)])]);
    let said = beside(serving(&[]), less);
    assert!(said.ends_with("; income less bills is lower in 70 of 100 futures, by $200."), "{said}");
    let more = serving(&[(Measure::Cost, &[(FUTURES, 6_000.0)]), (Measure::Left, &[(70, 600.0), (30, 300.0)])]);
    let said = beside(serving(&[]), more);
    assert!(said.ends_with("; income less bills is higher in 70 of 100 futures, by $100."), "{said}");
    let both = serving(&[(Measure::Cost, cheaper), (Measure::Left, &[(FUTURES, 1_500.0)])]);
    assert!(!beside(serving(&[]), both).contains("income"));
}

#[test]
fn walls_of_the_same_month_are_named_together() {
    let [first, mut second] = summaries();
    second.first_wall.month = WallQuantiles { p50: Some(5), ..WallQuantiles::default() };
    let scenario = scenario(&["", ""]);
    let all = comparison_verdict(&comparison(), &[&first, &second], &scenario, &Catalog::builtin().unwrap());
    let right = "First wall if you stay on the first plans: A and B by month 5 in half of the futures.";
    assert_eq!(all.last().map(String::as_str), Some(right));
}

#[test]
fn what_is_missing_is_said_once() {
    let mut gpu = super::super::super::sample::scenario().into_inner();
    gpu.stack.training.plans = vec!["kaggle-free".to_owned()];
    gpu.site.training_hours = crate::scenario::Quantity::Exact(0.0);
    let two = gpu.clone().with_copy(0, String::new()).validate().unwrap();
    let [first, second] = summaries();
    let catalog = Catalog::builtin().unwrap();
    let said = |scenario: &ValidScenario| comparison_verdict(&comparison(), &[&first, &second], scenario, &catalog);
    assert_eq!(said(&two).iter().filter(|sentence| sentence.contains("Kaggle")).count(), 1, "{:?}", said(&two));
    let opening = super::super::super::sample::scenario().into_inner().with_copy(0, String::new());
    let other = opening.with_alternative(1, gpu).validate().unwrap();
    assert!(said(&other)[0].starts_with("With B: "), "{:?}", said(&other));
}

#[test]
fn one_alternative_is_no_comparison() {
    assert_eq!(sentences(&compared(&[usual()], &[0]), &[]), Vec::<String>::new());
    assert_eq!(sentences(&Comparison::default(), &[]), Vec::<String>::new());
}

#[test]
fn what_is_turned_away_in_few_futures_is_said_too() {
    let seldom = serving(&[(Measure::Refused, &[(85, 0.0), (15, 0.4)])]);
    let all = sentences(&compared(&[serving(&[]), seldom], &[FUTURES, FUTURES]), &["", "Groq"]);
    let right = "in 1 of 10 futures it turns away 40% of what users ask or more";
    assert!(all[1].contains(right), "{all:?}");
    let never = sentences(&compared(&[serving(&[]), serving(&[])], &[FUTURES, FUTURES]), &["", "Groq"]);
    assert!(never.iter().all(|it| !it.contains("1 of 10 futures it turns away")), "{never:?}");
}
