//! The density that a scene's settings choose: a named one, or e^{−f} of a typed f.

use crate::error::Error;
use crate::frame::{Grid, Rect};
use crate::parameter::{Choice, Kind, Parameter, Settings};
use crate::problem::density::{self, Boltzmann, Density, Extent, Planar, Shape};
use crate::problem::landscape::{FormulaLandscape, Landscape};
use std::sync::Arc;

/// Where a typed function is seen.
const VIEW: Rect = Rect::new([-4.0, 4.0], [-4.0, 4.0]);
/// Cells of the grid on which its modes are looked for.
const CELLS: usize = 80;
/// The most modes that are told apart.
const MODES: usize = 4;

/// The parameters `density` and `formula`.
pub(super) fn parameters(default: &str) -> [Parameter; 2] {
    let mut named = density::parameter(default);
    if let Kind::Choice { options } = &mut named.kind {
        options.push(Choice { id: "formula", label: "your own f(x, y), p ∝ exp(−f)" });
    }
    let formula = Parameter::formula(
        "formula",
        "f(x, y)",
        &["x", "y"],
        "(x^2 - 2)^2 + (y - x/2)^2",
        "The function f of the density exp(−f), seen for |x|, |y| up to 4.",
    );
    [named, formula.when("density", "formula")]
}

/// The density that the settings choose, and what has to be said of it, if anything.
///
/// # Errors
/// When the settings lack a parameter or name no density.
pub(super) fn of_settings(settings: &Settings, shape: Shape) -> Result<(Planar, Option<String>), Error> {
    let id = settings.choice("density")?;
    if id != "formula" {
        return Ok(((density::find(id)?.build)(shape), None));
    }
    let landscape: Arc<dyn Landscape> = Arc::new(FormulaLandscape(settings.formula("formula")?));
    let typed: Arc<dyn Density> = Arc::new(Boltzmann { landscape, beta: 1.0 });
    let modes = lowest(typed.as_ref());
    Ok(match modes.first() {
        Some(first) => {
            let extent = [Extent::Even([-6.0, 6.0]), Extent::Even([-6.0, 6.0])];
            (Planar { start: *first, modes, view: VIEW, extent, density: typed }, None)
        }
        None => {
            let standard = (density::find("gaussian")?.build)(Shape { correlation: 0.0, ..shape });
            (standard, Some("f has no value anywhere: a standard normal law is shown instead".to_string()))
        }
    })
}

/// The cells that lie below all their neighbours, lowest first; at least the lowest of all, if f has a value anywhere.
fn lowest(density: &dyn Density) -> Vec<[f64; 2]> {
    let mut values = Vec::with_capacity(CELLS * CELLS);
    Grid::sample(VIEW, CELLS, CELLS, |x, y| {
        let value = density.potential(&[x, y]);
        values.push(if value.is_finite() { value } else { f64::INFINITY });
        0.0
    });
    let centre = |cell: usize| {
        let place = |[low, high]: [f64; 2], index: usize| low + (high - low) * (index as f64 + 0.5) / CELLS as f64;
        [place(VIEW.x, cell % CELLS), place(VIEW.y, cell / CELLS)]
    };
    let minimal = |cell: &usize| {
        let (column, row) = (cell % CELLS, cell / CELLS);
        let near = |index: usize| index.saturating_sub(1)..(index + 2).min(CELLS);
        let around = near(row).flat_map(|row| near(column).map(move |column| row * CELLS + column));
        values[*cell].is_finite()
            && around.filter(|other| other != cell).all(|other| (values[*cell], *cell) < (values[other], other))
    };
    let mut cells: Vec<usize> = (0..values.len()).filter(minimal).collect();
    cells.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    cells.into_iter().take(MODES).map(centre).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(formula: &str) -> (Planar, Option<String>) {
        let mut settings = Settings::new(parameters("mixture").to_vec());
        settings.set("density", "formula").unwrap();
        settings.set("formula", formula).unwrap();
        of_settings(&settings, Shape::default()).unwrap()
    }

    #[test]
    fn a_typed_function_s_modes_are_its_wells() {
        let (planar, notice) = of("(x^2 - 2)^2 + (y - x/2)^2");
        assert_eq!((planar.modes.len(), notice), (2, None));
        for mode in planar.modes {
            assert!((mode[0].abs() - 2.0_f64.sqrt()).abs() < 0.1 && (mode[1] - 0.5 * mode[0]).abs() < 0.1, "{mode:?}");
        }
        assert_eq!(of("x^2 + y^2").0.modes.len(), 1);
    }

    #[test]
    fn what_has_no_value_is_replaced_and_said() {
        assert!(of("ln(-1 - x^2)").1.unwrap().contains("no value"));
        assert_eq!(of("ln(x)").0.modes.len(), 1);
        assert_eq!(of("0").0.modes.len(), 1);
    }

    #[test]
    fn named_densities_are_themselves() {
        let settings = Settings::new(parameters("mixture").to_vec());
        assert_eq!(of_settings(&settings, Shape::default()).unwrap().0.modes.len(), 3);
    }
}
