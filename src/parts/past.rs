//! What happens where a plan allows no more.

use serde::{Deserialize, Serialize};

use super::names;

names! {
    /// What happens past a limit.
    Past {
        /// Use is refused, with status 429 or a quota error, until the window ends.
        Refuse = "refuse",
        /// The part is taken offline until the window ends.
        Pause = "pause",
        /// The part is read-only or degraded until the level is below the limit or the window ends.
        Restrict = "restrict",
        /// The part is taken offline until the account moves to a plan above.
        SuspendUntilUpgrade = "suspend_until_upgrade",
        /// The data is deleted after a grace period; the part counts as out until the account moves to a plan above.
        Delete = "delete",
    }
}

impl Past {
    /// Whether it outlasts the window, so that only moving to another plan ends it.
    #[must_use]
    pub const fn lasts(self) -> bool {
        matches!(self, Self::SuspendUntilUpgrade | Self::Delete)
    }
}
