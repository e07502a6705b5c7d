//! What the command line accepts.

use crate::Failure;
use crate::speech::say;
use clap::{Args, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use saddleback::parameter::Settings;
use saddleback::player::{LAST_STEP, Player};
use saddleback::scene::{Scene, find};
use saddleback::text::shorten;
use saddleback::view::{Camera, Theme};
use saddleback::words::text;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

/// Optimizers and samplers on nonconvex ground, theory beside measurement.
#[derive(Parser)]
#[command(name = "saddleback", version, about)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Every scene, one line each
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// A scene's parameters, methods, studies, claims and sources
    Describe {
        /// The scene's id
        scene: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Run a scene and print its paths, series, readouts and claims
    Run(RunOptions),
    /// Draw a scene to a file
    Render(RenderOptions),
    /// Compute a study of a scene on all cores and write its result
    Study(StudyOptions),
    /// Measure every claim: predicted, measured, tolerance, holds; exit 1 if one fails
    Check {
        /// The scenes' ids; all of them if none is given
        scenes: Vec<String>,
        /// The seed
        #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
        seed: u64,
    },
}

/// What run, render and study share.
#[derive(Args)]
pub(crate) struct SceneOptions {
    /// The scene's id
    pub(crate) scene: String,
    /// A parameter's value, e.g. eta=0.2; may be given several times
    #[arg(long = "set", value_name = "ID=VALUE")]
    pub(crate) set: Vec<String>,
    /// The seed
    #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
    pub(crate) seed: u64,
}

#[derive(Args)]
pub(crate) struct RunOptions {
    #[command(flatten)]
    pub(crate) scene: SceneOptions,
    /// How many steps to run
    #[arg(long, default_value_t = 1000, allow_hyphen_values = true)]
    pub(crate) steps: u64,
    /// Print the state every so many steps
    #[arg(long, default_value_t = 1, allow_hyphen_values = true)]
    pub(crate) every: u64,
    /// The format
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,
    /// The file to write; standard output if none is given
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct RenderOptions {
    #[command(flatten)]
    pub(crate) scene: SceneOptions,
    /// The step to draw, for GIF the last one; what a viewer sees after ten seconds if none is given
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) steps: Option<u64>,
    /// GIF: a picture every so many steps; about 60 pictures if none is given
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) every: Option<u64>,
    /// The file to write: .svg, .png or .gif
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Width and height in pixels
    #[arg(long, default_value = "1200x800", value_name = "WxH")]
    pub(crate) size: String,
    /// Light or dark
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    pub(crate) theme: ThemeName,
    /// The picture from above, or its field as a surface seen from a side
    #[arg(long, value_enum, default_value_t = ViewName::Plane)]
    pub(crate) view: ViewName,
}

#[derive(Args)]
pub(crate) struct StudyOptions {
    #[command(flatten)]
    pub(crate) scene: SceneOptions,
    /// The study's id, as describe lists it
    pub(crate) study: String,
    /// The file to write: numbers as .csv, the chart as .svg or .png
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// The chart's width and height in pixels
    #[arg(long, default_value = "800x500", value_name = "WxH")]
    pub(crate) size: String,
    /// Light or dark
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    pub(crate) theme: ThemeName,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One object
    Json,
    /// One line per recorded step
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ThemeName {
    /// Dark ink on light paper
    Light,
    /// Light ink on dark paper
    Dark,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ViewName {
    /// From above
    #[value(name = "2d")]
    Plane,
    /// As a surface
    #[value(name = "3d")]
    Surface,
}

impl ViewName {
    /// From where the surface is seen, where it is one.
    pub(crate) fn camera(self) -> Option<Camera> {
        match self {
            Self::Plane => None,
            Self::Surface => Some(Camera::default()),
        }
    }
}

impl From<ThemeName> for Theme {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Light => Self::Light,
            ThemeName::Dark => Self::Dark,
        }
    }
}

impl SceneOptions {
    /// The scene with its settings.
    pub(crate) fn settings(&self) -> Result<(&'static dyn Scene, Settings), Failure> {
        let scene = find(&self.scene)?;
        let mut settings = Settings::new(scene.parameters());
        for assignment in &self.set {
            let (id, value) = assignment
                .split_once('=')
                .ok_or_else(|| Failure::User(say(&text("refused.set").with("given", shorten(assignment)))))?;
            settings.set(id, value)?;
        }
        Ok((scene, settings))
    }

    /// The scene at step 0 with its settings.
    pub(crate) fn player(&self) -> Result<Player, Failure> {
        let (scene, settings) = self.settings()?;
        Ok(Player::new(scene, settings, self.seed)?)
    }
}

/// The smallest and largest figure.
const SIDES: std::ops::RangeInclusive<u32> = 200..=8000;

/// A figure's width and height in pixels, from `WxH`.
pub(crate) fn size(input: &str) -> Result<(u32, u32), Failure> {
    let parsed = input.split_once(['x', '×']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    parsed.filter(|(w, h)| SIDES.contains(w) && SIDES.contains(h)).ok_or_else(|| {
        Failure::User(say(&text("refused.size")
            .with("given", shorten(input))
            .with("least", SIDES.start().to_string())
            .with("most", SIDES.end().to_string())))
    })
}

/// The kind of file that a name asks for by its ending, one of several.
pub(crate) fn ending<'a>(path: &Path, allowed: &[&'a str]) -> Result<&'a str, Failure> {
    let given = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    allowed.iter().copied().find(|ending| given.eq_ignore_ascii_case(ending)).ok_or_else(|| {
        let (last, others) = allowed.split_last().unwrap_or((&"", &[]));
        let others = others.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ");
        let given = shorten(&path.to_string_lossy());
        let line = text("refused.ending").with("given", given).with("others", others).with("last", format!(".{last}"));
        Failure::User(say(&line))
    })
}

/// Refuses more steps than can be counted, and strides that are no strides.
pub(crate) fn checked_steps(steps: u64, every: u64) -> Result<(), Failure> {
    if steps > LAST_STEP {
        return Err(Failure::User(say(&text("refused.steps")
            .with("given", steps.to_string())
            .with("most", LAST_STEP.to_string()))));
    }
    if every == 0 {
        return Err(Failure::User(say(&text("refused.every"))));
    }
    Ok(())
}

/// A progress bar on standard error where that is a terminal, else nothing.
pub(crate) fn progress(steps: u64, what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(steps).with_message(what.to_string());
    // A malformed template would only mean the default look.
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

/// Writes a file whole, or says why not.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| {
        Failure::User(say(&text("refused.out")
            .with("file", path.display().to_string())
            .with("reason", error.to_string())))
    })
}
