//! What a scene is, and the registry of all of them.

pub mod competitor;
mod density_backdrop;
pub mod exact;
mod field_arrows;
pub mod flow;
pub mod instrument;
pub mod passage;
mod rates;
#[cfg(test)]
mod rehearsal;
pub mod stopped;
pub mod study;
pub mod terrain;
pub mod trail;

pub use crate::method::MethodInfo;
pub use study::{Study, StudyInfo};

use crate::error::{Error, find_by_id};
use crate::frame::{Backdrop, Claim, Frame, Twin};
use crate::geometry::Rect;
use crate::parameter::{Parameter, Settings};
use crate::source::Source;
use crate::words::Text;
use std::sync::LazyLock;

/// What a scene says of itself.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Kebab-case id.
    pub id: &'static str,
    /// The chapter's id: descent, games, sampling, deep.
    pub chapter: &'static str,
    /// The central formula in LaTeX.
    pub formula: &'static str,
    /// What the picture's axes are called, in LaTeX letters without `$`.
    pub axes: [&'static str; 2],
    /// Steps per second at which the scene plays by default.
    pub speed: f64,
    /// Whether the picture's two axes share one scale.
    pub equal_axes: bool,
    /// The parameter that a click or drag in the picture places, if any.
    pub placed: Option<&'static str>,
    /// The story, at least four steps.
    pub story: &'static [StoryStep],
    /// Sources, in the order of their weight.
    pub sources: &'static [Source],
}

/// One step of a scene's story: a preset for the sentence that stands in `words/` as `story.N`, counted from 1. In it
/// `$…$` is LaTeX, `{id}` a draggable number of the parameter with that id.
#[derive(Debug, Clone, Copy)]
pub struct StoryStep {
    /// Parameters that differ from the default, in text form.
    pub preset: &'static [(&'static str, &'static str)],
    /// The step to which the story jumps before it plays (0 to start at the start).
    pub from: u64,
    /// Of a sentence that states an outcome: whether the settings are such that it comes out so. Elsewhere the story says
    /// `story.N-beyond`. None where the sentence holds under any value of its numbers.
    pub holds: Option<fn(&Settings) -> bool>,
}

/// A named set of parameters under which `saddleback check` runs a scene.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Parameters that differ from the default, in text form.
    pub preset: &'static [(&'static str, &'static str)],
    /// The step by which every claim of the case has its measurement.
    pub steps: u64,
}

/// One method's path, as `run` prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The method's id.
    pub id: String,
    /// What a reader calls it.
    pub label: Text,
    /// The full state now.
    pub point: Vec<f64>,
    /// The objective (or potential, or log density) there.
    pub value: f64,
}

/// A scalar followed over time, charted by [`crate::frame::Mark::Series`].
#[derive(Debug, Clone, PartialEq)]
pub struct Observable {
    /// Kebab-case id, e.g. `distance.gda`.
    pub id: String,
    /// Its value now; NaN where it has none.
    pub value: f64,
}

impl Track {
    /// A method's path under its own name.
    pub fn of(info: &MethodInfo, point: Vec<f64>, value: f64) -> Self {
        Self { id: info.id.to_string(), label: info.label(), point, value }
    }
}

impl Observable {
    /// A scalar under an id.
    pub fn new(id: impl Into<String>, value: f64) -> Self {
        Self { id: id.into(), value }
    }
}

/// What lies under the cursor.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Probe {
    /// Lines such as `f = 0.25`, `∇f = (1, 0)`, `saddle: λ = −1, 1`.
    pub lines: Vec<Text>,
}

/// A scene: parameters, what runs, what is drawn, its story, its claims. Stateless; [`Scene::start`] gives the state.
pub trait Scene: Sync {
    /// What the scene says of itself.
    fn about(&self) -> &'static About;
    /// The scene's parameters, those of its methods included, in the order of the controls.
    fn parameters(&self) -> Vec<Parameter>;
    /// The methods that a legend lists; the parameter `methods` (of several choices), where declared, switches them.
    fn methods(&self) -> Vec<&'static MethodInfo>;
    /// Under what presets `check` runs the scene; together they reach every claim.
    fn cases(&self) -> &'static [Case];
    /// A run at step 0.
    ///
    /// # Errors
    /// When the settings lack a parameter or numerics fail for them.
    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error>;
    /// Whether a step costs more than 2 ms at settings that readers choose, so that the page runs the scene in a worker.
    fn is_heavy(&self) -> bool {
        false
    }
    /// The long computations that the scene offers beside its run.
    fn studies(&self) -> &'static [StudyInfo] {
        &[]
    }
    /// One of [`Scene::studies`] under these settings.
    ///
    /// # Errors
    /// [`study::unknown`] when there is none of that id; when the settings lack a parameter, or the study makes no sense
    /// under them.
    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        let _ = (settings, seed);
        Err(study::unknown(id, self.studies()))
    }
}

