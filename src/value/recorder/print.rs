//! Printing a recording as WGSL statements.

use std::fmt::Write as _;

use super::Recording;
use super::operation::{Id, Operation};

impl Recording {
    /// The statements: one `let` an operation that is needed, then the assignments of the outputs.
    ///
    /// Inputs are bound before anything is assigned, so a place may be both read and written.
    #[must_use]
    pub fn wgsl(&self) -> String {
        let mut text = String::new();
        for (index, (operation, live)) in self.operations.iter().zip(self.live()).enumerate() {
            if live && !matches!(operation, Operation::Float(_) | Operation::Uint(_)) {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "    let v{index} = {};", self.expression(operation));
            }
        }
        for (place, id) in &self.outputs {
            let _ = writeln!(text, "    {place} = {};", self.name(*id));
        }
        text
    }

    /// A constant's literal, or the name of the `let`.
    fn name(&self, id: Id) -> String {
        match &self.operations[id.0] {
            constant @ (Operation::Float(_) | Operation::Uint(_)) => self.expression(constant),
            _ => format!("v{}", id.0),
        }
    }

    fn expression(&self, operation: &Operation) -> String {
        match operation {
            // The shortest decimal that gives the same bits; in brackets since `a - -1f` reads badly.
            Operation::Float(bits) => match f32::from_bits(*bits) {
                number if number.is_sign_negative() => format!("({number:?}f)"),
                number => format!("{number:?}f"),
            },
            Operation::Uint(number) => format!("{number}u"),
            Operation::Input(_, text) => text.clone(),
            Operation::Infix(_, symbol, left, right) => {
                format!("{} {symbol} {}", self.name(*left), self.name(*right))
            }
            Operation::Call(_, function, argument) => format!("{function}({})", self.name(*argument)),
            Operation::Select(mask, yes, no) => {
                format!("select({}, {}, {})", self.name(*no), self.name(*yes), self.name(*mask))
            }
            Operation::Read(index) => format!("memory[{}]", self.name(*index)),
        }
    }
}
