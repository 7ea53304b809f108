//! Printing a recording as WGSL statements.

use std::fmt::Write as _;

use super::Recording;
use super::operation::{Id, Operation, Runs};

impl Recording {
    /// The statements: one `let` an operation that is needed, loops and branches around theirs, then the assignments of
    /// the outputs.
    ///
    /// Inputs are bound before anything is assigned, so a place may be both read and written.
    #[must_use]
    pub fn wgsl(&self) -> String {
        let mut text = String::new();
        self.print(None, &self.live(), &mut text);
        for (place, id) in &self.outputs {
            let _ = writeln!(text, "    {place} = {};", self.name(*id));
        }
        text
    }

    /// Prints the statements of a scope. Those inside of a block stand before it in the list, and are printed with it.
    ///
    /// Writing to a String cannot fail.
    fn print(&self, scope: Option<usize>, live: &[bool], text: &mut String) {
        let mine = (0..self.operations.len()).filter(|index| live[*index] && self.scopes[*index] == scope);
        for index in mine {
            match &self.operations[index] {
                Operation::Float(_) | Operation::Uint(_) => {}
                Operation::Block(number, _) => self.print_block(*number, live, text),
                operation => {
                    let _ = writeln!(text, "    let v{index} = {};", self.expression(operation));
                }
            }
        }
    }

    fn print_block(&self, number: usize, live: &[bool], text: &mut String) {
        let block = &self.blocks[number];
        for (place, before) in block.before.iter().enumerate() {
            let _ = writeln!(text, "    var b{number}_{place} = {};", self.name(*before));
        }
        let _ = match block.runs {
            Runs::Times(times) => {
                writeln!(text, "    for (var i{number} = 0u; i{number} < {times}u; i{number}++) {{")
            }
            Runs::Where(mask) => writeln!(text, "    if ({}) {{", self.name(mask)),
        };
        self.print(Some(number), live, text);
        for (place, after) in block.after.iter().enumerate() {
            let _ = writeln!(text, "    b{number}_{place} = {};", self.name(*after));
        }
        text.push_str("    }\n");
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
            Operation::Carried(block, place) => format!("b{block}_{place}"),
            Operation::Index(block) => format!("i{block}"),
            Operation::Result(block, place) => match &self.operations[block.0] {
                Operation::Block(number, _) => format!("b{number}_{place}"),
                _ => String::new(),
            },
            // A block is statements, and printed as such.
            Operation::Block(..) => String::new(),
        }
    }
}
