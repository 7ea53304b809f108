//! Links: what was shared comes back, and nothing a stranger writes into one does harm.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use headroom::scenario::{Input, PRESETS, Quantity, Scenario, ScenarioError, StartMonth};
use headroom::share::{MAX_FRAGMENT, ShareError, from_fragment, to_fragment};
use miniz_oxide::deflate::compress_to_vec_zlib;
use proptest::prelude::*;

fn first() -> Scenario {
    PRESETS[0].scenario().unwrap().into_inner()
}

/// A link of version 0 around any bytes.
fn wrap(bytes: &[u8]) -> String {
    format!("#0.{}", URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(bytes, 9)))
}

#[test]
fn presets_come_back_from_short_links() {
    for preset in &PRESETS {
        let scenario = preset.scenario().unwrap();
        let link = to_fragment(&scenario);
        assert!(link.starts_with("#0.") && link.len() < 2_000, "{}: {} characters", preset.id, link.len());
        assert!(link[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{link}");
        assert_eq!(from_fragment(&link).as_ref(), Ok(&scenario));
        assert_eq!(from_fragment(&link[1..]).as_ref(), Ok(&scenario));
    }
}

#[test]
fn each_error_is_one_sentence() {
    let mut too_many = first();
    too_many.months = 61;
    for (link, sentence) in [
        ("", "This link holds no scenario."),
        ("#", "This link holds no scenario."),
        ("#7.abc", "This link was made by a newer Headroom (version 7); this page reads version 0."),
        ("#section", "This link is damaged: it was cut short or changed on its way."),
        ("#0.", "This link is damaged: it was cut short or changed on its way."),
        ("#0.!!!", "This link is damaged: it was cut short or changed on its way."),
        ("#.abc", "This link is damaged: it was cut short or changed on its way."),
        ("#-1.abc", "This link is damaged: it was cut short or changed on its way."),
        ("#99999999999.abc", "This link is damaged: it was cut short or changed on its way."),
        (&format!("#0.{}", "A".repeat(MAX_FRAGMENT)), "This link is too long to be a scenario."),
        (&to_fragment(&too_many), "months is 61; it must be between 1 and 60."),
        (&wrap(b"\xff\xfe"), "This link is damaged: it was cut short or changed on its way."),
    ] {
        assert_eq!(from_fragment(link).unwrap_err().to_string(), sentence, "{link}");
    }
    assert!(matches!(from_fragment(&wrap(b"{}")), Err(ShareError::Scenario(ScenarioError::Json(_)))));
}

#[test]
fn every_cut_is_noticed() {
    let link = to_fragment(&first());
    for length in 0..link.len() {
        let error = from_fragment(&link[..length]).unwrap_err();
        assert!(matches!(error, ShareError::Damaged | ShareError::Empty), "cut to {length}: {error}");
    }
}

/// The checksum must catch what the decompressor alone would let through.
#[test]
fn every_flipped_bit_is_noticed() {
    let scenario = first();
    let packed = compress_to_vec_zlib(scenario.to_json().as_bytes(), 9);
    for bit in 0..packed.len() * 8 {
        let mut packed = packed.clone();
        packed[bit / 8] ^= 1 << (bit % 8);
        match from_fragment(&format!("#0.{}", URL_SAFE_NO_PAD.encode(packed))) {
            Err(ShareError::Damaged | ShareError::TooLarge) => {}
            // The level of the header is the one thing that says nothing about the content.
            Ok(same) => assert_eq!(*same, scenario, "bit {bit}"),
            Err(error) => panic!("bit {bit} went unnoticed: {error}"),
        }
    }
}

#[test]
fn bombs_are_not_unpacked() {
    let zeros = wrap(&vec![b' '; 4 * 1024 * 1024]);
    assert!(zeros.len() < MAX_FRAGMENT, "the bomb must be small enough to be tried");
    assert_eq!(from_fragment(&zeros), Err(ShareError::TooLarge));
    let nested = wrap("[".repeat(60_000).as_bytes());
    assert!(matches!(from_fragment(&nested), Err(ShareError::Scenario(ScenarioError::Json(_)))));
}

prop_compose! {
    /// Any scenario that keeps the rules.
    fn valid()(
        title in "\\PC{0,120}",
        year in 2020_u16..=2100, month in 1_u8..=12, months in 1_u32..=60, futures in 64_u32..=65_536, seed: u32,
        plans in prop::sample::subsequence(vec!["a", "gemini-3.1-flash-lite-free", "gpt-5.6-luna"], 1..=2),
        features in 1_usize..=6,
        shares in prop::collection::vec((any::<bool>(), 0.0..=1.0, 0.0..=1.0), 200),
    ) -> Scenario {
        let mut scenario = Scenario { title, start: StartMonth { year, month }, months, futures, seed, ..first() };
        scenario.features[0].inference.plans = plans.into_iter().map(str::to_owned).collect();
        scenario.features = vec![scenario.features[0].clone(); features];
        for (input, (exact, a, b)) in Input::all(&scenario.clone()).zip(shares.into_iter().cycle()) {
            let spec = input.spec();
            let at = |share: f64| {
                let number = (spec.min + (spec.max - spec.min) * share).clamp(spec.min, spec.max);
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
        match scenario.clone().validate() {
            Ok(valid) => prop_assert_eq!(from_fragment(&to_fragment(&scenario)), Ok(valid)),
            Err(error) => prop_assert_eq!(error, ScenarioError::Title),
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,300}") {
        prop_assert!(from_fragment(&text).is_err());
        let link = format!("#0.{text}");
        prop_assert!(from_fragment(&link).is_err());
    }

    #[test]
    fn any_packed_text_is_read_without_panic(text in r#"[\[\]{}:,"0-9a-z]{0,300}"#) {
        prop_assert!(from_fragment(&wrap(text.as_bytes())).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_mutation_is_refused_or_harmless(
        at in any::<prop::sample::Index>(), with in "[A-Za-z0-9_.#-]{0,3}", remove in 0_usize..3,
    ) {
        let scenario = first();
        let link = to_fragment(&scenario);
        let at = at.index(link.len());
        let mutated = format!("{}{with}{}", &link[..at], &link[(at + remove).min(link.len())..]);
        match from_fragment(&mutated) {
            Ok(read) => prop_assert_eq!(read.into_inner(), scenario),
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }
}
