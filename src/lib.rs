//! Saddleback lets you watch optimizers and samplers cross nonconvex ground, theory beside measurement.
//!
//! Data flows one way: [`problem`] → [`method`] → [`measure`] and [`theory`] → [`scene`] → [`frame`] → [`view`].
//! [`player`] puts a scene in time; the doors are the crates in `door/` and `drawing/` (the browser) and the `saddleback`
//! command line.
//!
//! ```
//! use saddleback::{parameter::Settings, player::Player, scene};
//!
//! let spiral = scene::find("gda-spiral")?;
//! let mut settings = Settings::new(spiral.parameters());
//! settings.set("eta", "0.1")?;
//! let mut player = Player::new(spiral, settings, 7)?;
//! player.seek(100);
//! assert!(player.claims().iter().all(|claim| claim.holds() == Some(true)));
//! # Ok::<(), saddleback::Error>(())
//! ```

pub mod declaration;
pub mod error;
pub mod formula;
pub mod frame;
pub mod geometry;
pub mod handover;
pub mod isolines;
pub mod measure;
pub mod method;
pub mod normal;
pub mod palette;
pub mod parameter;
pub mod player;
pub mod problem;
pub mod random;
pub mod runge_kutta;
pub mod scene;
pub mod source;
pub mod text;
pub mod theory;
pub mod typeset;
pub mod view;
pub mod words;

pub use error::Error;
