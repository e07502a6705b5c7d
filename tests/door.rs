//! `www/figure/door.d.ts` says what the Rust door gives: a method that is renamed, added, taken away or changed in its arguments
//! on one side alone fails here.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use syn::{Attribute, FnArg, ImplItem, Item, Lit, Meta, ReturnType, Signature, Type};

/// What a class, or a door, has: a member's name and its types, `(number, string): boolean` or `: number`.
type Members = BTreeMap<String, String>;

/// A type of Rust that becomes any object.
const ANY: &str = "any";

// What Rust gives.

#[derive(Default, Debug)]
struct Given {
    classes: BTreeMap<String, Members>,
    functions: Members,
}

/// What `#[wasm_bindgen(…)]` says of an item; none where it has no such attribute.
fn bound(attributes: &[Attribute]) -> Option<BTreeMap<String, String>> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("wasm_bindgen"))?;
    let mut options = BTreeMap::new();
    if matches!(attribute.meta, Meta::List(_)) {
        let read = |meta: syn::meta::ParseNestedMeta<'_>| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            let value = match meta.value() {
                // A name may stand as it is or in quotes.
                Ok(value) if value.peek(syn::Ident) => value.parse::<syn::Ident>()?.to_string(),
                Ok(value) => match value.parse::<Lit>()? {
                    Lit::Str(text) => text.value(),
                    _ => String::new(),
                },
                Err(_) => String::new(),
            };
            options.insert(name, value);
            Ok(())
        };
        attribute.parse_nested_meta(read).expect("an attribute of wasm-bindgen");
    }
    Some(options)
}

/// A type as JavaScript sees it.
fn seen(of: &Type) -> String {
    match of {
        Type::Reference(reference) => seen(&reference.elem),
        Type::Slice(slice) => array(&seen(&slice.elem), &slice.elem),
        Type::Tuple(tuple) if tuple.elems.is_empty() => "void".to_string(),
        Type::Path(path) => {
            let last = path.path.segments.last().expect("a type has a name");
            let inner = match &last.arguments {
                syn::PathArguments::AngleBracketed(inner) => inner.args.iter().find_map(|argument| match argument {
                    syn::GenericArgument::Type(inner) => Some(inner),
                    _ => None,
                }),
                _ => None,
            };
            match (last.ident.to_string().as_str(), inner) {
                ("f64" | "f32" | "usize" | "u32" | "i32" | "u16" | "i16" | "u8" | "i8", _) => "number".to_string(),
                ("u64" | "i64", _) => "bigint".to_string(),
                ("bool", _) => "boolean".to_string(),
                ("String" | "str", _) => "string".to_string(),
                ("HtmlCanvasElement", _) => "HTMLCanvasElement".to_string(),
                ("Result", Some(inner)) => seen(inner),
                ("Option", Some(inner)) => format!("{} | undefined", seen(inner)),
                ("Box", Some(inner)) => seen(inner),
                ("Vec", Some(inner)) => array(&seen(inner), inner),
                _ => ANY.to_string(),
            }
        }
        _ => ANY.to_string(),
    }
}

fn array(element: &str, of: &Type) -> String {
    let Type::Path(path) = of else { return ANY.to_string() };
    match (element, path.path.get_ident().map(ToString::to_string).as_deref()) {
        ("number", Some("f64")) => "Float64Array".to_string(),
        ("number", Some("f32")) => "Float32Array".to_string(),
        ("number", Some("u8")) => "Uint8Array".to_string(),
        ("number", Some("u32")) => "Uint32Array".to_string(),
        _ => ANY.to_string(),
    }
}

fn types(signature: &Signature) -> (String, String) {
    let arguments = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(seen(&argument.ty)),
        FnArg::Receiver(_) => None,
    });
    let result = match &signature.output {
        ReturnType::Default => "void".to_string(),
        ReturnType::Type(_, result) => seen(result),
    };
    (format!("({})", arguments.collect::<Vec<_>>().join(", ")), result)
}

