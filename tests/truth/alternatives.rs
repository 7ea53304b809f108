//! What a comparison says, against the raw records of both runs, set beside each other future by future.

use super::*;
use headroom::analysis::{comparison_verdict, number};
use headroom::engine::{Reducer, compare};
use headroom::scenario::ValidScenario;
use headroom::stats::{Bands, Chance, Comparison, Measure, Summary, Targets};

/// Futures.
const FUTURES: usize = 64;
/// Months: one more than the twelfth, which is compared.
const MONTHS: usize = 13;

/// What a month should keep: 0.5% may be turned away.
const TARGETS: Targets = Targets { budget: 130.0, answer: 4.5, refused: 0.005 };

/// The opening preset as it is, paid from the first day, and on free plans for good, with targets that each keeps at times.
fn three() -> (ValidScenario, Vec<Program>) {
    let mut base = opening();
    (base.months, base.futures) = (MONTHS as u32, FUTURES as u32);
    base.growth.users = Quantity::range(200.0, 600.0);
    set(&mut base, Field::Budget, TARGETS.budget.into());
    set(&mut base, Field::Target, TARGETS.answer.into());
    set(&mut base, Field::MostRefused, 0.5);
    let mut all = base.with_copy(0, "Paid".to_owned()).with_copy(0, "Free".to_owned());
    for (place, plan) in [(1, "gemini-3.5-flash-lite-paid"), (2, "gemini-3.5-flash-lite-free")] {
        let mut edited = all.alternative(place).unwrap();
        edited.features[0].inference.plans = plans(&[plan]);
        all = all.with_alternative(place, edited);
    }
    let all = all.validate().unwrap();
    let catalog = Catalog::builtin().unwrap();
    let programs = (0..all.runs()).map(|place| Program::new(&all.simulated(place), &catalog).unwrap()).collect();
    (all, programs)
}

/// What the engine says of some runs.
fn said(programs: &[Program], raws: &[Raw]) -> Comparison {
    let reducers: Vec<Reducer> = programs
        .iter()
        .zip(raws)
        .map(|(program, raw)| {
            let mut reducer = Reducer::new(program, FUTURES).unwrap();
            reducer.place(0, raw.clone());
            reducer
        })
        .collect();
    compare(&reducers, programs)
}

/// A future of an alternative, worked out from its record.
struct Future {
    /// In the order of the measures.
    measures: [f32; 5],
    /// Bill, slowest answers and share turned away, by month.
    months: Vec<[f32; 3]>,
}

fn futures(program: &Program, raw: &Raw) -> Vec<Future> {
    let sums = Totals::places(&program.shape).sums;
    let Record { whole, .. } = Record::places(&program.shape);
    let future = |future: usize| {
        let number = |row: usize, month: usize| raw.record(row, month)[future];
        let all = |row: usize| (0..MONTHS).map(|month| f64::from(number(row, month))).sum::<f64>();
        let months: Vec<[f32; 3]> = (0..MONTHS)
            .map(|month| [whole.cost, whole.full_answer[1], whole.refused_share].map(|row| number(row, month)))
            .collect();
        let (cost, income) = (raw.total(sums.cost)[future], raw.total(sums.income)[future]);
        assert!((all(whole.cost) - f64::from(cost)).abs() < 1e-4 * f64::from(cost), "the months add up");
        let refused = (all(whole.refused) / all(whole.requests)) as f32;
        let slowest = months.iter().map(|month| month[1]).fold(0.0, f32::max);
        Future { measures: [cost, months[11][0], income - cost, refused, slowest], months }
    };
    (0..FUTURES).map(future).collect()
}

fn keeps([cost, answer, refused]: [f32; 3]) -> bool {
    cost <= TARGETS.budget && answer <= TARGETS.answer && refused <= TARGETS.refused
}

