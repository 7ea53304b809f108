//! A worker of the page's pool.

fn main() {
    console_error_panic_hook::set_once();
    headroom::worker::host::start();
}
