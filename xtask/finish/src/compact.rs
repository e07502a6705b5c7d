//! Scripts without comments, spaces and long local names.

use anyhow::{Context as _, Result, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::fs;
use std::path::Path;

/// Rewrites a module of JavaScript as compactly as it can be said.
pub fn compact(file: &Path) -> Result<()> {
    let context = || file.display().to_string();
    let source = fs::read_to_string(file).with_context(context)?;
    fs::write(file, compacted(&source).with_context(context)?).with_context(context)
}

/// The same for a text.
pub fn compacted(source: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        bail!("{error}");
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let code = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program);
    Ok(code.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_call_keeps_its_name_and_the_rest_gets_shorter() -> Result<()> {
        let source = "/** Doubles. */\nexport function twice(number) {\n  const factor = 2; // why not\n  return factor * number;\n}\n";
        let code = compacted(source)?;
        assert!(code.len() < source.len() / 2, "{code}");
        assert!(code.contains("twice") && !code.contains("Doubles"), "{code}");
        Ok(())
    }

    #[test]
    fn what_is_no_script_is_refused() {
        assert!(compacted("const = 3;").is_err());
    }
}
