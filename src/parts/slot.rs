//! The parts of an app that providers carry.

use serde::{Deserialize, Serialize};

use super::names;

/// Gives the table of the parts to a macro: those with a ladder of their own, and after them the calls of models, whose ladders
/// are the features'.
macro_rules! each_slot {
    ($then:ident) => {
        $then! {
            /// Serving the pages.
            frontend Frontend = "frontend" {
                name: "Frontend",
                bill: "Frontend",
                key: "frontend",
                help: "Where the pages come from.",
                term: "Mean bill",
                is_passed: true,
                refuses: "refuses requests",
            }
            /// Running the app's own code.
            backend Backend = "backend" {
                name: "Backend",
                bill: "Backend",
                key: "backend",
                help: "Where the app's own code runs.",
                term: "Mean bill",
                is_passed: true,
                refuses: "refuses requests",
            }
            /// Database, files and sign-in.
            data Data = "data" {
                name: "Database and files",
                bill: "Database",
                key: "data",
                help: "Where what users leave is kept.",
                term: "Mean bill of database, files and sign-in",
                is_passed: true,
                refuses: "refuses requests",
            }
            /// Training models, apart from the app.
            training Training = "training" {
                name: "Training and notebooks",
                bill: "Training",
                key: "training",
                help: "Where GPUs train and try out models of your own.",
                term: "Mean bill of GPUs for training",
                is_passed: false,
                refuses: "lends no GPU",
            }
            /// Building new versions and putting them online.
            delivery Delivery = "delivery" {
                name: "Builds and delivery",
                bill: "Builds",
                key: "delivery",
                help: "What builds and tests each new version.",
                term: "Mean bill of builds",
                is_passed: false,
                refuses: "runs no builds",
            }
            /// Seeing what users do and what fails.
            observability Observability = "observability" {
                name: "Analytics and errors",
                bill: "Analytics",
                key: "observability",
                help: "What records what users do and what fails.",
                term: "Mean bill of analytics and error tracking",
                is_passed: false,
                refuses: "loses what it is sent",
            }
            /// Taking the users' money.
            payments Payments = "payments" {
                name: "Payments",
                bill: "Payments",
                key: "payments",
                help: "Who takes the users' money.",
                term: "Mean fees",
                is_passed: false,
                refuses: "takes no payments",
            }
            /// The app's address.
            domain Domain = "domain" {
                name: "Domain",
                bill: "Domain",
                key: "domain",
                help: "The app's address.",
                term: "Mean bill",
                is_passed: false,
                refuses: "refuses requests",
            }
            /// Files that another provider than the database's keeps.
            files Files = "files" {
                name: "Files apart",
                bill: "Files",
                key: "files",
                help: "Where files are kept, if not at the database's provider.",
                term: "Mean bill of file storage",
                is_passed: true,
                refuses: "refuses files",
            }
            ;
            /// Answering model calls.
            Inference = "inference" {
                name: "Models",
                bill: "Models",
                key: "models",
                help: "Who answers what users ask.",
                term: "Mean bill of all model providers",
                is_passed: true,
                refuses: "refuses calls",
            }
        }
    };
}

pub(crate) use each_slot;

/// What is known of a part of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name in a form.
    pub name: &'static str,
    /// Its name on a bill.
    pub bill: &'static str,
    /// That name in files and addresses.
    pub key: &'static str,
    /// What it is.
    pub help: &'static str,
    /// Its bill of a month in exact terms.
    pub term: &'static str,
    /// Whether visits or calls pass it, in the order of the table: nothing comes past it while it is out, and what it refuses
    /// is refused to users. What does not pass turns nobody away: a limit there is met by what is used.
    pub is_passed: bool,
    /// What a plan of it does past what it allows.
    pub refuses: &'static str,
}

macro_rules! slots {
    (
        $($(#[$doc:meta])* $field:ident $slot:ident = $id:literal { $($about:ident: $is:expr,)+ })+
        ; $(#[$last_doc:meta])* $last:ident = $last_id:literal { $($last_about:ident: $last_is:expr,)+ }
    ) => {
        names! {
            /// A part of an app that a provider can carry.
            Slot {
                $($(#[$doc])* $slot = $id,)+
                $(#[$last_doc])* $last = $last_id,
            }
        }

        impl Slot {
            /// What is known of it.
            #[must_use]
            pub const fn about(self) -> About {
                match self {
                    $(Self::$slot => About { $($about: $is,)+ },)+
                    Self::$last => About { $($last_about: $last_is,)+ },
                }
            }
        }
    };
}

each_slot!(slots);

impl Slot {
    /// How many have a ladder of their own: all but the last, which is that of the features.
    pub const OF_STACK: usize = Self::ALL.len() - 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn model_calls_come_last() {
        assert_eq!(Slot::ALL[Slot::OF_STACK], Slot::Inference);
    }
}
