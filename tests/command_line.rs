//! The command line from outside: output, exit codes, and what a user's mistakes get.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use serde_json::Value;
use std::process::{Command, Output};

fn saddleback(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_saddleback")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = saddleback(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A user's mistake: exit 2, nothing on standard output, one line that holds all of `words`.
fn refused(arguments: &[&str], words: &[&str]) {
    let output = saddleback(arguments);
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {line}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(line.trim_end().lines().count(), 1, "{line}");
    for word in words {
        assert!(line.contains(word), "{arguments:?}: {word} is not in {line}");
    }
}

#[test]
fn list_and_describe_name_every_scene() {
    let scenes = json(&["list", "--json"]);
    let text = String::from_utf8(saddleback(&["list"]).stdout).unwrap();
    assert_eq!(text.lines().count(), scenes.as_array().unwrap().len());
    for scene in scenes.as_array().unwrap() {
        let id = scene["id"].as_str().unwrap();
        assert!(text.contains(id));
        let described = json(&["describe", id, "--json"]);
        assert_eq!(described["id"], id);
        for part in ["parameters", "methods", "claims", "sources"] {
            assert!(!described[part].as_array().unwrap().is_empty(), "{id} has no {part}");
        }
        assert!(described["story"].as_array().unwrap().len() >= 4, "{id}'s story is too short");
        assert!(saddleback(&["describe", id]).status.success());
    }
}

#[test]
fn run_prints_what_the_contract_says() {
    let run = json(&["run", "gda-spiral", "--set", "eta=0.1", "--seed", "3", "--steps", "25", "--every", "10"]);
    assert_eq!(
        (&run["scene"], &run["seed"], &run["steps"], &run["every"]),
        (&"gda-spiral".into(), &3.into(), &25.into(), &10.into())
    );
    assert_eq!(run["params"]["eta"], 0.1);
    let track = &run["tracks"][0];
    assert_eq!((track["id"].as_str(), track["points"].as_array().unwrap().len()), (Some("gda"), 3));
    assert_eq!(track["values"].as_array().unwrap().len(), 3);
    assert_eq!(run["series"][0]["t"], serde_json::json!([0, 10, 20]));
    // Gradient descent-ascent's radius after 20 steps, by the closed form.
    let [x, y] = [0, 1].map(|i| track["points"][2][i].as_f64().unwrap());
    let radius = 1.7_f64.hypot(1.2) * 1.01_f64.powi(10);
    assert!((x.hypot(y) / radius - 1.0).abs() < 1e-12);
    let claim = &run["claims"][0];
    for key in ["id", "statement", "predicted", "measured", "tolerance", "holds", "source"] {
        assert!(!claim[key].is_null(), "{key}");
    }
    for key in ["id", "label", "value", "unit"] {
        assert!(!run["readouts"][0][key].is_null(), "{key}");
    }
}

#[test]
fn csv_has_a_line_for_each_recorded_step() {
    let output = saddleback(&["run", "gda-spiral", "--steps", "6", "--every", "2", "--format", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("step,gda.0,gda.1,gda.value,"));
    assert_eq!(lines.len(), 5);
    assert!(lines[4].starts_with("6,"));
    assert!(lines.iter().all(|line| line.split(',').count() == lines[0].split(',').count()));
}

#[test]
fn the_same_command_prints_the_same_bytes() {
    for scene in saddleback::scene::registry() {
        let scene = scene.about().id;
        let arguments = ["run", scene, "--seed", "5", "--steps", "200", "--every", "50"];
        assert_eq!(saddleback(&arguments).stdout, saddleback(&arguments).stdout, "{scene}");
    }
}

#[test]
fn render_writes_each_format() {
    let folder = tempfile::tempdir().unwrap();
    for (name, magic) in [("a.svg", &b"<svg"[..]), ("b.png", b"\x89PNG"), ("c.gif", b"GIF89a")] {
        let path = folder.path().join(name);
        let out = path.to_str().unwrap();
        let arguments = ["render", "gda-spiral", "--steps", "4", "--size", "240x240", "--theme", "dark", "--out", out];
        let output = saddleback(&arguments);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(std::fs::read(&path).unwrap().starts_with(magic), "{name}");
    }
}

#[test]
fn study_writes_numbers_and_charts() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, seed: &str| {
        let path = folder.path().join(name);
        let out = path.to_str().unwrap();
        let output = saddleback(&["study", "saddle-escape", "escape-times", "--seed", seed, "--out", out]);
        assert!(output.status.success() && output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read(path).unwrap()
    };
    let csv = String::from_utf8(written("a.csv", "3")).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines[0], lines.len()), ("eta,predicted,measured,standard_error,walkers", 25));
    assert!(lines[1].starts_with("0.002,"));
    assert_eq!(written("b.csv", "3"), csv.as_bytes());
    assert_ne!(written("c.csv", "4"), csv.as_bytes());
    assert!(written("d.svg", "3").starts_with(b"<svg"));
    assert!(written("e.PNG", "3").starts_with(b"\x89PNG"));
}