/// Everything in which a comparison is not what the records say.
fn wrong(said: &Comparison, programs: &[Program], raws: &[Raw]) -> Vec<String> {
    let all: Vec<Vec<Future>> = programs.iter().zip(raws).map(|(program, raw)| futures(program, raw)).collect();
    let mut wrong = Vec::new();
    let mut chance = |what: String, said: Chance, right: usize| {
        if said != Chance::new(right as u32, FUTURES as u32) {
            wrong.push(format!("{what}: {} for {right}", said.count));
        }
    };
    let serves = |place: usize, it: usize| all[place][it].measures[3] <= TARGETS.refused;
    let count = |is: &dyn Fn(usize) -> bool| (0..FUTURES).filter(|future| is(*future)).count();
    for (place, contender) in said.contenders.iter().enumerate() {
        for (at, measure) in Measure::ALL.into_iter().enumerate() {
            let of = |place: usize, future: usize| all[place][future].measures[at];
            let beats = |a: f32, b: f32| if measure == Measure::Left { a > b } else { a < b };
            let standing = &contender.standings[at];
            let about = |what: &str| format!("{place} {measure:?} {what}");
            chance(about("better"), standing.better, count(&|it| beats(of(place, it), of(0, it))));
            chance(about("worse"), standing.worse, count(&|it| beats(of(0, it), of(place, it))));
            let may = |place: usize, it: usize| measure == Measure::Refused || serves(place, it);
            let is_best = |it: usize| {
                may(place, it) && !(0..all.len()).any(|other| may(other, it) && beats(of(other, it), of(place, it)))
            };
            chance(about("best"), standing.best, count(&is_best));
        }
        let keeps_all = |it: usize| all[place][it].months.iter().all(|month| keeps(*month));
        chance(format!("{place} keeps"), contender.keeps, count(&keeps_all));
        let wins = |it: usize| {
            let keeps = |place: usize| all[place][it].months.iter().all(|month| keeps(*month));
            let is_dearer = |other: usize| all[other][it].measures[0] >= all[place][it].measures[0];
            keeps(place) && (0..all.len()).all(|other| !keeps(other) || is_dearer(other))
        };
        chance(format!("{place} wins"), contender.wins, count(&wins));
    }
    let mut bands = |what: String, said: &Bands, mut right: Vec<f32>| {
        right.sort_by(f32::total_cmp);
        let at = |percent: usize| right[(percent * FUTURES).div_ceil(100) - 1];
        if [said.p10, said.p50, said.p90] != [10, 50, 90].map(at) {
            wrong.push(format!("{what}: {said:?}"));
        }
    };
    for (place, contender) in said.contenders.iter().enumerate() {
        for (at, standing) in contender.standings.iter().enumerate() {
            let of = |place: usize, it: usize| all[place][it].measures[at];
            bands(format!("{place} {at}"), &standing.bands, (0..FUTURES).map(|it| of(place, it)).collect());
            bands(
                format!("{place} {at} more"),
                &standing.more,
                (0..FUTURES).map(|it| of(place, it) - of(0, it)).collect(),
            );
        }
        for (month, difference) in contender.months.iter().enumerate() {
            for (at, said) in [&difference.cost, &difference.answer, &difference.refused].into_iter().enumerate() {
                let more = |it: usize| all[place][it].months[month][at] - all[0][it].months[month][at];
                bands(format!("{place} month {month} {at}"), said, (0..FUTURES).map(more).collect());
            }
        }
    }
    for (month, shares) in said.race.iter().enumerate() {
        let mut right = vec![0.0; all.len()];
        for it in 0..FUTURES {
            let keepers = (0..all.len()).filter(|place| keeps(all[*place][it].months[month]));
            let bills: Vec<(usize, f32)> = keepers.map(|place| (place, all[place][it].months[month][0])).collect();
            let least = bills.iter().map(|(_, bill)| *bill).fold(f32::INFINITY, f32::min);
            let winners: Vec<usize> =
                bills.iter().filter(|(_, bill)| *bill == least).map(|(place, _)| *place).collect();
            winners.iter().for_each(|place| right[*place] += 1.0 / winners.len() as f64 / FUTURES as f64);
        }
        if shares.iter().zip(&right).any(|(said, right)| (said - right).abs() > 1e-9) {
            wrong.push(format!("race in month {month}: {shares:?} for {right:?}"));
        }
    }
    wrong
}

