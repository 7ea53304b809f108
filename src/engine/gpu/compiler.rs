//! Compiling shaders, each text once: apps whose plans differ share what they run on.

use std::collections::BTreeMap;

use super::{Device, Trouble};

/// The buffers that the kinds of shaders use.
#[derive(Clone)]
pub(super) struct Layouts {
    /// Of a stage of the model.
    pub(super) stage: wgpu::BindGroupLayout,
    /// Of the reduction.
    pub(super) reduce: wgpu::BindGroupLayout,
    /// Of leaving futures behind.
    pub(super) pack: wgpu::BindGroupLayout,
}

/// What was compiled so far.
pub(super) struct Compiler {
    pub(super) layouts: Layouts,
    /// By entry point and text.
    pipelines: BTreeMap<(&'static str, String), wgpu::ComputePipeline>,
}

impl Compiler {
    /// Nothing is compiled yet.
    pub(super) fn new(device: &Device) -> Self {
        use wgpu::BufferBindingType::{Storage, Uniform};
        let (read, write) = (Storage { read_only: true }, Storage { read_only: false });
        let layouts = Layouts {
            stage: layout(
                &device.device,
                &[(Uniform, false), (Uniform, true), (read, false), (read, false), (write, false), (write, false)],
            ),
            reduce: layout(&device.device, &[(Uniform, true), (write, false), (write, false)]),
            pack: layout(&device.device, &[(Uniform, false), (read, false), (write, false), (write, false)]),
        };
        Self { layouts, pipelines: BTreeMap::new() }
    }

    /// A shader with an entry point, compiled now or before.
    pub(super) async fn pipeline(
        &mut self,
        device: &Device,
        layout: &wgpu::BindGroupLayout,
        text: &str,
        entry: &'static str,
    ) -> Result<wgpu::ComputePipeline, Trouble> {
        let key = (entry, text.to_owned());
        if let Some(known) = self.pipelines.get(&key) {
            return Ok(known.clone());
        }
        let compiled = pipeline(device, layout, text, entry).await?;
        self.pipelines.insert(key, compiled.clone());
        Ok(compiled)
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
