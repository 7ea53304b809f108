//! Changes of the scenario that are made by other controls than boxes and sliders.

use super::*;
use crate::date::Month;

#[test]
fn menus_change_the_scenario() {
    let model = LadderAt::Feature(0);
    let state = changed(&state(), Change::Profile(Profile::Business));
    let state = changed(&state, Change::Start(Month { year: 2030, month: 7 }));
    let state = changed(&state, Change::Plans(model, vec!["a".to_owned()]));
    assert_eq!(state.scenario.audience.profile, Profile::Business);
    assert_eq!(state.scenario.start.to_string(), "2030-07");
    assert_eq!((&state.scenario.features[0].inference.plans[..], state.wish.number), (&["a".to_owned()][..], 4));
    let refused = changed(&state, Change::Plans(model, Vec::new()));
    assert!(refused.trouble.is_some() && refused.scenario == state.scenario);
}

#[test]
fn every_checkbox_puts_something_there_and_takes_it_away() {
    let start = changed(&changed(&state(), Change::AddLine(None)), Change::AddRound);
    let optional = Field::ALL.iter().copied().filter(|field| Check::may_be_absent(*field));
    let mut checks: Vec<Check> = optional.map(|field| Check::Number(field.into())).collect();
    assert_eq!(checks.len(), 16);
    let at = LadderAt::Slot(2);
    checks.extend([Check::Income(at), Check::Month(at), Check::Slow(at), Check::StepDown(at)]);
    checks.push(Check::of_ladder(Field::SpendCap, LadderAt::Feature(0)));
    for check in checks {
        let (off, on) = (changed(&start, Change::Check(check, false)), changed(&start, Change::Check(check, true)));
        assert!(!check.is_on(&off.scenario) && check.is_on(&on.scenario), "{check:?}");
        assert_eq!((&off.trouble, &on.trouble), (&None, &None), "{check:?}");
    }
}

#[test]
fn a_speed_begins_with_what_is_known_of_the_plan() {
    let speed = Input::feature(Field::TokensASecond, 0);
    let luna = changed(&state(), Change::Plans(LadderAt::Feature(0), vec!["gpt-6-luna".to_owned()]));
    let off = changed(&luna, Change::Check(Check::Number(speed), false));
    let on = changed(&off, Change::Check(Check::Number(speed), true));
    assert_eq!(speed.get(&on.scenario), Some(Quantity::Exact(131.0)));
}

#[test]
fn features_and_launches_come_and_go() {
    let mut state = state();
    for _ in 0..9 {
        state = changed(&state, Change::AddFeature);
    }
    assert_eq!((state.scenario.features.len(), state.trouble.is_some()), (Scenario::MAX_FEATURES, true));
    let second = Entry::Name(1);
    let named = state.after(Action::Type(second.clone(), "Search".to_owned()));
    assert_eq!(named.scenario.features[1].name, "Search");
    let removed = changed(&named, Change::RemoveFeature(1));
    assert_eq!((removed.scenario.features.len(), removed.draft(&second)), (Scenario::MAX_FEATURES - 1, None));
    let launched = changed(&changed(&removed, Change::AddLaunch), Change::AddLaunch);
    let busy = launched.after(Action::Type(Entry::Visits(1), "5,000".to_owned()));
    assert_eq!(busy.scenario.launches.scheduled[1].visits, 5_000.0);
    assert_eq!(changed(&busy, Change::RemoveLaunch(0)).scenario.launches.scheduled[0].visits, 5_000.0);
    for odd in [Change::RemoveFeature(99), Change::RemoveLaunch(99)] {
        assert_eq!(changed(&busy, odd).scenario, busy.scenario);
    }
    let mut alone = self::state();
    alone = changed(&alone, Change::RemoveFeature(0));
    assert!(alone.trouble.is_some() && alone.scenario.features.len() == 1, "an app without features is none");
}

#[test]
fn a_new_feature_is_the_last_one_with_a_name_of_its_own() {
    let added = changed(&typed(&state(), Field::InputTokens, End::Exact, "777"), Change::AddFeature);
    let [first, second] = &added.scenario.features[..] else { panic!() };
    assert_eq!(second.name, "Feature 1");
    assert_eq!(Feature { name: first.name.clone(), ..second.clone() }, *first);
    let three = changed(&added, Change::AddFeature);
    let again = changed(&changed(&three, Change::RemoveFeature(1)), Change::AddFeature);
    let names: Vec<_> = again.scenario.features[1..].iter().map(|feature| feature.name.as_str()).collect();
    assert_eq!(names, ["Feature 2", "Feature 1"]);
    let blank = changed(&state().after(Action::Type(Entry::Name(0), " ".to_owned())), Change::AddFeature);
    assert_eq!([0, 1].map(|place| blank.scenario.feature_name(place)), ["Feature 1", "Feature 2"]);
    let both = blank.after(Action::Type(Entry::Title, " ".to_owned()));
    let answered = both.after(done(&both, Kind::Full, 1, 1.0));
    assert_eq!(answered.heading(), "Untitled");
    let rungs = answered.answer.as_ref().unwrap().pictures.rungs.as_ref().unwrap().numbers().columns;
    assert!(rungs.iter().any(|column| column.starts_with("Feature 1: ")), "{rungs:?}");
}

