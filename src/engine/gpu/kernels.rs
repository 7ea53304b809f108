//! The compiled shaders of apps of a shape.

use super::compiler::{Compiler, Layouts};
use super::{Device, Shader, Trouble, reduction::Reduction, shader};
use crate::model::Shape;

/// A stage's place in [`Kernels::stages`]: the order in which stages are recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kernel {
    Begin,
    MonthBegin,
    DayBegin,
    Hour,
    DayEnd,
    MonthEnd,
    End,
}

impl Kernel {
    const NAMES: [&'static str; 7] = ["begin", "month_begin", "day_begin", "hour", "day_end", "month_end", "end"];
}

/// The compiled shaders.
pub(super) struct Kernels {
    /// Of the stages; a stage that a test leaves out is not run.
    stages: [Option<wgpu::ComputePipeline>; 7],
    pub(super) poison: wgpu::ComputePipeline,
    pub(super) reduce: wgpu::ComputePipeline,
    pub(super) pack: wgpu::ComputePipeline,
    pub(super) layouts: Layouts,
    pub(super) reduction: Reduction,
}

impl Kernels {
    /// Compiles the shaders of the stages and of the reduction.
    ///
    /// # Errors
    /// What the device does not like about them.
    pub(super) async fn compile(
        device: &Device,
        compiler: &mut Compiler,
        shape: &Shape,
        shaders: &[Shader],
    ) -> Result<Self, Trouble> {
        let layouts = compiler.layouts.clone();
        let reduction = Reduction::new(shape);
        let mut stages = [const { None }; 7];
        for (stage, name) in stages.iter_mut().zip(Kernel::NAMES) {
            if let Some(shader) = shaders.iter().find(|shader| shader.name == name) {
                *stage = Some(compiler.pipeline(device, &layouts.stage, &shader.text, name).await?);
            }
        }
        let text = reduction.text();
        let poison = compiler.pipeline(device, &layouts.reduce, &text, "poison").await?;
        let reduce = compiler.pipeline(device, &layouts.reduce, &text, "reduce").await?;
        let pack = compiler.pipeline(device, &layouts.pack, &shader::pack(shape), "pack").await?;
        Ok(Self { stages, poison, reduce, pack, layouts, reduction })
    }

    /// The shader of a stage.
    pub(super) fn stage(&self, kernel: Kernel) -> Option<&wgpu::ComputePipeline> {
        self.stages[kernel as usize].as_ref()
    }
}
