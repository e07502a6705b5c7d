//! Tokens to an expression, by recursive descent of bounded depth.
//!
//! ```text
//! sum     = product (("+" | "-") product)*
//! product = signed (("*" | "/") signed | power)*      a product without a sign binds as one with it: 1/2x = (1/2)x
//! signed  = ("-" | "+") signed | power
//! power   = operand superscript* ["^" signed]         so -x^2 = -(x^2) and 2^3^2 = 2^(3^2)
//! operand = number | variable | constant | "(" sum ")" | "|" sum "|" | function
//! function = name [exponent] ("(" sum ("," sum)* ")" | factors)       sin^2(x), sin 2x = sin(2x)
//! ```

use super::error::FormulaError;
use super::expression::{Binary, Expression, Node};
use super::function::{Arity, Function};
use super::lexer::{Placed, Token, tokens};
use super::{DEPTH, LENGTH};
use crate::text::shorten;
use crate::words::text as message;

/// Reads a formula in the given variables.
pub(super) fn parse(text: &[char], variables: &[&str]) -> Result<Expression, FormulaError> {
    if text.len() > LENGTH {
        return Err(FormulaError::at([LENGTH, text.len()], message("formula.too-long").with("most", LENGTH)));
    }
    let tokens = tokens(text, variables)?;
    let mut parser = Parser { text, tokens, at: 0, expression: Expression::default(), depth: 0, in_bars: false };
    parser.sum()?;
    let rest = parser.here();
    match rest.token {
        Token::End => Ok(parser.expression),
        Token::Close(c) => {
            Err(FormulaError::at(rest.range, message("formula.closes-nothing").with("bracket", c.to_string())))
        }
        Token::Comma => Err(parser.comma(rest)),
        _ => Err(parser.unsigned(rest)),
    }
}

struct Parser<'a> {
    text: &'a [char],
    tokens: Vec<Placed>,
    at: usize,
    expression: Expression,
    depth: usize,
    /// Whether the innermost bracket that is open is a bar, so that the next bar closes it.
    in_bars: bool,
}

type Parsed = Result<usize, FormulaError>;

