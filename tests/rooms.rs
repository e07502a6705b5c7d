//! Code flows one way: a room uses only the rooms that stand above it in [`ROOMS`], and outside a scene's own folder no files
//! use one another in a circle.
//!
//! A room is a file or folder of `src/`, or a crate that builds on the library. Paths are found in the text, so those inside
//! macros count as well. What a file needs only for its tests does not count.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};

/// Each room, and the rooms that it may use. A room may only use rooms that stand above it, so no circle is possible.
const ROOMS: &[(&str, &[&str])] = &[
    // The ground: what every room needs.
    ("geometry", &[]),
    ("palette", &[]),
    ("random", &[]),
    ("runge_kutta", &[]),
    ("source", &[]),
    ("text", &[]),
    ("words", &[]),
    ("normal", &["random"]),
    ("isolines", &["geometry"]),
    // What readers type.
    ("formula", &["text", "words"]),
    ("error", &["formula", "text", "words"]),
    ("typeset", &["error"]),
    ("parameter", &["error", "formula", "text", "words"]),
    // What is solved, how, and what is measured and predicted of it.
    ("problem", &["error", "formula", "geometry", "normal", "parameter", "random", "runge_kutta", "text", "words"]),
    ("method", &["error", "geometry", "normal", "palette", "parameter", "problem", "random", "source", "words"]),
    ("measure", &["error", "geometry", "normal", "problem", "random", "runge_kutta", "words"]),
    ("theory", &["error", "geometry", "measure", "normal", "problem", "random", "runge_kutta"]),
    // The picture as data, and the scenes that compose it.
    ("frame", &["geometry", "palette", "source", "words"]),
    ("handover", &["error", "frame", "geometry", "words"]),
    (
        "scene",
        &[
            "error",
            "formula",
            "frame",
            "geometry",
            "isolines",
            "measure",
            "method",
            "normal",
            "palette",
            "parameter",
            "problem",
            "random",
            "runge_kutta",
            "source",
            "text",
            "theory",
            "words",
        ],
    ),
    ("player", &["error", "frame", "geometry", "parameter", "scene", "text"]),
    // The view draws frames; it knows no scene.
    ("view", &["error", "frame", "geometry", "isolines", "palette", "words"]),
    ("declaration", &["error", "parameter", "scene", "source", "typeset", "view", "words"]),
    // The doors: crates of the page, and the command line. The crate that draws knows no scene either.
    ("typesetting", &["typeset"]),
    ("drawing", &["error", "frame", "geometry", "handover", "palette", "typeset", "view", "words"]),
    ("door", &["error", "formula", "frame", "geometry", "handover", "parameter", "player", "scene", "words"]),
    ("chapters", &["scene"]),
    (
        "bin",
        &[
            "declaration",
            "error",
            "frame",
            "geometry",
            "parameter",
            "player",
            "scene",
            "text",
            "typeset",
            "view",
            "words",
        ],
    ),
];

/// A `a::b::c` path in a file, with its line. The first segment is `crate`, `self`, `super` or `saddleback`.
#[derive(Debug)]
struct Use {
    line: usize,
    segments: Vec<String>,
}

/// A source file without comments, literals and tests.
struct File {
    path: PathBuf,
    /// The module's path in its crate; empty for the root.
    module: Vec<String>,
    tokens: Vec<(usize, String)>,
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

/// The words and signs of a source text with their lines; comments and literals are left out.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut found, mut line, mut i) = (Vec::new(), 1, 0);
    while i < chars.len() {
        let begin = i;
        match chars[i] {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && chars[i] != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                while i < chars.len() {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => depth += 1,
                        ('*', '/') => depth -= 1,
                        _ => {
                            i += 1;
                            continue;
                        }
                    }
                    i += 2;
                    if depth == 0 {
                        break;
                    }
                }
            }
            '"' => i = after_string(&chars, i),
            // A character has its closing quote one or more places on; a lifetime has none.
            '\'' if at(i + 1) == '\\' => {
                i += 3;
                while i < chars.len() && chars[i] != '\'' {
                    i += 1;
                }
                i += 1;
            }
            '\'' if at(i + 2) == '\'' => i += 3,
            c if is_word(c) => {
                while is_word(at(i)) {
                    i += 1;
                }
                let word: String = chars[begin..i].iter().collect();
                match (word.as_str(), at(i)) {
                    ("r" | "br", '"' | '#') => {
                        let hashes = (i..).take_while(|&k| at(k) == '#').count();
                        if at(i + hashes) == '"' {
                            i += hashes + 1;
                            let is_end = |i: usize| at(i) == '"' && (1..=hashes).all(|k| at(i + k) == '#');
                            while i < chars.len() && !is_end(i) {
                                i += 1;
                            }
                            i += hashes + 1;
                        }
                    }
                    ("b" | "c", '"') => i = after_string(&chars, i),
                    _ => found.push((line, word)),
                }
            }
            ':' if at(i + 1) == ':' => {
                found.push((line, "::".to_string()));
                i += 2;
            }
            c => {
                if !c.is_whitespace() {
                    found.push((line, c.to_string()));
                }
                i += 1;
            }
        }
        let end = i.min(chars.len());
        line += chars[begin..end].iter().filter(|c| **c == '\n').count();
    }
    found
}

