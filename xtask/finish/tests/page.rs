//! What the program makes of a folder.

use std::fs;
use std::process::Command;

#[test]
fn a_page_gets_its_declarations_and_loses_what_no_reader_needs() -> anyhow::Result<()> {
    let dist = tempfile::tempdir()?;
    let script = dist.path().join("www/figure");
    fs::create_dir_all(&script)?;
    let index = "<head>\n<title>{{en:page.name}}</title>\n<link rel=\"stylesheet\" href=\"www/page.css\">\n</head>\n\
        <body>\n</body>\n";
    fs::write(dist.path().join("index.html"), index)?;
    fs::write(script.join("theme.css"), "p { color: var(--ink); }\n")?;
    fs::write(dist.path().join("www/page.css"), "body { margin: 0; }")?;
    fs::write(script.join("greeting.js"), "/** Says hello. */\nexport const greeting = (who) => `hello ${who}`;\n")?;
    assert!(Command::new(env!("CARGO_BIN_EXE_finish")).arg(dist.path()).status()?.success());

    let index: serde_json::Value = serde_json::from_slice(&fs::read(dist.path().join("scenes/en/index.json"))?)?;
    let cards = index.as_array().map_or(&[][..], Vec::as_slice);
    assert!(!cards.is_empty());
    for card in cards {
        let id = card["id"].as_str().unwrap_or_default();
        assert!(dist.path().join(format!("scenes/en/{id}.json")).is_file(), "{id} is declared");
    }
    let compact = fs::read_to_string(script.join("greeting.js"))?;
    assert!(compact.contains("greeting") && !compact.contains("Says hello"));
    assert!(fs::read_to_string(script.join("theme.css"))?.contains("--ink: light-dark("));
    let pseudo = fs::read_to_string(dist.path().join("words/pseudo/page.json"))?;
    assert!(pseudo.contains(r#""page.name":"⟦Saddleback⟧""#), "{pseudo}");
    let single = fs::read_to_string(dist.path().join("saddleback.html"))?;
    assert!(single.contains("body { margin: 0; }") && single.contains("www/figure/greeting.js"));
    assert!(
        single.contains("<title>Saddleback</title>") && single.contains("words/en/page.json") && !single.contains("⟦")
    );
    Ok(())
}

#[test]
fn without_a_folder_it_says_what_it_wants() -> anyhow::Result<()> {
    let output = Command::new(env!("CARGO_BIN_EXE_finish")).output()?;
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("finish DIST"));
    Ok(())
}
