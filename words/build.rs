//! Lists the files of words, so that a new file needs no line elsewhere.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut list = String::from("[\n");
    for language in ["en", "de"] {
        let folder = Path::new(&root).join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut names: Vec<String> = Vec::new();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_suffix(".toml").map(str::to_string));
        }
        names.sort();
        for name in names {
            let file = Path::new(&root).join(language).join(format!("{name}.toml"));
            // Writing to a string cannot fail.
            let _ = writeln!(list, "({language:?}, {name:?}, include_str!({:?})),", file.display().to_string());
        }
    }
    list.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("files.rs"), list)
}
