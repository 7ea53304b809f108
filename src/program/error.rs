//! What can be wrong with a scenario once the catalogue is asked.

use std::fmt;

use crate::catalog::SetError;

/// Why a valid scenario cannot be compiled: one sentence each.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgramError {
    /// A plan id that the catalogue does not have for that part of the app.
    UnknownPlan {
        /// Where it stands in the document.
        path: String,
        /// The id as written.
        id: String,
        /// The ids there are for that part.
        known: Vec<String>,
    },
    /// A number of a plan, by its place in the list, that cannot be overridden.
    Override(usize, OverrideError),
}

/// Why a number of a plan cannot be overridden.
#[derive(Clone, Debug, PartialEq)]
pub enum OverrideError {
    /// The catalogue does not have the plan.
    Plan(String),
    /// The plan does not have the number, or it may not be that.
    Number(SetError),
    /// Another one, by its place, says the same of the same account as another number.
    Differs(usize),
}

impl fmt::Display for ProgramError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPlan { path, id, known } => write!(
                out,
                "{path} is {id:?}, which the catalogue does not have there; it must be one of {}.",
                known.join(", ")
            ),
            Self::Override(index, OverrideError::Plan(id)) => {
                write!(out, "overrides[{index}].plan is {id:?}, which is not in the catalogue.")
            }
            Self::Override(index, OverrideError::Number(error)) => write!(out, "overrides[{index}]: {error}"),
            Self::Override(index, OverrideError::Differs(first)) => write!(
                out,
                "overrides[{index}] and overrides[{first}] are the same number of one account, which two of its plans share; \
                 it can have one value."
            ),
        }
    }
}

impl std::error::Error for ProgramError {}
