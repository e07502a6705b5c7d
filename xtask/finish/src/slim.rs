//! WebAssembly modules without the names of functions: only stack traces show them, and every reader loads them.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;
use wasmparser::{Parser, Payload};

/// Rewrites a module without its `name` section.
pub fn slim(file: &Path) -> Result<()> {
    let context = || file.display().to_string();
    let module = fs::read(file).with_context(context)?;
    let slim = without_names(&module).with_context(context)?;
    fs::write(file, slim).with_context(context)
}

/// The length of what precedes the first section.
const HEADER: usize = 8;

fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let mut slim = Vec::with_capacity(module.len());
    let mut copied = 0;
    let mut end = HEADER;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if matches!(&payload, Payload::CustomSection(section) if section.name() == "name") {
            slim.extend_from_slice(&module[copied..end]);
            copied = after(&payload)?.context("a custom section is a section")?;
        }
        end = after(&payload)?.unwrap_or(end);
    }
    slim.extend_from_slice(&module[copied..]);
    Ok(slim)
}

/// Where a section ends in its module.
fn after(payload: &Payload<'_>) -> Result<Option<usize>> {
    Ok(payload.as_section().map(|(_, section)| usize::try_from(section.end)).transpose()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of its header and custom sections, each a name and content.
    fn module(sections: &[(&str, &[u8])]) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (name, content) in sections {
            module.extend([0, (1 + name.len() + content.len()) as u8, name.len() as u8]);
            module.extend(name.bytes());
            module.extend(*content);
        }
        module
    }

    #[test]
    fn only_the_names_go() -> Result<()> {
        let kept = [("producers", &b"a"[..]), ("target_features", b"bc")];
        let full = module(&[kept[0], ("name", &[1, 2, 3]), kept[1]]);
        assert_eq!(without_names(&full)?, module(&kept));
        assert_eq!(without_names(&module(&kept))?, module(&kept));
        Ok(())
    }

    #[test]
    fn what_is_no_module_is_said_to_be_none() {
        assert!(without_names(b"<!doctype html>").is_err());
    }
}
