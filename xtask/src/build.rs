//! `cargo xtask build`: the page, as static files in `dist/`.

use crate::command::{built, cargo, command, root, run};
use crate::tools;
use anyhow::{Context as _, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder that [`build`] writes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Who does the last step, `xtask/finish`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finisher {
    /// The program is compiled first, with no more than it needs.
    Fresh,
    /// The program has been compiled, together with everything else.
    Compiled,
}

/// The modules beside those of `chapters/`.
const MODULES: [&str; 2] = ["drawing", "typesetting"];
/// The files and folders that the page consists of, beside its modules.
const PAGE: [&str; 4] = ["index.html", "saddleback.js", "saddleback.d.ts", "www"];

/// Builds the page: compiles the library once and links all modules with it, copies the scripts, and finishes both.
pub fn build(finisher: Finisher) -> Result<()> {
    tools::install()?;
    let modules = modules()?;
    let mut compile = cargo(&["build", "--quiet", "--profile", "web", "--target", tools::TARGET]);
    for module in &modules {
        compile.args(["--package", module]);
    }
    run(compile)?;
    let dist = dist();
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| dist.display().to_string())?;
    }
    for name in PAGE {
        copy(&root().join(name), &dist.join(name))?;
    }
    for module in &modules {
        let linked = root().join("target").join(tools::TARGET).join("web").join(format!("{module}.wasm"));
        let mut bindgen = command(tools::wasm_bindgen()?, &["--target", "web", "--no-typescript", "--out-dir"]);
        bindgen.arg(dist.join("wasm")).arg(linked);
        run(bindgen)?;
    }
    let mut finish = match finisher {
        Finisher::Fresh => cargo(&["run", "--quiet", "--package", "finish", "--"]),
        Finisher::Compiled => command(built("finish")?, &[]),
    };
    finish.arg(dist);
    run(finish)
}

/// The page's WebAssembly modules: one for each folder of `chapters/`, and those that all scenes share.
fn modules() -> Result<Vec<String>> {
    let mut modules: Vec<String> = MODULES.map(str::to_string).to_vec();
    for entry in fs::read_dir(root().join("chapters"))? {
        modules.push(entry?.file_name().to_string_lossy().into_owned());
    }
    modules.sort();
    Ok(modules)
}

/// Copies a file, or a folder with all that it holds but notes for tools.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let context = || from.display().to_string();
    if !from.is_dir() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(context)?;
        }
        return fs::copy(from, to).map(|_| ()).with_context(context);
    }
    for entry in fs::read_dir(from).with_context(context)? {
        let path = entry?.path();
        let is_hidden = path.file_name().and_then(OsStr::to_str).is_none_or(|name| name.starts_with('.'));
        if let Some(name) = path.file_name().filter(|_| !is_hidden) {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}
