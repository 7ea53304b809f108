//! Prices of every shape, each with a bill reckoned by hand.

use super::*;

/// 100 people with 10 calls a day each for the 30 days of April: 30,000 calls.
fn calls(plan: &str, change: impl FnOnce(&mut Feature)) -> Done {
    let mut scenario = app(&[(plan, 1_000.0)]);
    scenario.prices = None;
    let feature = &mut scenario.features[0];
    (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(0.0), Quantity::Exact(0.0));
    feature.sent_spread = Quantity::Exact(0.0);
    change(feature);
    run_plain(scenario)
}

/// Of 12,307 tokens sent, 3 are new and 12,304 written to the cache; 550 come back: case 10.
#[test]
fn tokens_written_to_a_cache_have_their_price() {
    for (minutes, usd) in [(true, 3.75), (false, 6.0)] {
        let done = calls("eta-cache", |it| {
            (it.input_tokens, it.output_tokens) = (Quantity::Exact(12_307.0), Quantity::Exact(550.0));
            let share = Quantity::Exact(12_304.0 / 123.07);
            *(if minutes { &mut it.cache_written } else { &mut it.cache_written_hour }) = share;
        });
        near(done.bill("Eta"), 30_000.0 * (3.0 * 3.0 + 12_304.0 * usd + 550.0 * 15.0) / 1e6);
    }
    // Case 10 itself, to the cent of its page: $0.054399 a call.
    assert!((30_000.0 * (3.0 * 3.0 + 12_304.0 * 3.75 + 550.0 * 15.0) / 1e6 - 1_631.97_f64).abs() < 5e-3);
}

/// Half is read from the cache, half of the rest is written for minutes, half of what is left for an hour: of 8,000 tokens 4,000 at
/// 0.3, 2,000 at 3.75, 1,000 at 6 and 1,000 at 3. Answers a day later cost half.
#[test]
fn kinds_of_tokens_are_shares_of_what_is_left() {
    let kinds = |it: &mut Feature| {
        it.input_tokens = Quantity::Exact(8_000.0);
        (it.cached_input, it.cache_written) = (Quantity::Exact(50.0), Quantity::Exact(50.0));
        it.cache_written_hour = Quantity::Exact(50.0);
    };
    let dollars = 30_000.0 * (4_000.0 * 0.3 + 2_000.0 * 3.75 + 1_000.0 * 6.0 + 1_000.0 * 3.0) / 1e6;
    near(calls("eta-cache", kinds).bill("Eta"), dollars);
    near(calls("eta-cache-batch", kinds).bill("Eta"), dollars / 2.0);
}

/// Up to 10,000 tokens a request costs 2 and 10 a million, above it 4 and 15, all of it: just 10,000 are not above.
#[test]
fn a_long_request_is_dearer_as_a_whole() {
    for (sent, prices) in [(10_000.0, [2.0, 0.5, 10.0]), (10_100.0, [4.0, 1.0, 15.0]), (100.0, [2.0, 0.5, 10.0])] {
        let done = calls("eta-long", |it| {
            (it.input_tokens, it.output_tokens) = (Quantity::Exact(sent), Quantity::Exact(500.0));
            it.cached_input = Quantity::Exact(40.0);
        });
        let call = 0.6 * sent * prices[0] + 0.4 * sent * prices[1] + 500.0 * prices[2];
        near(done.bill("Eta"), 30_000.0 * call / 1e6);
    }
}

/// Ten calls of 2,000 tokens in one request are 20,000 tokens, and dear; the tokens of a kind without a price of its own, too.
#[test]
fn a_request_is_as_long_as_all_its_calls() {
    let mut scenario = app(&[("eta-long", 1_000_000.0)]);
    scenario.prices = None;
    (scenario.client.batch, scenario.client.batch_wait) = (Quantity::Exact(10.0), Quantity::Exact(600.0));
    let feature = &mut scenario.features[0];
    (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(2_000.0), Quantity::Exact(0.0));
    (feature.sent_spread, feature.cache_written) = (Quantity::Exact(0.0), Quantity::Exact(50.0));
    let done = run_plain(scenario);
    near(done.bill("Eta"), 30.0 * 1_000_000.0 * 2_000.0 * 4.0 / 1e6);
}

/// Of a mean of 10,000 with a deviation as large, 0.3386 of the calls are longer, with 0.6614 of what is sent: the normal share beyond
/// half of the root of ln 2 = 0.8326, and before it.
#[test]
fn calls_of_many_sizes_are_long_in_part() {
    let done = calls("eta-long", |it| {
        (it.input_tokens, it.output_tokens) = (Quantity::Exact(10_000.0), Quantity::Exact(500.0));
        it.sent_spread = Quantity::Exact(100.0);
    });
    let (calls, sent) = (0.338_62, 0.661_38);
    near(done.bill("Eta"), 30_000.0 * (10_000.0 * (2.0 + 2.0 * sent) + 500.0 * (10.0 + 5.0 * calls)) / 1e6);
}

