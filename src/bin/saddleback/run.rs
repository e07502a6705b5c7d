//! `run`: a scene's paths, series, readouts and claims as JSON or CSV.

use crate::Failure;
use crate::arguments::{Format, RunOptions, checked_steps, progress, write};
use crate::speech::{book, say};
use saddleback::player::Player;
use saddleback::text::digits;
use saddleback::words::text;
use serde::Serialize;
use std::collections::BTreeMap;

/// One method's path: the full state and the value at steps 0, K, 2K, …
#[derive(Serialize)]
struct TrackRecord {
    id: String,
    label: String,
    points: Vec<Vec<f64>>,
    values: Vec<f64>,
}

/// One observable at the same steps.
#[derive(Serialize)]
struct SeriesRecord {
    id: String,
    t: Vec<u64>,
    v: Vec<f64>,
}

/// What was recorded while the scene ran.
struct Record {
    steps: Vec<u64>,
    tracks: Vec<TrackRecord>,
    series: Vec<SeriesRecord>,
}

/// Runs and prints, or writes to the file asked for.
pub(crate) fn run(options: &RunOptions) -> Result<String, Failure> {
    checked_steps(options.steps, options.every)?;
    let mut player = options.scene.player()?;
    let record = record(&mut player, options.steps, options.every);
    let text = match options.format {
        Format::Json => json(&player, options, &record)?,
        Format::Csv => csv(&record),
    };
    match &options.out {
        Some(path) => write(path, text.as_bytes()).map(|()| String::new()),
        None => Ok(text),
    }
}

fn record(player: &mut Player, steps: u64, every: u64) -> Record {
    let bar = progress(steps, player.scene().about().id);
    let mut record = Record { steps: Vec::new(), tracks: Vec::new(), series: Vec::new() };
    loop {
        record.take(player);
        bar.set_position(player.step());
        let next = player.step().saturating_add(every);
        if next > steps {
            break;
        }
        player.seek(next);
    }
    // The last steps, short of another record, still count for readouts and claims.
    player.seek(steps);
    bar.finish_and_clear();
    record
}

impl Record {
    fn take(&mut self, player: &Player) {
        let book = book(player.scene().about().id);
        let first = self.steps.is_empty();
        self.steps.push(player.step());
        for (index, track) in player.tracks().into_iter().enumerate() {
            if first {
                let (points, values) = (Vec::new(), Vec::new());
                self.tracks.push(TrackRecord { id: track.id, label: book.say(&track.label), points, values });
            }
            self.tracks[index].points.push(track.point);
            self.tracks[index].values.push(track.value);
        }
        for (index, observable) in player.observe().into_iter().enumerate() {
            if first {
                self.series.push(SeriesRecord { id: observable.id, t: Vec::new(), v: Vec::new() });
            }
            self.series[index].t.push(player.step());
            self.series[index].v.push(observable.value);
        }
    }
}

fn json(player: &Player, options: &RunOptions, record: &Record) -> Result<String, Failure> {
    let params: BTreeMap<_, _> = player.settings().values().iter().collect();
    let book = book(player.scene().about().id);
    let claims: Vec<_> = player
        .claims()
        .into_iter()
        .map(|claim| {
            serde_json::json!({
                "id": claim.id,
                "statement": book.say(&claim.statement),
                "predicted": claim.predicted,
                "measured": claim.measured,
                "tolerance": claim.tolerance,
                "relation": claim.relation,
                "holds": claim.holds(),
                "source": claim.source,
            })
        })
        .collect();
    let frame = player.frame();
    let readouts = frame.readouts.iter().map(|readout| {
        let (label, unit) = (book.say(&readout.label), book.say(&readout.unit));
        serde_json::json!({"id": readout.id, "label": label, "value": readout.value, "unit": unit})
    });
    let value = serde_json::json!({
        "scene": player.scene().about().id,
        "seed": options.scene.seed,
        "steps": options.steps,
        "every": options.every,
        "params": params,
        "tracks": record.tracks,
        "series": record.series,
        "readouts": readouts.collect::<Vec<_>>(),
        "notices": frame.notices.iter().map(|notice| book.say(notice)).collect::<Vec<_>>(),
        "claims": claims,
    });
    serde_json::to_string(&value)
        .map(|text| text + "\n")
        .map_err(|error| Failure::User(say(&text("refused.json").with("reason", error.to_string()))))
}

/// One line per recorded step: `step`, then each track's coordinates and value, then each series.
fn csv(record: &Record) -> String {
    let mut header = vec!["step".to_string()];
    for track in &record.tracks {
        let dimension = track.points.first().map_or(0, Vec::len);
        header.extend((0..dimension).map(|i| format!("{}.{i}", track.id)));
        header.push(format!("{}.value", track.id));
    }
    header.extend(record.series.iter().map(|series| series.id.clone()));
    let mut text = header.join(",") + "\n";
    for (row, step) in record.steps.iter().enumerate() {
        let numbers = record
            .tracks
            .iter()
            .flat_map(|track| track.points[row].iter().chain(std::iter::once(&track.values[row])))
            .chain(record.series.iter().map(|series| &series.v[row]));
        let cells = numbers.map(|value| digits(*value));
        text += &std::iter::once(step.to_string()).chain(cells).collect::<Vec<_>>().join(",");
        text.push('\n');
    }
    text
}
