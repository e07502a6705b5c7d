//! Parameters, declared once: controls, URL, command line, validation and documentation follow from a declaration.

mod reading;

use self::reading::{MINUS, coordinates, meant, number, with_point};
use crate::error::Error;
use crate::formula::{Formula, LENGTH};
use crate::text::shorten;
use crate::words::{Text, signs, text};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How a number's slider runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Equal steps.
    Linear,
    /// Equal ratios; the range's ends are positive.
    Log,
}

/// One option of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Choice {
    /// The group of words that its label stands in: `KIND.ID.label`.
    #[serde(skip)]
    pub kind: &'static str,
    /// Kebab-case id.
    pub id: &'static str,
}

impl Choice {
    /// An entry of a registry: a `method`, a `landscape`, a `game`, a `density`.
    pub const fn new(kind: &'static str, id: &'static str) -> Self {
        Self { kind, id }
    }

    /// An option of a scene's own.
    pub const fn option(id: &'static str) -> Self {
        Self::new("option", id)
    }

    /// What a reader calls it.
    pub fn label(&self) -> Text {
        text(format!("{}.{}.label", self.kind, self.id))
    }
}

/// What values a parameter takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A real number in [min, max].
    Number {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
        /// Slider's scale.
        scale: Scale,
        /// Unit, or empty.
        unit: &'static str,
    },
    /// An integer in [min, max].
    Integer {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
        /// Slider's scale.
        scale: Scale,
    },
    /// One of several.
    Choice {
        /// The options.
        options: Vec<Choice>,
    },
    /// Any of several, at least one.
    Choices {
        /// The options.
        options: Vec<Choice>,
    },
    /// On or off.
    Toggle,
    /// A point of the plane, each coordinate in [−bound, bound].
    Point {
        /// Greatest absolute coordinate.
        bound: f64,
    },
    /// A formula that a person types.
    Formula {
        /// The names of its variables.
        variables: &'static [&'static str],
    },
}

/// A parameter's value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Of [`Kind::Number`].
    Number(f64),
    /// Of [`Kind::Integer`].
    Integer(i64),
    /// Of [`Kind::Toggle`].
    Toggle(bool),
    /// Of [`Kind::Choice`].
    Choice(String),
    /// Of [`Kind::Choices`], in the order of the options.
    Choices(Vec<String>),
    /// Of [`Kind::Point`].
    Point([f64; 2]),
    /// Of [`Kind::Formula`], as typed.
    Formula(String),
}

impl std::fmt::Display for Value {
    /// The form that URLs and the command line use; parsing it gives the same value back.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(v) => write!(f, "{v}"),
            Self::Integer(v) => write!(f, "{v}"),
            Self::Toggle(v) => write!(f, "{}", if *v { "on" } else { "off" }),
            Self::Choice(v) | Self::Formula(v) => write!(f, "{v}"),
            Self::Choices(v) => write!(f, "{}", v.join(",")),
            Self::Point([x, y]) => write!(f, "{x},{y}"),
        }
    }
}

/// A parameter's declaration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Kebab-case id; a method's own hyper-parameter is `method.name`.
    pub id: String,
    /// Its symbol in LaTeX, or empty.
    pub symbol: &'static str,
    /// What values it takes.
    #[serde(flatten)]
    pub kind: Kind,
    /// The value it has when nothing is said.
    pub default: Value,
    /// The choice and the options under which alone it matters, if so; elsewhere its control is not shown.
    pub when: Option<(&'static str, Vec<&'static str>)>,
    /// Where the default depends on a choice: which one, and the default under each option that has its own. Left out of what
    /// is written down: settings resolve it.
    #[serde(skip)]
    pub follows: Option<Follows>,
}

/// Defaults that follow a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Follows {
    /// The choice's id.
    pub choice: &'static str,
    /// Options with the default under each.
    pub defaults: Vec<(&'static str, Value)>,
}