/// Case 5: prompts of 300,000 tokens, above 272,000 at $0.40 and $1.80 a million; of just 272,000 at $0.20 and $1.20.
#[test]
fn long_prompts_of_a_public_report() {
    for (sent, usd) in [(300_000.0, [0.4, 1.8]), (272_000.0, [0.2, 1.2])] {
        let mut scenario = read(include_str!("05-long-context.json"));
        scenario.features[0].input_tokens = Quantity::Exact(sent);
        near(run(scenario).bill("OpenAI API"), 30_000.0 * (sent * usd[0] + 5_000.0 * usd[1]) / 1e6);
    }
}

/// Case 8: 20 people send 8,634 tokens a day each, 172,680 in all, and 100,000 a day are allowed: 42.1% are refused. A limit that the
/// plan does not state is added.
#[test]
fn tokens_of_a_day_are_refused_from_the_first_day_on() {
    let done = run(read(include_str!("08-tokens-a-day.json")));
    assert!((done.refused(0) - (1.0 - 100_000.0 / 172_680.0)).abs() < 0.03, "{}", done.refused(0));
}

/// Two pictures and a minute and a half of speech a call.
#[test]
fn pictures_and_speech_have_their_price() {
    let done = calls("eta-media", |it| {
        (it.pictures, it.audio_minutes) = (Quantity::Exact(2.0), Quantity::Exact(1.5));
    });
    exact(done.bill("Eta"), done.first(RECORD().uses), |uses| uses * (2.0 * 0.04 + 1.5 * 0.006));
}

/// One server all month at $0.10 an hour, with $40 given once: $24 of them are used in the first ten days, the other $16 are lost, and
/// the 20 days that are left cost $48.
#[test]
fn credits_that_are_lost_pay_what_was_used_before() {
    let mut scenario = app(&[("alpha-free", 0.0)]);
    scenario.prices = None;
    scenario.months = 2;
    scenario.stack.backend.plans = plans(&["eta-gift"]);
    let done = run_plain(scenario);
    exact(done.month(RECORD().cost, 0), done.month(RECORD().cost, 0), |_| 20.0 * 24.0 * 0.1);
    exact(done.month(RECORD().cost, 1), done.month(RECORD().cost, 1), |_| 31.0 * 24.0 * 0.1);
}

/// Of 100 users three pay: 0.8% of $90 each, but of $900 no more than $5; a quarter of it from abroad, 1.5% more.
#[test]
fn fees_of_payments_end_at_their_most() {
    for (price, fee) in [(90.0, 0.72), (900.0, 5.0)] {
        let mut scenario = app(&[("alpha-free", 0.0)]);
        scenario.prices = None;
        (scenario.money.income_from, scenario.money.price) = (1, Quantity::Exact(price));
        scenario.money.foreign_cards = Quantity::Exact(25.0);
        scenario.stack.payments.plans = plans(&["eta-debits"]);
        let done = run_plain(scenario);
        let right = 3.0 * (fee + 0.25 * price * 0.015);
        exact(done.first(RECORD().cost), done.first(RECORD().cost), |_| right);
    }
}

/// 100 users with 300 visits a month load 2 MB of stored files in 3 fetches: 60 GB and 90,000 fetches, of 1,000 GB that are kept, and
/// 3,000 calls leave a file each. With the database 1,000 + 30 dollars; apart 20 + 5.4 + 0.036 + 0.015, and the database is free.
#[test]
fn files_apart_are_billed_where_they_are() {
    let mut scenario = app(&[("alpha-paid", 100.0)]);
    scenario.prices = None;
    scenario.site.visits_per_user = Quantity::Exact(300.0 * 30.4375 / 30.0);
    (scenario.site.rows_kb, scenario.features[0].row_kb) = (Quantity::Exact(0.0), Quantity::Exact(0.0));
    (scenario.site.files_mb, scenario.site.file_reads) = (Quantity::Exact(2.0), Quantity::Exact(3.0));
    scenario.site.held_files_gb = Quantity::Exact(1_000.0);
    scenario.features[0].file_kb = Quantity::Exact(1e-3);
    scenario.stack.data.plans = plans(&["eta-database"]);
    let done = run_plain(scenario.clone());
    near(done.first(RECORD().bill[Slot::Data as usize]), 1_000.0 + 30.0);
    scenario.stack.files.plans = plans(&["eta-files"]);
    let done = run_plain(scenario);
    near(done.first(RECORD().bill[Slot::Files as usize]), 20.0 + 5.4 + 0.036 + 0.015);
    assert_eq!(mean(done.first(RECORD().bill[Slot::Data as usize])).0, 0.0);
}
