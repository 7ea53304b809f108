//! Reducing raw futures to what is shown: quantiles, means with their Monte Carlo error, chances with intervals.

mod bands;
mod books;
mod by_volume;
mod chance;
mod comparison;
mod histogram;
mod kept;
mod paired;
mod sales;
mod summary;

pub use bands::Bands;
pub use books::{Entry, KIND_NAMES, KINDS, Payment, SALE_NAMES, SALES, Simulated, Terms, What, keep};
pub use by_volume::{AtVolume, ByVolume, Compared, Crossing, Side, crossing, last_crossing};
pub use chance::Chance;
pub use comparison::{
    Comparison, Contender, Measure, MonthDifference, MonthOf, Standing, Targets, best, race, standings,
};
pub use histogram::Histogram;
pub use kept::{Books, BooksMonth, Keeper, Kept};
pub use paired::{PairedBooks, PairedCash, paired};
pub use sales::{Market, Sold, Takings, takings};

pub use summary::{FirstWall, LimitMonth, MonthSummary, RUNGS, Summary, WallQuantiles};
