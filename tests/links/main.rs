//! Links: what was shared comes back for good, and nothing a stranger writes into one does harm.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod changed;
mod corpus;
mod dice;
mod files;
mod golden;
mod hostile;
mod largest;
#[path = "../common/soak.rs"]
mod soak;
mod wrap;

use headroom::date::{Date, Month};
use headroom::scenario::{
    Choice, Feature, Field, Input, Launch, Override, PRESETS, Quantity, Scenario, ValidScenario, Volumes,
};
use headroom::share::{MAX_FRAGMENT, ShareError, Shared, from_fragment, to_fragment};
use proptest::prelude::*;

/// A day of the catalogue, for links whose scenario has none.
pub const KNOWN: Date = Date { year: 2026, month: 10, day: 7 };

fn first() -> Scenario {
    PRESETS[0].scenario().unwrap().into_inner()
}

/// What the link to a scenario should open as.
fn shared(scenario: &ValidScenario) -> Shared {
    let mut scenario = Scenario::clone(scenario);
    scenario.prices.get_or_insert(KNOWN);
    Shared { scenario: scenario.validate().unwrap(), model: headroom::model::VERSION }
}

#[test]
fn presets_come_back_from_short_links() {
    for preset in &PRESETS {
        let scenario = preset.scenario().unwrap();
        let link = to_fragment(&scenario, KNOWN);
        // Alternatives and books hold names.
        let longest = if scenario.runs() > 1 || scenario.keeps_books() { 950 } else { 600 };
        assert!(link.starts_with("#1.") && link.len() < longest, "{}: {} characters", preset.id, link.len());
        assert!(link[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{link}");
        assert_eq!(from_fragment(&link), Ok(shared(&scenario)));
        assert_eq!(from_fragment(&link[1..]), Ok(shared(&scenario)));
    }
}

#[test]
fn what_is_put_around_a_link_on_its_way_is_left_out() {
    let scenario = PRESETS[0].scenario().unwrap();
    let link = to_fragment(&scenario, KNOWN);
    for after in ["%20", ")", ".", "&fbclid=1", "?utm=1", "\u{201d}"] {
        assert_eq!(from_fragment(&format!("#{link}{after}")), Ok(shared(&scenario)), "{after}");
    }
    assert_eq!(from_fragment(&format!("{link}A")), Err(ShareError::Damaged), "it may be of the link");
}

#[test]
fn the_largest_scenario_can_be_saved_and_opened_as_a_file() {
    let scenario = largest::largest().validate().unwrap();
    let file = scenario.to_file();
    println!("{} bytes", file.len());
    assert_eq!(Scenario::from_json(&file).and_then(Scenario::validate), Ok(scenario), "{} bytes", file.len());
}

#[test]
fn the_largest_scenario_fits() {
    let scenario = largest::largest().validate().unwrap();
    let link = to_fragment(&scenario, KNOWN);
    println!("{} characters of {} bytes", link.len(), wrap::unpacked(&link).len());
    assert!((40_000..MAX_FRAGMENT).contains(&link.len()), "{} characters", link.len());
    assert_eq!(from_fragment(&link), Ok(shared(&scenario)));
}

#[test]
fn other_plans_and_own_accounts_come_back_and_cost_nothing_where_there_are_none() {
    let mut scenario = first();
    scenario.features = vec![scenario.features[0].clone(); 2];
    let without = to_fragment(&scenario.clone().validate().unwrap(), KNOWN);
    let text = String::from_utf8(wrap::unpacked(&without)).unwrap();
    assert!(!text.contains("others") && !text.contains("own_account"), "{text}");
    let share = Quantity::range(10.0, 20.5);
    scenario.features[0].others = vec![Choice { plan: "a".to_owned(), share }, Choice::on_refusal("b".to_owned())];
    scenario.features[1].own_account = true;
    let scenario = scenario.validate().unwrap();
    let link = to_fragment(&scenario, KNOWN);
    let text = String::from_utf8(wrap::unpacked(&link)).unwrap();
    let [first, second] =
        [r#""others":[{"plan":"a","share":{"high":20.5,"low":10}},{"plan":"b"}]"#, r#""own_account":true"#];
    assert!(text.contains(first) && text.contains(second), "{text}");
    assert_eq!(from_fragment(&link), Ok(shared(&scenario)));
}

/// Equality takes 0 and -0 for the same; the bits of what a link gives back must be those that went in.
#[test]
fn numbers_keep_their_bits() {
    for number in [-0.0, 0.0, 0.1 + 0.2, 5e-324, 1.0 / 3.0, 1e8, 99_999_999.999_999_99, f64::MIN_POSITIVE] {
        let mut scenario = first();
        scenario.money.budget = Quantity::Exact(number);
        scenario.launches.scheduled = vec![Launch { month: 1, day: 1, visits: number, exact: false }];
        scenario.overrides = [number, -number, 1e300, 9_223_372_036_854_775_808.0, -9e18, 9_007_199_254_740_992.0]
            .into_iter()
            .enumerate()
            .map(|(at, value)| Override { plan: format!("plan-{at}"), number: "base".to_owned(), value })
            .collect();
        let back = from_fragment(&to_fragment(&scenario.clone().validate().unwrap(), KNOWN)).unwrap().scenario;
        let bits = |scenario: &Scenario| -> Vec<u64> {
            let own = scenario.overrides.iter().map(|own| own.value);
            let launches = scenario.launches.scheduled.iter().map(|launch| launch.visits);
            own.chain(launches).chain([scenario.money.budget.middle()]).map(f64::to_bits).collect()
        };
        assert_eq!(bits(&back), bits(&scenario), "{number:e}");
    }
}

#[test]
fn a_link_says_whose_prices_and_which_model_it_means() {
    let (old, new) = (Date { day: 1, ..KNOWN }, Date { day: 8, ..KNOWN });
    let valid = |prices| Scenario { prices, ..first() }.validate().unwrap();
    let open = |prices, made| from_fragment(&to_fragment(&valid(prices), made)).unwrap();
    assert_eq!(open(None, KNOWN).scenario.prices, Some(KNOWN));
    assert_eq!(open(Some(old), KNOWN).scenario.prices, Some(old));
    for (made, kept, differs) in [(old, Some(old), false), (KNOWN, None, false), (new, None, true)] {
        let shared = open(None, made);
        assert_eq!(shared.differences(KNOWN).len(), usize::from(differs), "made on {made}");
        assert_eq!(shared.scenario.opened(KNOWN).prices, kept, "made on {made}");
    }
    let here = headroom::model::VERSION;
    let newer = here + 1;
    let other = Shared { model: newer, ..open(None, new) };
    let [model, prices] = &other.differences(KNOWN)[..] else { panic!("{other:?}") };
    assert_eq!(
        *model,
        format!("This scenario was saved with model {newer} and is computed with model {here}: numbers may differ.")
    );
    assert_eq!(
        prices,
        "This scenario was saved with prices of 2026-10-08; those here are of 2026-10-07: numbers may differ."
    );
}

#[test]
fn every_cut_is_noticed() {
    let link = to_fragment(&first().validate().unwrap(), KNOWN);
    for length in 0..link.len() {
        let error = from_fragment(&link[..length]).unwrap_err();
        assert!(matches!(error, ShareError::Damaged | ShareError::Empty), "cut to {length}: {error}");
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let link = to_fragment(&first().validate().unwrap(), KNOWN);
    let bytes = wrap::bytes(&link);
    assert_eq!(wrap::raw(&bytes), link);
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(from_fragment(&wrap::raw(&bytes)), Err(ShareError::Damaged), "bit {bit}");
    }
    for bit in 0..link.len() * 7 {
        let mut letters = link.clone().into_bytes();
        letters[bit / 7] ^= 1 << (bit % 7);
        let error = from_fragment(std::str::from_utf8(&letters).unwrap()).unwrap_err();
        let noticed = matches!(error, ShareError::Damaged | ShareError::Newer(_) | ShareError::Preview);
        assert!(noticed, "bit {bit}: {error}");
    }
}

prop_compose! {
    /// Any scenario that keeps the rules.
    fn valid()(
        title in "\\PC{0,120}",
        year in 2020_u16..=2100, month in 1_u8..=12, months in 1_u32..=60, futures in 64_u32..=65_536, seed: u32,
        prices in prop::option::of((2020_u16..=2100, 1_u8..=12, 1_u8..=28)),
        plans in prop::sample::subsequence(vec!["a", "gemini-3.1-flash-lite-free", "gpt-5.6-luna"], 1..=2),
        features in 1_usize..=6, own_accounts in any::<[bool; 6]>(), others in any::<[bool; 12]>(),
        launches in prop::collection::vec((1_u32..=60, 1_u32..=28, 0.0..=1e8), 0..=24),
        own in prop::collection::vec(any::<f64>(), 0..=64),
        volumes in prop::option::of((prop::option::of(0_usize..6), 1.0..=1e6, 1.1..=1e3)),
        shares in prop::collection::vec((any::<bool>(), 0.0..=1.0, 0.0..=1.0), 200),
    ) -> Scenario {
        let prices = prices.map(|(year, month, day)| Date { year, month, day });
        let mut scenario = Scenario { title, start: Month { year, month }, months, futures, seed, prices, ..first() };
        scenario.features[0].inference.plans = plans.into_iter().map(str::to_owned).collect();
        scenario.features = vec![scenario.features[0].clone(); features];
        for (place, feature) in scenario.features.iter_mut().enumerate() {
            feature.own_account = own_accounts[place];
            let there = others[2 * place..][..2].iter().filter(|there| **there);
            feature.others = there.map(|_| Choice::on_refusal("gpt-5.6-luna".to_owned())).collect();
        }
        scenario.launches.scheduled = launches.into_iter().map(|(month, day, visits)| Launch { month, day, visits, exact: day % 2 == 0 }).collect();
        let counted = |feature: Option<usize>| feature.filter(|feature| *feature < features);
        scenario.volumes = volumes.map(|(feature, from, times)| Volumes { feature: counted(feature), from, to: from * times });
        let own = own.into_iter().map(|value| if value.is_finite() { value } else { 0.0 });
        let own = own.map(|value| Override { plan: "a".to_owned(), number: "limit.day.requests".to_owned(), value });
        scenario.overrides = own.collect();
        for (input, (exact, a, b)) in Input::all(&scenario.clone()).zip(shares.into_iter().cycle()) {
            let spec = input.spec();
            // Other plans have shares of what there is once.
            let most = if input.field == Field::OtherShare { spec.max / Feature::MAX_OTHERS as f64 } else { spec.max };
            let at = |share: f64| {
                let number = (spec.min + (most - spec.min) * share).clamp(spec.min, most);
                if spec.whole { number.round() } else { number }
            };
            let exact = exact || spec.whole;
            let quantity = if exact { Quantity::Exact(at(a)) } else { Quantity::range(at(a.min(b)), at(a.max(b))) };
            input.set(&mut scenario, quantity);
        }
        scenario
    }
}

proptest! {
    #[test]
    fn any_valid_scenario_comes_back(scenario in valid()) {
        // Of what is drawn, only a title may break a rule.
        if let Ok(scenario) = scenario.validate() {
            prop_assert_eq!(from_fragment(&to_fragment(&scenario, KNOWN)), Ok(shared(&scenario)));
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,300}") {
        prop_assert!(from_fragment(&text).is_err());
        let link = format!("#1.{text}");
        prop_assert!(from_fragment(&link).is_err());
    }

    #[test]
    fn any_packed_text_is_read_without_panic(text in r#"[\[\]{}:,"0-9a-z]{0,300}"#) {
        prop_assert!(from_fragment(&wrap::changes(&text)).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_change_of_a_link_is_noticed(
        at in any::<prop::sample::Index>(), with in "[A-Za-z0-9_.#-]{0,3}", remove in 0_usize..3,
    ) {
        let scenario = first().validate().unwrap();
        let link = to_fragment(&scenario, KNOWN);
        let at = at.index(link.len());
        let changed = format!("{}{with}{}", &link[..at], &link[(at + remove).min(link.len())..]);
        match from_fragment(&changed) {
            Ok(read) => prop_assert_eq!(read, shared(&scenario)),
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }
}
