//! `simulate SCENARIO`: the answer to a file or a link on the command line, and alternatives beside each other.

#[cfg(not(target_arch = "wasm32"))]
mod arguments;
#[cfg(not(target_arch = "wasm32"))]
mod by_volume;
#[cfg(not(target_arch = "wasm32"))]
mod command;
#[cfg(not(target_arch = "wasm32"))]
mod compared;
#[cfg(not(target_arch = "wasm32"))]
mod compute;
#[cfg(not(target_arch = "wasm32"))]
mod given;
#[cfg(not(target_arch = "wasm32"))]
mod guide;
#[cfg(not(target_arch = "wasm32"))]
mod hour;
#[cfg(not(target_arch = "wasm32"))]
mod output;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// In a browser the page answers.
#[cfg(target_arch = "wasm32")]
fn main() {}
