//! A headless Chromium with the built page in it, driven by the `WebDriver` protocol.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::{Process, free_port};

/// How long anything that must happen may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Size of the window.
#[derive(Clone, Copy)]
pub enum Window {
    /// 1440 x 900.
    Desktop,
    /// 390 x 844 at two device pixels a pixel.
    Phone,
}

/// How a browser starts.
#[derive(Clone, Copy)]
pub struct Start<'a> {
    /// Its window.
    pub window: Window,
    /// Whether it has WebGPU, played by a program on the CPU.
    pub gpu: bool,
    /// Runs before the page's own scripts.
    pub script: &'a str,
    /// Runs before the scripts of each worker.
    pub worker: &'a str,
}

/// A folder for the host with the page below `some/where`, so that a path from the host's root would be noticed.
fn host(port: u16, worker: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = root.join("dist");
    assert!(dist.join("index.html").exists(), "the page is not built; run make build");
    let host = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("host-{port}"));
    let folder = host.join("some/where");
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(dist).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    let loader = folder.join("worker_loader.js");
    let own = std::fs::read_to_string(&loader).unwrap();
    std::fs::write(loader, format!("{worker}\n{own}")).unwrap();
    host
}

/// The page in a browser with a fresh profile.
pub struct Page {
    session: String,
    address: String,
    /// Ended after the session, in this order.
    _servers: [Process; 2],
}

impl Page {
    /// Opens the page at a link's fragment and waits for its full answer.
    pub fn open(fragment: &str, window: Window) -> Self {
        Self::open_after(fragment, window, "")
    }

    /// The same, in a browser that runs a script before the page's own.
    pub fn open_after(fragment: &str, window: Window, script: &str) -> Self {
        let page = Self::load_after(fragment, window, script);
        page.wait_full(None);
        page
    }

    /// The same, without waiting for an answer.
    pub fn load_after(fragment: &str, window: Window, script: &str) -> Self {
        Self::load(fragment, Start { window, gpu: false, script, worker: "" })
    }

    /// The page at a link's fragment, in a browser that starts in some way.
    pub fn load(fragment: &str, start: Start<'_>) -> Self {
        let page = Self::start(start);
        let before = json!({ "cmd": "Page.addScriptToEvaluateOnNewDocument", "params": { "source": start.script } });
        page.post("goog/cdp/execute", &before);
        page.visit(fragment);
        page
    }