fn gather(items: &[Item], given: &mut Given) {
    for item in items {
        match item {
            Item::Mod(module) => gather(module.content.as_ref().map_or(&[], |(_, items)| items), given),
            Item::Struct(class) => {
                if let Some(options) = bound(&class.attrs) {
                    let name = options.get("js_name").cloned().unwrap_or_else(|| class.ident.to_string());
                    given.classes.entry(name).or_default();
                }
            }
            Item::Fn(function) => {
                let Some(options) = bound(&function.attrs) else { continue };
                if options.contains_key("start") {
                    continue;
                }
                let name = options.get("js_name").cloned().unwrap_or_else(|| function.sig.ident.to_string());
                let (arguments, result) = types(&function.sig);
                given.functions.insert(name, format!("{arguments}: {result}"));
            }
            Item::Impl(methods) => {
                let Some(options) = bound(&methods.attrs) else { continue };
                let own = match &*methods.self_ty {
                    Type::Path(path) => path.path.segments.last().expect("a type has a name").ident.to_string(),
                    _ => panic!("wasm-bindgen binds types with names"),
                };
                let members = given.classes.entry(options.get("js_class").cloned().unwrap_or(own)).or_default();
                for method in &methods.items {
                    let ImplItem::Fn(method) = method else { continue };
                    let options = bound(&method.attrs).unwrap_or_default();
                    if !matches!(method.vis, syn::Visibility::Public(_)) || options.contains_key("skip") {
                        continue;
                    }
                    let name = options.get("js_name").cloned().unwrap_or_else(|| method.sig.ident.to_string());
                    let (arguments, result) = types(&method.sig);
                    if options.contains_key("constructor") {
                        members.insert("constructor".to_string(), arguments);
                    } else if options.contains_key("getter") {
                        members.insert(name, format!(": {result}"));
                    } else {
                        members.insert(name, format!("{arguments}: {result}"));
                    }
                }
            }
            _ => {}
        }
    }
}

fn given() -> Given {
    fn read(folder: &Path, given: &mut Given) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, given);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                if text.contains("wasm_bindgen") {
                    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                    gather(&file.items, given);
                }
            }
        }
    }
    let mut given = Given::default();
    for folder in ["door", "drawing", "typesetting"] {
        if Path::new(folder).is_dir() {
            read(Path::new(folder), &mut given);
        }
    }
    given
}

// What the page is told.

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// A text with what stands for another type by name, `export type NAME = string;`, put in its place.
fn without_names(text: &str) -> String {
    let plain = |of: &str| of.chars().all(char::is_alphanumeric);
    let named = text.split("export type ").skip(1).filter_map(|rest| rest.split_once(';')?.0.split_once(" = "));
    let named = named.filter(|(_, of)| plain(of));
    named.fold(text.to_string(), |text, (name, of)| {
        let pieces = text.split_inclusive(|character: char| !character.is_alphanumeric() && character != '_');
        pieces.fold(String::new(), |text, piece| {
            let word = piece.trim_end_matches(|character: char| !character.is_alphanumeric() && character != '_');
            text + &if word == name { piece.replacen(name, of, 1) } else { piece.to_string() }
        })
    })
}

/// The pieces of a text between separators outside of all brackets.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0;
    for character in text.chars() {
        match character {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth -= 1,
            _ => {}
        }
        if character == separator && depth == 0 {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(character);
        }
    }
    pieces.iter().map(|piece| piece.trim().to_string()).filter(|piece| !piece.is_empty()).collect()
}

/// The types of arguments in parentheses, `(a: string, b: number)`.
fn arguments(text: &str) -> String {
    let inner =
        text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')')).expect("arguments in parentheses");
    let types = split(inner, ',').into_iter().map(|argument| {
        let (name, of) = argument.split_once(':').expect("an argument has a type");
        let missing = if name.trim().ends_with('?') { " | undefined" } else { "" };
        of.trim().to_string() + missing
    });
    format!("({})", types.collect::<Vec<_>>().join(", "))
}

fn members(block: &str) -> Members {
    let mut members = Members::new();
    for member in split(block, ';') {
        let member = member.strip_prefix("readonly ").unwrap_or(&member);
        let end = member.find(['(', ':', '?', '<']).expect("a member has a type");
        let (name, rest) = member.split_at(end);
        let types = if rest.starts_with('(') {
            let parts = split(rest, ':');
            match &parts[..] {
                [given] => arguments(given),
                [given, result @ ..] => format!("{}: {}", arguments(given), result.join(": ")),
                [] => panic!("{member}"),
            }
        } else {
            format!(": {}", rest.trim_start_matches([':', '?']).trim())
        };
        members.insert(name.trim().to_string(), types);
    }
    members
}

/// What stands in braces behind each `KEYWORD NAME`.
fn blocks(text: &str, keyword: &str) -> BTreeMap<String, Members> {
    let mut found = BTreeMap::new();
    for part in text.split(keyword).skip(1) {
        let (head, rest) = part.split_once('{').expect("a block has a brace");
        let mut depth = 1;
        let end = rest.find(|character| {
            depth += i32::from(character == '{') - i32::from(character == '}');
            depth == 0
        });
        let name = head.split_whitespace().next().unwrap_or_default().to_string();
        found.insert(name, members(&rest[..end.expect("a block has an end")]));
    }
    found
}

/// Whether the page may be told `told` where Rust gives `given`: objects are plain there, texts may be some alone, and short
/// arrays may say how long they are.
fn agrees(told: &str, given: &str) -> bool {
    let (told, given) = (split_types(told), split_types(given));
    match (&told, &given) {
        ((Some(told), told_result), (Some(given), given_result)) => {
            told.len() == given.len()
                && told.iter().zip(given).all(|(told, given)| is_kind_of(told, given))
                && is_kind_of(told_result, given_result)
        }
        ((None, told), (None, given)) => is_kind_of(told, given),
        _ => false,
    }
}

