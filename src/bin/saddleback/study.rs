//! `study`: a long computation beside a scene, its result as CSV or as a chart.

use crate::Failure;
use crate::arguments::{StudyOptions, ending, progress, size, write};
use crate::parallel::on_every_core;
use crate::speech::book;
use saddleback::scene::Study;
use saddleback::view::chart_svg;
use saddleback::view::raster::Rasterizer;
use saddleback::words::text;
use std::sync::OnceLock;

/// Computes every part on all cores, then writes the file.
pub(crate) fn study(options: &StudyOptions) -> Result<String, Failure> {
    let kind = ending(&options.out, &["csv", "svg", "png"])?;
    let size = size(&options.size)?;
    let (scene, settings) = options.scene.settings()?;
    let study = scene.study(&options.study, &settings, options.scene.seed)?;
    let parts = parts(study.as_ref(), &options.study);
    let drawing = || {
        let mut chart = study.chart(&parts);
        let book = book(scene.about().id);
        let note = text("note.study").with("title", text("title")).with("seed", options.scene.seed.to_string());
        let note = book.say(&note);
        chart.each_text(&mut |text| book.tell(text));
        chart_svg(&chart, &note, (f64::from(size.0), f64::from(size.1)), options.theme.into())
    };
    let bytes = match kind {
        "csv" => study.records(&parts).csv().into_bytes(),
        "svg" => drawing()?.into_bytes(),
        _ => Rasterizer::default().png(&drawing()?, 1.0)?,
    };
    write(&options.out, &bytes).map(|()| String::new())
}

fn parts(study: &dyn Study, what: &str) -> Vec<Option<Vec<f64>>> {
    let parts: Vec<OnceLock<Vec<f64>>> = (0..study.parts()).map(|_| OnceLock::new()).collect();
    let bar = progress(parts.len() as u64, what);
    on_every_core(parts.len(), |index| {
        parts[index].get_or_init(|| study.part(index));
        bar.inc(1);
    });
    bar.finish_and_clear();
    parts.into_iter().map(OnceLock::into_inner).collect()
}