#[test]
fn check_exits_well_for_what_holds() {
    let output = saddleback(&["check", "gda-spiral", "--seed", "4"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert!(text.lines().last().unwrap().contains("0 fail, at seed 4"), "{text}");
}

#[test]
fn mistakes_get_one_line_that_says_what_is_allowed() {
    refused(&["rnu"], &["rnu", "run"]);
    refused(&["run"], &["SCENE"]);
    refused(&["run", "gda-spirl"], &["gda-spirl", "nearest: gda-spiral"]);
    refused(&["describe", "nothing"], &["nothing", "langevin-modes"]);
    refused(&["check", "gda-spirall"], &["nearest: gda-spiral"]);
    refused(&["run", "gda-spiral", "--set", "etaa=1"], &["etaa", "nearest: eta"]);
    refused(&["run", "gda-spiral", "--set", "eta"], &["ID=VALUE"]);
    for value in ["banana", "", "NaN", "inf", "-1", "1e999", "0.1,0.2"] {
        refused(&["run", "gda-spiral", "--set", &format!("eta={value}")], &["eta", "from 0.001 to 2"]);
    }
    refused(&["run", "gda-spiral", "--set", "methods=gda,ogdaa"], &["methods", "nearest: ogda"]);
    refused(&["run", "gda-spiral", "--set", "start=1"], &["start", "two numbers"]);
    refused(&["run", "gda-spiral", "--steps", "-3"], &["--steps", "allowed"]);
    refused(&["run", "gda-spiral", "--seed", "seven"], &["--seed", "allowed"]);
    refused(&["run", "gda-spiral", "--every", "0"], &["--every", "1 or more"]);
    refused(&["run", "gda-spiral", "--format", "xml"], &["xml", "json", "csv"]);
    refused(&["run", "gda-spiral", "--sed", "1"], &["--sed", "nearest: --seed"]);
    refused(&["render", "gda-spiral", "--out", "picture.bmp"], &["--out", ".svg, .png or .gif"]);
    refused(&["render", "gda-spiral", "--size", "0x9", "--out", "picture.png"], &["--size", "WxH"]);
    refused(&["run", "gda-spiral", "--steps", "1", "--out", "/no/such/folder/file"], &["--out", "cannot be written"]);
    refused(&["study", "saddle-escape", "escape-time", "--out", "a.csv"], &["study", "nearest: escape-times"]);
    refused(&["study", "saddle-escape", "escape-times", "--out", "picture.gif"], &["--out", ".csv, .svg or .png"]);
    refused(&["study", "saddle-escape", "escape-times", "--set", "eta=no", "--out", "a.csv"], &["eta", "allowed"]);
    refused(&["study", "saddle-escape", "escape-times"], &["--out"]);
    assert!(!std::path::Path::new("picture.png").exists() && !std::path::Path::new("a.csv").exists());
}

#[test]
fn divergence_is_said_and_the_last_finite_state_kept() {
    let run = json(&["run", "gda-spiral", "--set", "eta=2", "--set", "a=5", "--steps", "3000", "--every", "3000"]);
    let notices = run["notices"].as_array().unwrap();
    assert!(notices.iter().any(|notice| notice.as_str().unwrap().starts_with("GDA stopped at step ")), "{notices:?}");
    let last = &run["tracks"][0]["points"][1];
    assert!(last[0].as_f64().unwrap().is_finite() && last[1].as_f64().unwrap().is_finite());
}
