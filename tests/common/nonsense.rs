//! What no run may hold, whatever is simulated: every number of the raw records is looked at, in every future and month.

use headroom::engine::Raw;
use headroom::model::breach::{columns, uses};
use headroom::model::{Record, Totals, layout};
use headroom::program::Program;

/// Whether a limit turns users away, rather than being met by what is used.
fn turns_away(program: &Program, row: usize) -> bool {
    let number = layout::rows(&program.shape.room()) + row * layout::ROW + columns::USE;
    row < program.shape.budget() && program.memory[number] != uses::ALONE as f32
}

/// What is wrong with a run, if anything is.
pub fn nonsense(program: &Program, raw: &Raw) -> Option<String> {
    let mut found = out_of_bounds(program, raw);
    for future in 0..raw.futures() {
        let mut sums = Sums::default();
        for month in 0..raw.months() {
            let of = |number: usize| raw.record(number, month)[future];
            let wrong = month_of(program, &of, &mut sums);
            found.extend(wrong.into_iter().map(|what| format!("{what} in month {month} of future {future}")));
        }
        let wrong = totals_of(program, raw, future, &sums);
        found.extend(wrong.into_iter().map(|what| format!("{what} of future {future}")));
    }
    found.into_iter().next()
}

/// What months come to so far.
#[derive(Default)]
struct Sums {
    refused: f32,
    requests: f32,
    cost: f32,
    income: f32,
    slowest: f32,
    by_limit: Vec<f32>,
}

/// Numbers that are below nought, or none at all.
fn out_of_bounds(program: &Program, raw: &Raw) -> Vec<String> {
    let shape = &program.shape;
    let record = Record::places(shape);
    let name = |number: usize| {
        let names = Record::<f32>::names(shape).into_iter().chain(Totals::<f32>::names(shape));
        names.flat_map(|(name, count)| std::iter::repeat_n(name, count)).nth(number).unwrap()
    };
    let mut found = vec![];
    for number in 0..Record::<f32>::len(shape) {
        // An account that nothing uses is on no tier.
        let least = if record.tiers.contains(&number) { -1.0 } else { 0.0 };
        for month in 0..raw.months() {
            let bad = raw.record(number, month).iter().find(|value| !value.is_finite() || **value < least);
            found.extend(bad.map(|bad| format!("{} is {bad} in month {month}", name(number))));
        }
    }
    for number in 0..Totals::<f32>::len(shape) {
        let bad = raw.total(number).iter().find(|value| !value.is_finite() || **value < 0.0);
        found.extend(bad.map(|bad| format!("{} is {bad}", name(Record::<f32>::len(shape) + number))));
    }
    found
}