impl Parameter {
    fn new(id: &str, symbol: &'static str, kind: Kind, default: Value) -> Self {
        Self { id: id.to_string(), symbol, kind, default, when: None, follows: None }
    }

    /// A real number on a linear scale.
    pub fn number(id: &str, symbol: &'static str, range: [f64; 2], default: f64) -> Self {
        let kind = Kind::Number { min: range[0], max: range[1], scale: Scale::Linear, unit: "" };
        Self::new(id, symbol, kind, Value::Number(default))
    }

    /// A positive real number on a log scale.
    pub fn log_number(id: &str, symbol: &'static str, range: [f64; 2], default: f64) -> Self {
        let kind = Kind::Number { min: range[0], max: range[1], scale: Scale::Log, unit: "" };
        Self::new(id, symbol, kind, Value::Number(default))
    }

    /// An integer.
    pub fn integer(id: &str, symbol: &'static str, range: [i64; 2], default: i64) -> Self {
        let scale = if range[0] > 0 && range[1] / range[0] >= 100 { Scale::Log } else { Scale::Linear };
        let kind = Kind::Integer { min: range[0], max: range[1], scale };
        Self::new(id, symbol, kind, Value::Integer(default))
    }

    /// One of several options.
    pub fn choice(id: &str, options: Vec<Choice>, default: &str) -> Self {
        Self::new(id, "", Kind::Choice { options }, Value::Choice(default.to_string()))
    }

    /// Any of several options.
    pub fn choices(id: &str, options: Vec<Choice>, default: &[&str]) -> Self {
        let default = Value::Choices(default.iter().map(ToString::to_string).collect());
        Self::new(id, "", Kind::Choices { options }, default)
    }

    /// On or off.
    pub fn toggle(id: &str, default: bool) -> Self {
        Self::new(id, "", Kind::Toggle, Value::Toggle(default))
    }

    /// A point of the plane.
    pub fn point(id: &str, bound: f64, default: [f64; 2]) -> Self {
        Self::new(id, "", Kind::Point { bound }, Value::Point(default))
    }