#[test]
fn own_numbers_of_users_begin_as_planned() {
    let own = changed(&state(), Change::Curve(Curve::Series));
    let series = &own.scenario.growth.series;
    assert_eq!((series.len(), series[0], series[1]), (24, 187.0, 233.0), "nobody has an answer yet");
    let typed = own.after(Action::Type(Entry::Series, "200, 1,500".to_owned()));
    assert_eq!(typed.scenario.growth.series, [200.0, 1_500.0]);
    for wrong in ["", "200, many", "0"] {
        let refused = typed.after(Action::Type(Entry::Series, wrong.to_owned()));
        assert!(refused.draft(&Entry::Series).unwrap().error.is_some(), "{wrong:?}");
        assert_eq!(refused.scenario, own.scenario, "as before the edit");
    }
}

#[test]
fn own_numbers_of_users_begin_with_those_of_the_answer() {
    let one_month = state().after(Action::Type(Entry::Months, "1".to_owned()));
    let answered = one_month.after(with_users(done(&one_month, Kind::Full, 1, 1.0), 23_456.0));
    let begun = |state: &State| changed(state, Change::Curve(Curve::Series)).scenario.growth.series.clone();
    assert_eq!(begun(&answered), [23_500.0]);
    assert_eq!(begun(&state().after(with_users(done(&state(), Kind::Full, 1, 1.0), 7.0))).len(), 24, "of other months");
    assert_ne!(begun(&answered.after(Action::Preset(1))), [23_500.0], "of another document");
    let none = one_month.after(with_users(done(&one_month, Kind::Full, 1, 1.0), 0.0));
    assert_eq!(begun(&none), [1.0], "what is allowed");
}

#[test]
fn own_numbers_of_users_level_off_at_the_ceiling() {
    let ceiling = typed(&state(), Field::Ceiling, End::Exact, "1,000");
    let own = changed(&ceiling, Change::Curve(Curve::Series));
    let series = &own.scenario.growth.series;
    assert!(series.is_sorted() && series[5] < 500.0 && series[23] > 900.0 && series[23] < 1_000.0, "{series:?}");
    let shrinking =
        typed(&typed(&ceiling, Field::MonthlyGrowth, End::Low, "-50"), Field::MonthlyGrowth, End::High, "-40");
    let series = changed(&shrinking, Change::Curve(Curve::Series)).scenario.growth.series.clone();
    assert_eq!((series[0], series[1], series[23]), (83.0, 45.0, 1.0));
}

#[test]
fn a_number_of_a_plan_is_replaced_and_taken_back() {
    let number = |plan: &str, number: &str| PlanNumber { plan: plan.to_owned(), number: number.to_owned() };
    let typed = |state: &State, number: &PlanNumber, text: &str| {
        state.after(Action::Type(Entry::Own(number.clone()), text.to_owned()))
    };
    let calls = number("gemini-3.5-flash-lite-free", "limit.day.requests");
    let own = typed(&typed(&state(), &calls, "600"), &calls, "700");
    assert_eq!((own.scenario.overrides.len(), own.scenario.overrides[0].value), (1, 700.0));
    let refused = typed(&own, &calls, "0");
    assert_eq!(
        refused.draft(&Entry::Own(calls.clone())).unwrap().error.as_deref(),
        Some("Please write a number above 0, at most 1,000,000,000,000.")
    );
    assert_eq!(refused.scenario.overrides, [], "as before the edit");
    let left = typed(&own.after(Action::Leave(Entry::Own(calls.clone()))), &calls, "0");
    assert_eq!(left.scenario, own.scenario);
    let back = changed(&refused, Change::TakeBack(calls.clone()));
    assert_eq!((&back.scenario.overrides[..], &back.drafts[..]), (&[][..], &[][..]));
    let stated = typed(&own, &calls, "500");
    assert_eq!(stated.scenario.overrides, [], "the catalogue says the same");
    let price = number("vercel-pro", "price.function_invocations");
    assert_eq!(typed(&typed(&state(), &price, "0.5"), &price, "0.6").scenario.overrides, []);
    let price = typed(&state(), &number("vercel-pro", "price.function_invocations"), "0.5");
    assert_eq!(price.scenario.overrides[0].value, 0.5e-6, "the page quotes a million, the document one");
}