/// What is wrong with a month of a future.
fn month_of(program: &Program, of: &impl Fn(usize) -> f32, sums: &mut Sums) -> Vec<String> {
    let shape = &program.shape;
    let record = Record::places(shape);
    let whole = &record.whole;
    let mut found = vec![];
    let mut claim = |holds: bool, what: &dyn Fn() -> String| {
        if !holds {
            found.push(what());
        }
    };
    for (name, number) in [("refused_share", whole.refused_share), ("cold", whole.cold)] {
        claim((0.0..=1.0).contains(&of(number)), &|| format!("a share {name} of {}", of(number)));
    }
    for (name, number) in [("bad_days", whole.bad_days), ("terms", whole.terms)] {
        claim(of(number).fract() == 0.0 && of(number) <= 31.0, &|| format!("{name} of {} days", of(number)));
    }
    claim(of(whole.down) <= 744.0 * 1.00001, &|| format!("{} hours down", of(whole.down)));
    claim(of(whole.saved) <= of(whole.uses) * 1.00001, &|| {
        format!("{} saved of {} uses", of(whole.saved), of(whole.uses))
    });
    let alerts = whole.alerts.map(of);
    let is_flag = |flag: f32| flag == 0.0 || flag == 1.0;
    claim(alerts.into_iter().all(is_flag) && alerts.is_sorted_by(|a, b| a >= b), &|| format!("alerts {alerts:?}"));
    // Up to each month: calls may be tried again in the next.
    sums.by_limit.resize(shape.rows, 0.0);
    let mut refused = 0.0;
    for row in 0..shape.rows {
        let here = of(record.refused[row]);
        sums.by_limit[row] += here;
        if turns_away(program, row) {
            refused += here;
            claim(here.fract() == 0.0, &|| format!("limit {row} turned away {here}, which is no whole number"));
        } else {
            claim(is_flag(here), &|| format!("a flag {row} of {here}"));
        }
    }
    let all = of(whole.refused);
    claim(all.fract() == 0.0, &|| format!("{all} turned away, which is no whole number"));
    claim((all - refused).abs() <= all * 1e-4, &|| format!("limits turned away {refused}, in all {all}"));
    claim((of(whole.bad_days) > 0.0) == (all > 0.0), &|| format!("{} bad days with {all} refused", of(whole.bad_days)));
    claim((of(whole.refused_share) > 0.0) == (all > 0.0), &|| {
        format!("a share of {} with {all} refused", of(whole.refused_share))
    });
    sums.refused += refused;
    sums.requests += of(whole.requests);
    let (refused, requests) = (sums.refused, sums.requests);
    claim(refused <= requests * 1.001 + 1.0, &|| format!("{refused} refused of {requests}"));
    let cost = of(whole.cost);
    for (name, numbers) in [("parts", &whole.bill[..]), ("accounts", &record.accounts)] {
        let sum: f32 = numbers.iter().map(|number| of(*number)).sum();
        claim((sum - cost).abs() <= 1e-4 * sum + 1e-4, &|| format!("{name} of {sum} dollars, {cost} in all"));
    }
    sums.cost += cost;
    sums.income += of(whole.income);
    let [first, full] = [whole.first_word, whole.full_answer].map(|times| times.map(of));
    for times in [first, full] {
        claim(times.is_sorted(), &|| format!("quantiles of {times:?} seconds"));
    }
    for (at, (first, full)) in first.into_iter().zip(full).enumerate() {
        claim(first <= full, &|| {
            format!("the first word after {first} seconds, the full answer after {full} (quantile {at})")
        });
    }
    sums.slowest = sums.slowest.max(full[1]);
    found
}

/// What is wrong with the totals of a future.
fn totals_of(program: &Program, raw: &Raw, future: usize, months: &Sums) -> Vec<String> {
    let totals = Totals::places(&program.shape);
    let of = |number: usize| raw.total(number)[future];
    let sums = &totals.sums;
    let mut found = vec![];
    let near = |a: f32, b: f32| (a - b).abs() <= 1e-4 * a.abs() + 1e-4;
    for (name, number, sum) in [
        ("cost", sums.cost, months.cost),
        ("income", sums.income, months.income),
        ("slowest", sums.slowest, months.slowest),
    ] {
        if !near(of(number), sum) {
            found.push(format!("{name} of {}, by months {sum}", of(number)));
        }
    }
    // No bill shrinks within its month, so no day adds more than a month costs.
    let (day, month) = (of(sums.worst_day), of(sums.worst_month));
    if day > month * (1.0 + 1e-5) + 1e-4 {
        found.push(format!("a day of {day} dollars, and no month of more than {month}"));
    }
    let days = program.days() as f32;
    let is_day = |day: f32| day.fract() == 0.0 && day <= days;
    for (row, number) in totals.first_day.iter().enumerate() {
        let first = of(*number);
        let (is_met, is_noted) = (months.by_limit[row] > 0.0, first > 0.0);
        if !is_day(first) || is_met != is_noted {
            found.push(format!("limit {row} first met on day {first} with {} refused", months.by_limit[row]));
        }
    }
    let (day, wall) = (of(sums.wall_day), of(sums.wall));
    if !is_day(day) || wall.fract() != 0.0 || wall >= program.shape.rows as f32 {
        found.push(format!("a wall {wall} on day {day}"));
    }
    found
}
