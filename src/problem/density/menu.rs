//! One menu of everything that can be sampled in the plane: the named densities, all landscapes, and a typed formula.

use super::{DENSITIES, Planar, Shape, confined};
use crate::error::{Error, find_by_id};
use crate::geometry::Rect;
use crate::parameter::{Choice, Parameter, Settings};
use crate::problem::landscape::{FormulaLandscape, LANDSCAPES, LandscapeInfo};
use crate::words::{Text, text};
use std::sync::Arc;

/// The id of a typed function on the menu, and of the parameter that holds it.
const FORMULA: &str = "formula";
/// The rectangle in which a typed function is a density.
const FORMULA_VIEW: Rect = Rect::new([-4.0, 4.0], [-4.0, 4.0]);

/// How wide a landscape may be for step sizes made for densities of a few units.
const WIDEST: f64 = 25.0;

/// The landscapes that are not already among the named densities; a typed formula has a place of its own in the menu.
fn landscapes() -> impl Iterator<Item = &'static LandscapeInfo> + Clone {
    let typed = |info: &&LandscapeInfo| info.id == FORMULA;
    let named = |info: &&LandscapeInfo| DENSITIES.iter().any(|density| density.id == info.id);
    LANDSCAPES.iter().copied().filter(move |info| !typed(info) && !named(info))
}

/// The parameters `density` and `formula`, from which [`chosen`] builds, for scenes whose step sizes are made for densities
/// of a few units: without landscapes that are hundreds wide.
pub fn choice(default: &str) -> [Parameter; 2] {
    choice_within(default, WIDEST)
}

/// The same with the landscapes whose views are at most `widest` wide.
fn choice_within(default: &str, widest: f64) -> [Parameter; 2] {
    let named = DENSITIES.iter().map(|density| Choice::new("density", density.id));
    let fitting = landscapes().filter(|info| info.view.width() <= widest);
    let landscapes = fitting.map(|info| Choice::new("landscape", info.id));
    let formula = Choice::new("density", FORMULA);
    let options = named.chain(landscapes).chain(std::iter::once(formula)).collect();
    let density = Parameter::choice("density", options, default);
    let formula = Parameter::formula(FORMULA, &["x", "y"], "(x^2 - 2)^2 + (y - x/2)^2");
    [density, formula.when("density", FORMULA)]
}

/// The parameter `r`: how far modes lie from the origin, or a ring's radius.
pub fn radius(greatest: f64) -> Parameter {
    let radius = Parameter::number("r", "r", [1.0, greatest], 2.0);
    radius.when_any("density", &["two-gaussians", "four-gaussians", "donut"])
}

/// The parameter `correlation` of the Gaussian's two variables.
pub fn correlation(greatest: f64, default: f64) -> Parameter {
    Parameter::number("correlation", r"\rho", [-greatest, greatest], default).when("density", "gaussian")
}

/// The parameters of [`choice`], `r`, `correlation` and `beta`, from which [`of_settings`] builds.
pub fn parameters(default: &str) -> Vec<Parameter> {
    let [density, formula] = choice_within(default, f64::INFINITY);
    vec![
        density,
        formula,
        radius(3.0),
        correlation(0.99, 0.8),
        Parameter::log_number("beta", r"\beta", [0.2, 5.0], 1.0),
    ]
}

/// The density that the settings name to the power β, and what has to be said of it, if anything.
///
/// # Errors
/// When the settings lack a parameter or name no density.
pub fn of_settings(settings: &Settings) -> Result<(Planar, Option<Text>), Error> {
    let shape = Shape { r: settings.number("r")?, correlation: settings.number("correlation")? };
    let (planar, notice) = chosen(settings, shape)?;
    Ok((planar.tempered(settings.number("beta")?), notice))
}

/// The density that the settings name, and what has to be said of it, if anything.
///
/// # Errors
/// When the settings lack a parameter or name no density.
pub fn chosen(settings: &Settings, shape: Shape) -> Result<(Planar, Option<Text>), Error> {
    let id = settings.choice("density")?;
    if id == FORMULA {
        let landscape = Arc::new(FormulaLandscape(settings.formula(FORMULA)?));
        return Ok(match confined::of_formula(landscape, FORMULA_VIEW, [-1.0, 1.0]) {
            Some(planar) => (planar, None),
            None => (standard_normal(), Some(text("notice.no-value"))),
        });
    }
    if let Some(density) = DENSITIES.iter().find(|density| density.id == id) {
        return Ok(((density.build)(shape), None));
    }
    let info = find_by_id("density", id, landscapes().map(|info| (info.id, info)))?;
    Ok(match confined::of_landscape(info)? {
        Some((planar, 1.0)) => (planar, None),
        Some((planar, temperature)) => (planar, Some(text("notice.temperature").with("temperature", temperature))),
        None => (
            standard_normal(),
            Some(text("notice.no-finite-value").with("landscape", text(format!("landscape.{id}.label")))),
        ),
    })
}

fn standard_normal() -> Planar {
    (super::gaussian::INFO.build)(Shape { correlation: 0.0, ..Shape::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_on_the_menu_can_be_had() {
        let menu = parameters("banana");
        let crate::parameter::Kind::Choice { options } = menu[0].kind.clone() else { panic!("a choice") };
        assert!(options.len() > DENSITIES.len() + 15);
        for option in options {
            let mut settings = Settings::new(menu.clone());
            settings.set("density", option.id).unwrap();
            settings.set("beta", "0.5").unwrap();
            let (planar, _) = of_settings(&settings).unwrap();
            assert!(planar.density.potential(&planar.start).is_finite(), "{}", option.id);
        }
        let mut settings = Settings::new(menu);
        settings.set("density", "formula").unwrap();
        settings.set("formula", "ln(-1 - x^2)").unwrap();
        assert!(of_settings(&settings).unwrap().1.unwrap().id() == Some("notice.no-value"));
    }
}