/// The types of arguments, if there are any, and of the result.
fn split_types(types: &str) -> (Option<Vec<String>>, String) {
    let parts = split(types, ':');
    match (types.starts_with('('), &parts[..]) {
        (true, [given, result @ ..]) => {
            (Some(split(given.trim_start_matches('(').trim_end_matches(')'), ',')), result.join(":"))
        }
        (_, result) => (None, result.join(":")),
    }
}

fn is_kind_of(told: &str, given: &str) -> bool {
    let each = |allowed: &dyn Fn(&str) -> bool| split(told, '|').iter().all(|part| allowed(part));
    match given {
        ANY => told != "void",
        "string" => told == "string" || each(&|part| part.starts_with('\'') && part.ends_with('\'')),
        "Float64Array" => told == given || each(&|part| part.starts_with('[') && part.ends_with(']')),
        _ => match given.strip_suffix(" | undefined") {
            Some(given) => told.strip_suffix(" | undefined").is_some_and(|told| is_kind_of(told, given)),
            None => told == given,
        },
    }
}

#[test]
fn the_page_is_told_what_rust_gives() {
    let given = given();
    let text = without_names(&without_comments(&fs::read_to_string("www/figure/door.d.ts").unwrap()));
    let mut classes = blocks(&text, "export declare class ");
    let doors = blocks(&text, "export interface ");
    let mut functions = Members::new();
    for (_, members) in
        doors.into_iter().filter(|(name, _)| ["Door", "Drawing", "Typesetting"].contains(&name.as_str()))
    {
        functions.extend(members.into_iter().filter(|(_, types)| types.starts_with('(')));
    }
    // wasm-bindgen's own.
    for members in classes.values_mut() {
        assert_eq!(members.remove("free").as_deref(), Some("(): void"));
    }
    assert!(given.functions.len() > 3 && !given.classes.is_empty(), "{given:#?}");

    let mut faults = Vec::new();
    let mut compare = |place: &str, told: &Members, given: &Members| {
        for (name, types) in given {
            match told.get(name) {
                None => faults.push(format!("{place}{name}{types} is in Rust alone")),
                Some(told) if !agrees(told, types) => {
                    faults.push(format!("{place}{name}: the page is told {told}, Rust gives {types}"));
                }
                Some(_) => {}
            }
        }
        for (name, types) in told.iter().filter(|(name, _)| !given.contains_key(*name)) {
            faults.push(format!("{place}{name}{types} is in door.d.ts alone"));
        }
    };
    compare("", &functions, &given.functions);
    let none = Members::new();
    for name in given.classes.keys().chain(classes.keys().filter(|name| !given.classes.contains_key(*name))) {
        let (told, given) = (classes.get(name).unwrap_or(&none), given.classes.get(name).unwrap_or(&none));
        compare(&format!("{name}."), told, given);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn types_that_differ_are_told_apart() {
    assert!(agrees("(string, number): void", "(string, number): void"));
    assert!(agrees("(Record<string, string>): Reading", "(any): any"));
    assert!(agrees("(): [number, number] | []", "(): Float64Array"));
    assert!(agrees("('light' | 'dark'): string | undefined", "(string): string | undefined"));
    assert!(agrees(": boolean", ": boolean"));
    for (told, given) in [
        ("(string): void", "(string, number): void"),
        ("(string): void", "(number): void"),
        ("(): number", "(): string"),
        ("(): string", "(): string | undefined"),
        ("(): number", "(): Float64Array"),
        (": number", "(): number"),
        ("(): void", "(): any"),
    ] {
        assert!(!agrees(told, given), "{told} is not {given}");
    }
}

#[test]
fn declarations_are_read() {
    let text = without_comments(
        "/** A { brace. */ export declare class A {\n  constructor(a: string, b?: number);\n  readonly c: number;\n\
         /** d */ d(e: { f: string; g: number }): [number, number] | [];\n}\nexport interface Door { h(): void; A: typeof A; }",
    );
    let classes = blocks(&text, "export declare class ");
    let expected = [
        ("c", ": number"),
        ("constructor", "(string, number | undefined)"),
        ("d", "({ f: string; g: number }): [number, number] | []"),
    ];
    assert_eq!(classes["A"], expected.map(|(name, types)| (name.to_string(), types.to_string())).into());
    assert_eq!(blocks(&text, "export interface ")["Door"]["h"], "(): void");
    let named = without_names("export type Name = string; class A { a(b: Name, c: Names): Name; }");
    assert_eq!(named, "export type string = string; class A { a(b: string, c: Names): string; }");
}
