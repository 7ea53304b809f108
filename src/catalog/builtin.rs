//! The catalogue that comes with this build. Not part of the folder's own module: `build.rs` makes it with that.

use crate::catalog::{Catalog, CatalogError};

impl Catalog {
    /// The catalogue that comes with this build.
    ///
    /// # Errors
    /// None: the build itself made it.
    pub fn builtin() -> Result<Self, CatalogError> {
        Self::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/catalog")))
            .ok_or_else(|| CatalogError("The catalogue of this build cannot be read.".to_owned()))
    }
}