/// A scene's state in time. All of it is a deterministic function of settings, seed and step;
/// cloning takes a snapshot. Memory is bounded whatever the number of steps.
pub trait Run: Send {
    /// One step of every method; never panics, keeps the last finite state of what diverged.
    fn step(&mut self);
    /// A snapshot.
    fn snapshot(&self) -> Box<dyn Run>;
    /// Computes the next of the predictions that charts and claims will ask for; false once there are none left. One that
    /// is asked for before is computed then: this only divides a long wait into short ones.
    fn prepare(&self) -> bool {
        false
    }
    /// What a snapshot takes of memory, in bytes, where that is more than 100 kB: of heavy runs fewer are kept.
    fn weight(&self) -> usize {
        0
    }
    /// The default view of the picture.
    fn view(&self) -> Rect;
    /// What the picture's axes are called, where the settings decide; else the scene's [`About::axes`].
    fn axes(&self) -> Option<[&'static str; 2]> {
        None
    }
    /// What stands behind the moving layers in the given view.
    fn backdrop(&self, view: Rect) -> Backdrop;
    /// The second picture, where the settings show the state in two spaces.
    fn twin(&self) -> Option<Twin> {
        None
    }
    /// What stands behind the second picture's layers in the given view.
    fn twin_backdrop(&self, _view: Rect) -> Backdrop {
        Backdrop::default()
    }
    /// The point of the first picture whose counterpart a point of the second is, where there is one.
    fn pull_back(&self, _at: [f64; 2]) -> Option<[f64; 2]> {
        None
    }
    /// The moving picture, charts, readouts and notices now.
    fn frame(&self) -> Frame;
    /// Scalars of this step, always the same ids in the same order; cheap.
    fn observe(&self) -> Vec<Observable>;
    /// Every method's state now.
    fn tracks(&self) -> Vec<Track>;
    /// The claims that apply to these settings, in order.
    fn claims(&self) -> Vec<Claim>;
    /// What lies under a point of the picture, where the scene can say.
    fn probe(&self, at: [f64; 2]) -> Option<Probe>;
    /// Feeds every number of the state, bit for bit, to `hash` (positions, estimators, generator-driven values).
    fn digest(&self, hash: &mut dyn FnMut(f64));
}

/// The scenes that a WebAssembly module of the page holds: a reader loads one module, not all.
#[derive(Clone, Copy)]
pub struct Module {
    /// The name of its crate in `chapters/` and of its file.
    pub id: &'static str,
    /// Its scenes, in the order of the home page.
    pub scenes: &'static [&'static dyn Scene],
}

/// Declares the scenes: each is a module in a file or folder of its own and a type in it.
macro_rules! scenes {
    ($($(#[$about:meta])* $group:ident = $id:literal { $($scene:ident :: $Scene:ident,)* })*) => {
        $($(pub mod $scene;)*)*

        $(
            $(#[$about])*
            pub static $group: Module = Module { id: $id, scenes: &[$(&$scene::$Scene,)*] };
        )*

        /// Every module, in the order of the home page.
        pub static MODULES: &[&Module] = &[$(&$group,)*];
    };
}

// A scene is its folder, its words, and one line here.
scenes! {
    /// Races and saddles.
    DESCENT = "descent" {
        descent_race::DescentRace,
        saddle_escape::SaddleEscape,
    }
    /// Single phenomena of descent.
    PHENOMENA = "phenomena" {
        sharp_flat::SharpFlat,
        rotated_world::RotatedWorld,
        adam_counterexample::AdamCounterexample,
        scale_invariance::ScaleInvariance,
    }
    /// Min–max dynamics.
    GAMES = "games" {
        gda_spiral::GdaSpiral,
        no_local_saddle::NoLocalSaddle,
        hidden_games::HiddenGames,
    }
    /// Chains between modes.
    CHAINS = "chains" {
        langevin_modes::LangevinModes,
        tempering_swaps::TemperingSwaps,
        gd_and_langevin::GdAndLangevin,
    }
    /// All samplers side by side.
    GALLERY = "gallery" {
        sampler_gallery::SamplerGallery,
    }
    /// Diffusions and their laws.
    DIFFUSION = "diffusion" {
        swarm::Swarm,
        spectral_gap::SpectralGap,
        orbits::Orbits,
    }
    /// Networks, matrices and what is learnt by them.
    DEEP = "deep" {
        overparametrized::Overparametrized,
        progressive_sharpening::ProgressiveSharpening,
        mode_connectivity::ModeConnectivity,
        gan_gaussians::GanGaussians,
        mode_collapse::ModeCollapse,
        deep_linear::DeepLinear,
        adaptive_holdout::AdaptiveHoldout,
    }
}

/// Every scene, in the order of the home page.
pub fn registry() -> &'static [&'static dyn Scene] {
    static ALL: LazyLock<Vec<&'static dyn Scene>> =
        LazyLock::new(|| MODULES.iter().flat_map(|module| module.scenes).copied().collect());
    &ALL
}

/// The scene with the given id.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find(id: &str) -> Result<&'static dyn Scene, Error> {
    find_by_id("scene", id, registry().iter().map(|scene| (scene.about().id, *scene)))
}
