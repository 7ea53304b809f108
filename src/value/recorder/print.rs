//! Printing a recording as WGSL statements.

use std::fmt::Write as _;

use super::Recording;
use super::operation::{Array, Id, Operation, Place, Runs};

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
                Operation::Block(number) => {
                    let places = self.places_of(Id(index), live);
                    self.print_block(*number, &places, live, text);
                }
                Operation::Store(place, value) => {
                    let _ = writeln!(text, "    {} = {};", self.place(place), self.name(*value));
                }
                Operation::Set(array, at, value) => {
                    let _ = writeln!(text, "    v{}[{}] = {};", array.0, self.name(*at), self.name(*value));
                }
                Operation::Array(numbers) => {
                    let names: Vec<String> = numbers.iter().map(|id| self.name(*id)).collect();
                    let _ = writeln!(text, "    var v{index} = array<f32, {}>({});", names.len(), names.join(", "));
                }
                operation => {
                    let _ = writeln!(text, "    let v{index} = {};", self.expression(operation));
                }
            }
        }
    }

    /// What of a block's results is needed: all of a loop's, which carries them.
    fn places_of(&self, block: Id, live: &[bool]) -> Vec<usize> {
        let all = self.block(block).map_or(0, |block| block.before.len());
        if self.block(block).is_some_and(|block| matches!(block.runs, Runs::Range(..))) {
            return (0..all).collect();
        }
        let results = self.operations.iter().zip(live).filter(|(_, live)| **live);
        let mut places: Vec<usize> = results
            .filter_map(|(operation, _)| match operation {
                Operation::Result(of, place) if *of == block => Some(*place),
                _ => None,
            })
            .collect();
        places.sort_unstable();
        places
    }

    fn print_block(&self, number: usize, places: &[usize], live: &[bool], text: &mut String) {
        let block = &self.blocks[number];
        for (place, before) in places.iter().map(|place| (place, &block.before[*place])) {
            let _ = writeln!(text, "    var b{number}_{place} = {};", self.name(*before));
        }
        let _ = match block.runs {
            Runs::Range(from, to) => {
                let (from, to) = (self.name(from), self.name(to));
                writeln!(text, "    for (var i{number} = {from}; i{number} < {to}; i{number}++) {{")
            }
            Runs::Where(mask) => writeln!(text, "    if ({}) {{", self.name(mask)),
        };
        self.print(Some(number), live, text);
        for (place, after) in places.iter().map(|place| (place, &block.after[*place])) {
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
            Operation::Load(place, _) => self.place(place),
            Operation::Carried(block, place) => format!("b{block}_{place}"),
            Operation::Index(block) => format!("i{block}"),
            Operation::Result(block, place) => match &self.operations[block.0] {
                Operation::Block(number) => format!("b{number}_{place}"),
                _ => String::new(),
            },
            Operation::Element(array, index) => format!("v{}[{}]", array.0, self.name(*index)),
            // These are statements, and printed as such.
            Operation::Block(..) | Operation::Array(..) | Operation::Store(..) | Operation::Set(..) => String::new(),
        }
    }

    /// A number of the future that is reached by an index.
    fn place(&self, Place { array, base, first }: &Place) -> String {
        let row = base.map_or_else(|| format!("{first}u"), |base| format!("({} + {first}u)", self.name(base)));
        match array {
            Array::State => format!("state[{row} * run.stride + lane]"),
            Array::Params => {
                format!("params[select({row}, {row} * run.stride + future - run.first, run.ranged == 1u)]")
            }
        }
    }
}
