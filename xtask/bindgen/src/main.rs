//! The program `wasm-bindgen`, as far as the page needs it: the same library, without the test runner's web server and
//! client, which are most of what the package `wasm-bindgen-cli` compiles.

use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

/// The options that the project's own chores give; each means what it means in the official program.
#[derive(Parser)]
#[command(name = "wasm-bindgen", version, about = "Writes the JavaScript that a WebAssembly module needs")]
struct Arguments {
    /// The module that the linker wrote
    input: PathBuf,
    /// How pages will load the module
    #[arg(long, value_enum)]
    target: Target,
    /// The folder to write to
    #[arg(long)]
    out_dir: PathBuf,
    /// The name of the files, without extension; the module's own by default
    #[arg(long)]
    out_name: Option<String>,
    /// Write no TypeScript declarations
    #[arg(long)]
    no_typescript: bool,
    /// Leave the names of functions as the linker has them
    #[arg(long)]
    no_demangle: bool,
    /// Keep debug sections
    #[arg(long)]
    keep_debug: bool,
    /// Leave out the names of functions
    #[arg(long)]
    remove_name_section: bool,
    /// Leave out what compiled the module
    #[arg(long)]
    remove_producers_section: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// As a JavaScript module that fetches it
    Web,
}

fn main() -> ExitCode {
    match generate(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn generate(arguments: &Arguments) -> anyhow::Result<()> {
    let mut bindgen = Bindgen::new();
    match arguments.target {
        Target::Web => bindgen.web(true)?,
    };
    bindgen
        .input_path(&arguments.input)
        .omit_default_module_path(false)
        .typescript(!arguments.no_typescript)
        .demangle(!arguments.no_demangle)
        .keep_debug(arguments.keep_debug)
        .remove_name_section(arguments.remove_name_section)
        .remove_producers_section(arguments.remove_producers_section);
    if let Some(name) = &arguments.out_name {
        bindgen.out_name(name);
    }
    bindgen.generate(&arguments.out_dir)
}
