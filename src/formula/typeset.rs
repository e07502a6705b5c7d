//! LaTeX of a formula as it was understood, so that whoever typed it sees whether it was meant.

use super::expression::{Binary, Expression, Node};
use super::function::{Constant, Function};

/// How tightly a piece of LaTeX holds together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Sum,
    /// A product with a sign in front.
    Signed,
    Product,
    Power,
    /// A function with its arguments.
    Call,
    Atom,
}

/// A part in LaTeX.
struct Piece {
    latex: String,
    bond: Bond,
    /// Of a function with its arguments: how long its name is, after which an exponent may stand.
    name: usize,
}

impl Piece {
    fn new(bond: Bond, latex: impl Into<String>) -> Self {
        Self { latex: latex.into(), bond, name: 0 }
    }

    /// The LaTeX, in parentheses if it holds together less than `bond`.
    fn at_least(&self, bond: Bond) -> String {
        if self.bond < bond { parenthesized(&self.latex) } else { self.latex.clone() }
    }
}

fn parenthesized(latex: &str) -> String {
    format!(r"\left({latex}\right)")
}

/// The expression in LaTeX, with the variables' names.
pub(super) fn latex(expression: &Expression, variables: &[&str]) -> String {
    let mut pieces: Vec<Piece> = Vec::with_capacity(expression.nodes.len());
    for node in &expression.nodes {
        let piece = match node {
            Node::Number(_, typed) => number(typed),
            Node::Constant(Constant::Pi) => Piece::new(Bond::Atom, r"\pi"),
            Node::Constant(Constant::Tau) => Piece::new(Bond::Atom, r"\tau"),
            Node::Constant(Constant::E) => Piece::new(Bond::Atom, "e"),
            Node::Variable(index) => Piece::new(Bond::Atom, variables.get(*index).copied().unwrap_or_default()),
            Node::Negate(operand) => Piece::new(Bond::Signed, format!("-{}", pieces[*operand].at_least(Bond::Product))),
            Node::Binary(operation, a, b) => binary(*operation, &pieces[*a], &pieces[*b]),
            Node::Call(function, arguments) => {
                call(*function, &arguments.iter().map(|argument| &pieces[*argument]).collect::<Vec<_>>())
            }
        };
        pieces.push(piece);
    }
    pieces.pop().map_or_else(String::new, |whole| whole.latex)
}

/// A number as typed, 1e-3 as a power of ten.
fn number(typed: &str) -> Piece {
    let typed = typed.replace('−', "-");
    if let Some((mantissa, exponent)) = typed.split_once(['e', 'E']) {
        let exponent = exponent.trim_start_matches('+');
        return Piece::new(Bond::Product, format!(r"{mantissa} \cdot 10^{{{exponent}}}"));
    }
    let bond = if typed.starts_with('-') { Bond::Signed } else { Bond::Atom };
    Piece::new(bond, typed)
}

fn binary(operation: Binary, a: &Piece, b: &Piece) -> Piece {
    match operation {
        Binary::Add => Piece::new(Bond::Sum, format!("{} + {}", a.latex, b.at_least(Bond::Product))),
        Binary::Subtract => Piece::new(Bond::Sum, format!("{} - {}", a.latex, b.at_least(Bond::Product))),
        Binary::Multiply => multiply(a, b),
        Binary::Divide => Piece::new(Bond::Product, format!(r"\frac{{{}}}{{{}}}", a.latex, b.latex)),
        Binary::Power => power(a, b),
    }
}

fn multiply(a: &Piece, b: &Piece) -> Piece {
    let (left, right) = (a.at_least(Bond::Signed), b.at_least(Bond::Product));
    let between = if right.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        r" \cdot "
    } else if a.bond == Bond::Call || b.bond == Bond::Call {
        r"\,"
    } else {
        " "
    };
    let bond = if a.bond == Bond::Signed { Bond::Signed } else { Bond::Product };
    Piece::new(bond, format!("{left}{between}{right}"))
}

fn power(base: &Piece, exponent: &Piece) -> Piece {
    let whole = exponent.latex.bytes().all(|c| c.is_ascii_digit());
    let raised = match base.name {
        // sin²(x).
        name if name > 0 && whole => format!("{}^{{{}}}{}", &base.latex[..name], exponent.latex, &base.latex[name..]),
        _ => format!("{}^{{{}}}", base.at_least(Bond::Atom), exponent.latex),
    };
    Piece::new(Bond::Power, raised)
}

fn call(function: Function, arguments: &[&Piece]) -> Piece {
    let list = arguments.iter().map(|argument| argument.latex.as_str()).collect::<Vec<_>>().join(", ");
    let name = match function {
        Function::Sqrt => return Piece::new(Bond::Atom, format!(r"\sqrt{{{list}}}")),
        Function::Cbrt => return Piece::new(Bond::Atom, format!(r"\sqrt[3]{{{list}}}")),
        Function::Abs => return Piece::new(Bond::Atom, format!(r"\left|{list}\right|")),
        Function::Floor => return Piece::new(Bond::Atom, format!(r"\left\lfloor {list}\right\rfloor ")),
        Function::Ceil => return Piece::new(Bond::Atom, format!(r"\left\lceil {list}\right\rceil ")),
        Function::Pow => return power(arguments[0], arguments[1]),
        Function::Asin => r"\arcsin".to_string(),
        Function::Acos => r"\arccos".to_string(),
        Function::Atan => r"\arctan".to_string(),
        Function::Log10 => r"\log_{10}".to_string(),
        Function::Log2 => r"\log_{2}".to_string(),
        Function::Sin
        | Function::Cos
        | Function::Tan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Exp
        | Function::Ln
        | Function::Min
        | Function::Max => format!(r"\{}", function.name()),
        _ => format!(r"\operatorname{{{}}}", function.name()),
    };
    Piece { latex: format!("{name}{}", parenthesized(&list)), bond: Bond::Call, name: name.len() }
}
