//! For tests of stories: a step of a scene's story with some of its numbers dragged elsewhere.

use super::{Scene, StoryStep};
use crate::parameter::{Kind, Settings};
use crate::player::Player;

/// Step `number` of the story, counted from 1, with other values of some parameters: a player at step 0, and whether the
/// step's first sentence is said to hold.
pub fn rehearse(scene: &'static dyn Scene, number: usize, changes: &[(&str, f64)]) -> (Player, bool) {
    let step: &StoryStep = &scene.about().story[number - 1];
    let mut settings = Settings::new(scene.parameters());
    step.preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
    changes.iter().for_each(|(id, value)| settings.set(id, &value.to_string()).unwrap());
    let holds = step.holds.is_none_or(|holds| holds(&settings));
    (Player::new(scene, settings, 1).unwrap(), holds)
}

/// Both ends of a number's range.
pub fn ends(scene: &dyn Scene, id: &str) -> [f64; 2] {
    let parameter = scene.parameters().into_iter().find(|parameter| parameter.id == id).unwrap();
    match parameter.kind {
        Kind::Number { min, max, .. } => [min, max],
        other => panic!("{id} is no number: {other:?}"),
    }
}

/// What is observed under an id at each step up to `last`.
pub fn observed(player: &mut Player, id: &str, last: u64) -> Vec<f64> {
    let mut values = Vec::new();
    while player.step() <= last {
        let observables = player.observe();
        values.push(observables.iter().find(|observable| observable.id == id).unwrap().value);
        player.seek(player.step() + 1);
    }
    values
}
