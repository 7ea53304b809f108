//! How near a GPU run must be to the CPU's.

use headroom::engine::Raw;
use headroom::engine::check::near;
use headroom::engine::gpu::{Gpu, Shader, shaders};
use headroom::engine::stages::record_all;
use headroom::model::{Record, Shape, Totals};
use headroom::program::Program;
use headroom::stats::{Bands, MonthSummary, Summary};
use wide::f32x8;

use super::runs::{busy, reduce, simulate};

/// Futures of small runs: the last workgroup is not full.
pub const FEW: u32 = 250;

/// The shaders of apps of a shape, as they are recorded.
pub fn recorded(shape: &Shape) -> Vec<Shader> {
    shaders(shape, &record_all(shape))
}

/// Where some futures, simulated by given shaders, are not what the CPU says.
pub async fn compare(gpu: &mut Gpu, program: &Program, shaders: &[Shader], futures: u32) -> Vec<String> {
    gpu.compile(&program.shape, shaders).await.unwrap();
    match gpu.run_raw(program, futures).await {
        Ok((raw, _)) => disagreements(program, &simulate::<f32x8>(program, futures as usize), &raw),
        Err(trouble) => vec![trouble.to_string()],
    }
}

/// The recorded shaders of `busy` with something done to one of them.
pub fn changed(name: &str, change: impl FnOnce(&str) -> String) -> Vec<Shader> {
    let mut shaders = recorded(&busy(1).shape);
    let shader = shaders.iter_mut().find(|shader| shader.name == name).unwrap();
    let changed = change(&shader.text);
    assert_ne!(shader.text, changed, "nothing was changed");
    shader.text = changed;
    shaders
}

/// Shaders that are wrong, and what is wrong with them.
pub fn faults() -> [(&'static str, Vec<Shader>); 4] {
    // The skewness of an hour's count.
    let constant = changed("hour", |text| text.replace("0.16666667f", "0.18f"));
    let mut without = recorded(&busy(1).shape);
    without.retain(|shader| shader.name != "day_end");
    let mut endless = recorded(&busy(1).shape);
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
pub fn names(fields: &[(String, usize)]) -> Vec<String> {
    fields.iter().flat_map(|(name, count)| (0..*count).map(move |index| format!("{name}[{index}]"))).collect()
}

/// Numbers of a record that count calls, besides those of each limit.
const COUNTS: [&str; 3] = ["uses[0]", "requests[0]", "refused[0]"];

/// Where two runs are not the same within the stated tolerance: in 0.5% of futures, or in one, a number may differ by more than 1e-4
/// (5e-6 of small ones), or whether it is above 0; quantiles by 1e-4. Calls are whole, and so is what is turned away: a rounding makes
/// one more or less, of ten thousand that a month with millions of them turns away in every third future, and in a busiest hour, of which the
/// busiest minute is reckoned.
pub fn disagreements(program: &Program, cpu: &Raw, gpu: &Raw) -> Vec<String> {
    let months = cpu.months();
    let record = names(&Record::<f32>::names(&program.shape)).into_iter().enumerate();
    let record = record.flat_map(|(number, name)| (0..months).map(move |month| (name.clone(), number, month)));
    let of_months = record.filter_map(|(name, number, month)| {
        let (cpu, gpu) = (cpu.record(number, month), gpu.record(number, month));
        // How much of a limit is used is shown as a mean: its spread has gaps, where one future that moves a day later
        // is a quantile.
        let why = match &name {
            name if name.starts_with("used") => far_means(cpu, gpu),
            name if name == "peak[0]" => apart(cpu, gpu, next_peak),
            name if name.starts_with("refused_by") || COUNTS.contains(&name.as_str()) => apart(cpu, gpu, next),
            _ => apart(cpu, gpu, near),
        }?;
        Some(format!("{name} of month {month}: {why}"))
    });
    let totals = names(&Totals::<f32>::names(&program.shape)).into_iter().enumerate();
    let of_totals = totals.filter_map(|(number, name)| {
        let why = apart(cpu.total(number), gpu.total(number), near)?;
        Some(format!("{name}: {why}"))
    });
    of_months.chain(of_totals).collect()
}

/// Why the mean of a number is not the same on both.
fn far_means(cpu: &[f32], gpu: &[f32]) -> Option<String> {
    let mean = |row: &[f32]| (row.iter().map(|number| f64::from(*number)).sum::<f64>() / row.len() as f64) as f32;
    let (cpu, gpu) = (mean(cpu), mean(gpu));
    (!near(cpu, gpu)).then(|| format!("means {cpu} and {gpu}"))
}

/// Whether counts are as near, or differ by one.
fn next(cpu: f32, gpu: f32) -> bool {
    near(cpu, gpu) || (cpu - gpu).abs() <= 1.0
}

/// Whether busiest minutes are as near, or differ by what one call more in their hour makes: a fifth of a call at the most uneven.
fn next_peak(cpu: f32, gpu: f32) -> bool {
    near(cpu, gpu) || (cpu - gpu).abs() <= 0.2
}

/// Why a number is not the same on both.
fn apart(cpu: &[f32], gpu: &[f32], near: fn(f32, f32) -> bool) -> Option<String> {
    let futures = cpu.len();
    let pairs = || cpu.iter().zip(gpu);
    let differ = pairs().filter(|(a, b)| !near(**a, **b)).count();
    let flags = pairs().filter(|(a, b)| (**a > 0.0) != (**b > 0.0)).count();
    if differ.max(flags) > (futures / 200).max(1) {
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
    let wrong = ranks.into_iter().find(|rank| !near(cpu[*rank], gpu[*rank]))?;
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
            it.worst_day,
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
    let means = |it: &MonthSummary| {
        let limits = it.limits.iter().flat_map(|limit| [limit.refused, limit.used]);
        it.bill.into_iter().chain(it.accounts.clone()).chain(limits).collect::<Vec<_>>()
    };
    let bills = means(truth).iter().zip(means(device)).all(|(a, b)| near(*a, b));
    let counts = |it: &MonthSummary| {
        let met: Vec<_> = it.limits.iter().map(|limit| limit.met).collect();
        (met, it.alerts, it.terms, it.rungs.clone(), it.tiers.clone())
    };
    (!bills || counts(truth) != counts(device)).then(|| format!("bills or counts: {truth:?} and {device:?}"))
}
