//! The buffers of a run, which give their memory back when it ends: a browser would keep it for as long as the page lives.

use std::cell::RefCell;

use super::Device;

/// Makes buffers, and destroys them all when it is dropped.
pub(super) struct Buffers<'a> {
    device: &'a Device,
    made: RefCell<Vec<wgpu::Buffer>>,
}

impl<'a> Buffers<'a> {
    /// None yet.
    pub(super) const fn new(device: &'a Device) -> Self {
        Self { device, made: RefCell::new(Vec::new()) }
    }

    /// A buffer of so many bytes.
    pub(super) fn empty(&self, usage: wgpu::BufferUsages, size: u64) -> wgpu::Buffer {
        let descriptor = wgpu::BufferDescriptor { label: None, size, usage, mapped_at_creation: false };
        let buffer = self.device.device.create_buffer(&descriptor);
        self.made.borrow_mut().push(buffer.clone());
        buffer
    }

    /// A buffer with words in it. They are written by way of the queue: making a buffer that can be written to panics where
    /// memory runs out.
    pub(super) fn filled(&self, usage: wgpu::BufferUsages, words: impl IntoIterator<Item = u32>) -> wgpu::Buffer {
        let contents: Vec<u8> = words.into_iter().flat_map(u32::to_le_bytes).collect();
        let buffer = self.empty(usage | wgpu::BufferUsages::COPY_DST, contents.len() as u64);
        self.device.queue.write_buffer(&buffer, 0, &contents);
        buffer
    }
}

impl Drop for Buffers<'_> {
    fn drop(&mut self) {
        // What the device is still at work on it finishes first.
        self.made.borrow().iter().for_each(wgpu::Buffer::destroy);
    }
}
