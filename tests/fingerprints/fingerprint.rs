//! A fingerprint of what a scene computes: the same on every target, or the promise of equal bits is broken.

use saddleback::parameter::Settings;
use saddleback::player::Player;
use saddleback::scene::{Scene, registry};

/// The seed of every fingerprint.
const SEED: u64 = 7;
/// A run's fingerprint covers this many steps …
const STEPS: u64 = 1000;
/// … looking each time that many have gone by, so that what converges cannot hide how it got there.
const EVERY: u64 = 50;

/// Every scene at its defaults and under each preset that `saddleback check` runs it with: the name and its fingerprint.
pub fn all() -> Vec<(String, u64)> {
    let scenes = registry().iter().copied();
    scenes
        .flat_map(|scene| {
            let presets = scene.cases().iter().enumerate();
            let cases = presets.map(move |(index, case)| (format!("{}/{index}", scene.about().id), case.preset));
            std::iter::once((format!("{}/defaults", scene.about().id), &[] as &[_]))
                .chain(cases)
                .map(move |(name, preset)| (name, of(scene, preset)))
        })
        .collect()
}

/// A line of `tests/fingerprints.txt`.
pub fn line(name: &str, fingerprint: u64) -> String {
    format!("{name} {fingerprint:016x}")
}

/// FNV-1a over the player's digests at every [`EVERY`]th of [`STEPS`] steps.
fn of(scene: &'static dyn Scene, preset: &[(&str, &str)]) -> u64 {
    let mut settings = Settings::new(scene.parameters());
    for (id, value) in preset {
        settings.set(id, value).expect("a scene's own preset is allowed");
    }
    let mut player = Player::new(scene, settings, SEED).expect("a scene starts under its own preset");
    (0..=STEPS / EVERY).fold(0xcbf2_9ce4_8422_2325, |hash, index| {
        player.seek(index * EVERY);
        let bytes = player.digest().to_le_bytes();
        bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
    })
}
