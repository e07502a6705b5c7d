//! The colours that canvases and styles share, written into the styles from where the canvases have them.

use anyhow::{Context as _, Result};
use saddleback::palette::Color;
use saddleback::view::{Theme, hex};
use std::fs;
use std::path::Path;

/// What the generated part begins with; it is written once.
const HEAD: &str = "/* The colours that figures draw with, from src/view/theme.rs. */";

/// Puts the shared colours at the top of the theme's styles: no reader waits for a file of its own.
///
/// # Errors
/// When the file cannot be read or written.
pub fn palette(styles: &Path) -> Result<()> {
    let own = fs::read_to_string(styles).with_context(|| styles.display().to_string())?;
    if own.starts_with(HEAD) {
        return Ok(());
    }
    fs::write(styles, properties() + &own).with_context(|| styles.display().to_string())
}

/// The custom properties of paper, ink and muted text, light and dark.
fn properties() -> String {
    let shades = |color: &dyn Fn(Theme) -> saddleback::view::Rgb| {
        format!("light-dark({}, {})", hex(color(Theme::Light)), hex(color(Theme::Dark)))
    };
    let paper = shades(&Theme::paper);
    let ink = shades(&|theme| theme.color(Color::Ink));
    let muted = shades(&|theme| theme.color(Color::Muted));
    format!("{HEAD}\n:root, :host, .figure {{ --paper: {paper}; --ink: {ink}; --muted: {muted}; }}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_get_the_colours_of_canvases_once() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let styles = folder.path().join("theme.css");
        fs::write(&styles, "body { color: var(--ink); }\n")?;
        palette(&styles)?;
        let once = fs::read_to_string(&styles)?;
        let paper = format!("--paper: light-dark({}, {});", hex(Theme::Light.paper()), hex(Theme::Dark.paper()));
        assert!(once.starts_with(HEAD) && once.contains(&paper) && once.ends_with("body { color: var(--ink); }\n"));
        palette(&styles)?;
        assert_eq!(fs::read_to_string(&styles)?, once);
        Ok(())
    }
}
