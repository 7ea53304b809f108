//! A run on the device, slice by slice.

mod search;

use std::collections::VecDeque;

use super::buffers::Buffers;
use super::device::Submitted;
use super::kernels::Kernel;
use super::memory::Memory;
use super::pace::Pace;
use super::reduction::{ROW_HOURS, Reduction};
use super::schedule::{self, Step};
use super::{Device, Kernels, Trouble, WORKGROUP};
use crate::engine::{Raw, Stopwatch};
use crate::program::Program;

/// Slices that the device has at a time: one to do, and one to go on with.
const IN_FLIGHT: usize = 2;
/// Seconds for which whoever is told of a slice may listen without the next one being finished unseen.
const LISTENING: f64 = 2e-3;

/// What comes back of a month.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// What it comes to.
    Summary,
    /// That, and after it every number of every future.
    Everything,
}

/// What a run tells of itself.
pub(super) enum News<'a> {
    /// This share of the run is done.
    Share(f64),
    /// What a month left behind, as the reduction reads it.
    Month(&'a Reduction, Vec<u32>),
}

/// A run under way.
pub(super) struct Follow<'a> {
    device: &'a Device,
    buffers: Buffers<'a>,
    kernels: &'a Kernels,
    program: &'a Program,
    memory: Memory,
    kept: Kept,
    pace: Pace,
    /// What the device has been given and not answered, oldest first.
    flights: VecDeque<Flight>,
    clock: Stopwatch,
    /// When the newest answer came, seconds.
    landed: f64,
    /// The phase of the run whose inputs the device has.
    phase: usize,
    /// Hours of the whole run and of what is done.
    whole: f64,
    done: f64,
}

/// A slice that the device is at work on.
struct Flight {
    work: Submitted,
    /// When it was given, seconds.
    started: f64,
    hours: f64,
    /// Whether it may have been done for a while when it was looked at, so that its time says nothing.
    unseen: bool,
    /// Where a month's answer will be.
    month: Option<wgpu::Buffer>,
}

