//! Every optimizer on every landscape.

use super::DescentRace;
use super::run::DescentRaceRun;
use crate::method::optimizer::{OPTIMIZERS, Scale};
use crate::parameter::Settings;
use crate::problem::landscape::LANDSCAPES;
use crate::scene::{Run as _, Scene as _};

fn race(landscape: &str, start: [f64; 2], steps: u64) -> DescentRaceRun {
    let mut settings = Settings::new(DescentRace.parameters());
    let methods = OPTIMIZERS.iter().map(|rule| rule.info.id).collect::<Vec<_>>().join(",");
    let start = format!("{},{}", start[0], start[1]);
    for (id, value) in [("landscape", landscape), ("methods", &methods), ("start", &start)] {
        settings.set(id, value).unwrap();
    }
    let mut run = DescentRaceRun::new(&settings, 1).unwrap();
    (0..steps).for_each(|_| run.step());
    run
}

#[test]
fn five_thousand_steps_from_three_starts_stay_among_the_numbers_or_say_why_not() {
    for info in LANDSCAPES {
        let within = |across: f64, up: f64| {
            [info.view.x[0] + across * info.view.width(), info.view.y[0] + up * info.view.height()]
        };
        for start in [info.start, within(0.47, 0.55), within(0.93, 0.06)] {
            let run = race(info.id, start, 5000);
            let notices = run.frame().notices;
            for racer in &run.racers {
                let (id, at) = (racer.rule.info.id, racer.at());
                let finite = at.iter().all(|coordinate| coordinate.is_finite()) && racer.value.is_finite();
                assert!(finite, "{id} on {} from {start:?}: {at:?}", info.id);
                if racer.stopped.is_some() {
                    // Divergence has a cause that can be seen: it was far out, or about to be thrown there.
                    let thrown = racer.rate * run.setup.steepness(at) > 20.0 * info.view.width();
                    assert!(thrown || run.setup.is_far(at), "{id} on {} from {start:?} stopped at {at:?}", info.id);
                    let notice = format!("notice.diverged method=method.{id}.name");
                    assert!(notices.iter().any(|said| said.to_string().starts_with(&notice)), "{notices:?}");
                }
            }
        }
    }
}

#[test]
fn by_default_every_method_that_has_a_rate_goes_down_from_the_landscape_s_own_start() {
    let mut bad = Vec::new();
    for info in LANDSCAPES {
        let run = race(info.id, info.start, 1000);
        let before = run.setup.ground.landscape.value(&info.start);
        for racer in run.racers.iter().filter(|racer| racer.rule.scale != Scale::Own) {
            if racer.stopped.is_some() || racer.value >= before {
                bad.push(format!("{} on {}: {before} → {}", racer.rule.info.id, info.id, racer.value));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
