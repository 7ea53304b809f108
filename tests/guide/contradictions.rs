//! Where the document contradicts itself or the world, both are shown, and reckoned by hand here.

use super::{Answered, assert_near, tasktrakr};

/// What stands in the row of each, and in which words its figures differ: the document's figure, the simulator's.
const ALL: [(&str, &[(&str, &str)]); 11] = [
    ("002-contra-1", &[("$250", "$100")]),
    ("002-contra-2", &[("$100", "$90")]),
    ("002-contra-3", &[("0%", "50%")]),
    ("002-contra-4", &[("$50 to $100", "$10"), ("$50 to $100", "$40")]),
    ("002-contra-5", &[("$100 to $300", "$40")]),
    ("002-contra-6", &[("$50", "$10")]),
    ("002-contra-7", &[("$200", "$40")]),
    ("002-contra-8", &[("$250", "$100")]),
    ("002-contra-9", &[("$100", "$150"), ("$100", "$60"), ("$100", "$90")]),
    ("002-contra-10", &[("1,000,000", "1,419,000")]),
    ("002-contra-11", &[("0%", "50%"), ("0%", "27%")]),
];

#[test]
fn all_eleven_contradictions_are_shown_with_a_reason() {
    let it = Answered::of(&tasktrakr(), &ALL.map(|(id, _)| id));
    for (id, differing) in ALL {
        let row = it.rows.iter().find(|row| row.ids.iter().any(|it| it == id)).unwrap_or_else(|| panic!("{id}"));
        assert!(row.why.as_ref().is_some_and(|why| why.len() > 60), "{id} does not say which is used, and why");
        let found = row.cells.iter().filter(|cell| cell.agrees == Some(false));
        let found: Vec<_> =
            found.map(|cell| [&cell.document, &cell.simulated].map(|it| it.as_deref().unwrap())).collect();
        assert_eq!(found, differing.iter().map(|&(says, is)| [says, is]).collect::<Vec<_>>(), "{id}");
    }
}

/// 500 requests a day for 28 days, and the part of a day before the first reset, are 14,000 to 14,500: neither a million tokens nor 10,000
/// generations. 10,000 a month are 357 a day, and none is refused.
#[test]
fn gemini_s_real_free_plan_counts_days() {
    let it = Answered::of(&tasktrakr(), &["002-contra-10"]);
    let month = it.month("20,000", "Gemini 3.5 Flash-Lite free");
    let served = month.uses.mean * (1.0 - month.refused_share.mean);
    assert!((14_000.0..14_500.0).contains(&served), "{served}");
    assert!(it.month("10,000", "Gemini 3.5 Flash-Lite free").refused_share.mean < 1e-3);
}

/// A generation of 60 and 40 tokens at $0.30 and $2.50 a million: 1.18 hundredths of a cent, an eighth of the document's price.
#[test]
fn gemini_s_real_price_is_by_the_token() {
    let it = Answered::of(&tasktrakr(), &["002-sys-gemini"]);
    let dollars = 100_000.0 * (60.0 * 0.3 + 40.0 * 2.5) / 1e6;
    assert_near(dollars, 11.8, 1e-9);
    assert_near(it.month("100,000", "Gemini 3.5 Flash-Lite paid").cost.mean, dollars, 0.003);
}

/// A token of the answer reads 8 GB at 0.8 of 320 GB/s, 31 ms; what is sent is read in 0.34 ms a token; the first word takes 0.2 s more.
/// 16 at once, each at 1 / (1 + 15/32) of its speed, are 7.4 a second. So of 10 a second 27% are turned away, and of 5 none.
#[test]
fn a_t4_answers_seven_a_second() {
    let it = Answered::of(&tasktrakr(), &["002-contra-11", "002-self-rate", "002-self-vllm"]);
    let alone = 0.2 + 40.0 * 8.0 / 320.0 / 0.8 + 60.0 * 0.000_07 * 312.0 / 65.0;
    let at_most = 16.0 / (alone * (1.0 + 15.0 / 32.0));
    let a_second = |begins: &str| {
        let month = it.month(begins, "the catalogue's speed");
        month.uses.mean * (1.0 - month.refused_share.mean) / (28.0 * 86_400.0)
    };
    assert_near(a_second("10 calls a second"), at_most, 0.02);
    assert_near(a_second("5 calls a second"), 5.0, 0.001);
    // The document's plan keeps its 10 a second, whatever comes.
    let month = it.month("20 calls a second", "own T4 as the document has it");
    assert_near(month.refused_share.mean, 0.5, 0.001);
}

/// $0.54 an hour, day and night for 28 days.
#[test]
fn a_real_t4_is_dearer_than_the_document_s() {
    let it = Answered::of(&tasktrakr(), &["002-self-cost", "002-self-gce"]);
    assert_near(it.month("100,000", "T4 of Google Compute by the hour").cost.mean, 0.54 * 24.0 * 28.0, 1e-5);
}
