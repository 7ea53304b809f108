//! A Vulkan device, software if there is no other, that runs a shader of the model. Tests that promise a GPU fail
//! without one.

use headroom::engine::{Raw, wgsl};
use headroom::model::{Params, Record, Totals};
use headroom::program::Program;
use pollster::block_on;
use wgpu::util::DeviceExt as _;

/// A device with its queue.
pub struct Gpu {
    device: wgpu::Device,
    queue: wgpu::Queue,
    /// Name of the adapter.
    pub name: String,
}

impl Gpu {
    /// Opens the first adapter.
    pub fn open() -> Self {
        let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle();
        descriptor.backends = wgpu::Backends::VULKAN;
        let instance = wgpu::Instance::new(descriptor);
        let adapter = block_on(instance.request_adapter(&wgpu::RequestAdapterOptions::default()))
            .expect("the tests need a Vulkan driver; scripts/setup.sh installs a software one");
        let (device, queue) = block_on(adapter.request_device(&wgpu::DeviceDescriptor::default())).unwrap();
        Self { device, queue, name: adapter.get_info().name }
    }

    /// Compiles a shader's entry point.
    pub fn pipeline(&self, shader: &str, entry: &str) -> wgpu::ComputePipeline {
        let module = self.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: None,
            source: wgpu::ShaderSource::Wgsl(shader.into()),
        });
        self.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: None,
            layout: None,
            module: &module,
            entry_point: Some(entry),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        })
    }

    /// Runs a pipeline over `groups` workgroups with a uniform buffer and storage buffers; the last one, poisoned with
    /// NaN before, is read back.
    pub fn dispatch(
        &self,
        pipeline: &wgpu::ComputePipeline,
        groups: u32,
        uniform: &[u32],
        inputs: &[&[f32]],
        outputs: usize,
    ) -> Vec<f32> {
        let buffer = |contents: &[u8], usage| {
            self.device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label: None, contents, usage })
        };
        let bytes = |numbers: &[f32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
        let words: Vec<u8> = uniform.iter().flat_map(|word| word.to_le_bytes()).collect();
        let mut buffers = vec![buffer(&words, wgpu::BufferUsages::UNIFORM)];
        buffers.extend(inputs.iter().map(|numbers| buffer(&bytes(numbers), wgpu::BufferUsages::STORAGE)));
        let out = buffer(&bytes(&vec![f32::NAN; outputs]), wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC);
        buffers.push(out);
        let out = &buffers[buffers.len() - 1];
        let entries: Vec<_> = (0..)
            .zip(&buffers)
            .map(|(binding, buffer)| wgpu::BindGroupEntry { binding, resource: buffer.as_entire_binding() })
            .collect();
        let group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &entries,
        });
        let read = self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: out.size(),
            usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        {
            let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
            pass.set_pipeline(pipeline);
            pass.set_bind_group(0, &group, &[]);
            pass.dispatch_workgroups(groups, 1, 1);
        }
        encoder.copy_buffer_to_buffer(out, 0, &read, 0, out.size());
        self.queue.submit([encoder.finish()]);
        read.map_async(wgpu::MapMode::Read, .., |result| result.unwrap());
        self.device.poll(wgpu::PollType::wait_indefinitely()).unwrap();
        let mapped = read.get_mapped_range(..).unwrap();
        mapped.chunks_exact(4).map(|word| f32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
    }

    /// Runs the first futures of a program on a pipeline of the model's shader.
    pub fn simulate(&self, pipeline: &wgpu::ComputePipeline, program: &Program, futures: u32) -> Raw {
        let months = program.months.len() as u32;
        let shared = program.is_exact();
        let lanes = if shared { 1 } else { futures };
        let mut params = vec![0.0; Params::<f32>::LEN * lanes as usize];
        for future in 0..lanes {
            program.params(future).each(|number, value| params[number * lanes as usize + future as usize] = value);
        }
        let [low, high] = program.seed;
        let moves = u32::from(program.moves);
        let uniform = [low, high, 0, futures, months, program.first_weekday, u32::from(!shared), moves];
        let kept = Record::<f32>::LEN * months as usize + Totals::<f32>::LEN;
        let groups = futures.div_ceil(wgsl::WORKGROUP);
        let numbers = self.dispatch(pipeline, groups, &uniform, &[&program.memory, &params], kept * futures as usize);
        Raw::from_vec(futures as usize, months as usize, numbers).unwrap()
    }
}