    /// A formula in the given variables.
    pub fn formula(id: &str, variables: &'static [&'static str], default: &str) -> Self {
        Self::new(id, "", Kind::Formula { variables }, Value::Formula(default.to_string()))
    }

    /// The same parameter as a hyper-parameter of a method: its id becomes `method.id`.
    pub fn of_method(mut self, method: &str) -> Self {
        self.id = format!("{method}.{}", self.id);
        self
    }

    /// The same parameter, of matter only while the choice `id` is on `option`.
    pub fn when(self, id: &'static str, option: &'static str) -> Self {
        self.when_any(id, &[option])
    }

    /// The same parameter, of matter only while the choice `id` is on one of these options.
    pub fn when_any(mut self, id: &'static str, options: &[&'static str]) -> Self {
        self.when = Some((id, options.to_vec()));
        self
    }

    /// The same parameter, whose default under an option of the choice `id` is the one listed for it, if any.
    ///
    /// What a person has set stays when the choice changes; what they have not becomes the default under the new option.
    pub fn follows(mut self, id: &'static str, defaults: Vec<(&'static str, Value)>) -> Self {
        self.follows = Some(Follows { choice: id, defaults });
        self
    }

    /// The default under an option of the choice that it follows.
    fn default_under(&self, option: &str) -> &Value {
        let defaults = self.follows.as_ref().map_or(&[][..], |follows| &follows.defaults);
        defaults.iter().find(|(id, _)| *id == option).map_or(&self.default, |(_, value)| value)
    }

    /// The message ids under which its words are looked up, the first that is known counts: its own, and for a method's
    /// hyper-parameter that of its bare name. `part` is `label` or `help`.
    pub fn words(&self, part: &str) -> impl Iterator<Item = String> {
        let bare = self.id.rsplit('.').next().unwrap_or_default();
        [format!("parameter.{}.{part}", self.id), format!("parameter.{bare}.{part}")].into_iter()
    }

    /// The valid values.
    pub fn allowed(&self) -> Text {
        let ids = |options: &[Choice]| options.iter().map(|option| signs(option.id)).collect::<Vec<_>>();
        match &self.kind {
            Kind::Number { min, max, .. } => text("allowed.number").with("min", *min).with("max", *max),
            Kind::Integer { min, max, .. } => text("allowed.integer").with("min", *min as f64).with("max", *max as f64),
            Kind::Choice { options } => text("allowed.choice").with("options", ids(options)),
            Kind::Choices { options } => text("allowed.choices").with("options", ids(options)),
            Kind::Toggle => text("allowed.toggle"),
            Kind::Point { bound } => text("allowed.point").with("min", -*bound).with("max", *bound),
            Kind::Formula { variables } => {
                let variables: Vec<Text> = variables.iter().map(|name| signs(*name)).collect();
                text("allowed.formula").with("variables", variables).with("length", LENGTH)
            }
        }
    }

    /// Reads a value as URLs and the command line write it.
    ///
    /// # Errors
    /// [`Error::Value`] when it is not of this parameter's kind or out of its range, [`Error::Formula`] with the place
    /// when it is no formula.
    pub fn parse(&self, text: &str) -> Result<Value, Error> {
        let text = text.trim();
        let refuse = |nearest: Option<String>| Error::Value {
            parameter: self.id.clone(),
            given: shorten(text),
            allowed: self.allowed(),
            nearest,
        };
        let option = |options: &[Choice], id: &str| {
            options.iter().find(|o| o.id == id).map(|o| o.id.to_string()).ok_or_else(|| refuse(meant(id, options)))
        };
        match &self.kind {
            Kind::Number { min, max, .. } => {
                let v = number(text).ok_or_else(|| refuse(with_point(text)))?;
                if (*min..=*max).contains(&v) {
                    Ok(Value::Number(v))
                } else {
                    Err(refuse(v.is_finite().then(|| v.clamp(*min, *max).to_string())))
                }
            }
            Kind::Integer { min, max, .. } => {
                let v: i64 = text.replace(MINUS, "-").parse().map_err(|_| refuse(None))?;
                if (*min..=*max).contains(&v) {
                    Ok(Value::Integer(v))
                } else {
                    Err(refuse(Some(v.clamp(*min, *max).to_string())))
                }
            }
            Kind::Choice { options } => option(options, text).map(Value::Choice),
            Kind::Choices { options } => {
                let chosen = text.split(',').map(|id| option(options, id.trim())).collect::<Result<Vec<_>, _>>()?;
                let ordered = options.iter().map(|o| o.id.to_string()).filter(|id| chosen.contains(id)).collect();
                Ok(Value::Choices(ordered))
            }
            Kind::Toggle => match text {
                "on" | "true" | "1" => Ok(Value::Toggle(true)),
                "off" | "false" | "0" => Ok(Value::Toggle(false)),
                _ => Err(refuse(None)),
            },
            Kind::Point { bound } => match coordinates(text).ok_or_else(|| refuse(None))?.as_slice() {
                [x, y] if x.abs() <= *bound && y.abs() <= *bound => Ok(Value::Point([*x, *y])),
                _ => Err(refuse(None)),
            },
            Kind::Formula { .. } => self.read_formula(text).map(|formula| Value::Formula(formula.text().to_string())),
        }
    }

    /// Reads a formula in this parameter's variables; for a parameter of another kind, one without variables.
    fn read_formula(&self, text: &str) -> Result<Formula, Error> {
        let variables = match &self.kind {
            Kind::Formula { variables } => variables,
            _ => &[][..],
        };
        Formula::parse(text, variables).map_err(|error| Error::Formula {
            parameter: self.id.clone(),
            given: shorten(text),
            allowed: self.allowed(),
            error: Box::new(error),
        })
    }
}

