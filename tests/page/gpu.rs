//! The page with a GPU, which here is a program on the CPU: slow, and otherwise all that a browser has of one.

use crate::browser::{Page, Start, Window};
use crate::{KEEP_WORKERS, KILL, link};

pub const GPU: Start<'_> = Start { window: Window::Desktop, gpu: true, script: "", worker: "" };

/// Takes the GPU away from the worker that has it, as a driver does, when the page calls [`LOSE`].
pub const LOSABLE: &str = "const request = globalThis.GPUAdapter?.prototype.requestDevice;
    if (request) GPUAdapter.prototype.requestDevice = async function (...how) {
        const device = await request.apply(this, how);
        new BroadcastChannel('lose').onmessage = () => device.destroy();
        return device;
    };";
pub const LOSE: &str = "new BroadcastChannel('lose').postMessage(0)";

/// A link to a run that is short even here.
pub fn short_run() -> String {
    link(|scenario| (scenario.months, scenario.futures) = (3, 256))
}

pub fn wait_badge(page: &Page, words: &str) -> String {
    let script = "return document.querySelector('[data-testid=\"badge\"]').innerText";
    page.wait(words, script, |text| text.as_str().filter(|text| text.contains(words)).map(str::to_owned))
}

/// Whether two printed numbers are the same but for the last digit.
pub fn is_near(one: &str, other: &str) -> bool {
    let words = |text: &str| text.replace(|letter: char| letter.is_ascii_digit(), "#");
    let number = |text: &str| {
        let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        digits.parse::<f64>().unwrap_or(f64::NAN)
    };
    let decimals = one.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    let unit = 0.1_f64.powi(decimals as i32).max(number(one) * 1e-3);
    one == other || words(one) == words(other) && (number(one) - number(other)).abs() < 1.01 * unit
}