type Tell<'t> = &'t mut dyn FnMut(News<'_>) -> Result<bool, Trouble>;

impl<'a> Follow<'a> {
    /// A run that has not begun.
    ///
    /// # Errors
    /// [`Trouble::Memory`] where the device has too little of it.
    pub(super) async fn new(
        device: &'a Device,
        kernels: &'a Kernels,
        program: &'a Program,
        futures: u32,
        kept: Kept,
        pace: Pace,
    ) -> Result<Self, Trouble> {
        device.check()?;
        // The smallest slice is a day of a tile.
        let tile = (pace.budget() / Kernel::Hour.hours()) as u32;
        let buffers = Buffers::new(device);
        let memory = Memory::new(device, &buffers, kernels, program, [futures, tile]).await?;
        let whole = schedule::hours(program) * f64::from(futures);
        let flights = VecDeque::new();
        let clock = Stopwatch::start();
        Ok(Self {
            device,
            buffers,
            kernels,
            program,
            memory,
            kept,
            pace,
            flights,
            clock,
            landed: 0.0,
            phase: 0,
            whole,
            done: 0.0,
        })
    }

    /// Hours of a future a second, over what is done.
    pub(super) fn rate(&self) -> Option<f64> {
        self.pace.rate()
    }

    /// Does everything once, whatever comes of it: drivers do late what they can, and then it takes seconds.
    pub(super) async fn warm_up(&mut self) -> Result<(), Trouble> {
        let tell: Tell<'_> = &mut |_| Ok(true);
        let once = |kernel| schedule::once(kernel, vec![0]);
        let day = schedule::month(self.program, 0, vec![0]).filter(|step| step.day == 0);
        let steps = once(Kernel::Begin).chain(day).chain(once(Kernel::MonthEnd)).chain(once(Kernel::End));
        // Each step a slice: only so much is compiled at a time.
        self.pace = Pace::new(Some(0.0));
        self.poison(self.memory.kept[0] + self.memory.kept[1], tell).await?;
        self.slices(steps, tell).await?;
        self.reduce(tell).await?;
        self.pack(tell).await?;
        Ok(())
    }

    /// Hours of a future a second, over a few days that are done for it.
    pub(super) async fn try_days(&mut self) -> Result<f64, Trouble> {
        let tell: Tell<'_> = &mut |_| Ok(true);
        self.slices(schedule::once(Kernel::Begin, self.tiles()), tell).await?;
        self.land(1, tell).await?;
        self.pace = Pace::new(None);
        let steps = schedule::month(self.program, 0, self.tiles()).filter(|step| step.day < 8);
        self.slices(steps, tell).await?;
        self.land(1, tell).await?;
        Ok(self.rate().unwrap_or(1.0).max(1.0))
    }

    /// All months with plans that change, then the search for the first wall; gives the totals.
    pub(super) async fn all(&mut self, tell: Tell<'_>) -> Result<Option<Raw>, Trouble> {
        if !self.months(tell).await? || self.program.moves && !self.search(tell).await? || !self.land(1, tell).await? {
            return Ok(None);
        }
        let [before, bytes] = self.memory.kept_bytes();
        let mut encoder = self.encoder();
        let answer = self.answer(bytes);
        encoder.copy_buffer_to_buffer(&self.memory.raw, before, &answer, 0, bytes);
        let words = self.device.read(self.device.submit(encoder), &answer).await?;
        let numbers: Vec<f32> = words.into_iter().map(f32::from_bits).collect();
        if numbers.iter().any(|number| number.is_nan()) {
            return Err(Trouble::Incomplete);
        }
        Ok(Raw::from_vec(&self.program.shape, self.memory.futures as usize, 0, numbers))
    }

    async fn months(&mut self, tell: Tell<'_>) -> Result<bool, Trouble> {
        let mut go_on = self.begin(tell).await?;
        for month in 0..self.program.months.len() {
            if !go_on {
                break;
            }
            self.enter(month).await?;
            let steps = schedule::month(self.program, month, self.tiles());
            let [record, totals] = self.memory.kept;
            let rows = if month == 0 { record + totals } else { record };
            go_on = self.poison(rows, tell).await? && self.slices(steps, tell).await? && self.reduce(tell).await?;
        }
        Ok(go_on && self.slices(schedule::once(Kernel::End, self.tiles()), tell).await?)
    }

    /// Before the first hour.
    async fn begin(&mut self, tell: Tell<'_>) -> Result<bool, Trouble> {
        self.enter(0).await?;
        self.slices(schedule::once(Kernel::Begin, self.tiles()), tell).await
    }

    /// Gives the device the inputs of a month, where they are others than those of the month before.
    async fn enter(&mut self, month: usize) -> Result<(), Trouble> {
        let Some(phase) = self.program.phase_from(month).filter(|phase| *phase != self.phase) else { return Ok(()) };
        self.phase = phase;
        let tiles = self.memory.tiles.iter().filter(|tile| tile.lanes > 0);
        let enter = |_: &wgpu::Device| tiles.for_each(|tile| tile.enter(&self.device.queue, self.program, phase));
        self.device.try_to(enter).await?;
        // What the device did meanwhile nobody saw it finish.
        self.flights.iter_mut().for_each(|flight| flight.unseen = true);
        Ok(())
    }

    /// Tiles with work to do.
    fn tiles(&self) -> Vec<usize> {
        let tiles = self.memory.tiles.iter().enumerate();
        tiles.filter(|(_, tile)| tile.lanes > 0).map(|(number, _)| number).collect()
    }

    /// Does steps in slices of the right size.
    async fn slices(&mut self, steps: impl IntoIterator<Item = Step>, tell: Tell<'_>) -> Result<bool, Trouble> {
        let (mut slice, mut hours) = (Vec::new(), 0.0);
        let cost = |memory: &Memory, step: &Step| step.kernel.hours() * f64::from(memory.tiles[step.tile].lanes);
        for step in steps {
            let more = cost(&self.memory, &step);
            if hours > 0.0 && hours + more > self.pace.budget() {
                self.submit(&slice, hours);
                (slice, hours) = (Vec::new(), 0.0);
                if !self.land(IN_FLIGHT, tell).await? {
                    return Ok(false);
                }
            }
            slice.push(step);
            hours += more;
        }
        self.submit(&slice, hours);
        self.land(IN_FLIGHT, tell).await
    }

    /// Gives a slice to the device.
    fn submit(&mut self, steps: &[Step], hours: f64) {
        let mut encoder = self.encoder();
        {
            let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
            for step in steps {
                let (tile, kernel) = (&self.memory.tiles[step.tile], self.kernels.stage(step.kernel));
                if let Some(kernel) = kernel {
                    pass.set_pipeline(kernel);
                    pass.set_bind_group(0, tile.stages(), &[Memory::offset(step.day)]);
                    pass.dispatch_workgroups(tile.lanes.div_ceil(WORKGROUP), 1, 1);
                }
            }
        }
        self.fly(encoder, hours, None);
    }

    /// Makes the first rows of what is kept unreadable until they are written: a month's record, at first the totals too.
    async fn poison(&mut self, rows: u32, tell: Tell<'_>) -> Result<bool, Trouble> {
        self.rows(&self.kernels.poison, rows, tell).await
    }

    /// Has a shader go over rows of the record, in slices.
    async fn rows(&mut self, shader: &wgpu::ComputePipeline, rows: u32, tell: Tell<'_>) -> Result<bool, Trouble> {
        let row_hours = ROW_HOURS * f64::from(self.memory.futures);
        let mut row = 0;
        while row < rows {
            let some = ((self.pace.budget() / row_hours) as u32).clamp(1, rows - row);
            let mut encoder = self.encoder();
            {
                let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
                pass.set_pipeline(shader);
                pass.set_bind_group(0, &self.memory.reduce, &[Memory::offset(row)]);
                pass.dispatch_workgroups(some, 1, 1);
            }
            row += some;
            self.fly(encoder, row_hours * f64::from(some), None);
            if !self.land(IN_FLIGHT, tell).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Has the month's record reduced, and asks for the answer.
    async fn reduce(&mut self, tell: Tell<'_>) -> Result<bool, Trouble> {
        if !self.rows(&self.kernels.reduce, self.kernels.reduction.rows(), tell).await? {
            return Ok(false);
        }
        let mut encoder = self.encoder();
        let (results, record) = (self.kernels.reduction.bytes(), self.memory.kept_bytes()[0]);
        let answer = self.answer(results + if self.kept == Kept::Everything { record } else { 0 });
        encoder.copy_buffer_to_buffer(&self.memory.results, 0, &answer, 0, results);
        if self.kept == Kept::Everything {
            encoder.copy_buffer_to_buffer(&self.memory.raw, 0, &answer, results, record);
        }
        self.fly(encoder, 0.0, Some(answer));
        Ok(true)
    }

    fn encoder(&self) -> wgpu::CommandEncoder {
        self.device.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default())
    }

    /// A buffer that can be read.
    fn answer(&self, size: u64) -> wgpu::Buffer {
        self.buffers.empty(wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST, size)
    }

    fn fly(&mut self, encoder: wgpu::CommandEncoder, hours: f64, month: Option<wgpu::Buffer>) {
        let started = self.clock.seconds();
        self.flights.push_back(Flight { work: self.device.submit(encoder), started, hours, unseen: false, month });
    }

    /// Waits until fewer than so many slices are in flight; says whether to go on.
    async fn land(&mut self, fewer_than: usize, tell: Tell<'_>) -> Result<bool, Trouble> {
        let mut go_on = true;
        while self.flights.len() >= fewer_than {
            let Some(Flight { work, started, hours, unseen, month }) = self.flights.pop_front() else { break };
            match month {
                Some(buffer) => {
                    let words = self.device.read(work, &buffer).await?;
                    go_on &= tell(News::Month(&self.kernels.reduction, words))?;
                }
                None => self.device.wait(work).await?,
            }
            let since = started.max(self.landed);
            self.landed = self.clock.seconds();
            self.done += hours;
            if hours > 0.0 {
                if !unseen {
                    self.pace.took(hours, self.landed - since);
                }
                go_on &= tell(News::Share((self.done / self.whole).min(1.0)))?;
                // What the device finished while somebody listened, nobody saw finish.
                let listened = self.clock.seconds() - self.landed > LISTENING;
                self.flights.iter_mut().for_each(|flight| flight.unseen |= listened);
            }
        }
        Ok(go_on)
    }
}
