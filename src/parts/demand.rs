//! What the meters count from: the demand for an app, and what a model call consists of.

use crate::value::{Value, fields};

fields! {
    /// What users ask of an app, in any span of time or of a single request, and what it is like.
    pub struct Demand<V> {
        /// Visits.
        visits: V,
        /// Model calls of users that reach the backend.
        calls: V,
        /// Requests to the app's own code, calls included.
        work: V,
        /// Of the work, the share that functions beside the page do, 0 or 1, ...
        functions: V,
        /// ... and that servers do.
        servers: V,
        /// Hours of one processor core for the work.
        cpu: V,
        /// Hours that instances of functions are open for the work.
        open: V,
        /// Documents or rows read.
        reads: V,
        /// Gigabytes of what is read.
        sent: V,
        /// Documents or rows written.
        writes: V,
        /// Gigabytes that come into the database.
        stored: V,
        /// Gigabytes of files that come in.
        files: V,
        /// Files fetched.
        file_reads: V,
        /// Files stored.
        file_writes: V,
        /// 1 where the database's provider keeps the files, ...
        with_data: V,
        /// ... and where another does.
        files_apart: V,
        /// Days.
        days: V,
        /// Hours that the backend's servers run.
        awake: V,
        /// Users who pay.
        payers: V,
        /// Gigabytes of a visit's page.
        page_gb: V,
        /// Requests of a visit for the page and its files.
        requests_per_visit: V,
        /// Gigabytes of an answer of the app's own code.
        answer_gb: V,
        /// Gigabytes of memory that the app's own code takes.
        ram_gb: V,
        /// Pages that the page's host makes anew for a visit, in its units.
        pages_anew: V,
        /// Pictures that it resizes for a visit.
        images: V,
        /// Gigabytes of stored files that a visit loads.
        files_gb: V,
        /// New versions published a day.
        deploys: V,
        /// Minutes that a build of one takes.
        build_minutes: V,
        /// Hours of a graphics card for training.
        training: V,
        /// Events that are recorded of a visit.
        events_per_visit: V,
        /// Share of the work that ends in an error.
        failing: V,
        /// Gigabytes of logs of a request.
        log_gb: V,
        /// Dollars that a payer pays.
        price: V,
        /// Share of them that is paid with cards of other countries.
        foreign: V,
    }
}

fields! {
    /// Levels that are held.
    pub struct Held<V> {
        /// Gigabytes in the database.
        stored: V,
        /// Gigabytes of files.
        files: V,
        /// Users who sign in.
        users: V,
    }
}

fields! {
    /// One call of a feature at its model's provider.
    pub struct Call<V> {
        /// Requests, less than one where calls are sent in batches.
        requests: V,
        /// Million tokens sent that the provider does not hold already.
        input: V,
        /// Million tokens sent that it still holds.
        cached: V,
        /// Million tokens sent that it is to hold for minutes.
        written: V,
        /// Million tokens sent that it is to hold for an hour.
        written_hour: V,
        /// Million tokens received.
        output: V,
        /// Share of the requests that are long for the model, ...
        long: V,
        /// ... and of the tokens sent that are theirs.
        long_sent: V,
        /// Seconds of a graphics card.
        gpu_seconds: V,
        /// Pictures made.
        pictures: V,
        /// Minutes of speech, heard or spoken.
        audio_minutes: V,
    }
}

impl<V: Value> Call<V> {
    /// Million tokens sent, of whatever kind.
    pub(crate) fn sent(&self) -> V {
        self.input + self.cached + self.written + self.written_hour
    }
}
