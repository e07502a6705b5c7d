//! An expression as a flat program over a few registers, run without allocation on any kind of number.

use super::calculus;
use super::expression::{Binary, Expression, Node};
use super::function::Function;
use super::number::Number;

/// How many intermediate results a program can hold at once.
const REGISTERS: usize = 32;
/// Whole exponents up to this size are computed by multiplications.
const WHOLE: f64 = 64.0;

/// What an instruction does with the registers `a` and `b` and its constant c.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    /// c.
    Constant,
    /// a + b.
    Add,
    /// a − b.
    Subtract,
    /// a·b.
    Multiply,
    /// a/b.
    Divide,
    /// a + c.
    Shift,
    /// c·a.
    Scale,
    /// aᶜ, c whole.
    WholePower,
    /// aᶜ.
    FixedPower,
    /// cᵃ.
    FixedBase,
    /// aᵇ.
    Power,
    Least,
    Greatest,
    Hypotenuse,
    Angle,
    Apply(Function),
}

impl Operation {
    /// How many of `a` and `b` it reads.
    fn operands(self) -> usize {
        match self {
            Self::Constant => 0,
            Self::Shift | Self::Scale | Self::WholePower | Self::FixedPower | Self::FixedBase | Self::Apply(_) => 1,
            _ => 2,
        }
    }

    fn commutes(self) -> bool {
        matches!(self, Self::Add | Self::Multiply)
    }

    fn run<N: Number>(self, a: &N, b: &N, constant: f64) -> N {
        match self {
            Self::Constant => N::constant(constant),
            Self::Add => a.plus(b),
            Self::Subtract => a.minus(b),
            Self::Multiply => a.times(b),
            Self::Divide => a.over(b),
            Self::Shift => a.shifted(constant),
            Self::Scale => a.scaled(constant),
            Self::WholePower => a.chain(calculus::whole_power(constant as i32, a.value())),
            Self::FixedPower => a.chain(calculus::fixed_power(constant, a.value())),
            Self::FixedBase => a.chain(calculus::fixed_base(constant, a.value())),
            Self::Power => a.chain_two(b, calculus::power(a.value(), b.value())),
            Self::Least => *first(a, b, a.value() <= b.value()),
            Self::Greatest => *first(a, b, a.value() >= b.value()),
            Self::Hypotenuse => a.chain_two(b, calculus::hypotenuse(a.value(), b.value())),
            Self::Angle => a.chain_two(b, calculus::angle(a.value(), b.value())),
            Self::Apply(function) => a.apply(function),
        }
    }
}

/// The first where it is to be taken or is NaN, else the second.
fn first<'a, N: Number>(a: &'a N, b: &'a N, take: bool) -> &'a N {
    if take || a.value().is_nan() { a } else { b }
}

/// One step of a program; its result goes to the register `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Instruction {
    operation: Operation,
    a: u8,
    b: u8,
    to: u8,
    constant: f64,
}

/// A compiled expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tape {
    instructions: Vec<Instruction>,
    /// The register that holds the result in the end.
    result: u8,
}

impl Tape {
    /// Compiles an expression in so many variables; nothing where more results than there are registers wait at once.
    pub(super) fn new(expression: &Expression, variables: usize) -> Option<Self> {
        // Equal parts are computed once, unless keeping them takes too many registers.
        [true, false].into_iter().find_map(|share| Program::new(expression, variables, share).allocate())
    }

    /// How many operations one evaluation takes.
    pub(super) fn len(&self) -> usize {
        self.instructions.len()
    }

    /// The result with the variables at given values; values that are missing are 0.
    pub(super) fn run<N: Number>(&self, variables: impl Iterator<Item = N>) -> N {
        let mut registers = [N::constant(0.0); REGISTERS];
        for (register, variable) in registers.iter_mut().zip(variables) {
            *register = variable;
        }
        // Registers are below their number; saying so saves the checks.
        const MASK: usize = REGISTERS - 1;
        for step in &self.instructions {
            let (a, b) = (&registers[step.a as usize & MASK], &registers[step.b as usize & MASK]);
            registers[step.to as usize & MASK] = step.operation.run(a, b, step.constant);
        }
        registers[self.result as usize & MASK]
    }
}

/// What a part of the expression became.
#[derive(Debug, Clone, Copy)]
enum Part {
    Known(f64),
    /// The place of a variable, or of an instruction's result after them.
    Place(usize),
}

/// An instruction before registers are chosen: operands are places.
#[derive(Debug, Clone, Copy)]
struct Draft {
    operation: Operation,
    operands: [usize; 2],
    constant: f64,
}

/// A program with as many places as it likes.
struct Program {
    variables: usize,
    drafts: Vec<Draft>,
    share: bool,
    result: usize,
}

impl Program {
    fn new(expression: &Expression, variables: usize, share: bool) -> Self {
        let mut program = Self { variables, drafts: Vec::new(), share, result: 0 };
        let mut parts: Vec<Part> = Vec::with_capacity(expression.nodes.len());
        for node in &expression.nodes {
            let part = match node {
                Node::Number(value, _) => Part::Known(*value),
                Node::Constant(constant) => Part::Known(constant.value()),
                Node::Variable(index) => Part::Place(*index),
                Node::Negate(operand) => program.emit(Operation::Scale, [parts[*operand]; 2], -1.0),
                Node::Binary(operation, a, b) => program.binary(*operation, parts[*a], parts[*b]),
                Node::Call(function, arguments) => {
                    let arguments: Vec<Part> = arguments.iter().map(|argument| parts[*argument]).collect();
                    program.call(*function, &arguments)
                }
            };
            parts.push(part);
        }
        program.result = parts.last().map_or(0, |last| program.place(*last));
        program
    }

