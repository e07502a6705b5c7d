//! The table: what was measured beside what is allowed.

/// The lines printed so far, and whether all of them keep their budgets.
pub struct Table {
    kept: bool,
}

impl Table {
    pub fn new() -> Self {
        println!("{:<16} {:<34} {:>12} {:>10} {:>7}", "scene", "figure", "measured", "budget", "ratio");
        Self { kept: true }
    }

    /// A figure that may be at most its budget.
    pub fn at_most(&mut self, scene: &str, figure: &str, measured: f64, budget: f64, unit: &str) {
        self.line(scene, figure, measured, budget, unit, measured <= budget);
    }

    /// A figure that has to be at least its budget.
    pub fn at_least(&mut self, scene: &str, figure: &str, measured: f64, budget: f64, unit: &str) {
        self.line(scene, figure, measured, budget, unit, measured >= budget);
    }

    fn line(&mut self, scene: &str, figure: &str, measured: f64, budget: f64, unit: &str, kept: bool) {
        self.kept &= kept;
        let ratio = if measured.abs() < budget / 200.0 { 0.0 } else { measured / budget };
        println!(
            "{scene:<16} {figure:<34} {:>12} {:>10} {ratio:>7.2}{}",
            format!("{} {unit}", rounded(measured)),
            format!("{budget} {unit}"),
            if kept { "" } else { "  MISSED" }
        );
    }

    /// A figure without a budget.
    pub fn tell(&mut self, scene: &str, figure: &str, measured: &str) {
        println!("{scene:<16} {figure:<34} {measured:>12}");
    }

    /// Ends the table; true when every budget is kept.
    pub fn finish(self) -> bool {
        println!("{}", if self.kept { "every budget is kept" } else { "some budgets are not kept" });
        self.kept
    }
}

fn rounded(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
