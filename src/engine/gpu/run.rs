//! A GPU as an engine: what it can be asked.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::{Answer, Raw, Reducer, Stopwatch, books, reduce, stages};
use super::compiler::Compiler;
use super::follow::{Follow, Kept, News};
use super::pace::Pace;
use super::{Device, Kernels, PATIENCE, Shader, Trouble, WORKGROUP, schedule, shaders};
use crate::model::{Record, Shape, Totals};
use crate::program::Program;
use crate::stats::{Keeper, MonthSummary, Summary};

/// What is heard of a run while it goes on.
pub enum Heard<'a> {
    /// A slice is done, and this share of the whole run.
    Slice(f64),
    /// A month is done: its number from 0, and what it comes to.
    Month(usize, &'a MonthSummary),
}

/// A GPU and the shaders it has compiled.
pub struct Gpu {
    device: Device,
    compiler: Compiler,
    /// By shape of the app.
    kernels: BTreeMap<Shape, Kernels>,
    /// Hours of a future a second, as last seen for a shape and so many futures: a GPU is the faster the more it has to do.
    rates: BTreeMap<(Shape, u32), f64>,
}

impl Gpu {
    /// Opens the machine's GPU.
    ///
    /// # Errors
    /// As [`Device::open`].
    pub async fn open() -> Result<Self, Trouble> {
        Self::open_with(PATIENCE).await
    }

    /// The same of one that counts as hung once it has not answered for as long as `patience`.
    ///
    /// # Errors
    /// As [`Device::open`].
    pub async fn open_with(patience: Duration) -> Result<Self, Trouble> {
        let device = Device::open(patience).await?;
        let compiler = Compiler::new(&device);
        Ok(Self { device, compiler, kernels: BTreeMap::new(), rates: BTreeMap::new() })
    }

    /// The device.
    #[must_use]
    pub const fn device(&self) -> &Device {
        &self.device
    }

