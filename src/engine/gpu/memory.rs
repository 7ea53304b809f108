//! What a run keeps on the device.

use super::buffers::Buffers;
use super::reduction::Reduction;
use super::shader::state_rows;
use super::tile::{Shared, Tile};
use super::{Device, Kernels, Trouble, WORKGROUP, schedule};
use crate::model::{Params, Record, Shape, Totals};
use crate::program::Program;

/// A uniform buffer can be used at multiples of so many bytes.
const STEP: u32 = 256;

/// Rows of what is kept, with all there is room for: the record of a month, and the totals.
pub(super) fn kept_rows(shape: &Shape) -> [u32; 2] {
    let shape = shape.largest();
    [Record::<f32>::len(&shape), Totals::<f32>::len(&shape)].map(|rows| rows as u32)
}

/// The buffers of a run.
pub(super) struct Memory {
    pub(super) futures: u32,
    /// Rows of the record and of the totals.
    pub(super) kept: [u32; 2],
    /// Of the totals, those of the app: what comes after is room.
    totals: usize,
    pub(super) tiles: Vec<Tile>,
    /// The record of the month under way, then the totals: [number][future].
    pub(super) raw: wgpu::Buffer,
    /// What the month comes to.
    pub(super) results: wgpu::Buffer,
    pub(super) reduce: wgpu::BindGroup,
}

impl Memory {
    /// Room for the first futures of a program, in tiles of about as many.
    ///
    /// # Errors
    /// [`Trouble::Memory`] where the device has too little.
    pub(super) async fn new(
        device: &Device,
        buffers: &Buffers<'_>,
        kernels: &Kernels,
        program: &Program,
        [futures, tile]: [u32; 2],
    ) -> Result<Self, Trouble> {
        let lanes = tile.min(most_lanes(device, &program.shape)).max(WORKGROUP) / WORKGROUP * WORKGROUP;
        let rows = kept_rows(&program.shape);
        let kept_rows = rows[0] + rows[1];
        let kept = u64::from(kept_rows) * u64::from(futures) * 4;
        if kept > device.device.limits().max_storage_buffer_binding_size {
            return Err(Trouble::Memory(format!("{futures} futures are too many at once")));
        }
        let make = |device: &wgpu::Device| {
            let storage = wgpu::BufferUsages::STORAGE;
            let clocks = buffers.filled(wgpu::BufferUsages::UNIFORM, apart(schedule::clocks(program)));
            let memory = buffers.filled(storage, program.memory.iter().map(|number| number.to_bits()));
            let raw = buffers.empty(storage | wgpu::BufferUsages::COPY_SRC, kept);
            let results = buffers.empty(storage | wgpu::BufferUsages::COPY_SRC, kernels.reduction.bytes());
            let reductions = (0..kept_rows).map(|row| Reduction::uniform(futures, row));
            let reductions = buffers.filled(wgpu::BufferUsages::UNIFORM, apart(reductions));
            let resources = [part(&reductions, 48), raw.as_entire_binding(), results.as_entire_binding()];
            let reduce = group(device, &kernels.layouts.reduce, &resources);
            (clocks, memory, raw, results, reduce)
        };
        let (clocks, memory, raw, results, reduce) = device.try_to(make).await?;
        let shared = Shared { clocks: &clocks, memory: &memory, raw: &raw };
        let mut tiles = Vec::new();
        for first in (0..futures).step_by(lanes as usize) {
            let lanes = lanes.min(futures - first);
            tiles.push(Tile::new(device, buffers, kernels, program, &shared, [first, lanes, futures]).await?);
        }
        let totals = Totals::<f32>::len(&program.shape);
        Ok(Self { futures, kept: rows, totals, tiles, raw, results, reduce })
    }

    /// Where the numbers of a day, or of a row to reduce, stand among those of all.
    pub(super) const fn offset(number: u32) -> u32 {
        number * STEP
    }

    /// Bytes of a month's record, and of the app's totals after it.
    pub(super) const fn kept_bytes(&self) -> [u64; 2] {
        let row = self.futures as u64 * 4;
        [self.kept[0] as u64 * row, self.totals as u64 * row]
    }
}

/// Most futures whose state and inputs the device can bind at once.
fn most_lanes(device: &Device, shape: &Shape) -> u32 {
    let most = device.device.limits().max_storage_buffer_binding_size;
    let row = (state_rows(shape) as u64).max(Params::<f32>::LEN as u64) * 4;
    // Less what stands between two rows.
    ((most / row).min(u64::from(u32::MAX)) as u32).saturating_sub(2 * WORKGROUP)
}

/// Records that are used one at a time, each at a multiple of [`STEP`].
fn apart<T: IntoIterator<Item = u32>>(records: impl Iterator<Item = T>) -> Vec<u32> {
    let mut words = Vec::new();
    for record in records {
        words.extend(record);
        words.resize(words.len().next_multiple_of(STEP as usize / 4), 0);
    }
    words
}

/// One record of such a buffer, of so many bytes.
pub(super) fn part(buffer: &wgpu::Buffer, bytes: u64) -> wgpu::BindingResource<'_> {
    wgpu::BindingResource::Buffer(wgpu::BufferBinding { buffer, offset: 0, size: wgpu::BufferSize::new(bytes) })
}

pub(super) fn group(
    device: &wgpu::Device,
    layout: &wgpu::BindGroupLayout,
    resources: &[wgpu::BindingResource<'_>],
) -> wgpu::BindGroup {
    let entries: Vec<_> = (0..)
        .zip(resources)
        .map(|(binding, resource)| wgpu::BindGroupEntry { binding, resource: resource.clone() })
        .collect();
    device.create_bind_group(&wgpu::BindGroupDescriptor { label: None, layout, entries: &entries })
}
