//! How near a GPU run must be to the CPU's.

use headroom::engine::check::near;
use headroom::engine::gpu::{Gpu, Shader, shaders};
use headroom::engine::stages::record_all;
use headroom::engine::{Raw, reduce};
use headroom::model::{Record, Totals};
use headroom::program::Program;
use headroom::stats::{Bands, MonthSummary, Summary};
use wide::f32x8;

use super::runs::simulate;

/// Futures of small runs: the last workgroup is not full.
pub const FEW: u32 = 250;

/// The shaders of apps with so many features, as they are recorded.
pub fn recorded(features: usize) -> Vec<Shader> {
    shaders(&record_all(features))
}

/// Where a few futures, simulated by given shaders, are not what the CPU says.
pub async fn compare(gpu: &mut Gpu, program: &Program, shaders: &[Shader]) -> Vec<String> {
    gpu.compile(program.features, shaders).await.unwrap();
    match gpu.run_raw(program, FEW).await {
        Ok((raw, _)) => disagreements(&simulate::<f32x8>(program, FEW as usize), &raw),
        Err(trouble) => vec![trouble.to_string()],
    }
}

/// The recorded shaders of one feature with something done to one of them.
pub fn changed(name: &str, change: impl FnOnce(&str) -> String) -> Vec<Shader> {
    let mut shaders = recorded(1);
    let shader = shaders.iter_mut().find(|shader| shader.name == name).unwrap();
    let changed = change(&shader.text);
    assert_ne!(shader.text, changed, "nothing was changed");
    shader.text = changed;
    shaders
}