    /// Simulates the first futures of a program. `heard` hears of it and says whether to go on; `None` comes of a run that
    /// was ended so.
    ///
    /// # Errors
    /// What went wrong with the device.
    pub async fn run(
        &mut self,
        program: &Program,
        futures: u32,
        mut heard: impl FnMut(Heard<'_>) -> bool,
    ) -> Result<Option<Answer>, Trouble> {
        let mut months = Vec::new();
        let done = self.follow(program, futures, Kept::Summary, |news| match news {
            News::Share(share) => Ok(heard(Heard::Slice(share))),
            News::Month(reduction, answer) => {
                let month = reduction.summary(futures, &answer)?;
                let go_on = heard(Heard::Month(months.len(), &month));
                months.push(month);
                Ok(go_on)
            }
        });
        Ok(done.await?.map(|totals| Answer { summary: reduce::summary(program, months, &totals), totals }))
    }

    /// The same, with every number of every future beside the summary: 200 bytes a month and future. Numbers that were not
    /// written are NaN, and no error.
    ///
    /// # Errors
    /// What went wrong with the device.
    pub async fn run_raw(&mut self, program: &Program, futures: u32) -> Result<(Raw, Summary), Trouble> {
        self.run_to_compare(program, futures, |_| true).await?.ok_or(Trouble::Incomplete)
    }

    /// The same of a run that is heard of and may be ended, to be compared with others future by future.
    ///
    /// # Errors
    /// What went wrong with the device.
    pub async fn run_to_compare(
        &mut self,
        program: &Program,
        futures: u32,
        mut heard: impl FnMut(f64) -> bool,
    ) -> Result<Option<(Raw, Summary)>, Trouble> {
        let mut raw = Raw::new(&program.shape, futures as usize, program.months.len());
        let mut months = Vec::new();
        let done = self.follow(program, futures, Kept::Everything, |news| match news {
            News::Share(share) => Ok(heard(share)),
            News::Month(reduction, answer) => {
                let (results, record) = answer.split_at(reduction.words());
                let rows: Vec<&[u32]> = record.chunks_exact(futures as usize).collect();
                for (number, place) in Record::on_device(&program.shape).into_iter().enumerate() {
                    fill(raw.record_mut(number, months.len()), rows.get(place).copied().unwrap_or_default());
                }
                months.push(reduction.summary(futures, results).unwrap_or_default());
                Ok(true)
            }
        });
        let Some(totals) = done.await? else { return Ok(None) };
        (0..Totals::<f32>::len(&program.shape))
            .for_each(|number| raw.total_mut(number).copy_from_slice(totals.total(number)));
        let summary = reduce::summary(program, months, &totals);
        // Whoever has no room for this has none for what comes next either, and hears of that there.
        let reducer = program.keeps_books().then(|| Reducer::new(program, futures as usize).ok()).flatten();
        let books = reducer.and_then(|mut reducer| {
            reducer.place(0, raw.clone());
            books(program, &reducer).map(Keeper::books)
        });
        Ok(Some((raw, summary.with_books(books))))
    }

    /// Seconds that a run of so many futures would take, by doing its first days.
    ///
    /// # Errors
    /// What went wrong with the device.
    pub async fn estimate(&mut self, program: &Program, futures: u32) -> Result<f64, Trouble> {
        /// Seconds after which enough is seen.
        const ENOUGH: f64 = 0.1;
        self.prepare(program).await?;
        // A GPU is the faster the more futures it has: as many as there are, unless it is slow.
        let (mut some, mut known) = (futures.min(1_024), None);
        loop {
            let clock = Stopwatch::start();
            let rate = self.start(program, some, known, Kept::Summary).await?.try_days().await?;
            known = Some(rate);
            if some >= futures || clock.seconds() > ENOUGH {
                self.rates.insert((program.shape, futures), rate);
                return Ok(schedule::hours(program) * f64::from(futures) / rate);
            }
            some = futures.min(some * 8);
        }
    }

    /// Compiles what is not compiled yet, and lets the driver do what it does at first use. Takes seconds.
    ///
    /// # Errors
    /// What went wrong with the device.
    pub async fn prepare(&mut self, program: &Program) -> Result<(), Trouble> {
        if !self.kernels.contains_key(&program.shape) {
            let shaders = shaders(&program.shape, &stages::record_all(&program.shape));
            self.compile(&program.shape, &shaders).await?;
            self.start(program, WORKGROUP.min(program.futures), None, Kept::Summary).await?.warm_up().await?;
        }
        Ok(())
    }

    /// Compiles given shaders for apps of a shape.
    ///
    /// # Errors
    /// What the device does not like about them.
    pub async fn compile(&mut self, shape: &Shape, shaders: &[Shader]) -> Result<(), Trouble> {
        let kernels = Kernels::compile(&self.device, &mut self.compiler, shape, shaders).await?;
        self.kernels.insert(*shape, kernels);
        Ok(())
    }

    /// Bytes that come back of a run of so many futures; `None` before its shaders are compiled.
    #[must_use]
    pub fn bytes_back(&self, program: &Program, futures: u32) -> Option<u64> {
        let months = self.kernels.get(&program.shape)?.reduction.bytes() * program.months.len() as u64;
        Some(months + Totals::<f32>::len(&program.shape) as u64 * 4 * u64::from(futures))
    }

    async fn start<'a>(
        &'a self,
        program: &'a Program,
        futures: u32,
        rate: Option<f64>,
        kept: Kept,
    ) -> Result<Follow<'a>, Trouble> {
        let kernels = self.kernels.get(&program.shape).ok_or(Trouble::Incomplete)?;
        Follow::new(&self.device, kernels, program, futures, kept, Pace::new(rate)).await
    }

    /// Follows futures from their first hour to their last; gives the totals.
    async fn follow(
        &mut self,
        program: &Program,
        futures: u32,
        kept: Kept,
        mut tell: impl FnMut(News<'_>) -> Result<bool, Trouble>,
    ) -> Result<Option<Raw>, Trouble> {
        self.prepare(program).await?;
        let size = (program.shape, futures);
        if !self.rates.contains_key(&size) {
            self.estimate(program, futures).await?;
        }
        let mut follow = self.start(program, futures, self.rates.get(&size).copied(), kept).await?;
        let totals = follow.all(&mut tell).await?;
        let rate = follow.rate();
        drop(follow);
        self.rates.extend(rate.map(|rate| (size, rate)));
        Ok(totals)
    }
}

fn fill(row: &mut [f32], words: &[u32]) {
    row.iter_mut().zip(words).for_each(|(number, word)| *number = f32::from_bits(*word));
}
