//! Futures that are simulated side by side.

use super::buffers::Buffers;
use super::memory::{group, part};
use super::shader::state_rows;
use super::{Device, Kernels, Trouble};
use crate::model::Params;
use crate::program::Program;

/// Where the number of lanes stands in what a tile's invocations share, in bytes.
const LANES_AT: u64 = 12;

/// Futures whose state stands in one buffer, each in a lane of its own.
pub(super) struct Tile {
    /// Lanes in use.
    pub(super) lanes: u32,
    /// Its first future, and how many it has.
    futures: [u32; 2],
    /// Their inputs in the phase under way.
    params: wgpu::Buffer,
    /// The buffers of the stages.
    stages: wgpu::BindGroup,
    /// Where the first wall is searched for, with plans that never change.
    search: Option<Search>,
    /// Whether it is.
    is_searching: bool,
}

/// The state twice: futures that are not done yet move from one to the other.
struct Search {
    sides: [Side; 2],
    /// The one in use.
    side: usize,
    /// How many have moved.
    count: wgpu::Buffer,
}

/// One of two buffers of the state.
struct Side {
    run: wgpu::Buffer,
    stages: wgpu::BindGroup,
    pack: wgpu::BindGroup,
}

/// What all tiles share.
pub(super) struct Shared<'a> {
    pub(super) clocks: &'a wgpu::Buffer,
    pub(super) memory: &'a wgpu::Buffer,
    pub(super) raw: &'a wgpu::Buffer,
}

impl Tile {
    /// Room for `lanes` futures from `first` on, of so many `futures` in all.
    ///
    /// # Errors
    /// [`Trouble::Memory`] where the device has too little.
    pub(super) async fn new(
        device: &Device,
        buffers: &Buffers<'_>,
        kernels: &Kernels,
        program: &Program,
        shared: &Shared<'_>,
        [first, lanes, futures]: [u32; 3],
    ) -> Result<Self, Trouble> {
        let numbers = params(program, first, lanes, 0);
        let make = |device: &wgpu::Device| {
            let (storage, uniform) = (wgpu::BufferUsages::STORAGE, wgpu::BufferUsages::UNIFORM);
            let params = buffers.filled(storage, numbers);
            let state = || buffers.empty(storage, state_rows(&program.shape) as u64 * u64::from(stride(lanes)) * 4);
            let run = |frozen: u32| {
                let [low, high] = program.seed;
                let ranged = u32::from(!program.is_exact());
                let run = [low, high, first, lanes, stride(lanes), futures, ranged, frozen, program.first_weekday];
                // The size of a structure is a multiple of 16 bytes.
                buffers.filled(uniform, run.into_iter().chain([0; 3]))
            };
            let stages = |run: &wgpu::Buffer, state: &wgpu::Buffer| {
                let [run, memory, params, state, raw] =
                    [run, shared.memory, &params, state, shared.raw].map(|buffer| buffer.as_entire_binding());
                group(device, &kernels.layouts.stage, &[run, part(shared.clocks, 16), memory, params, state, raw])
            };
            let states = [Some(state()), program.moves.then(state)];
            let [Some(one), other] = states else { return None };
            let search = other.map(|other| {
                let usage = storage | wgpu::BufferUsages::COPY_SRC | wgpu::BufferUsages::COPY_DST;
                let count = buffers.empty(usage, 4);
                let sides = [[&one, &other], [&other, &one]].map(|[from, to]| {
                    let run = run(1);
                    let resources = [&run, from, to, &count].map(|buffer| buffer.as_entire_binding());
                    let pack = group(device, &kernels.layouts.pack, &resources);
                    Side { stages: stages(&run, from), run, pack }
                });
                Search { sides, side: 0, count }
            });
            let stages = stages(&run(0), &one);
            Some(Self { lanes, futures: [first, lanes], params, stages, search, is_searching: false })
        };
        device.try_to(make).await?.ok_or(Trouble::Incomplete)
    }

    /// Goes on with the inputs of another phase of the run, once the device has done what it was given before.
    pub(super) fn enter(&self, queue: &wgpu::Queue, program: &Program, phase: usize) {
        let [first, lanes] = self.futures;
        let bytes: Vec<u8> = params(program, first, lanes, phase).into_iter().flat_map(u32::to_le_bytes).collect();
        queue.write_buffer(&self.params, 0, &bytes);
    }

    /// Turns to the search for the first wall, from the first hour on.
    pub(super) const fn search(&mut self) {
        self.is_searching = self.search.is_some();
    }

    /// The buffers of the stages.
    pub(super) fn stages(&self) -> &wgpu::BindGroup {
        let search = self.search.as_ref().filter(|_| self.is_searching);
        search.map_or(&self.stages, |search| &search.sides[search.side].stages)
    }

    /// The buffers of the packing, and where it counts; `None` where no wall is searched for.
    pub(super) fn packing(&self) -> Option<(&wgpu::BindGroup, &wgpu::Buffer)> {
        self.search.as_ref().map(|search| (&search.sides[search.side].pack, &search.count))
    }

    /// Goes on with the futures that were packed.
    pub(super) fn turn(&mut self, queue: &wgpu::Queue, lanes: u32) {
        if let Some(search) = &mut self.search {
            search.side = 1 - search.side;
            self.lanes = lanes;
            queue.write_buffer(&search.sides[search.side].run, LANES_AT, &lanes.to_le_bytes());
        }
    }
}

/// From a number of a tile to the next: not a power of two, which would put all numbers of a future into few places of a
/// cache.
const fn stride(lanes: u32) -> u32 {
    lanes.next_multiple_of(64) + 16
}

/// Inputs of a tile in a phase of the run: [number][future], or [number] where they are the same in every future.
fn params(program: &Program, first: u32, lanes: u32, phase: usize) -> Vec<u32> {
    let (lanes, stride) = if program.is_exact() { (1, 1) } else { (lanes, stride(lanes) as usize) };
    let mut numbers = vec![0; Params::<f32>::LEN * stride];
    for lane in 0..lanes {
        let at = |number: usize| number * stride + lane as usize;
        program.params(first + lane, phase).each(|number, value| numbers[at(number)] = value.to_bits());
    }
    numbers
}
