//! Studies: long computations beside a scene's run, in parts that any worker can do, charted as they come.

use crate::error::Error;
use crate::frame::Chart;
use crate::text::digits;

/// A study's declaration; its button's text and its help stand in `words/` as `study.ID.title` and `study.ID.help`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct StudyInfo {
    /// Kebab-case id, unique in its scene.
    pub id: &'static str,
}

/// A study under given settings and seed: so many parts, each of which a worker computes without knowing the others.
///
/// It has no state of its own, so that all workers may share it.
pub trait Study: Send + Sync {
    /// How many parts there are, at least one.
    fn parts(&self) -> usize;
    /// Part `index` < [`Study::parts`]: numbers that settings, seed and index determine to the bit. It should take less
    /// than 0.3 s, best a few milliseconds: where a page's host forbids workers, a part is what holds the page up.
    fn part(&self, index: usize) -> Vec<f64>;
    /// The result as far as it is known; `parts[index]` is none where part `index` is still to come.
    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart;
    /// The result in numbers, as far as it is known; by default the parts as they are, one to a row.
    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let done = parts.iter().enumerate().filter_map(|(index, part)| part.as_ref().map(|values| (index, values)));
        let rows: Vec<Vec<f64>> =
            done.map(|(index, values)| std::iter::once(index as f64).chain(values.iter().copied()).collect()).collect();
        let widest = rows.iter().map(Vec::len).max().unwrap_or(1);
        let columns = std::iter::once("part".to_string()).chain((1..widest).map(|column| format!("value.{column}")));
        Records { columns: columns.collect(), rows }
    }
}

/// Numbers in named columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Records {
    /// The columns' names, without commas.
    pub columns: Vec<String>,
    /// The rows; one shorter than [`Records::columns`] has nothing in the columns left.
    pub rows: Vec<Vec<f64>>,
}

impl Records {
    /// Records under the given columns.
    pub fn new(columns: &[&str], rows: Vec<Vec<f64>>) -> Self {
        Self { columns: columns.iter().map(ToString::to_string).collect(), rows }
    }

    /// Comma-separated values under a header; nothing where a number is missing or NaN.
    pub fn csv(&self) -> String {
        let mut text = self.columns.join(",") + "\n";
        for row in &self.rows {
            for column in 0..self.columns.len() {
                text.push_str(if column > 0 { "," } else { "" });
                text.push_str(&row.get(column).copied().map_or_else(String::new, digits));
            }
            text.push('\n');
        }
        text
    }
}

/// What a scene says of a study that it does not have.
pub fn unknown(id: &str, known: &[StudyInfo]) -> Error {
    Error::unknown("study", id, known.iter().map(|info| info.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Axis;
    use crate::parameter::Settings;
    use crate::scene::find;

    struct Squares;

    impl Study for Squares {
        fn parts(&self) -> usize {
            3
        }

        fn part(&self, index: usize) -> Vec<f64> {
            vec![(index * index) as f64; index]
        }

        fn chart(&self, _parts: &[Option<Vec<f64>>]) -> Chart {
            let (x, y) = (Axis::linear("x"), Axis::linear("y"));
            Chart { id: "squares".into(), title: String::new().into(), x, y, marks: Vec::new(), square: false }
        }
    }

    #[test]
    fn records_hold_the_parts_that_are_done() {
        let parts = [Some(Squares.part(0)), None, Some(Squares.part(2))];
        assert_eq!(Squares.records(&parts).csv(), "part,value.1,value.2\n0,,\n2,4,4\n");
        assert_eq!(Squares.records(&[None, None, None]).csv(), "part\n");
    }

    #[test]
    fn numbers_that_are_none_leave_their_field_empty() {
        let records = Records::new(&["a", "b"], vec![vec![f64::NAN, 1.5], vec![f64::INFINITY, -0.1]]);
        assert_eq!(records.csv(), "a,b\n,1.5\ninf,-0.1\n");
    }

    #[test]
    fn an_unknown_study_is_named_with_the_nearest() {
        let scene = find("saddle-escape").unwrap();
        let settings = Settings::new(scene.parameters());
        let error = scene.study("escape-time", &settings, 0).err().unwrap().to_string();
        assert!(error.contains("kind.study") && error.contains("nearest=escape-times"), "{error}");
    }
}