#[test]
fn odds_and_differences_are_of_the_same_futures() {
    let (_, programs) = three();
    let raws: Vec<Raw> = programs.iter().map(|program| simulate::<f32x8>(program, FUTURES)).collect();
    let comparison = said(&programs, &raws);
    assert_eq!(wrong(&comparison, &programs, &raws), [""; 0]);
    assert_eq!((comparison.contenders.len(), comparison.race.len()), (3, MONTHS));
    // Each wins somewhere, and in some month and future none keeps the targets, so that nothing was checked for nothing.
    let wins = |place: usize| comparison.race.iter().map(|shares| shares[place]).sum::<f64>();
    assert!(
        (0..3).all(|place| wins(place) > 0.1) && wins(0) + wins(1) + wins(2) < MONTHS as f64 - 0.1,
        "{:?}",
        comparison.race
    );

    // Draws of another seed in one alternative, or its futures shifted by one, are found.
    let mut other = programs[1].clone();
    other.seed[0] += 1;
    let mut shifted = Raw::new(&programs[1].shape, FUTURES, MONTHS);
    let longer = simulate::<f32x8>(&programs[1], FUTURES + 8);
    for future in 0..FUTURES {
        shifted.place(future, &one(&programs[1], &longer, future + 1));
    }
    for faulty in [simulate::<f32x8>(&other, FUTURES), shifted] {
        let faulty = said(&programs, &[raws[0].clone(), faulty, raws[2].clone()]);
        let wrong = wrong(&faulty, &programs, &raws);
        let is_named = |what: &str| wrong.iter().any(|it| it.starts_with(what));
        assert!(is_named("1 0 more") && is_named("1 month 5 0") && is_named("race in month "), "{wrong:?}");
    }
}

/// A future alone.
fn one(program: &Program, raw: &Raw, future: usize) -> Raw {
    let rows = raw.as_slice().chunks(raw.futures()).map(|row| row[future]).collect();
    Raw::from_vec(&program.shape, 1, raw.months(), rows).unwrap()
}

/// All alternatives are run by the threads with the same bits as alone.
#[test]
fn several_programs_have_the_bits_of_each_alone() {
    let (_, programs) = three();
    let (answers, comparison) = headroom::engine::threads::run_all(&programs, 2).unwrap();
    let raws: Vec<Raw> = programs.iter().map(|program| simulate::<f32x8>(program, FUTURES)).collect();
    for ((program, answer), raw) in programs.iter().zip(&answers).zip(&raws) {
        assert_eq!(answer.summary, common::runs::reduce(program, raw));
    }
    assert_eq!(comparison, said(&programs, &raws));
}

/// Those whom the free plans turn away are counted as the records count them.
#[test]
fn the_verdict_counts_those_who_are_turned_away() {
    let (scenario, programs) = three();
    let raws: Vec<Raw> = programs.iter().map(|program| simulate::<f32x8>(program, FUTURES)).collect();
    let summaries: Vec<Summary> =
        programs.iter().zip(&raws).map(|(program, raw)| common::runs::reduce(program, raw)).collect();
    let all: Vec<&Summary> = summaries.iter().collect();
    let sentences = comparison_verdict(&said(&programs, &raws), &all, &scenario, &Catalog::builtin().unwrap());
    let refused: f64 = (0..MONTHS).map(|month| mean(raws[2].record(RECORD().refused, month)).0).sum();
    let right = format!("above your 0.5%: about {} visits and calls over 13 months", number::count(refused));
    let free = sentences.iter().find(|sentence| sentence.starts_with("C (Free) is cheaper")).unwrap();
    assert!(refused > 1_000.0 && free.contains(&right), "{right}: {free}");
}
