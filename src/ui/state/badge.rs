//! How an answer was computed, in a line.

use crate::{
    scenario::grouped,
    worker::{Adapter, Agreement, By, How, Kind, Request},
};

/// Futures, time, speed and engine of a finished run.
pub(super) fn badge(request: &Request, How { by, took, rate }: &How) -> String {
    let preview = if request.kind == Kind::Live { " (preview)" } else { "" };
    let seconds = (took / 1_000.0).max(0.0);
    let digits = if seconds < 0.95 { 2 } else { 1 };
    let futures = grouped(f64::from(request.futures));
    format!("{futures} futures{preview}, {seconds:.digits$} s, {} hour-steps/s, {}", speed(*rate), engine(by))
}

/// How far the charts of a preview have been replaced by those of the full run.
pub(super) fn months(done: usize, of: usize, futures: u32) -> String {
    let futures = grouped(f64::from(futures));
    format!("Charts: {done} of {of} months are of the full run, the others of {futures} futures (preview)")
}

fn engine(by: &By) -> String {
    match by {
        By::Cpu { workers, since_gpu_stopped } => {
            let worker = if *workers == 1 { "worker" } else { "workers" };
            let since = if *since_gpu_stopped { ", since the GPU stopped" } else { "" };
            format!("CPU, {workers} {worker}{since}")
        }
        By::Gpu { adapter, agreement: Agreement { checked, agreeing } } => {
            format!("{}, {agreeing} of {checked} checked futures agree with the CPU", card(adapter))
        }
    }
}

fn card(Adapter { name, is_software }: &Adapter) -> String {
    let kind = if *is_software { "GPU in software" } else { "GPU" };
    if name.is_empty() { kind.to_owned() } else { format!("{kind} {name}") }
}

/// A speed in words, two digits or more of it.
fn speed(rate: f64) -> String {
    let units = [(1e9, " billion"), (1e6, " million"), (1e3, " thousand"), (1.0, "")];
    let (unit, name) = units.into_iter().find(|(unit, _)| rate >= 0.995 * unit).unwrap_or((1.0, ""));
    let digits = usize::from(rate / unit < 9.95 && unit > 1.0);
    format!("{:.digits$}{name}", rate / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_said_in_two_digits() {
        let cases = [
            (3.2e10, "32 billion"),
            (1.04e9, "1.0 billion"),
            (9.97e8, "1.0 billion"),
            (3.14e7, "31 million"),
            (9.96e6, "10 million"),
            (1.5e3, "1.5 thousand"),
            (7.0, "7"),
            (0.0, "0"),
        ];
        for (number, words) in cases {
            assert_eq!(speed(number), words);
        }
    }

    #[test]
    fn engines_are_named() {
        let agreement = Agreement { checked: 64, agreeing: 63 };
        let gpu =
            |name: &str, is_software| By::Gpu { adapter: Adapter { name: name.to_owned(), is_software }, agreement };
        let agree = "63 of 64 checked futures agree with the CPU";
        assert_eq!(engine(&gpu("apple m3", false)), format!("GPU apple m3, {agree}"));
        assert_eq!(engine(&gpu("swiftshader", true)), format!("GPU in software swiftshader, {agree}"));
        assert_eq!(engine(&gpu("", false)), format!("GPU, {agree}"));
        assert_eq!(engine(&By::Cpu { workers: 1, since_gpu_stopped: false }), "CPU, 1 worker");
        assert_eq!(engine(&By::Cpu { workers: 2, since_gpu_stopped: true }), "CPU, 2 workers, since the GPU stopped");
    }
}
