//! The user's work: taken back, kept, saved and opened again.

use std::path::{Path, PathBuf};

use headroom::scenario::Scenario;

use crate::MESSAGE;
use crate::browser::{Page, Window};

/// The monthly users at the start, as the form has them.
fn users(page: &Page) -> String {
    let value = page.run("return document.querySelector('[data-testid=\"field-growth.users-number\"]').value");
    value.as_str().unwrap().to_owned()
}

/// Types a number of users, leaves the box and waits for the answer.
fn set_users(page: &Page, number: &str) {
    let run = page.wait_full(None);
    page.enter("field-growth.users-number", number);
    page.run(
        "document.querySelector('[data-testid=\"field-growth.users-number\"]').dispatchEvent(new FocusEvent('blur'))",
    );
    page.wait_full(Some(run));
}

fn is_disabled(page: &Page, id: &str) -> bool {
    page.run(&format!("return document.querySelector('[data-testid=\"{id}\"]').ariaDisabled")) == "true"
}

fn wait_users(page: &Page, number: &str) {
    let script = "return document.querySelector('[data-testid=\"field-growth.users-number\"]').value";
    page.wait("the number of users", script, |value| (value == number).then_some(()));
}

/// Waits until the browser has kept what the page shows.
fn wait_kept(page: &Page) {
    let script = "return localStorage.getItem('headroom-scenario') === location.hash";
    page.wait("the scenario to be kept", script, |kept| (kept == true).then_some(()));
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn changes_are_taken_back_and_made_again_by_button_and_key() {
    let page = Page::open("", Window::Desktop);
    let table = page.table("table-monthly");
    assert!(["undo", "redo", "reset"].iter().all(|id| is_disabled(&page, id)));
    set_users(&page, "320");
    set_users(&page, "640");
    page.click("undo");
    wait_users(&page, "320");
    page.press(&["+Control", "z"]);
    wait_users(&page, "150");
    assert!(is_disabled(&page, "undo"), "it is as it was opened");
    page.wait_full(None);
    let same = "return document.documentElement.dataset.kind";
    page.wait("the full answer", same, |kind| (kind == "full" && page.table("table-monthly") == table).then_some(()));
    page.press(&["+Control", "+Shift", "z"]);
    wait_users(&page, "320");
    page.click("redo");
    wait_users(&page, "640");
    page.click("reset");
    wait_users(&page, "150");
    page.press(&["+Control", "z"]);
    wait_users(&page, "640");
}

#[test]
fn a_drag_is_taken_back_in_one_step() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    page.drag("field-growth.users-slider", 0.3);
    page.release();
    page.wait_full(Some(run));
    assert_ne!(users(&page), "150");
    page.click("undo");
    wait_users(&page, "150");
    assert!(is_disabled(&page, "undo"));
}

#[test]
fn the_last_scenario_is_there_on_the_next_visit() {
    let page = Page::open("", Window::Desktop);
    set_users(&page, "320");
    wait_kept(&page);
    let table = page.table("table-monthly");
    page.visit("");
    page.wait_full(None);
    assert_eq!((users(&page), page.table("table-monthly")), ("320".to_owned(), table));
    assert!(page.text("story").contains("last scenario"), "{}", page.text("story"));

    // A link goes before it, and a damaged one does not take it away.
    page.visit("#1.AAAA");
    page.wait_full(None);
    let message = page.text("message");
    assert!(message.contains("damaged") && message.contains("Your last scenario is shown instead."), "{message}");
    assert_eq!(users(&page), "320");
}

#[test]
fn what_was_kept_and_cannot_be_read_is_said() {
    let page = Page::open("", Window::Desktop);
    page.run("localStorage.setItem('headroom-scenario', '#1.nonsense')");
    page.visit("");
    page.wait_full(None);
    let message = page.text("message");
    assert!(
        message.starts_with("What this browser kept") && message.contains("“First wall” is shown instead."),
        "{message}"
    );
}

#[test]
fn a_browser_that_keeps_nothing_says_so_once_and_the_page_works() {
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }";
    let page = Page::open_after("", Window::Desktop, full);
    set_users(&page, "320");
    page.wait("a message", MESSAGE, |there| (there == true).then_some(()));
    assert!(page.text("message").contains("does not keep your scenario"), "{}", page.text("message"));
    page.click("dismiss");
    set_users(&page, "640");
    page.wait("the link", "return location.hash", |hash| hash.as_str().filter(|hash| hash.len() > 9).map(|_| ()));
    assert_eq!(page.run(MESSAGE), false);
    assert_eq!(users(&page), "640");

    let none =
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })";
    let page = Page::open_after("", Window::Desktop, none);
    assert!(page.text("verdict").contains("First wall"));
}