    fn call(&mut self, function: Function, arguments: &[Part]) -> Part {
        let operation = match function {
            Function::Min => Operation::Least,
            Function::Max => Operation::Greatest,
            Function::Hypot => Operation::Hypotenuse,
            Function::Atan2 => Operation::Angle,
            Function::Pow => return self.binary(Binary::Power, arguments[0], arguments[1]),
            _ => return self.emit(Operation::Apply(function), [arguments[0]; 2], 0.0),
        };
        let rest = &arguments[1..];
        rest.iter().fold(arguments[0], |left, right| self.emit(operation, [left, *right], 0.0))
    }

    /// An operation between two parts, in a cheaper form where one of them is known.
    fn binary(&mut self, operation: Binary, a: Part, b: Part) -> Part {
        use core::f64::consts::E;
        let (operation, operands, constant) = match (operation, a, b) {
            (Binary::Add, Part::Known(c), other) | (Binary::Add, other, Part::Known(c)) => {
                (Operation::Shift, [other; 2], c)
            }
            (Binary::Subtract, other, Part::Known(c)) => (Operation::Shift, [other; 2], -c),
            (Binary::Multiply, Part::Known(c), other) | (Binary::Multiply, other, Part::Known(c)) => {
                (Operation::Scale, [other; 2], c)
            }
            (Binary::Power, base, Part::Known(c)) => match c {
                0.0 => return Part::Known(1.0),
                1.0 => return base,
                _ if c.abs() <= WHOLE && libm::trunc(c) == c => (Operation::WholePower, [base; 2], c),
                _ => (Operation::FixedPower, [base; 2], c),
            },
            (Binary::Power, Part::Known(E), exponent) => (Operation::Apply(Function::Exp), [exponent; 2], 0.0),
            (Binary::Power, Part::Known(c), exponent) => (Operation::FixedBase, [exponent; 2], c),
            (Binary::Add, ..) => (Operation::Add, [a, b], 0.0),
            (Binary::Subtract, ..) => (Operation::Subtract, [a, b], 0.0),
            (Binary::Multiply, ..) => (Operation::Multiply, [a, b], 0.0),
            (Binary::Divide, ..) => (Operation::Divide, [a, b], 0.0),
            (Binary::Power, ..) => (Operation::Power, [a, b], 0.0),
        };
        self.emit(operation, operands, constant)
    }

    /// The result of an operation: computed now where all is known, the same place where the same was asked before.
    fn emit(&mut self, operation: Operation, operands: [Part; 2], constant: f64) -> Part {
        if let [Part::Known(a), Part::Known(b)] = operands {
            return Part::Known(operation.run(&a, &b, constant));
        }
        let mut operands = operands.map(|part| self.place(part));
        if operation.commutes() {
            operands.sort_unstable();
        }
        self.draft(Draft { operation, operands, constant })
    }

    fn draft(&mut self, draft: Draft) -> Part {
        let same = |known: &Draft| {
            known.operation == draft.operation
                && known.operands == draft.operands
                && known.constant.to_bits() == draft.constant.to_bits()
        };
        let known = self.share.then(|| self.drafts.iter().position(same)).flatten();
        let index = known.unwrap_or_else(|| {
            self.drafts.push(draft);
            self.drafts.len() - 1
        });
        Part::Place(self.variables + index)
    }

    /// Where a part's value lies.
    fn place(&mut self, part: Part) -> usize {
        let constant = match part {
            Part::Place(place) => return place,
            Part::Known(constant) => constant,
        };
        match self.draft(Draft { operation: Operation::Constant, operands: [0; 2], constant }) {
            Part::Place(place) => place,
            Part::Known(_) => 0,
        }
    }

    /// The program with registers instead of places, if they suffice. Variables keep theirs, the first ones.
    fn allocate(&self) -> Option<Tape> {
        let mut last_reader = vec![0; self.variables + self.drafts.len()];
        for (index, draft) in self.drafts.iter().enumerate() {
            for operand in &draft.operands[..draft.operation.operands()] {
                last_reader[*operand] = index;
            }
        }
        last_reader[self.result] = usize::MAX;
        let mut free: Vec<u8> = (self.variables..REGISTERS).rev().map(|register| register as u8).collect();
        let mut registers: Vec<u8> = (0..self.variables).map(|variable| variable as u8).collect();
        let mut instructions = Vec::with_capacity(self.drafts.len());
        for (index, draft) in self.drafts.iter().enumerate() {
            let [a, b] = match draft.operation.operands() {
                0 => [0, 0],
                _ => draft.operands.map(|operand| registers[operand]),
            };
            let mut ended: Vec<usize> = draft.operands[..draft.operation.operands()].to_vec();
            ended.dedup();
            for operand in ended {
                if operand >= self.variables && last_reader[operand] == index {
                    free.push(registers[operand]);
                }
            }
            let to = free.pop()?;
            registers.push(to);
            instructions.push(Instruction { operation: draft.operation, a, b, to, constant: draft.constant });
        }
        Some(Tape { instructions, result: registers[self.result] })
    }
}
