//! The scene's state in time: the chosen methods, and hidden walkers for the claims.

use super::claims::Hidden;
use super::picture;
use super::player::{Player, players};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::measure::spectrum::symmetric_eigenvalues;
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape, LandscapeInfo, Residuals};
use crate::scene::stopped::stopped;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::valley::{flow_sharpness, imbalance};
use crate::words::text;
use std::sync::Arc;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) info: &'static LandscapeInfo,
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) residuals: Residuals,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    pub(super) sigma: f64,
    /// SAM's ρ.
    pub(super) rho: f64,
    /// The least λmax of any minimum.
    pub(super) flattest: f64,
}

impl Setup {
    fn new(settings: &Settings) -> Result<Self, Error> {
        let info = landscape::find(settings.choice("landscape")?)?;
        let residuals = landscape::residuals(info.id)
            .ok_or_else(|| Error::Numerical(text("number.no-squares").with("id", info.id).into()))?;
        let landscape = (info.build)(settings)?;
        let flattest = if info.id == "product-net" {
            flow_sharpness(0.0)
        } else {
            symmetric_eigenvalues(&landscape.hessian(&[-1.0, 0.0]))[1]
        };
        Ok(Self {
            info,
            landscape,
            residuals,
            start: settings.point("start")?,
            step_size: settings.number("eta")?,
            sigma: settings.number("noise")?,
            rho: settings.number("sam.rho")?,
            flattest,
        })
    }

    /// λmax of the Hessian.
    pub(super) fn sharpness(&self, at: [f64; 2]) -> f64 {
        symmetric_eigenvalues(&self.landscape.hessian(&at))[1]
    }

    /// Where a point is along the valley, or between the wells: x² − y², or x.
    pub(super) fn position(&self, at: [f64; 2]) -> f64 {
        if self.has_valley() { imbalance(at) } else { at[0] }
    }

    /// Whether the minima form a valley.
    pub(super) fn has_valley(&self) -> bool {
        self.info.id == "product-net"
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct SharpFlatRun {
    pub(super) setup: Arc<Setup>,
    pub(super) players: Vec<Player>,
    hidden: Hidden,
    step: u64,
}

impl SharpFlatRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let players = players(&setup, settings, seed)?;
        let hidden = Hidden::new(&setup, seed);
        Ok(Self { setup: Arc::new(setup), players, hidden, step: 0 })
    }
}

impl Run for SharpFlatRun {
    fn step(&mut self) {
        self.step += 1;
        for player in &mut self.players {
            player.step(&self.setup, self.step);
        }
        self.hidden.step(&self.setup);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        self.players.len() * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        self.setup.info.view.holding(self.setup.start)
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readouts = self.players.iter().map(|player| Readout {
            id: player.info.id.to_string().into(),
            label: "λmax".to_string().into(),
            value: self.setup.sharpness(player.at),
            unit: String::new().into(),
        });
        let notices = self.players.iter().filter_map(|player| {
            let (name, step) = (player.info.id, player.stopped?);
            let size = libm::hypot(player.at[0], player.at[1]);
            Some(stopped("notice.diverged", name, step, size))
        });
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: readouts.collect(),
            tables: Vec::new(),
            notices: notices.collect(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(4 * self.players.len());
        for player in &self.players {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", player.info.id), value });
            };
            follow("sharpness", self.setup.sharpness(player.at));
            follow("position", self.setup.position(player.at));
            follow("loss", self.setup.landscape.value(&player.at));
            if self.setup.has_valley() {
                follow("flow-sharpness", flow_sharpness(imbalance(player.at)));
            }
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |player: &Player| Track {
            id: player.info.id.to_string(),
            label: player.info.label(),
            point: player.at.to_vec(),
            value: self.setup.landscape.value(&player.at),
        };
        self.players.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let laws = self.players.iter().filter_map(Player::claim);
        self.hidden.claims(&self.setup).into_iter().chain(laws).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.players.iter().for_each(|player| player.digest(hash));
        self.hidden.digest(hash);
    }
}