impl Parser<'_> {
    fn here(&self) -> Placed {
        let last = self.tokens.len() - 1;
        self.tokens[self.at.min(last)]
    }

    fn next(&mut self) -> Placed {
        let here = self.here();
        self.at += 1;
        here
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operation = match self.here().token {
                Token::Plus => Binary::Add,
                Token::Minus => Binary::Subtract,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.product()?;
            left = self.expression.push(Node::Binary(operation, left, right));
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        loop {
            let (operation, right) = match self.here().token {
                Token::Times | Token::Over => {
                    let over = self.next().token == Token::Over;
                    (if over { Binary::Divide } else { Binary::Multiply }, self.signed()?)
                }
                Token::Variable(_) | Token::Constant(_) | Token::Function(_) | Token::Open(_) => {
                    (Binary::Multiply, self.power()?)
                }
                Token::Bar if !self.in_bars => (Binary::Multiply, self.power()?),
                _ => return Ok(left),
            };
            left = self.expression.push(Node::Binary(operation, left, right));
        }
    }

    fn signed(&mut self) -> Parsed {
        match self.here().token {
            Token::Minus => {
                let operand = self.deeper(|parser| {
                    parser.at += 1;
                    parser.signed()
                })?;
                Ok(self.expression.push(Node::Negate(operand)))
            }
            Token::Plus => self.deeper(|parser| {
                parser.at += 1;
                parser.signed()
            }),
            _ => self.power(),
        }
    }

    fn power(&mut self) -> Parsed {
        let mut base = self.operand()?;
        while let Token::Superscript(exponent) = self.here().token {
            self.at += 1;
            base = self.raise(base, exponent);
        }
        if self.here().token != Token::Power {
            return Ok(base);
        }
        self.at += 1;
        let exponent = self.deeper(Self::signed)?;
        Ok(self.expression.push(Node::Binary(Binary::Power, base, exponent)))
    }

    fn raise(&mut self, base: usize, exponent: f64) -> usize {
        let exponent = self.expression.push(Node::Number(exponent, exponent.to_string()));
        self.expression.push(Node::Binary(Binary::Power, base, exponent))
    }

    fn operand(&mut self) -> Parsed {
        let here = self.next();
        match here.token {
            Token::Number(value) => {
                let typed = self.text[here.range[0]..here.range[1]].iter().collect();
                Ok(self.expression.push(Node::Number(value, typed)))
            }
            Token::Variable(index) => Ok(self.expression.push(Node::Variable(index))),
            Token::Constant(constant) => Ok(self.expression.push(Node::Constant(constant))),
            Token::Function(function) => self.function(function, here.range),
            Token::Open(bracket) => {
                let inner = self.within(false, Self::sum)?;
                self.close(bracket, here.range)?;
                Ok(inner)
            }
            Token::Bar => {
                let inner = self.within(true, Self::sum)?;
                if self.next().token != Token::Bar {
                    return Err(FormulaError::at(here.range, message("formula.not-closed").with("bracket", "|")));
                }
                Ok(self.expression.push(Node::Call(Function::Abs, vec![inner])))
            }
            Token::End if self.at == 1 => Err(FormulaError::at(here.range, message("formula.empty"))),
            Token::End => Err(FormulaError::at(here.range, message("formula.missing"))),
            _ => Err(FormulaError::at(here.range, message("formula.missing-before"))),
        }
    }

    fn function(&mut self, function: Function, name: [usize; 2]) -> Parsed {
        let exponent = self.exponent_of_name(function)?;
        let arguments = match self.here().token {
            Token::Open(bracket) => {
                let opened = self.next();
                let mut arguments = vec![self.within(false, Self::sum)?];
                while self.here().token == Token::Comma {
                    self.at += 1;
                    arguments.push(self.within(false, Self::sum)?);
                }
                self.close(bracket, opened.range)?;
                arguments
            }
            _ if function.arity() == Arity::One => vec![self.deeper(Self::factors)?],
            _ => {
                let problem = message("formula.parentheses").with("function", function.name());
                return Err(FormulaError::at(name, problem).suggesting(Some(format!("{}(x, y)", function.name()))));
            }
        };
        let wanted = match (function.arity(), arguments.len()) {
            (Arity::One, 1) | (Arity::Two, 2) | (Arity::Several, 2..) => None,
            (Arity::One, _) => Some("formula.takes-one"),
            (Arity::Two, _) => Some("formula.takes-two"),
            (Arity::Several, _) => Some("formula.takes-several"),
        };
        if let Some(wanted) = wanted {
            let range = [name[0], self.tokens[self.at - 1].range[1]];
            return Err(FormulaError::at(range, message(wanted).with("function", function.name())));
        }
        let call = self.expression.push(Node::Call(function, arguments));
        Ok(exponent.map_or(call, |exponent| self.raise(call, exponent)))
    }

    /// The exponent in sin²x or sin^2 x.
    fn exponent_of_name(&mut self, function: Function) -> Result<Option<f64>, FormulaError> {
        let here = self.here();
        let (exponent, range) = match here.token {
            Token::Superscript(exponent) => {
                self.at += 1;
                (exponent, here.range)
            }
            Token::Power => {
                self.at += 1;
                let after = self.next();
                match after.token {
                    Token::Number(exponent) => (exponent, after.range),
                    _ => (-1.0, [here.range[0], after.range[1]]),
                }
            }
            _ => return Ok(None),
        };
        if exponent > 0.0 {
            return Ok(Some(exponent));
        }
        let name = function.name();
        Err(FormulaError::at(range, message("formula.negative-exponent").with("function", name)))
    }

    /// What a function without parentheses applies to: the factors up to the next sign, function or bracket.
    fn factors(&mut self) -> Parsed {
        let mut left = self.signed()?;
        while matches!(self.here().token, Token::Variable(_) | Token::Constant(_)) {
            let right = self.power()?;
            left = self.expression.push(Node::Binary(Binary::Multiply, left, right));
        }
        Ok(left)
    }

    /// Parses inside a bracket of the given kind.
    fn within(&mut self, in_bars: bool, parse: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        let outer = std::mem::replace(&mut self.in_bars, in_bars);
        let parsed = self.deeper(parse);
        self.in_bars = outer;
        parsed
    }

    /// Parses one level deeper, unless that is too deep.
    fn deeper(&mut self, parse: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == DEPTH {
            return Err(FormulaError::at(self.here().range, message("formula.too-deep").with("most", DEPTH)));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn close(&mut self, opened: char, range: [usize; 2]) -> Result<(), FormulaError> {
        let wanted = match opened {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let here = self.next();
        match here.token {
            Token::Close(closed) if closed == wanted => Ok(()),
            Token::Close(closed) => Err(FormulaError::at(
                here.range,
                message("formula.other-bracket").with("expected", wanted.to_string()).with("found", closed.to_string()),
            )
            .suggesting(Some(wanted.to_string()))),
            Token::End => {
                Err(FormulaError::at(range, message("formula.not-closed").with("bracket", opened.to_string())))
            }
            Token::Comma => Err(self.comma(here)),
            _ => Err(self.unsigned(here)),
        }
    }

    /// A comma where none can stand, most likely of a decimal number.
    fn comma(&self, here: Placed) -> FormulaError {
        let digit = |at: usize| self.text.get(at).is_some_and(char::is_ascii_digit);
        let decimal = here.range[0] > 0 && digit(here.range[0] - 1) && digit(here.range[1]);
        let error = FormulaError::at(here.range, message("formula.comma"));
        if decimal { error.suggesting(Some(".".to_string())) } else { error }
    }

    /// Something that follows an operand without a sign between.
    fn unsigned(&self, here: Placed) -> FormulaError {
        let typed: String = self.text[here.range[0]..here.range[1]].iter().collect();
        let error = FormulaError::at(here.range, message("formula.no-sign").with("before", shorten(&typed)));
        // x2 is rather a power, x 2 a product.
        let touching = self.at > 0 && self.tokens[self.at - 1].range[1] == here.range[0];
        let sign = if touching { '^' } else { '*' };
        error.suggesting(matches!(here.token, Token::Number(_)).then(|| format!("{sign}{typed}")))
    }
}
