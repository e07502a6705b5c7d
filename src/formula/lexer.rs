//! Text to tokens: numbers, names (apart or run together), signs as people type them.

use super::error::FormulaError;
use super::function::{Constant, Function, Meaning, known, meaning};
use crate::text::shorten;
use crate::words::text as message;

/// The smallest meaningful piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Variable(usize),
    Constant(Constant),
    Function(Function),
    Plus,
    Minus,
    Times,
    Over,
    Power,
    /// A raised integer such as ² or ⁻¹.
    Superscript(f64),
    Open(char),
    Close(char),
    Comma,
    Bar,
    End,
}

/// A token and the characters `[start, end)` that it came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) range: [usize; 2],
}

/// The tokens of a text, the last one [`Token::End`].
pub(super) fn tokens(text: &[char], variables: &[&str]) -> Result<Vec<Placed>, FormulaError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        if c.is_ascii_digit() || c == '.' {
            let value = number(text, &mut at)?;
            tokens.push(Placed { token: Token::Number(value), range: [start, at] });
        } else if c.is_alphabetic() && superscript(c).is_none() {
            at = end_of_names(text, start, variables);
            names(&text[start..at], start, variables, &mut tokens)?;
        } else if superscript(c).is_some() {
            let value = raised(text, &mut at)?;
            tokens.push(Placed { token: Token::Superscript(value), range: [start, at] });
        } else {
            let token = sign(text, &mut at)?;
            tokens.push(Placed { token, range: [start, at] });
        }
    }
    tokens.push(Placed { token: Token::End, range: [text.len(), text.len()] });
    Ok(tokens)
}

/// A decimal number such as `2`, `.5` or `1e-3`; an `e` without digits after it is left for Euler's number.
fn number(text: &[char], at: &mut usize) -> Result<f64, FormulaError> {
    let start = *at;
    let digits = |at: &mut usize| {
        let from = *at;
        while text.get(*at).is_some_and(char::is_ascii_digit) {
            *at += 1;
        }
        *at - from
    };
    let mut count = digits(at);
    if text.get(*at) == Some(&'.') {
        *at += 1;
        count += digits(at);
    }
    if matches!(text.get(*at), Some('e' | 'E')) {
        let mut ahead = *at + 1;
        if matches!(text.get(ahead), Some('+' | '-' | '−')) {
            ahead += 1;
        }
        if digits(&mut ahead) > 0 {
            *at = ahead;
        }
    }
    let typed: String = text[start..*at].iter().map(|c| if *c == '−' { '-' } else { *c }).collect();
    let range = [start, *at];
    if count == 0 || text.get(*at) == Some(&'.') {
        return Err(FormulaError::at([start, *at + usize::from(count > 0)], message("formula.no-number")));
    }
    match typed.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(FormulaError::at(range, message("formula.too-large"))),
    }
}

/// The digit (or sign, as `None`) that a raised character stands for.
fn superscript(c: char) -> Option<Option<u32>> {
    match c {
        '⁻' => Some(None),
        '⁰' => Some(Some(0)),
        '¹' => Some(Some(1)),
        '²' => Some(Some(2)),
        '³' => Some(Some(3)),
        '⁴'..='⁹' => Some(Some(c as u32 - '⁰' as u32)),
        _ => None,
    }
}

fn raised(text: &[char], at: &mut usize) -> Result<f64, FormulaError> {
    let start = *at;
    let negative = text.get(*at) == Some(&'⁻');
    *at += usize::from(negative);
    let (mut value, mut count) = (0.0, 0);
    while let Some(Some(Some(digit))) = text.get(*at).map(|c| superscript(*c)) {
        value = 10.0 * value + f64::from(digit);
        (*at, count) = (*at + 1, count + 1);
    }
    if count == 0 || count > 9 {
        return Err(FormulaError::at([start, (*at).max(start + 1)], message("formula.no-exponent")));
    }
    Ok(if negative { -value } else { value })
}

