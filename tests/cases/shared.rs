//! Two features of one account that each make half of the calls are one that makes them all, whatever limits them.

use super::*;

/// The share that is refused of calls by one feature, and by two with half of them each.
fn whole_and_halves(
    done: impl Fn(Scenario) -> Done,
    plan: &str,
    calls: f64,
    change: impl Fn(&mut Scenario),
) -> [f64; 2] {
    [1, 2].map(|features| {
        let mut scenario = app(&vec![(plan, calls / f64::from(features)); features as usize]);
        change(&mut scenario);
        done(scenario).refused(0)
    })
}

fn same([whole, halves]: [f64; 2], right: f64) {
    assert!((whole - right).abs() < 0.015, "{whole} of one feature, not {right}");
    assert!((halves - right).abs() < 0.015, "{halves} of two features, not {right}");
}

/// 500 of 800 calls a day.
#[test]
fn of_a_day() {
    same(whole_and_halves(run_plain, "alpha-free", 800.0, |_| {}), 3.0 / 8.0);
}

/// 1 million tokens a month, of 2,000 calls of 600 tokens that are 1.2 million.
#[test]
fn of_a_month() {
    same(whole_and_halves(run, "gemini-free-tasktrakr", 2_000.0 / 30.0, |_| {}), 1.0 / 6.0);
}

/// 10 requests a minute, 14,400 a day, of 57,600. The app's own limiter is one, too.
#[test]
fn of_a_minute() {
    let limit = |it: &mut Scenario| it.overrides = vec![own("gpt-4o-mini", "limit.minute.requests", 10.0)];
    same(whole_and_halves(run, "gpt-4o-mini", 57_600.0, limit), 0.75);
    let limiter = |it: &mut Scenario| it.client.limiter = Some(Quantity::Exact(10.0));
    same(whole_and_halves(run, "gpt-4o-mini", 57_600.0, limiter), 0.75);
}

/// 864 calls a day of 108.33 s, the mean of a lognormal of median 100: 1.083 at a time. Two places refuse, by Erlang,
/// a²/2 / (1 + a + a²/2) of them.
#[test]
fn of_calls_at_once() {
    let change = |it: &mut Scenario| {
        for feature in &mut it.features {
            (feature.first_word, feature.output_tokens) = (Some(Quantity::Exact(100.0)), Quantity::Exact(0.0));
        }
    };
    let busy = 864.0 * 108.33 / 86_400.0;
    let erlang = busy * busy / 2.0 / (1.0 + busy + busy * busy / 2.0);
    same(whole_and_halves(run_plain, "alpha-narrow", 864.0, change), erlang);
}

/// $0.10 pays 833 of 1,200 calls.
#[test]
fn of_a_credit() {
    let change = |it: &mut Scenario| {
        for feature in &mut it.features {
            (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(1_200.0), Quantity::Exact(300.0));
        }
    };
    same(whole_and_halves(run, "hf-inference-free", 40.0, change), 367.0 / 1_200.0);
}

/// 100 visitors with 12 runs of 30 s a day, of which 10 are within 300 s.
#[test]
fn of_each_visitor() {
    let change = |it: &mut Scenario| it.features.iter_mut().for_each(|it| it.gpu_seconds = Quantity::Exact(30.0));
    same(whole_and_halves(run, "hf-zerogpu-free", 1_200.0, change), 2.0 / 12.0);
}

/// $39 a month are a fee of $9 and 3,000 of 6,000 calls. A hard cap is looked at once a day: with $38 it is met in the
/// middle of the 15th day, of which all calls are served.
#[test]
fn of_an_own_cap() {
    let cap = |it: &mut Scenario| {
        it.features.iter_mut().for_each(|it| it.inference.spend_cap = Some(Quantity::Exact(39.0)));
    };
    same(whole_and_halves(run_plain, "alpha-paid", 200.0, cap), 0.5);
    let cap = |it: &mut Scenario| it.money.hard_cap = Some(Quantity::Exact(38.0));
    same(whole_and_halves(run_plain, "alpha-paid", 200.0, cap), 0.5);
}