#[test]
fn a_gpu_has_the_numbers_of_the_cpu() {
    let page = Page::load(&short_run(), GPU);
    page.wait_full(None);
    page.enter("engine", "gpu");
    let badge = wait_badge(&page, "GPU in software");
    assert!(badge.starts_with("256 futures, ") && badge.contains("hour-steps/s, GPU in software"), "{badge}");
    assert!(badge.ends_with("64 of 64 checked futures agree with the CPU"), "{badge}");
    assert!(page.text("caveats").contains("come from a run on the GPU"), "{}", page.text("caveats"));
    let by_gpu = page.table("table-monthly");

    page.enter("engine", "cpu");
    wait_badge(&page, ", CPU, ");
    assert!(!page.text("caveats").contains("GPU"), "{}", page.text("caveats"));
    let by_cpu = page.table("table-monthly");
    assert_eq!((by_gpu.len(), by_cpu.len()), (3, 3));
    let mut pairs = by_gpu.concat().into_iter().zip(by_cpu.concat());
    assert!(pairs.all(|(gpu, cpu)| is_near(&cpu, &gpu)), "{by_gpu:?}\n{by_cpu:?}");
    let console = page.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn only_the_last_digit_may_differ() {
    for (one, other) in [("$9.99", "$9.98"), ("1,234", "1,235"), ("40%", "41%"), ("<0.1%", "<0.1%")] {
        assert!(is_near(one, other), "{one} {other}");
    }
    for (one, other) in [("$9.99", "$9.97"), ("1,234", "1,236"), ("<0.1%", "0.1%"), ("3", "–")] {
        assert!(!is_near(one, other), "{one} {other}");
    }
}

/// Waits until the GPU cannot be chosen, and gives the reason.
fn wait_missing(page: &Page) -> String {
    let script = "const gpu = document.querySelector('[data-testid=\"engine\"] [value=\"gpu\"]');
        return gpu.disabled ? gpu.title : null";
    page.wait("no GPU", script, |title| title.as_str().map(str::to_owned))
}

#[test]
fn without_a_gpu_it_is_the_cpu() {
    // The first has no WebGPU at all, the second no GPU for it, which only asking for one tells.
    for (without, reason) in [("delete Navigator.prototype.gpu", "has no WebGPU"), ("", "There is no GPU")] {
        let page = Page::open_after("", Window::Desktop, without);
        assert!(wait_missing(&page).contains(reason), "{}", wait_missing(&page));
        assert!(page.text("badge").contains(", CPU, "), "{}", page.text("badge"));
        assert_eq!(page.run(crate::MESSAGE), false, "nobody wants it");

        // As after a visit with another graphics card.
        page.run("localStorage.setItem('headroom-engine', 'gpu')");
        page.visit("");
        page.wait_full(None);
        page.wait("a message", crate::MESSAGE, |there| (there == true).then_some(()));
        let message = page.text("message");
        assert!(message.contains(reason) && message.contains("The simulation goes on without it."), "{message}");
        assert!(page.text("badge").contains(", CPU, "), "{}", page.text("badge"));
        page.enter("engine", "cpu");
        page.visit("");
        page.wait_full(None);
        assert_eq!(
            page.run("return document.querySelector('[data-testid=\"engine\"]').value"),
            "cpu",
            "it is remembered"
        );
    }
}

#[test]
fn a_run_whose_gpu_is_lost_ends_on_the_cpu_and_the_gpu_can_be_tried_again() {
    let page = Page::load(&short_run(), Start { script: KEEP_WORKERS, worker: LOSABLE, ..GPU });
    page.wait_full(None);
    page.enter("engine", "gpu");
    wait_badge(&page, "GPU in software");
    for (how, sentence) in [(LOSE, "The GPU was lost"), (KILL, "computes on the GPU has stopped")] {
        let run = page.wait_full(None);
        // Long enough for something to happen to it.
        page.run(&format!("location.hash = '{}'", link(|scenario| scenario.months = 12)));
        let months = "return document.querySelector('.progress span')?.textContent";
        page.wait("progress", months, |text| text.as_str().filter(|text| text.starts_with("Month ")).map(|_| ()));
        page.run(how);
        page.wait_full(Some(run));
        let badge = wait_badge(&page, "since the GPU stopped");
        assert!(badge.starts_with("4,096 futures, ") && badge.contains(", CPU, "), "{badge}");
        let message = page.text("message");
        assert!(message.contains(sentence) && message.contains("The simulation goes on without it."), "{message}");
        assert_eq!(page.table("table-monthly").len(), 12);

        page.run(&format!("location.hash = '{}'", short_run()));
        wait_badge(&page, "256 futures, ");
        page.click("retry-gpu");
        wait_badge(&page, "GPU in software");
        assert_eq!(page.run(crate::MESSAGE), false, "it works again");
    }
}

#[test]
fn a_gpu_compares_as_the_cpu_does() {
    let page = Page::load(&short_run(), GPU);
    let run = page.wait_full(None);
    page.enter("compare-model", "groq-gpt-oss-20b-free");
    page.wait_full(Some(run));
    wait_badge(&page, ", CPU, ");
    let by_cpu = page.table("table-comparison");
    page.enter("engine", "gpu");
    let badge = wait_badge(&page, "GPU in software");
    assert!(badge.ends_with("128 of 128 checked futures agree with the CPU"), "{badge}");
    let by_gpu = page.table("table-comparison");
    // Cells of several numbers each, so word by word.
    let words = |table: &[Vec<String>]| table.concat().join(" ").split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (cpu, gpu) = (words(&by_cpu), words(&by_gpu));
    assert!(cpu.len() > 20 && cpu.len() == gpu.len(), "{by_cpu:?}\n{by_gpu:?}");
    assert!(cpu.iter().zip(&gpu).all(|(cpu, gpu)| is_near(cpu, gpu)), "{by_cpu:?}\n{by_gpu:?}");
}