/// A scene's parameters with a value each: the whole state of a scene but its seed and time.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    parameters: Vec<Parameter>,
    values: BTreeMap<String, Value>,
    /// What has been set, if only to the default.
    given: BTreeSet<String>,
}

impl Settings {
    /// All defaults.
    pub fn new(parameters: Vec<Parameter>) -> Self {
        let values = parameters.iter().map(|p| (p.id.clone(), p.default.clone())).collect();
        Self { parameters, values, given: BTreeSet::new() }
    }

    /// Sets one parameter from its text form.
    ///
    /// # Errors
    /// [`Error::Unknown`] for an id that the scene does not declare, [`Error::Value`] for a value not allowed.
    pub fn set(&mut self, id: &str, text: &str) -> Result<(), Error> {
        let parameter = self
            .named(id)
            .cloned()
            .ok_or_else(|| Error::unknown("parameter", id, self.parameters.iter().map(|p| p.id.as_str())))?;
        let value = parameter.parse(text)?;
        self.given.insert(parameter.id.clone());
        if let Value::Choice(option) = &value {
            let followers =
                self.parameters.iter().filter(|p| p.follows.as_ref().is_some_and(|f| f.choice == parameter.id));
            for follower in followers.filter(|follower| !self.given.contains(&follower.id)) {
                self.values.insert(follower.id.clone(), follower.default_under(option).clone());
            }
        }
        self.values.insert(parameter.id.clone(), value);
        Ok(())
    }

    /// The declaration with this id. HTML writes names in lower case and some languages take no dots, so case does not count
    /// and `adam-lr` stands for `adam.lr`, wherever one declaration alone is meant.
    fn named(&self, id: &str) -> Option<&Parameter> {
        let plain = |id: &str| id.to_lowercase().replace(['.', '_'], "-");
        let wanted = plain(id);
        let mut alike = self.parameters.iter().filter(|parameter| plain(&parameter.id) == wanted);
        let exact = self.parameters.iter().find(|parameter| parameter.id == id);
        exact.or_else(|| alike.next().filter(|_| alike.next().is_none()))
    }

    /// The declarations.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// All values by id.
    pub fn values(&self) -> &BTreeMap<String, Value> {
        &self.values
    }

