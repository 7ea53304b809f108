//! The search for the first wall: what happens if nothing is ever changed.

use super::super::kernels::Kernel;
use super::super::tile::Tile;
use super::super::{Trouble, WORKGROUP, schedule};
use super::{Follow, IN_FLIGHT, Tell};

/// What moving its state costs a future, in hours of the simulation: as much as a stage of the day, which is mostly that.
const PACK_HOURS: f64 = 1.5;

impl Follow<'_> {
    /// Follows every future from the first hour on with plans that never change, until its first wall.
    pub(super) async fn search(&mut self, tell: Tell<'_>) -> Result<bool, Trouble> {
        self.memory.tiles.iter_mut().for_each(Tile::search);
        let mut go_on = self.begin(tell).await?;
        for month in 0..self.program.months.len() {
            self.enter(month).await?;
            let steps = schedule::month(self.program, month, self.tiles());
            let steps = steps.chain(schedule::once(Kernel::End, self.tiles()));
            go_on = go_on && self.slices(steps, tell).await? && self.pack(tell).await?;
        }
        Ok(go_on)
    }

    /// Leaves behind the futures that have met their wall.
    pub(super) async fn pack(&mut self, tell: Tell<'_>) -> Result<bool, Trouble> {
        let tiles = self.tiles();
        let answer = self.answer(4 * tiles.len().max(1) as u64);
        for (at, tile) in (0..).zip(&tiles) {
            let mut encoder = self.encoder();
            let tile = &self.memory.tiles[*tile];
            let Some((group, count)) = tile.packing() else { continue };
            encoder.clear_buffer(count, 0, None);
            {
                let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
                pass.set_pipeline(&self.kernels.pack);
                pass.set_bind_group(0, group, &[]);
                pass.dispatch_workgroups(tile.lanes.div_ceil(WORKGROUP), 1, 1);
            }
            encoder.copy_buffer_to_buffer(count, 0, &answer, 4 * at, 4);
            self.fly(encoder, PACK_HOURS * f64::from(tile.lanes), None);
            if !self.land(IN_FLIGHT, tell).await? {
                return Ok(false);
            }
        }
        let go_on = self.land(1, tell).await?;
        let counts = self.device.read(self.device.submit(self.encoder()), &answer).await?;
        for (tile, lanes) in tiles.into_iter().zip(counts) {
            self.memory.tiles[tile].turn(&self.device.queue, lanes);
        }
        self.landed = self.clock.seconds();
        Ok(go_on)
    }
}