#[test]
fn another_tab_does_not_take_the_work_of_this_one() {
    let page = Page::open("", Window::Desktop);
    set_users(&page, "320");
    wait_kept(&page);
    let [this, _] = page.open_tab("");
    assert_eq!(users(&page), "320", "the other tab begins with it");
    set_users(&page, "640");
    wait_kept(&page);
    page.switch(&this);
    page.wait("a message", MESSAGE, |there| (there == true).then_some(()));
    assert!(page.text("message").starts_with("Another tab has kept"), "{}", page.text("message"));
    assert_eq!(users(&page), "320");
}

#[test]
fn what_is_taken_back_is_kept_too() {
    let page = Page::open("", Window::Desktop);
    set_users(&page, "320");
    wait_kept(&page);
    let before = page.run("return location.hash");
    page.click("undo");
    wait_users(&page, "150");
    page.wait("the link", "return location.hash", |hash| (*hash != before).then_some(()));
    wait_kept(&page);
    page.visit("");
    page.wait_full(None);
    assert_eq!(users(&page), "150");
}

#[test]
fn a_slider_back_where_it_was_pressed_is_answered_in_full() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    page.drag("field-growth.monthly_growth-slider", 0.2);
    page.wait("a live answer", "return document.documentElement.dataset.kind", |kind| (kind == "live").then_some(()));
    page.drag_back("field-growth.monthly_growth-slider", 0.2);
    page.release();
    page.wait_full(Some(run));
    assert!(page.text("badge").contains("4,096 futures,"), "{}", page.text("badge"));
}

#[test]
fn enter_ends_an_edit() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    page.enter("field-growth.users-number", "320");
    page.run("document.querySelector('[data-testid=\"field-growth.users-number\"]').focus()");
    page.press(&["Enter"]);
    page.wait_full(Some(run));
    page.enter("field-growth.users-number", "abc");
    page.press(&["+Control", "z"]);
    wait_users(&page, "320");
}

#[test]
fn a_saved_file_opens_again() {
    let page = Page::open("", Window::Desktop);
    let folder = folder("saved");
    page.download_to(&folder);
    set_users(&page, "320");
    let table = page.table("table-monthly");
    page.click("save-file");
    let file = folder.join("a-chat-app-on-free-tiers.json");
    page.wait("the file", "return true", |_| file.exists().then_some(()));
    page.click("reset");
    wait_users(&page, "150");
    let run = page.wait_full(None);
    page.choose_file("file-input", &file);
    wait_users(&page, "320");
    page.wait_full(Some(run));
    assert!(page.text("story").contains("a-chat-app-on-free-tiers.json"), "{}", page.text("story"));
    assert_eq!(page.table("table-monthly"), table);
}

#[test]
fn a_file_that_is_no_scenario_is_one_sentence() {
    let page = Page::open("", Window::Desktop);
    let folder = folder("refused");
    let good = std::fs::read_to_string(crate::preset()).unwrap();
    let cases = [
        ("text.json", "hello".to_owned(), "This is not a scenario"),
        ("users.json", good.replace("\"users\": 150", "\"users\": -3"), "growth.users is -3"),
        ("plan.json", good.replace("railway-hobby", "<b>x</b>"), "stack.backend.plans[0] must be"),
        ("large.json", " ".repeat(Scenario::MAX_JSON + 1), "The scenario is longer than"),
    ];
    for (name, text, sentence) in cases {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        page.choose_file("file-input", &file);
        let script = "return document.querySelector('[data-testid=\"message\"] p')?.textContent";
        page.wait(name, script, |said| {
            said.as_str().filter(|it| it.contains(name) && it.contains(sentence)).map(|_| ())
        });
        assert_eq!(users(&page), "150");
    }
}

#[test]
fn words_from_elsewhere_are_text() {
    let page = Page::open("", Window::Desktop);
    let folder = folder("words");
    let title = "<img src=x onerror=window.hacked=1>";
    let good = std::fs::read_to_string(crate::preset()).unwrap();
    let named =
        good.replace("A chat app on free tiers", title).replace("\"Chat\"", "\"<script>window.hacked=1</script>\"");
    let file = folder.join("<b>bold<b>.json");
    std::fs::write(&file, named).unwrap();
    let run = page.wait_full(None);
    page.choose_file("file-input", &file);
    page.wait_full(Some(run));
    assert_eq!(page.run("return document.querySelector('h1').textContent"), title);
    assert_eq!(
        page.run("return [window.hacked ?? null, document.querySelectorAll('main img, .story b').length]"),
        serde_json::json!([null, 0])
    );
}

#[test]
fn the_table_is_saved_for_programs() {
    let page = Page::open("", Window::Desktop);
    let folder = folder("table");
    page.download_to(&folder);
    page.click("save-table");
    let file = folder.join("a-chat-app-on-free-tiers.csv");
    page.wait("the file", "return true", |_| file.exists().then_some(()));
    assert_eq!(std::fs::read_to_string(file).unwrap(), crate::simulate(&crate::preset(), &["--format", "csv"]));
}
