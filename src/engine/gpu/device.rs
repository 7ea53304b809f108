//! A GPU that is ready for work, and that says when it no longer is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_channel::oneshot;

use super::Trouble;

/// So long without an answer, and the GPU counts as hung: far more than a slice takes, and a driver for the first use of a
/// shader. Software GPUs may take longer for that; whoever waits for an answer rather has it from the CPU.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// An open GPU.
pub struct Device {
    /// What makes buffers and pipelines.
    pub device: wgpu::Device,
    /// What work is given to.
    pub queue: wgpu::Queue,
    /// What it is called.
    pub name: String,
    /// Whether it is a program on the CPU that plays a GPU.
    pub is_software: bool,
    /// So long without an answer, and it counts as hung.
    patience: Duration,
    /// The first thing that went wrong outside of what asked for it.
    trouble: Arc<Mutex<Option<Trouble>>>,
}

impl Device {
    /// Opens the machine's GPU, the faster one if there are two. It is asked for no more than every GPU has that WebGPU
    /// runs on, phones included. Without an answer for as long as `patience` it counts as hung.
    ///
    /// # Errors
    /// [`Trouble::None`] if there is none, and what else the driver says.
    pub async fn open(patience: Duration) -> Result<Self, Trouble> {
        let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle();
        descriptor.backends =
            wgpu::Backends::VULKAN | wgpu::Backends::METAL | wgpu::Backends::DX12 | wgpu::Backends::BROWSER_WEBGPU;
        let instance = wgpu::Instance::new(descriptor);
        let options = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        };
        let adapter = instance.request_adapter(&options).await.map_err(|_| Trouble::None)?;
        let info = adapter.get_info();
        let (device, queue) = adapter
            .request_device(&wgpu::DeviceDescriptor::default())
            .await
            .map_err(|error| Trouble::Refused(error.to_string()))?;
        let trouble = Arc::new(Mutex::new(None));
        let note = |trouble: &Arc<Mutex<Option<Trouble>>>| {
            let trouble = Arc::clone(trouble);
            move |it| {
                trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(it);
            }
        };
        let (lost, wrong) = (note(&trouble), note(&trouble));
        device.set_device_lost_callback(move |_, why| lost(Trouble::Lost(why)));
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| wrong(error.into())));
        let name = if info.name.is_empty() { browser_name(&device) } else { info.name };
        let is_software = info.device_type == wgpu::DeviceType::Cpu;
        Ok(Self { device, queue, name, is_software, patience, trouble })
    }

    /// What has gone wrong since it was opened.
    pub(super) fn check(&self) -> Result<(), Trouble> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone();
        trouble.map_or(Ok(()), Err)
    }

    /// Does what may fail for want of memory or because the device does not like it.
    pub(super) async fn try_to<T>(&self, make: impl FnOnce(&wgpu::Device) -> T) -> Result<T, Trouble> {
        let memory = self.device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        let validation = self.device.push_error_scope(wgpu::ErrorFilter::Validation);
        let internal = self.device.push_error_scope(wgpu::ErrorFilter::Internal);
        let made = make(&self.device);
        for scope in [internal, validation, memory] {
            if let Some(error) = scope.pop().await {
                return Err(error.into());
            }
        }
        self.check()?;
        Ok(made)
    }

    /// Gives work to the device. The answer comes when it is done.
    pub(super) fn submit(&self, work: wgpu::CommandEncoder) -> Submitted {
        let index = self.queue.submit([work.finish()]);
        let (done, answer) = Answer::new();
        let bell = Bell::new(&done, self.patience);
        self.queue.on_submitted_work_done(move || done.send(Ok(())));
        Submitted { index, answer, _bell: bell }
    }

    /// Waits for work that was given to the device.
    pub(super) async fn wait(&self, work: Submitted) -> Result<(), Trouble> {
        self.poll(&work.index)?;
        let answer = work.answer.await.unwrap_or(Err(Trouble::Lost(String::new())));
        self.check().and(answer)
    }

    /// What a buffer holds, which was filled by that work.
    pub(super) async fn read(&self, work: Submitted, buffer: &wgpu::Buffer) -> Result<Vec<u32>, Trouble> {
        let index = work.index.clone();
        self.wait(work).await?;
        let (done, answer) = Answer::new();
        buffer.map_async(wgpu::MapMode::Read, .., move |mapped| {
            done.send(mapped.map_err(|error| Trouble::Lost(error.to_string())));
        });
        self.poll(&index)?;
        answer.await.unwrap_or(Err(Trouble::Lost(String::new())))?;
        let bytes = buffer.get_mapped_range(..).map_err(|error| Trouble::Refused(error.to_string()))?;
        Ok(bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect())
    }

    /// Natively nothing is heard of the device but when it is asked; a browser calls by itself.
    fn poll(&self, index: &wgpu::SubmissionIndex) -> Result<(), Trouble> {
        let wait = wgpu::PollType::Wait { submission_index: Some(index.clone()), timeout: Some(self.patience) };
        match self.device.poll(wait) {
            Ok(_) => Ok(()),
            Err(wgpu::PollError::Timeout) => Err(Trouble::Silent(self.patience.as_secs())),
            Err(error) => Err(Trouble::Lost(error.to_string())),
        }
    }
}

/// Work that was given to a device.
pub(super) struct Submitted {
    index: wgpu::SubmissionIndex,
    answer: oneshot::Receiver<Outcome>,
    /// Rings no more once the answer is there.
    _bell: Bell,
}

type Outcome = Result<(), Trouble>;

/// Sends the first of several answers: that of the device, or that it has none.
#[derive(Clone)]
struct Answer(Arc<Mutex<Option<oneshot::Sender<Outcome>>>>);

impl Answer {
    fn new() -> (Self, oneshot::Receiver<Outcome>) {
        let (sender, receiver) = oneshot::channel();
        (Self(Arc::new(Mutex::new(Some(sender)))), receiver)
    }

    fn send(&self, outcome: Outcome) {
        if let Some(sender) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody waits for what was cancelled.
            let _ = sender.send(outcome);
        }
    }
}

/// Ends the waiting in a browser; natively the device is asked with a time limit.
struct Bell {
    #[cfg(target_arch = "wasm32")]
    _timeout: gloo_timers::callback::Timeout,
}

impl Bell {
    #[cfg(target_arch = "wasm32")]
    fn new(answer: &Answer, patience: Duration) -> Self {
        let answer = answer.clone();
        let ring = move || answer.send(Err(Trouble::Silent(patience.as_secs())));
        Self { _timeout: gloo_timers::callback::Timeout::new(patience.as_millis() as u32, ring) }
    }

    #[cfg(not(target_arch = "wasm32"))]
    const fn new(_: &Answer, _: Duration) -> Self {
        Self {}
    }
}

/// Browsers tell the maker and the family of a GPU, not its name.
#[cfg(target_arch = "wasm32")]
fn browser_name(device: &wgpu::Device) -> String {
    let info = device.as_webgpu().and_then(|device| js_sys::Reflect::get(device.as_ref(), &"adapterInfo".into()).ok());
    let word = |name: &str| {
        let word = info.as_ref().and_then(|info| js_sys::Reflect::get(info, &name.into()).ok());
        word.and_then(|word| word.as_string()).filter(|word| !word.is_empty())
    };
    let words: Vec<String> = ["vendor", "architecture"].into_iter().filter_map(word).collect();
    words.join(" ")
}

#[cfg(not(target_arch = "wasm32"))]
fn browser_name(_: &wgpu::Device) -> String {
    String::new()
}