fn sign(text: &[char], at: &mut usize) -> Result<Token, FormulaError> {
    let (c, range) = (text[*at], [*at, *at + 1]);
    *at += 1;
    Ok(match c {
        '+' => Token::Plus,
        '-' | '−' | '–' => Token::Minus,
        '*' if text.get(*at) == Some(&'*') => {
            *at += 1;
            Token::Power
        }
        '*' | '·' | '⋅' | '×' | '∙' => Token::Times,
        '/' | '÷' | '∕' => Token::Over,
        '^' => Token::Power,
        '√' => Token::Function(Function::Sqrt),
        '(' | '[' | '{' => Token::Open(c),
        ')' | ']' | '}' => Token::Close(c),
        ',' | ';' => Token::Comma,
        '|' => Token::Bar,
        '=' => return Err(FormulaError::at(range, message("formula.equation"))),
        _ => return Err(FormulaError::at(range, message("formula.no-meaning").with("sign", shorten(&c.to_string())))),
    })
}

/// Where a run of letters ends, with the digits after it only where they belong to a name (`log10`, but not `sin2x`).
fn end_of_names(text: &[char], start: usize, variables: &[&str]) -> usize {
    let run = |from: usize, belongs: fn(char) -> bool| {
        from + text[from..].iter().take_while(|c| superscript(**c).is_none() && belongs(**c)).count()
    };
    let letters = run(start, |c| c.is_alphabetic() || c == '_');
    let digits = run(letters, char::is_numeric);
    if digits > letters && split(&text[start..digits], variables).is_some() { digits } else { letters }
}

/// The names in a run of letters: one name, or several run together, as in `xy` or `2xsin(y)`.
fn names(run: &[char], start: usize, variables: &[&str], tokens: &mut Vec<Placed>) -> Result<(), FormulaError> {
    let text: String = run.iter().collect();
    let pieces = match meaning(&text, variables) {
        Some(whole) => vec![(whole, run.len())],
        None => split(run, variables).ok_or_else(|| unknown(&text, [start, start + run.len()], variables))?,
    };
    let mut at = start;
    for (meaning, length) in pieces {
        let token = match meaning {
            Meaning::Variable(index) => Token::Variable(index),
            Meaning::Constant(constant) => Token::Constant(constant),
            Meaning::Function(function) => Token::Function(function),
        };
        tokens.push(Placed { token, range: [at, at + length] });
        at += length;
    }
    Ok(())
}

/// A run of letters as known names one after the other, long names first.
///
/// A function may stand last (`xsin`, before its argument) or before variables (`sinx`), but not before constants alone:
/// `sine` is a misspelt sine, not the sine of e.
fn split(run: &[char], variables: &[&str]) -> Option<Vec<(Meaning, usize)>> {
    const LONGEST: usize = 8;
    // From the right: the first name of the rest, its length, and whether a variable is in the rest.
    let mut rests: Vec<Option<(Meaning, usize, bool)>> = vec![None; run.len()];
    for from in (0..run.len()).rev() {
        for to in (from + 1..=run.len().min(from + LONGEST)).rev() {
            let rest = rests.get(to).copied().unwrap_or_default();
            if to < run.len() && rest.is_none() {
                continue;
            }
            let has_variable = rest.is_some_and(|(_, _, has_variable)| has_variable);
            let Some(meaning) = meaning(&run[from..to].iter().collect::<String>(), variables) else { continue };
            if matches!(meaning, Meaning::Function(_)) && rest.is_some() && !has_variable {
                continue;
            }
            rests[from] = Some((meaning, to - from, has_variable || matches!(meaning, Meaning::Variable(_))));
            break;
        }
    }
    let (mut pieces, mut at) = (Vec::new(), 0);
    while at < run.len() {
        let (meaning, length, _) = rests[at]?;
        pieces.push((meaning, length));
        at += length;
    }
    Some(pieces)
}

fn unknown(name: &str, range: [usize; 2], variables: &[&str]) -> FormulaError {
    // A slip or two in a name that has more letters than slips.
    let distance = |known: &str| strsim::osa_distance(&name.to_lowercase(), known);
    let near = known(variables).filter(|known| distance(known) <= known.chars().count().saturating_sub(2).min(2));
    let suggestion = near.min_by_key(|known| distance(known)).map(str::to_string);
    let problem = match suggestion {
        Some(_) => message("formula.unknown").with("name", shorten(name)),
        None => message("formula.unknown-among").with("name", shorten(name)).with("variables", variables.join(", ")),
    };
    FormulaError::at(range, problem).suggesting(suggestion)
}
