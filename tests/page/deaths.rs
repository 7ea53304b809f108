//! Workers and GPU devices that are taken away at random moments: the answers stay as they are. None in a usual run, where
//! each kind of death has a test of its own; `make soak` makes a hundred.

use crate::browser::{Page, Start, Window};
use crate::gpu::{GPU, LOSABLE, LOSE, is_near, short_run, wait_badge};
use crate::{MESSAGE, link};

#[path = "../common/soak.rs"]
mod soak;

/// Keeps the workers that live.
const LIVING: &str = "window.living = [];
    window.Worker = class extends Worker {
        constructor(...how) {
            super(...how);
            window.living.push(this);
        }
        terminate() {
            super.terminate();
            window.living = window.living.filter(worker => worker !== this);
        }
    }";

/// What happens at some moment of the next second and a half: a worker ends with an error, or without a word. Says what it was.
const DEATH: &str = "const which = Math.floor(Math.random() * window.living.length);
    const worker = window.living[which];
    const [after, is_said] = [Math.random() * 1500, Math.random() < 0.5];
    setTimeout(() => is_said ? worker.dispatchEvent(new ErrorEvent('error')) : worker.terminate(), after);
    return `worker ${which} of ${window.living.length}, ${is_said ? 'with an error' : 'in silence'}, after ${Math.round(after)} ms`";

/// Two runs of a second or so, each with its monthly table from a run that nothing happened to.
fn runs(page: &Page) -> [(String, Vec<Vec<String>>); 2] {
    [5, 6].map(|months| {
        let link = link(|scenario| scenario.months = months);
        let run = page.wait_full(None);
        page.run(&format!("location.hash = '{link}'"));
        page.wait_full(Some(run));
        (link, page.table("table-monthly"))
    })
}

#[test]
fn workers_that_die_at_random_change_no_answer() {
    // A clock for such things that is five times as fast.
    let hasty = "const wait = setInterval; window.setInterval = (look, pause) => wait(look, pause / 5);";
    let page = Page::open_after("", Window::Desktop, &format!("delete Navigator.prototype.gpu; {hasty} {LIVING}"));
    let runs = runs(&page);
    let turns = soak::Turns::begin();
    for turn in soak::extra() {
        let (link, table) = &runs[turn % 2];
        turns.turn(|| {
            let run = page.wait_full(None);
            page.run(&format!("location.hash = '{link}'"));
            let death = page.run(DEATH);
            page.wait_full(Some(run));
            assert_eq!(&page.table("table-monthly"), table, "turn {turn}: {death}");
            assert_eq!(page.run(MESSAGE), false, "turn {turn}: {death}: {}", page.text("message"));
        });
    }
    turns.end("deaths of workers");
}

#[test]
fn gpus_that_are_lost_at_random_change_no_answer() {
    let page = Page::load(&short_run(), Start { worker: LOSABLE, ..GPU });
    page.wait_full(None);
    page.enter("engine", "cpu");
    let runs = runs(&page);
    page.run(&format!("location.hash = '{}'", short_run()));
    page.enter("engine", "gpu");
    let turns = soak::Turns::begin();
    // One for five deaths of workers: a device takes long to come back.
    for turn in 0..soak::extra().len().div_ceil(5) {
        let (link, table) = &runs[turn % 2];
        turns.turn(|| {
            wait_badge(&page, "GPU in software");
            let run = page.wait_full(None);
            page.run(&format!("location.hash = '{link}'"));
            let after = page.run(&format!(
                "const after = Math.random() * 4000; setTimeout(() => {{ {LOSE} }}, after); return Math.round(after)"
            ));
            page.wait_full(Some(run));
            let pairs = page.table("table-monthly").concat().into_iter().zip(table.concat());
            let apart: Vec<_> = pairs.filter(|(gpu, cpu)| !is_near(cpu, gpu)).collect();
            assert!(apart.is_empty(), "turn {turn}, lost after {after} ms: {apart:?}");
            page.run(&format!("location.hash = '{}'", short_run()));
            wait_badge(&page, "256 futures, ");
            page.run("document.querySelector('[data-testid=\"retry-gpu\"]')?.click()");
        });
    }
    turns.end("lost GPUs");
}
