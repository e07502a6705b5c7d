//! Scripts whose modules are named by whole addresses, so that they may be kept anywhere.

use anyhow::{Context as _, Result, bail};
use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_span::{SourceType, Span};

/// The script that `path` holds below `place`, with every module that it imports, and itself, called by its address there.
pub fn addressed(source: &str, place: &str, path: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        bail!("{path}: {error}");
    }
    let mut changes: Vec<(Span, String)> = Vec::new();
    for (specifier, requests) in &parsed.module_record.requested_modules {
        let target = resolved(path, specifier).with_context(|| format!("{path} imports {specifier}"))?;
        changes.extend(requests.iter().map(|request| (request.span, format!("{:?}", format!("{place}{target}")))));
    }
    for import in &parsed.module_record.dynamic_imports {
        let span = import.module_request;
        let written = &source[span.start as usize..span.end as usize];
        // What is not written as a path is an address that a script has made.
        let quotes = ['\'', '"', '`'];
        let inner = written.strip_prefix(quotes).and_then(|inner| inner.strip_suffix(quotes));
        let Some(specifier) = inner.filter(|inner| !inner.contains("${")) else { continue };
        let target = resolved(path, specifier).with_context(|| format!("{path} imports {specifier}"))?;
        changes.push((span, format!("{:?}", format!("{place}{target}"))));
    }
    for meta in &parsed.module_record.import_metas {
        changes.push((*meta, format!("({{url:{:?},resolve:import.meta.resolve}})", format!("{place}{path}"))));
    }
    // From behind, so that the places of those before stay what they are.
    changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = source.to_string();
    for (span, replacement) in changes {
        text.replace_range(span.start as usize..span.end as usize, &replacement);
    }
    Ok(text)
}

/// The path that a relative specifier means in the module at `path`; none where it leads out.
fn resolved(path: &str, specifier: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    specifier.starts_with('.').then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "https://place.example/";

    #[test]
    fn modules_are_called_by_their_addresses() -> Result<()> {
        let source = "import { a } from './a.js'; export { b } from \"../up/b.js\"; import './a.js';\n\
                      const text = \"from './a.js'\"; fetch(new URL('c.css', import.meta.url));";
        assert_eq!(
            addressed(source, PLACE, "www/page/main.js")?,
            "import { a } from \"https://place.example/www/page/a.js\"; \
             export { b } from \"https://place.example/www/up/b.js\"; \
             import \"https://place.example/www/page/a.js\";\n\
             const text = \"from './a.js'\"; \
             fetch(new URL('c.css', ({url:\"https://place.example/www/page/main.js\",resolve:import.meta.resolve}).url));"
        );
        Ok(())
    }

    #[test]
    fn modules_that_are_loaded_later_are_called_by_their_addresses_too() -> Result<()> {
        let source = "const later = import('./a.js'); const made = import(address.href); import(`./b.js`);";
        assert_eq!(
            addressed(source, PLACE, "www/page/main.js")?,
            "const later = import(\"https://place.example/www/page/a.js\"); const made = import(address.href); \
             import(\"https://place.example/www/page/b.js\");"
        );
        Ok(())
    }

    #[test]
    fn modules_of_others_are_refused() {
        for specifier in ["lodash", "https://elsewhere.example/x.js", "../../../x.js"] {
            assert!(addressed(&format!("import '{specifier}';"), PLACE, "www/page/main.js").is_err(), "{specifier}");
        }
    }
}
