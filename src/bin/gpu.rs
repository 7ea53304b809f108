//! The worker of the page that has the GPU.

fn main() {
    console_error_panic_hook::set_once();
    headroom::worker::host::start_gpu();
}