    fn start(Start { window, gpu, worker, .. }: Start<'_>) -> Self {
        let (port, driver_port) = (free_port(), free_port());
        let serve = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/serve");
        let server = Process::listen(Command::new(serve).arg(host(port, worker)).arg(port.to_string()), port);
        let driver = Process::listen(Command::new("chromedriver").arg(format!("--port={driver_port}")), driver_port);
        let mut arguments = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1440,900",
        ];
        if gpu {
            arguments.push("--enable-unsafe-webgpu");
        }
        let mut options = json!({ "args": arguments });
        if matches!(window, Window::Phone) {
            // A desktop window cannot be that narrow.
            options["mobileEmulation"] = json!({ "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 2.0 } });
        }
        let always = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let driver_address = format!("http://127.0.0.1:{driver_port}/session");
        let made = send(&driver_address, &json!({ "capabilities": { "alwaysMatch": always } }));
        let id = made["sessionId"].as_str().unwrap();
        Self {
            session: format!("{driver_address}/{id}"),
            address: format!("http://127.0.0.1:{port}/some/where/"),
            _servers: [server, driver],
        }
    }

    /// Goes to the page at a fragment, leaving it first so that it starts anew.
    pub fn visit(&self, fragment: &str) {
        self.post("url", &json!({ "url": "about:blank" }));
        self.post("url", &json!({ "url": format!("{}{fragment}", self.address) }));
    }

    /// Opens another tab of the same profile at a fragment and goes there; gives the handles of this one and the other.
    pub fn open_tab(&self, fragment: &str) -> [String; 2] {
        let handle = |value: &Value| value.as_str().unwrap().to_owned();
        let this = handle(&get(&format!("{}/window", self.session)));
        let other = handle(&self.post("window/new", &json!({ "type": "tab" }))["handle"]);
        self.switch(&other);
        self.visit(fragment);
        self.wait_full(None);
        [this, other]
    }

    /// Goes to a tab.
    pub fn switch(&self, tab: &str) {
        self.post("window", &json!({ "handle": tab }));
    }

    /// Lets the page write to the clipboard and read it, as after the user has agreed.
    pub fn allow_clipboard(&self) {
        for name in ["clipboard-read", "clipboard-write"] {
            self.post("permissions", &json!({ "descriptor": { "name": name }, "state": "granted" }));
        }
    }

    /// Lets downloads go into a folder.
    pub fn download_to(&self, folder: &Path) {
        let params = json!({ "behavior": "allow", "downloadPath": folder });
        self.post("goog/cdp/execute", &json!({ "cmd": "Page.setDownloadBehavior", "params": params }));
    }

    /// Chooses a file in an input.
    pub fn choose_file(&self, id: &str, file: &Path) {
        let css = format!("[data-testid=\"{id}\"]");
        let found = self.post("element", &json!({ "using": "css selector", "value": css }));
        let element = found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        self.post(&format!("element/{element}/value"), &json!({ "text": file }));
    }

    /// Presses keys one after the other, held ones with `+` before them: `["+Control", "z"]`, `["Tab", "Tab"]`.
    pub fn press(&self, keys: &[&str]) {
        let code = |name: &str| match name {
            "Control" => '\u{e009}',
            "Shift" => '\u{e008}',
            "Tab" => '\u{e004}',
            "Enter" => '\u{e007}',
            "Escape" => '\u{e00c}',
            "ArrowLeft" => '\u{e012}',
            "ArrowRight" => '\u{e014}',
            "Home" => '\u{e011}',
            "End" => '\u{e010}',
            "PageDown" => '\u{e00f}',
            letter => letter.chars().next().unwrap(),
        };
        let key = |kind: &str, name: &str| json!({ "type": kind, "value": code(name).to_string() });
        let (held, pressed): (Vec<&str>, Vec<&str>) = keys.iter().partition(|key| key.starts_with('+'));
        let held: Vec<&str> = held.into_iter().map(|key| &key[1..]).collect();
        let mut actions: Vec<Value> = held.iter().map(|name| key("keyDown", name)).collect();
        actions.extend(pressed.iter().flat_map(|name| [key("keyDown", name), key("keyUp", name)]));
        actions.extend(held.iter().map(|name| key("keyUp", name)));
        self.post("actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        send(&format!("{}/{command}", self.session), body)
    }

    /// The result of a script's `return`.
    pub fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script's result is accepted.
    pub fn wait<T>(&self, what: &str, script: &str, accept: impl Fn(&Value) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            let result = self.run(script);
            if let Some(found) = accept(&result) {
                return found;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "waited in vain for {what}; last: {result}; console: {:?}; the page says: {}",
                self.console(),
                self.run("return [location.href, document.readyState, document.body.innerText.slice(0, 600)]")
            );
            sleep(Duration::from_millis(5));
        }
    }

    /// Waits for a full answer, another run's than `before`, and gives its run.
    pub fn wait_full(&self, before: Option<u64>) -> u64 {
        let script = "const root = document.documentElement.dataset; return [root.kind, Number(root.run)]";
        self.wait("a full answer", script, |result| {
            let run = result[1].as_u64()?;
            (result[0] == "full" && Some(run) != before).then_some(run)
        })
    }

    /// Text of the element with a test id.
    pub fn text(&self, id: &str) -> String {
        let text = self.run(&format!("return document.querySelector('[data-testid=\"{id}\"]')?.innerText"));
        text.as_str().unwrap_or_else(|| panic!("there is no {id}")).to_owned()
    }

    /// Cells of the body of a table, row by row.
    pub fn table(&self, id: &str) -> Vec<Vec<String>> {
        let script = format!(
            "return [...document.querySelectorAll('[data-testid=\"{id}\"] tbody tr')]\
             .map(row => [...row.cells].map(cell => cell.textContent.trim()))"
        );
        serde_json::from_value(self.run(&script)).unwrap()
    }

    /// Sets a box or a choice and tells the page as a browser does after typing.
    pub fn enter(&self, id: &str, value: &str) {
        self.run(&format!(
            "const box = document.querySelector('[data-testid=\"{id}\"]');
             box.value = {};
             for (const type of ['input', 'change']) box.dispatchEvent(new Event(type, {{ bubbles: true }}));",
            json!(value)
        ));
    }

    /// Clicks an element.
    pub fn click(&self, id: &str) {
        self.run(&format!("document.querySelector('[data-testid=\"{id}\"]').click()"));
    }

    /// Presses the mouse on a slider's thumb and moves it in steps by `share` of its width, without releasing it.
    pub fn drag(&self, id: &str, share: f64) {
        let place = self.run(&format!(
            "const slider = document.querySelector('[data-testid=\"{id}\"]');
             slider.scrollIntoView({{ block: 'center' }});
             const box = slider.getBoundingClientRect();
             const at = (slider.value - slider.min) / (slider.max - slider.min);
             return [box.left + 8 + at * (box.width - 16), box.top + box.height / 2, box.width]"
        ));
        let number = |index: usize| place[index].as_f64().unwrap();
        let (x, y, width) = (number(0), number(1), number(2));
        let moves = (0..=20).map(|step| {
            let to = x + width * share * f64::from(step) / 20.0;
            json!({ "type": "pointerMove", "duration": 30, "x": to.round(), "y": y.round(), "origin": "viewport" })
        });
        let mut actions = vec![
            json!({ "type": "pointerMove", "duration": 0, "x": x.round(), "y": y.round(), "origin": "viewport" }),
            json!({ "type": "pointerDown", "button": 0 }),
        ];
        actions.extend(moves);
        self.pointer(&actions);
    }

    /// Moves the mouse, which is pressed on a slider's thumb, back by `share` of its width.
    pub fn drag_back(&self, id: &str, share: f64) {
        let place = self.run(&format!(
            "const slider = document.querySelector('[data-testid=\"{id}\"]');
             const box = slider.getBoundingClientRect();
             const at = (slider.value - slider.min) / (slider.max - slider.min);
             return [box.left + 8 + at * (box.width - 16) - {share} * box.width, box.top + box.height / 2]"
        ));
        let number = |index: usize| place[index].as_f64().unwrap().round();
        self.pointer(&[
            json!({ "type": "pointerMove", "duration": 60, "x": number(0), "y": number(1), "origin": "viewport" }),
        ]);
    }

    /// Releases the mouse.
    pub fn release(&self) {
        self.pointer(&[json!({ "type": "pointerUp", "button": 0 })]);
    }

    fn pointer(&self, actions: &[Value]) {
        self.act("mouse", actions);
    }

    /// Lets a pointer of one kind, "mouse" or "touch", do something.
    fn act(&self, kind: &str, actions: &[Value]) {
        let pointer =
            json!({ "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": actions });
        self.post("actions", &json!({ "actions": [pointer] }));
    }

    /// Moves the mouse over an element, to a share of its width.
    pub fn hover(&self, id: &str, share: f64) {
        self.act("mouse", &[self.to(id, share)]);
    }

    /// Touches an element with a finger, at a share of its width.
    pub fn touch(&self, id: &str, share: f64) {
        let (down, up) = (json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 }));
        self.act("touch", &[self.to(id, share), down, up]);
    }

    /// The way to a share of an element's width, which is brought into sight first.
    fn to(&self, id: &str, share: f64) -> Value {
        let place = self.run(&format!(
            "const element = document.querySelector('[data-testid=\"{id}\"]');
             element.scrollIntoView({{ block: 'center' }});
             const box = element.getBoundingClientRect();
             return [box.left + {share} * box.width, box.top + box.height / 2]"
        ));
        let [x, y] = [0, 1].map(|at| place[at].as_f64().unwrap().round());
        json!({ "type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport" })
    }

    /// An attribute of the element with a test id; `None` where there is no such element.
    pub fn attribute(&self, id: &str, name: &str) -> Option<String> {
        let script = format!("return document.querySelector('[data-testid=\"{id}\"]')?.getAttribute('{name}')");
        self.run(&script).as_str().map(str::to_owned)
    }

    /// What the page has written to the console so far, errors and violations of its policy among it.
    pub fn console(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        let messages = entries.iter().map(|entry| entry["message"].as_str().unwrap_or_default());
        // The browser's own remark on a machine without a GPU.
        messages.filter(|message| !message.contains("No available adapters.")).map(str::to_owned).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
    }
}

/// Asks for a value.
fn get(address: &str) -> Value {
    let answer: Value = ureq::get(address).call().unwrap().body_mut().read_json().unwrap();
    answer["value"].clone()
}

/// Sends a command and gives its value.
fn send(address: &str, body: &Value) -> Value {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.post(address).send_json(body).unwrap();
    let answer: Value = answer.body_mut().read_json().unwrap();
    assert!(answer["value"]["error"].is_null(), "{body}: {}", answer["value"]);
    answer["value"].clone()
}
