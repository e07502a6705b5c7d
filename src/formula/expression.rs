//! What a formula says: its nodes, each after those that it is made of.

use super::function::{Constant, Function};

/// An operation between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// One part of a formula; parts are named by their index in [`Expression::nodes`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// A number, and the characters that it was typed with.
    Number(f64, String),
    Constant(Constant),
    Variable(usize),
    Negate(usize),
    Binary(Binary, usize, usize),
    Call(Function, Vec<usize>),
}

/// A formula's parts in an order in which each comes after its own parts; the last is the whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Expression {
    pub(super) nodes: Vec<Node>,
}

impl Expression {
    /// Appends a part and gives its index.
    pub(super) fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }
}