    /// The default of a parameter under the choices as they are.
    fn default_of<'a>(&self, parameter: &'a Parameter) -> &'a Value {
        let chosen = parameter.follows.as_ref().and_then(|follows| self.choice(follows.choice).ok());
        chosen.map_or(&parameter.default, |option| parameter.default_under(option))
    }

    /// Only what differs from the default, in its text form, in the order of declaration.
    pub fn differing(&self) -> Vec<(String, String)> {
        self.parameters
            .iter()
            .filter_map(|p| {
                self.values.get(&p.id).filter(|v| *v != self.default_of(p)).map(|v| (p.id.clone(), v.to_string()))
            })
            .collect()
    }

    fn get(&self, id: &str) -> Result<&Value, Error> {
        self.values.get(id).ok_or_else(|| Error::unknown("parameter", id, self.values.keys().map(String::as_str)))
    }

    fn mistyped(id: &str, wanted: &'static str, value: &Value) -> Error {
        let allowed = text(format!("wanted.{wanted}"));
        Error::Value { parameter: id.to_string(), given: value.to_string(), allowed, nearest: None }
    }

    /// The value of a number or integer.
    ///
    /// # Errors
    /// When the scene declares no such number.
    pub fn number(&self, id: &str) -> Result<f64, Error> {
        match self.get(id)? {
            Value::Number(v) => Ok(*v),
            Value::Integer(v) => Ok(*v as f64),
            other => Err(Self::mistyped(id, "number", other)),
        }
    }

    /// The value of a nonnegative integer.
    ///
    /// # Errors
    /// When the scene declares no such integer.
    pub fn count(&self, id: &str) -> Result<usize, Error> {
        match self.get(id)? {
            Value::Integer(v) if *v >= 0 => Ok(*v as usize),
            other => Err(Self::mistyped(id, "integer", other)),
        }
    }

    /// The value of a choice.
    ///
    /// # Errors
    /// When the scene declares no such choice.
    pub fn choice(&self, id: &str) -> Result<&str, Error> {
        match self.get(id)? {
            Value::Choice(v) => Ok(v),
            other => Err(Self::mistyped(id, "choice", other)),
        }
    }

    /// The values of several choices.
    ///
    /// # Errors
    /// When the scene declares no such choices.
    pub fn choices(&self, id: &str) -> Result<&[String], Error> {
        match self.get(id)? {
            Value::Choices(v) => Ok(v),
            other => Err(Self::mistyped(id, "choices", other)),
        }
    }

    /// The value of a toggle.
    ///
    /// # Errors
    /// When the scene declares no such toggle.
    pub fn toggle(&self, id: &str) -> Result<bool, Error> {
        match self.get(id)? {
            Value::Toggle(v) => Ok(*v),
            other => Err(Self::mistyped(id, "toggle", other)),
        }
    }

    /// The value of a formula, ready to be evaluated.
    ///
    /// # Errors
    /// When the scene declares no such formula.
    pub fn formula(&self, id: &str) -> Result<Formula, Error> {
        let declared = self.parameters.iter().find(|parameter| parameter.id == id);
        match (self.get(id)?, declared) {
            (Value::Formula(text), Some(parameter)) => parameter.read_formula(text),
            (other, _) => Err(Self::mistyped(id, "formula", other)),
        }
    }

    /// The value of a point.
    ///
    /// # Errors
    /// When the scene declares no such point.
    pub fn point(&self, id: &str) -> Result<[f64; 2], Error> {
        match self.get(id)? {
            Value::Point(v) => Ok(*v),
            other => Err(Self::mistyped(id, "point", other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let options = vec![Choice::option("near"), Choice::option("far")];
        Settings::new(vec![
            Parameter::choice("place", options, "near"),
            Parameter::number("reach", "", [0.0, 10.0], 1.0).follows("place", vec![("far", Value::Number(7.0))]),
        ])
    }

    #[test]
    fn a_default_follows_its_choice_until_it_is_set() {
        let mut followed = settings();
        followed.set("place", "far").unwrap();
        assert_eq!(followed.number("reach").unwrap(), 7.0);
        assert_eq!(followed.differing(), [("place".to_string(), "far".to_string())]);
        followed.set("place", "near").unwrap();
        assert_eq!(followed.number("reach").unwrap(), 1.0);

        // In whatever order a person's own value comes, it stays.
        for order in [["place=far", "reach=1"], ["reach=1", "place=far"]] {
            let mut own = settings();
            for assignment in order {
                let (id, value) = assignment.split_once('=').unwrap();
                own.set(id, value).unwrap();
            }
            assert_eq!(own.number("reach").unwrap(), 1.0);
            assert_eq!(own.differing().len(), 2, "1 is not the default here");
        }
    }

    #[test]
    fn names_are_known_without_case_and_dots() {
        let mut settings = Settings::new(vec![
            Parameter::number("cubic-newton.M", "", [0.0, 10.0], 1.0),
            Parameter::number("a.b-c", "", [0.0, 10.0], 1.0),
            Parameter::number("a-b.c", "", [0.0, 10.0], 1.0),
        ]);
        for (name, value) in [("cubic-newton.m", 5.0), ("CUBIC-NEWTON-M", 6.0), ("cubic_newton.M", 7.0)] {
            settings.set(name, &value.to_string()).unwrap();
            assert_eq!(settings.number("cubic-newton.M").unwrap(), value);
        }
        assert!(settings.set("a-b-c", "2").is_err(), "two are meant");
        settings.set("a-b.c", "2").unwrap();
        assert_eq!(settings.number("a.b-c").unwrap(), 1.0);
    }
}