/// Shaders that are wrong, and what is wrong with them.
pub fn faults() -> [(&'static str, Vec<Shader>); 4] {
    // The memory of an hour's deviation.
    let constant = changed("hour", |text| text.replace("0.7f", "0.71f"));
    let mut without = recorded(1);
    without.retain(|shader| shader.name != "day_end");
    let mut endless = recorded(1);
    endless.retain(|shader| shader.name != "end");
    let unwritten = changed("month_end", |text| {
        let write = text.lines().find(|line| line.contains("= record_cost;")).unwrap().to_owned();
        text.replace(&write, "")
    });
    [
        ("a changed constant", constant),
        ("a dropped stage", without),
        ("no totals", endless),
        ("a missing write", unwritten),
    ]
}

/// Names of the numbers of a record or of the totals, in their order.
pub fn names(fields: &[(&str, usize)]) -> Vec<String> {
    fields.iter().flat_map(|(name, count)| (0..*count).map(move |index| format!("{name}[{index}]"))).collect()
}

/// Where two runs are not the same within the stated tolerance: in 0.5% of futures a number may differ by more than 1e-4
/// (5e-6 of small ones), or whether it is above 0; quantiles by 1e-4. A count that fell on the other side of a rounding
/// moves a quantile of counts by one, which is more than that below 10,000.
pub fn disagreements(cpu: &Raw, gpu: &Raw) -> Vec<String> {
    let months = cpu.months();
    let record = names(Record::<f32>::NAMES).into_iter().enumerate();
    let record = record.flat_map(|(number, name)| (0..months).map(move |month| (name.clone(), number, month)));
    let of_months = record.filter_map(|(name, number, month)| {
        let why = apart(cpu.record(number, month), gpu.record(number, month))?;
        Some(format!("{name} of month {month}: {why}"))
    });
    // With nothing ever changed only the first of all walls counts; that is what `first_wall` has.
    let totals = names(Totals::<f32>::NAMES).into_iter().enumerate().filter(|(_, name)| !name.starts_with("wall_day"));
    let of_totals = totals.filter_map(|(number, name)| {
        let why = apart(cpu.total(number), gpu.total(number))?;
        Some(format!("{name}: {why}"))
    });
    let walls = apart(&first_wall(cpu), &first_wall(gpu)).map(|why| format!("first wall: {why}"));
    of_months.chain(of_totals).chain(walls).collect()
}

/// The day of the first wall of every future; 0 is never.
fn first_wall(raw: &Raw) -> Vec<f32> {
    let days = Totals::from_fn(|number| number).wall_day.map(|number| raw.total(number));
    let first = |future: usize| days.iter().map(|days| days[future]).filter(|day| *day != 0.0).min_by(f32::total_cmp);
    (0..raw.futures()).map(|future| first(future).unwrap_or(0.0)).collect()
}

/// Why a number is not the same on both.
fn apart(cpu: &[f32], gpu: &[f32]) -> Option<String> {
    let futures = cpu.len();
    let pairs = || cpu.iter().zip(gpu);
    let differ = pairs().filter(|(a, b)| !near(**a, **b)).count();
    let flags = pairs().filter(|(a, b)| (**a > 0.0) != (**b > 0.0)).count();
    if differ.max(flags) * 200 > futures {
        let first = pairs().find(|(a, b)| !near(**a, **b));
        return Some(format!("{differ} numbers and {flags} flags of {futures} futures differ, as {first:?}"));
    }
    let sorted = |row: &[f32]| {
        let mut row = row.to_vec();
        row.sort_unstable_by(f32::total_cmp);
        row
    };
    let (cpu, gpu) = (sorted(cpu), sorted(gpu));
    let ranks =
        [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(|share| ((share * futures as f64).ceil() as usize).max(1) - 1);
    let next = |a: f32, b: f32| a >= 100.0 && a.fract() == 0.0 && (a - b).abs() == 1.0;
    let wrong = ranks.into_iter().find(|rank| !near(cpu[*rank], gpu[*rank]) && !next(cpu[*rank], gpu[*rank]))?;
    Some(format!("rank {wrong} of {futures}: {} and {}", cpu[wrong], gpu[wrong]))
}

/// Why what the device made of its own futures is not what the CPU makes of them: quantiles and counts to the bit, means
/// and their errors but for the rounding of sums of single numbers.
pub fn misreduced(program: &Program, raw: &Raw, device: &Summary) -> Option<String> {
    let truth = reduce(program, raw);
    let months = truth.months.iter().zip(&device.months).enumerate();
    for (month, (truth, device)) in months {
        let wrong = misreduced_month(truth, device);
        if wrong.is_some() {
            return wrong.map(|what| format!("month {month}: {what}"));
        }
    }
    let without = |summary: &Summary| Summary { months: Vec::new(), ..summary.clone() };
    (truth.months.len() != device.months.len() || without(&truth) != without(device)).then(|| "totals".to_owned())
}

fn misreduced_month(truth: &MonthSummary, device: &MonthSummary) -> Option<String> {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-5 * a.abs().max(1e-9);
    let parts = |it: &MonthSummary| {
        let one = [
            it.users,
            it.uses,
            it.saved,
            it.tokens,
            it.cost,
            it.income,
            it.refused_share,
            it.bad_days,
            it.down,
            it.cold,
            it.peak,
        ];
        [one.as_slice(), &it.first_word, &it.full_answer].concat()
    };
    let exact = |bands: &Bands| Bands { mean: 0.0, error: 0.0, ..*bands };
    for (at, (a, b)) in parts(truth).iter().zip(parts(device)).enumerate() {
        // The error is a difference of sums, which loses digits where all futures are nearly the same.
        let error = (a.error - b.error).abs() <= 1e-3 * a.error + 1e-6 * a.mean.abs();
        if exact(a) != exact(&b) || !near(a.mean, b.mean) || !error {
            return Some(format!("bands {at}: {a:?} and {b:?}"));
        }
    }
    let bills = truth.bill.iter().zip(device.bill).all(|(a, b)| near(*a, b));
    let counts = |it: &MonthSummary| (it.breached, it.alerts, it.terms, it.rungs.clone());
    (!bills || counts(truth) != counts(device)).then(|| format!("bills or counts: {truth:?} and {device:?}"))
}
