//! The compiled shaders of apps of a shape.

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
pub struct Kernels {
    /// Of the stages; a stage that a test leaves out is not run.
    stages: [Option<wgpu::ComputePipeline>; 7],
    pub(super) poison: wgpu::ComputePipeline,
    pub(super) reduce: wgpu::ComputePipeline,
    pub(super) pack: wgpu::ComputePipeline,
    pub(super) stage_layout: wgpu::BindGroupLayout,
    pub(super) reduce_layout: wgpu::BindGroupLayout,
    pub(super) pack_layout: wgpu::BindGroupLayout,
    pub(super) reduction: Reduction,
}

impl Kernels {
    /// Compiles the shaders of the stages and of the reduction.
    ///
    /// # Errors
    /// What the device does not like about them.
    pub async fn compile(device: &Device, shape: &Shape, shaders: &[Shader]) -> Result<Self, Trouble> {
        use wgpu::BufferBindingType::{Storage, Uniform};
        let (read, write) = (Storage { read_only: true }, Storage { read_only: false });
        let stage_layout = layout(
            &device.device,
            &[(Uniform, false), (Uniform, true), (read, false), (read, false), (write, false), (write, false)],
        );
        let reduce_layout = layout(&device.device, &[(Uniform, true), (write, false), (write, false)]);
        let pack_layout = layout(&device.device, &[(Uniform, false), (read, false), (write, false), (write, false)]);
        let reduction = Reduction::new(shape);
        let mut stages = [const { None }; 7];
        for (stage, name) in stages.iter_mut().zip(Kernel::NAMES) {
            if let Some(shader) = shaders.iter().find(|shader| shader.name == name) {
                *stage = Some(pipeline(device, &stage_layout, &shader.text, name).await?);
            }
        }
        let text = reduction.text();
        let poison = pipeline(device, &reduce_layout, &text, "poison").await?;
        let reduce = pipeline(device, &reduce_layout, &text, "reduce").await?;
        let pack = pipeline(device, &pack_layout, &shader::pack(shape), "pack").await?;
        Ok(Self { stages, poison, reduce, pack, stage_layout, reduce_layout, pack_layout, reduction })
    }

    /// The shader of a stage.
    pub(super) fn stage(&self, kernel: Kernel) -> Option<&wgpu::ComputePipeline> {
        self.stages[kernel as usize].as_ref()
    }
}

/// Buffers of a bind group, with whether each is used at an offset.
fn layout(device: &wgpu::Device, bindings: &[(wgpu::BufferBindingType, bool)]) -> wgpu::BindGroupLayout {
    let entry =
        |(binding, (ty, has_dynamic_offset)): (u32, &(wgpu::BufferBindingType, bool))| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer { ty: *ty, has_dynamic_offset: *has_dynamic_offset, min_binding_size: None },
            count: None,
        };
    let entries: Vec<_> = (0..).zip(bindings).map(entry).collect();
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: None, entries: &entries })
}

async fn pipeline(
    device: &Device,
    layout: &wgpu::BindGroupLayout,
    text: &str,
    entry: &str,
) -> Result<wgpu::ComputePipeline, Trouble> {
    let compile = |device: &wgpu::Device| {
        let source = wgpu::ShaderSource::Wgsl(text.into());
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor { label: Some(entry), source });
        let layouts = [Some(layout)];
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: None,
            bind_group_layouts: &layouts,
            immediate_size: 0,
        });
        device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(entry),
            layout: Some(&layout),
            module: &module,
            entry_point: Some(entry),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        })
    };
    device.try_to(compile).await
}