/// The place after a string that opens at `i`.
fn after_string(chars: &[char], mut i: usize) -> usize {
    i += 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// The tokens without the items under `#[cfg(test)]`, and the names of modules left out whose files are elsewhere.
fn without_tests(tokens: &[(usize, String)]) -> (Vec<(usize, String)>, Vec<String>) {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut files, mut i) = (Vec::new(), Vec::new(), 0);
    while i < tokens.len() {
        if !TEST.iter().enumerate().all(|(k, sign)| tokens.get(i + k).is_some_and(|(_, token)| token == sign)) {
            kept.push(tokens[i].clone());
            i += 1;
            continue;
        }
        i += TEST.len();
        if let [(_, word), (_, name), (_, end), ..] = &tokens[i..]
            && word == "mod"
            && end == ";"
        {
            files.push(name.clone());
        }
        // The item ends with its semicolon or its closing brace.
        let mut depth = 0_usize;
        while i < tokens.len() {
            match tokens[i].1.as_str() {
                "{" | "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                "}" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                ";" if depth == 0 => break,
                _ => {}
            }
            i += 1;
        }
        i += 1;
    }
    (kept, files)
}

/// The files of one crate, of which `root` is the folder with its root module.
fn files(root: &Path) -> io::Result<Vec<File>> {
    let mut paths = Vec::new();
    rust_files(root, &mut paths)?;
    let (mut files, mut tests) = (Vec::new(), BTreeSet::new());
    for path in paths {
        let relative = path.strip_prefix(root).unwrap_or(&path).with_extension("");
        let mut module: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
            module.pop();
        }
        let (tokens, elsewhere) = without_tests(&tokens(&std::fs::read_to_string(&path)?));
        tests.extend(elsewhere.into_iter().map(|name| [module.clone(), vec![name]].concat()));
        files.push(File { path, module, tokens });
    }
    files.retain(|file| !tests.contains(&file.module));
    Ok(files)
}

/// Reads a path, or a tree of them, from `i` on, and gives the place after it.
fn tree(tokens: &[(usize, String)], mut i: usize, before: &[String], found: &mut Vec<Use>) -> usize {
    let mut segments = before.to_vec();
    let sign = |i: usize| tokens.get(i).map_or("", |(_, token)| token.as_str());
    let line = tokens.get(i).map_or(0, |(line, _)| *line);
    if sign(i) == "{" {
        i += 1;
        while i < tokens.len() && sign(i) != "}" {
            i = match sign(i) {
                "," => i + 1,
                "as" => i + 2,
                _ => tree(tokens, i, before, found),
            };
        }
        return i + 1;
    }
    segments.push(sign(i).to_string());
    if sign(i + 1) == "::" && (sign(i + 2) == "{" || sign(i + 2).starts_with(|c: char| c.is_alphabetic() || c == '_')) {
        return tree(tokens, i + 2, &segments, found);
    }
    found.push(Use { line, segments });
    if sign(i + 1) == "::" && sign(i + 2) == "*" { i + 3 } else { i + 1 }
}

/// Every path of a file that begins with one of `heads`.
fn uses(file: &File, heads: &[&str]) -> Vec<Use> {
    let (mut found, mut i) = (Vec::new(), 0);
    let sign = |i: usize| file.tokens.get(i).map_or("", |(_, token)| token.as_str());
    while i < file.tokens.len() {
        let is_head = heads.contains(&sign(i)) && sign(i + 1) == "::" && (i == 0 || sign(i - 1) != "::");
        i = if is_head { tree(&file.tokens, i, &[], &mut found) } else { i + 1 };
    }
    found
}

