//! Frames as bytes: a running scene hands them to the module that draws, from the same page or from a worker.
//!
//! The format is postcard's: the fields in order, without names. Both ends are of one build.

use crate::error::Error;
use crate::frame::{Chart, Frame, Layer, Readout, Relation, Table, Twin};
use crate::geometry::Rect;
use crate::words::Text;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A part of a frame that changes with every step: its layers.
#[derive(Debug, Default, Deserialize)]
pub struct Moving {
    /// Back to front.
    pub layers: Vec<Layer>,
    /// Drawn over them while nothing moves.
    pub at_rest: Vec<Layer>,
    /// Of the second picture.
    pub twin: Vec<Layer>,
}

/// The parts of a frame beside the picture.
#[derive(Debug, Default, Deserialize)]
pub struct Panel {
    /// Charts in order, their series resolved into lines.
    pub charts: Vec<Chart>,
    /// Live numbers.
    pub readouts: Vec<Readout>,
    /// Live tables.
    pub tables: Vec<Table>,
    /// Notices.
    pub notices: Vec<Text>,
}

/// The parts of a picture that a run's settings decide, whatever the step.
#[derive(Debug, Serialize, Deserialize)]
pub struct Setting {
    /// The default view.
    pub view: Rect,
    /// The axes' names in LaTeX letters.
    pub axes: [String; 2],
    /// Whether a unit is as long on both axes.
    pub equal_axes: bool,
    /// The second picture, where there is one.
    pub twin: Option<Twin>,
}

/// A claim as it stands; of its source, text and link.
#[derive(Debug, Deserialize)]
pub struct Standing {
    /// The claim's id.
    pub id: String,
    /// The statement.
    pub statement: Text,
    /// The prediction.
    pub predicted: f64,
    /// The measurement, once it exists.
    pub measured: Option<f64>,
    /// The tolerance, absolute.
    pub tolerance: f64,
    /// The tolerance's origin.
    pub tolerance_origin: Text,
    /// How both must stand.
    pub relation: Relation,
    /// How much of the measurement is done, in [0, 1].
    pub progress: f64,
    /// The source's text and link.
    pub source: (String, String),
}

/// A value as bytes.
///
/// # Errors
/// [`Error::Drawing`] when it cannot be encoded.
pub fn encoded(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    postcard::to_allocvec(value).map_err(|error| Error::Drawing(error.to_string()))
}

/// A value from the bytes of [`encoded`].
///
/// # Errors
/// [`Error::Drawing`] when they are of another value.
pub fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    postcard::from_bytes(bytes).map_err(|error| Error::Drawing(error.to_string()))
}

/// The bytes of a frame's [`Moving`] part.
///
/// # Errors
/// Those of [`encoded`].
pub fn moving(frame: &Frame) -> Result<Vec<u8>, Error> {
    encoded(&(&frame.layers, &frame.at_rest, &frame.twin))
}

/// The bytes of a frame's [`Panel`] part.
///
/// # Errors
/// Those of [`encoded`].
pub fn panel(frame: &Frame) -> Result<Vec<u8>, Error> {
    encoded(&(&frame.charts, &frame.readouts, &frame.tables, &frame.notices))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Backdrop;
    use crate::parameter::Settings;
    use crate::player::Player;
    use crate::scene::registry;

    #[test]
    fn every_scene_comes_out_as_it_went_in() {
        for scene in registry() {
            let mut player = Player::new(*scene, Settings::new(scene.parameters()), 3).unwrap();
            player.seek(60);
            let frame = player.frame();
            let Moving { layers, at_rest, twin } = decoded(&moving(&frame).unwrap()).unwrap();
            let Panel { charts, readouts, tables, notices } = decoded(&panel(&frame).unwrap()).unwrap();
            let back = Frame { layers, at_rest, twin, charts, readouts, tables, notices };
            assert_eq!(format!("{back:?}"), format!("{frame:?}"), "{}", scene.about().id);
            let backdrop = player.backdrop(player.view());
            let again: Backdrop = decoded(&encoded(&backdrop).unwrap()).unwrap();
            assert_eq!(format!("{again:?}"), format!("{backdrop:?}"), "{}", scene.about().id);
            let claims = player.claims();
            let standing: Vec<Standing> = decoded(&encoded(&claims).unwrap()).unwrap();
            let texts = |claim: &Standing| (claim.id.clone(), claim.source.clone(), claim.relation);
            let expected = claims.iter().map(|claim| {
                let source = (claim.source.text.to_string(), claim.source.url.to_string());
                (claim.id.to_string(), source, claim.relation)
            });
            assert!(standing.iter().map(texts).eq(expected), "{}", scene.about().id);
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(decoded::<Moving>(&[7, 255, 255]).is_err());
    }
}
