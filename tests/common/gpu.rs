//! Any shader on the GPU of the tests, a software one if there is no other. Tests that promise a GPU fail without one.

use std::time::Duration;

use futures_channel::oneshot;
use headroom::engine::gpu::{Device, Gpu, PATIENCE};
use wgpu::util::DeviceExt as _;

/// Opens the GPU.
pub async fn open() -> Gpu {
    open_with(PATIENCE).await
}

/// The same with other patience.
pub async fn open_with(patience: Duration) -> Gpu {
    Gpu::open_with(patience).await.expect("the tests need a GPU; scripts/setup.sh installs software ones")
}

/// Compiles a shader's entry point.
pub fn pipeline(device: &Device, shader: &str, entry: &str) -> wgpu::ComputePipeline {
    let source = wgpu::ShaderSource::Wgsl(shader.into());
    let module = device.device.create_shader_module(wgpu::ShaderModuleDescriptor { label: None, source });
    device.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label: None,
        layout: None,
        module: &module,
        entry_point: Some(entry),
        compilation_options: wgpu::PipelineCompilationOptions::default(),
        cache: None,
    })
}

/// Runs a pipeline over `groups` workgroups with storage buffers; the last one, poisoned with NaN before, is read back.
pub async fn dispatch(
    device: &Device,
    pipeline: &wgpu::ComputePipeline,
    groups: u32,
    inputs: &[&[f32]],
    outputs: usize,
) -> Vec<f32> {
    let buffer = |numbers: &[f32], usage| {
        let contents: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let descriptor = wgpu::util::BufferInitDescriptor { label: None, contents: &contents, usage };
        device.device.create_buffer_init(&descriptor)
    };
    let mut buffers: Vec<_> = inputs.iter().map(|numbers| buffer(numbers, wgpu::BufferUsages::STORAGE)).collect();
    buffers.push(buffer(&vec![f32::NAN; outputs], wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC));
    let out = &buffers[buffers.len() - 1];
    let entries: Vec<_> = (0..)
        .zip(&buffers)
        .map(|(binding, buffer)| wgpu::BindGroupEntry { binding, resource: buffer.as_entire_binding() })
        .collect();
    let group = device.device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: None,
        layout: &pipeline.get_bind_group_layout(0),
        entries: &entries,
    });
    let read = device.device.create_buffer(&wgpu::BufferDescriptor {
        label: None,
        size: out.size(),
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    let mut encoder = device.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    {
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        pass.set_pipeline(pipeline);
        pass.set_bind_group(0, &group, &[]);
        pass.dispatch_workgroups(groups, 1, 1);
    }
    encoder.copy_buffer_to_buffer(out, 0, &read, 0, out.size());
    device.queue.submit([encoder.finish()]);
    let (sender, mapped) = oneshot::channel();
    read.map_async(wgpu::MapMode::Read, .., move |result| sender.send(result).unwrap());
    // In a browser this does nothing, and the answer comes by itself.
    device.device.poll(wgpu::PollType::wait_indefinitely()).unwrap();
    mapped.await.unwrap().unwrap();
    let bytes = read.get_mapped_range(..).unwrap();
    bytes.chunks_exact(4).map(|word| f32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
}