/// A path from the root of the crate: `crate`, `self` and `super` resolved.
fn absolute(module: &[String], segments: &[String]) -> Vec<String> {
    let mut at = module.to_vec();
    let mut rest = segments;
    while let Some((head, tail)) = rest.split_first() {
        match head.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop();
            }
            _ => break,
        }
        rest = tail;
    }
    at.extend_from_slice(rest);
    at
}

/// The rule that an arrow breaks, if it breaks one.
fn fault(room: &str, used: &str) -> Option<String> {
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return Some(format!("the room `{room}` is not listed in tests/rooms.rs"));
    };
    (room != used && !allowed.contains(&used))
        .then(|| format!("`{room}` may not use `{used}`; it may use {}", allowed.join(", ")))
}

fn library() -> io::Result<Vec<File>> {
    let mut files = files(Path::new("src"))?;
    files.retain(|file| file.module.first().is_some_and(|room| room != "bin"));
    Ok(files)
}

#[test]
fn a_room_may_use_only_rooms_above_it() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        for used in *allowed {
            assert!(ROOMS[..index].iter().any(|(name, _)| name == used), "`{room}` stands above `{used}`");
        }
    }
}

#[test]
fn no_arrow_runs_back_up() -> io::Result<()> {
    let (mut faults, mut arrows) = (Vec::new(), BTreeSet::new());
    let mut look = |room: &str, used: &str, path: &Path, line: usize| {
        arrows.insert((room.to_string(), used.to_string()));
        faults.extend(fault(room, used).map(|rule| format!("{}:{line}: {rule}", path.display())));
    };
    let files_of_library = library()?;
    let rooms: BTreeSet<&str> = files_of_library.iter().map(|file| file.module[0].as_str()).collect();
    for file in &files_of_library {
        for Use { line, segments } in uses(file, &["crate", "self", "super"]) {
            // The library's root exports the error under its own name.
            let used = match absolute(&file.module, &segments).first().map(String::as_str) {
                Some("Error") => "error".to_string(),
                Some(used) => used.to_string(),
                None => continue,
            };
            look(&file.module[0], &used, &file.path, line);
        }
    }
    let mut doors = vec![("bin".to_string(), PathBuf::from("src/bin/saddleback"))];
    doors.extend(["door", "drawing", "typesetting"].map(|name| (name.to_string(), Path::new(name).join("src"))));
    for chapter in std::fs::read_dir("chapters")? {
        doors.push(("chapters".to_string(), chapter?.path().join("src")));
    }
    for (room, folder) in doors {
        for file in files(&folder)? {
            for Use { line, segments } in uses(&file, &["saddleback"]) {
                let used = match segments.get(1).map(String::as_str) {
                    Some("Error") => "error",
                    Some(used) => used,
                    None => continue,
                };
                look(&room, used, &file.path, line);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // The search finds what is there.
    assert!(rooms.len() >= 20, "{rooms:?}");
    for (room, used) in [("problem", "formula"), ("scene", "theory"), ("bin", "scene"), ("chapters", "scene")] {
        assert!(arrows.contains(&(room.to_string(), used.to_string())), "no arrow from {room} to {used} was found");
    }
    Ok(())
}

/// The names that a module takes from its own children, with the child: `pub use child::Name`.
fn taken(file: &File, modules: &BTreeMap<Vec<String>, usize>) -> BTreeMap<String, Vec<String>> {
    let mut names = BTreeMap::new();
    for (i, (_, token)) in file.tokens.iter().enumerate() {
        let mut found = Vec::new();
        if token == "use" {
            tree(&file.tokens, i + 1, &[], &mut found);
        }
        for Use { segments, .. } in found {
            let [child, .., name] = segments.as_slice() else { continue };
            let child = [file.module.clone(), vec![child.clone()]].concat();
            if modules.contains_key(&child) {
                names.insert(name.clone(), child);
            }
        }
    }
    names
}

/// Whether both files belong to one scene. There run, claims and picture may still use one another.
fn of_one_scene(one: &File, other: &File) -> bool {
    let scene =
        |file: &File| (file.module.first()? == "scene").then(|| file.module.get(..2).map(<[String]>::to_vec))?;
    scene(one).is_some_and(|folder| scene(other) == Some(folder))
}

/// Which files a file uses. That a folder's `mod.rs` names the files of its folder is no arrow: it lists them.
fn arrows(files: &[File]) -> Vec<BTreeSet<usize>> {
    let modules: BTreeMap<Vec<String>, usize> =
        files.iter().enumerate().map(|(index, file)| (file.module.clone(), index)).collect();
    let taken: Vec<BTreeMap<String, Vec<String>>> = files.iter().map(|file| taken(file, &modules)).collect();
    let target = |path: &[String]| {
        let length = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
        let index = modules[&path[..length]];
        let child = path.get(length).and_then(|name| taken[index].get(name));
        Some(child.map_or(index, |child| modules[child]))
    };
    files
        .iter()
        .enumerate()
        .map(|(from, file)| {
            uses(file, &["crate", "self", "super"])
                .iter()
                .filter_map(|found| target(&absolute(&file.module, &found.segments)))
                .filter(|to| *to != from && !files[*to].module.starts_with(&file.module))
                .filter(|to| !of_one_scene(file, &files[*to]))
                .collect()
        })
        .collect()
}

/// A shortest way from a place back to itself.
fn circle(arrows: &[BTreeSet<usize>], start: usize) -> Option<Vec<usize>> {
    let mut before = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &next in &arrows[at] {
            if next == start {
                let mut way = vec![start, at];
                while let Some(&previous) = way.last().and_then(|last| before.get(last)) {
                    way.push(previous);
                }
                way.reverse();
                return Some(way);
            }
            if let Entry::Vacant(vacant) = before.entry(next) {
                vacant.insert(at);
                queue.push_back(next);
            }
        }
    }
    None
}

#[test]
fn no_files_use_one_another_in_a_circle() -> io::Result<()> {
    let files = library()?;
    let arrows = arrows(&files);
    // The search finds what is there.
    assert!(arrows.iter().map(BTreeSet::len).sum::<usize>() > files.len(), "too few arrows were found");
    let mut circles = BTreeMap::new();
    for start in 0..files.len() {
        if let Some(way) = circle(&arrows, start) {
            let names: Vec<String> = way.iter().map(|&at| files[at].path.display().to_string()).collect();
            circles.entry(way.into_iter().collect::<BTreeSet<usize>>()).or_insert(names.join(" → "));
        }
    }
    let circles: Vec<String> = circles.into_values().collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
    Ok(())
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let text = r##"
        // crate::comment::X
        use crate::{a::{B, c::D as E}, f::*};
        const TEXT: &str = "crate::text::X"; const RAW: &str = r#"crate::raw::"X"#;
        fn g<'a>(x: &'a str) -> char { let _ = vec![super::h::I::default(); 2]; '"' }
        #[cfg(test)]
        mod tests { use crate::test::X; fn f() { if true {} } }
        pub(crate) fn last() { self::j() }
        #[cfg(test)]
        mod elsewhere;
    "##;
    let (tokens, elsewhere) = without_tests(&tokens(text));
    let file = File { path: PathBuf::new(), module: vec!["m".to_string(), "n".to_string()], tokens };
    let found: Vec<(usize, String)> = uses(&file, &["crate", "self", "super"])
        .iter()
        .map(|found| (found.line, absolute(&file.module, &found.segments).join("::")))
        .collect();
    let expected = [(3, "a::B"), (3, "a::c::D"), (3, "f"), (5, "m::h::I::default"), (8, "m::n::j")];
    assert_eq!(found, expected.map(|(line, path)| (line, path.to_string())));
    assert_eq!(elsewhere, ["elsewhere"]);
}

#[test]
fn a_circle_is_found() {
    let arrows = [BTreeSet::from([1]), BTreeSet::from([2]), BTreeSet::from([1, 3]), BTreeSet::new()];
    assert_eq!(circle(&arrows, 0), None);
    assert_eq!(circle(&arrows, 1), Some(vec![1, 2, 1]));
    assert_eq!(circle(&arrows, 3), None);
}

#[test]
fn an_arrow_that_runs_back_is_a_fault() {
    assert_eq!(fault("scene", "problem"), None);
    assert!(fault("problem", "scene").is_some_and(|rule| rule.starts_with("`problem` may not use `scene`")));
    assert!(fault("attic", "scene").is_some_and(|rule| rule.contains("not listed")));
}
