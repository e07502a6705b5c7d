//! What the panel shows: live tables, formulas as they are typed, and whose settings these are.

use crate::visit::visit;
use saddleback::parameter::{Kind, Settings};
use saddleback::scene::registry;
use saddleback::words::Book;
use serde_json::json;

/// A table of the page's own making, in a page that has its styles.
const TABLE: &str = "
    const { Tables } = await import(new URL('www/figure/tables.js', location.href));
    const { wordsIn } = await import(new URL('www/figure/words.js', location.href));
    const adam = { id: 'adam', label: 'Adam', color: { light: '#0072b2', dark: '#4a9ede' } };
    const tables = new Tables([adam], await wordsIn('en'));
    document.querySelector('main').append(tables.element);
    const row = (id, ...cells) => ({ id, label: id, cells });
    const update = (...rows) => tables.update([{ id: 'race', title: 'Race', columns: ['loss', 'state'], rows }]);
    const order = () => all('tbody th', tables.element).map((head) => head.textContent).join();
";

#[test]
fn a_table_keeps_the_scenes_order_until_a_column_is_chosen() {
    visit(async |page| {
        page.enter("").await?;
        page.wait("all('a[href*=\"scene=\"]').length > 0").await?;
        let seen = page
            .run(&format!(
                "{TABLE}
                 const seen = {{}};
                 update(row('adam', 0.5, 'on'), row('lion', 2, 'on'), row('sgd', NaN, 'diverged'));
                 seen.first = order();
                 const first = all('tbody tr', tables.element)[0];
                 update(row('lion', 0.1, 'on'), row('adam', 0.5, 'on'), row('sgd', NaN, 'diverged'));
                 seen.live = order();
                 seen.same = all('tbody tr', tables.element)[1] === first;
                 const [loss] = all('thead button', tables.element);
                 loss.click();
                 loss.click();
                 seen.down = order();
                 seen.sorted = loss.closest('th').ariaSort;
                 update(row('sgd', NaN, 'diverged'), row('lion', 0.1, 'on'), row('adam', 0.5, 'on'));
                 seen.held = order();
                 loss.click();
                 seen.own = order();
                 seen.none = all('td', tables.element).map((cell) => cell.textContent).includes('–');
                 return seen;"
            ))
            .await?;
        let expected = json!({
            "first": "adam,lion,sgd", "live": "lion,adam,sgd", "same": true,
            "down": "sgd,adam,lion", "sorted": "descending", "held": "sgd,adam,lion",
            "own": "sgd,lion,adam", "none": true,
        });
        assert_eq!(seen, expected);
        Ok(())
    });
}

#[test]
fn a_scenes_tables_are_in_its_panel() {
    visit(async |page| {
        for scene in registry() {
            let id = scene.about().id;
            let run = scene.start(&Settings::new(scene.parameters()), 0)?;
            let tables = run.frame().tables;
            if tables.is_empty() {
                continue;
            }
            let book = Book::new(saddleback_words::messages("en", id), '.');
            page.enter_scene(&format!("?scene={id}&t=0")).await?;
            for table in tables {
                let rows = json!(table.rows.iter().map(|row| book.say(&row.label)).collect::<Vec<_>>());
                page.wait(&format!(
                    "all('.livetable').some((table) => table.querySelector('h2').textContent === {}
                         && [...table.querySelectorAll('tbody th')].map((head) => head.textContent).join()
                            === {rows}.join())",
                    json!(book.say(&table.title))
                ))
                .await?;
            }
            page.show(&format!("tables-{id}")).await?;
        }
        Ok(())
    });
}

#[test]
fn formulas_are_set_in_type_and_errors_show_their_place() {
    visit(async |page| {
        for scene in registry() {
            let parameters = scene.parameters();
            let Some(formula) = parameters.iter().find(|p| matches!(p.kind, Kind::Formula { .. })) else { continue };
            let shown = formula.when.as_ref().map_or_else(String::new, |(id, options)| format!("&{id}={}", options[0]));
            page.enter_scene(&format!("?scene={}&t=0{shown}", scene.about().id)).await?;
            page.wait("all('.formulacontrol .typeset math').length > 0").await?;
            let field = "all('.formulacontrol input')[0]";
            let type_ = |text: &str| {
                format!(
                    "{field}.focus(); {field}.value = {}; {field}.dispatchEvent(new InputEvent('input'));",
                    json!(text)
                )
            };
            page.run(&type_("(1-x)^2 + sni(x)")).await?;
            page.wait("all('.formulacontrol mark')[0]?.textContent === 'sni'").await?;
            page.wait(&format!("{field}.ariaInvalid === 'true' && {field}.value === '(1-x)^2 + sni(x)'")).await?;
            page.show("formula").await?;
            page.run("all('.repair')[0].click();").await?;
            page.wait(&format!("{field}.value === '(1-x)^2 + sin(x)' && {field}.ariaInvalid === null")).await?;
            page.wait(&format!("handle().state().settings[{}] === '(1-x)^2 + sin(x)'", json!(formula.id))).await?;
            return Ok(());
        }
        Ok(())
    });
}

#[test]
fn a_sentence_does_not_stand_over_settings_it_does_not_speak_of() {
    visit(async |page| {
        page.enter_scene("?scene=saddle-escape&t=0").await?;
        let told = "all('.sentence.shown').map((sentence) => sentence.textContent).join()";
        page.wait(&format!("{told}.length > 20")).await?;
        assert_eq!(page.value(&format!("{told}.includes('Your settings')")).await?, json!(false));
        page.run("handle().set({ start: [0.4, 0.3] });").await?;
        page.wait(&format!("{told}.startsWith('Your settings')")).await?;
        page.show("own-settings").await?;
        page.run("all('.back')[0].click();").await?;
        page.wait(&format!("!{told}.includes('Your settings') && handle().state().playing")).await?;
        Ok(())
    });
}

/// Reads every formula that scenes declare as a figure does, and as the browser does, and counts those that differ.
const FORMULAS: &str = "
    const { math } = await import(new URL('www/figure/mathml.js', location.href.split('?')[0]).href);
    const found = new Set();
    const look = (value) => {
        if (typeof value === 'string' && value.startsWith('<math')) found.add(value);
        else if (value && typeof value === 'object') Object.values(value).forEach(look);
    };
    for (const id of ids) look(await (await fetch(`scenes/de/${id}.json`)).json());
    const differing = [...found].filter((text) => {
        const draft = document.createElement('template');
        draft.innerHTML = text;
        for (const element of draft.content.querySelectorAll('[style]')) element.removeAttribute('style');
        return draft.innerHTML !== math(text).outerHTML;
    });
    return [found.size > 100, differing];
";

#[test]
fn every_formula_is_read_as_the_browser_reads_it() {
    visit(async |page| {
        page.enter("").await?;
        let ids: Vec<&str> = saddleback::scene::registry().iter().map(|scene| scene.about().id).collect();
        let read = page.run(&format!("const ids = {};{FORMULAS}", serde_json::to_string(&ids)?)).await?;
        assert_eq!(read, serde_json::json!([true, []]));
        Ok(())
    });
}
