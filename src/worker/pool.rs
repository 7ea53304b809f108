//! The workers that compute on the CPU.

use std::rc::Rc;

use web_sys::MessageChannel;

use super::{
    member::{Member, Runs, Sign},
    protocol::{Job, Order},
    queue::{Finished, Kind},
};
use crate::program::{Program, Sweep};

/// Futures in a chunk of a full run: the fewer chunks, the less work for the reducer.
const FULL_CHUNK: u32 = 32;
/// Futures in a chunk of a live run: one group, so that a few futures still reach every worker.
const LIVE_CHUNK: u32 = 8;

/// Compute workers and one that reduces.
pub(super) struct Pool {
    compute: Vec<Member>,
    reduce: Member,
}

impl Pool {
    /// Starts `count` compute workers and a reducer; `watch` hears of everything they do.
    pub(super) fn new(count: u32, watch: Rc<dyn Fn(Sign)>) -> Option<Self> {
        let reduce = Member::new(Runs::Pool, Rc::clone(&watch))?;
        reduce.send(Order::Reduce, None);
        let mut compute = Vec::new();
        for _ in 0..count {
            let member = Member::new(Runs::Pool, Rc::clone(&watch))?;
            let channel = MessageChannel::new().ok()?;
            member.send(Order::Compute, Some(channel.port1()));
            reduce.send(Order::Port, Some(channel.port2()));
            compute.push(member);
        }
        Some(Self { compute, reduce })
    }

    /// Whether all of it is loaded.
    pub(super) fn listens(&self) -> bool {
        self.compute.iter().chain([&self.reduce]).all(Member::listens)
    }

    /// Starts a run on every worker, in place of older ones.
    pub(super) fn start(&self, run: &Finished, programs: &[Program], sweep: &Sweep) {
        let chunk = match run.request.kind {
            Kind::Live => LIVE_CHUNK,
            Kind::Full | Kind::Guide => FULL_CHUNK,
        };
        let workers = self.compute.len() as u32;
        let job = |worker| Job {
            run: run.run,
            programs: programs.to_vec(),
            compares: run.request.others.is_empty(),
            futures: run.request.futures,
            sweep: sweep.clone(),
            chunk,
            worker,
            workers,
        };
        self.reduce.send(Order::Start(job(0)), None);
        for (worker, member) in (0..).zip(&self.compute) {
            member.send(Order::Start(job(worker)), None);
        }
    }

    /// Stops a run and everything older.
    pub(super) fn cancel(&self, run: u32) {
        self.compute.iter().chain([&self.reduce]).for_each(|member| member.send(Order::Cancel(run), None));
    }
}
