//! The GPU engine: the recorded model run by wgpu, in a browser by WebGPU and natively by Vulkan, Metal or DX12.
//!
//! State stays on the device, `[number][future]`, and so does the record of the month under way: the device reduces it, and
//! what comes back is some kilobytes a month and the totals of every future. Work is given in slices so short that other
//! programs can draw in between, and that a run can be cancelled.

mod buffers;
mod compiler;
mod device;
mod follow;
mod kernels;
mod memory;
mod pace;
mod reduction;
mod run;
mod schedule;
mod shader;
mod tile;
mod trouble;

pub use device::{Device, PATIENCE};
use kernels::Kernels;
pub use run::{Gpu, Heard};
pub use shader::{Shader, WORKGROUP, shaders};
pub use trouble::Trouble;
