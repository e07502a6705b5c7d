//! Saddleback in other people's pages, on other origins.

use crate::visit::{Visit, digest, native, visit};
use anyhow::Result;
use serde_json::json;
use support::server::{Content, Mount, Server};

/// Serves a page of another origin whose body is given, `LAB` in it standing for the laboratory's address.
fn foreign(page: &Visit, body: &str) -> Result<Server> {
    strict(page, "", body)
}

/// The same with more in its head.
fn strict(page: &Visit, head: &str, body: &str) -> Result<Server> {
    let body = body.replace("LAB", &page.at(""));
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>A blog</title><link rel=icon href='data:,'>{head}\
         <body style='max-width: 700px'>{body}"
    );
    Ok(Server::start(0, vec![Mount::new("/", Content::Page(html))])?)
}

#[test]
fn a_page_of_another_origin_mounts_two_scenes() {
    visit(async |page| {
        let blog = foreign(
            page,
            "<div id=first></div><div id=second></div>
             <script type=module>
               import { mount } from 'LABsaddleback.js';
               const at = (id) => document.getElementById(id);
               window.first = mount(at('first'), { scene: 'gda-spiral', autoplay: true });
               window.second = mount(at('second'), { scene: 'gda-spiral', params: { eta: 0.3 }, seed: 7 });
               await Promise.all([first.ready, second.ready]);
               window.ready = true;
             </script>",
        )?;
        page.open(&format!("{}/post", blog.origin())).await?;
        page.wait("window.ready").await?;
        page.wait("first.state().step > 5").await?;
        page.run("return second.seek(120);").await?;
        let expected = digest(&native("gda-spiral", 7, &[("eta", "0.3")], 120)?);
        assert_eq!(page.value("second.state().digest").await?, json!(expected));
        for id in ["first", "second"] {
            page.run(&format!("document.getElementById('{id}').scrollIntoView();")).await?;
            page.wait(&format!(
                "all('canvas').some((canvas) => canvas.getRootNode().host?.closest('#{id}') && colors(canvas) > 8)"
            ))
            .await?;
        }
        page.show("embed").await?;
        page.run("first.destroy(); second.destroy();").await?;
        page.wait("document.getElementById('first').childElementCount === 0").await?;
        Ok(())
    });
}

#[test]
fn the_element_takes_its_state_from_its_attributes() {
    visit(async |page| {
        let blog = foreign(
            page,
            "<script type=module src='LABsaddleback.js'></script>
             <saddleback-scene scene=gda-spiral seed=7 eta=0.3></saddleback-scene>",
        )?;
        page.open(&blog.origin()).await?;
        page.wait("handle().state().ready").await?;
        page.run("return handle().seek(120);").await?;
        let expected = digest(&native("gda-spiral", 7, &[("eta", "0.3")], 120)?);
        assert_eq!(page.value("handle().state().digest").await?, json!(expected));
        page.run("document.querySelector('saddleback-scene').setAttribute('eta', '0.5');").await?;
        page.wait("handle().state().settings.eta === '0.5'").await?;
        page.run("document.querySelector('saddleback-scene').setAttribute('eta', 'banana');").await?;
        page.wait_for_notice(&["eta", "banana"]).await?;
        page.run("document.querySelector('saddleback-scene').remove();").await?;
        Ok(())
    });
}

#[test]
fn a_frame_shows_one_scene() {
    visit(async |page| {
        let blog = foreign(
            page,
            "<iframe src='LAB?scene=gda-spiral&embed=1&autoplay=1' width=640 height=420 title=Spiral></iframe>",
        )?;
        page.open(&blog.origin()).await?;
        page.enter_frame(0).await?;
        page.wait("handle().state().step > 5").await?;
        page.wait("document.documentElement.scrollWidth <= innerWidth").await?;
        page.show("frame").await
    });
}

#[test]
fn attributes_are_understood_as_hosts_write_them() {
    visit(async |page| {
        let blog = foreign(
            page,
            "<script type=module src='LABsaddleback.js'></script>
             <script>
               window.heard = [];
               document.addEventListener('ready', () => heard.push('bubbled'));
             </script>
             <saddleback-scene scene=descent-race CUBIC-NEWTON.M=5 adam-lr=0.2 params='momentum.lr=0.002; landscape=bowl'
               view=2D autoplay=no fbclid=x v-cloak x-data='{}' width=3></saddleback-scene>
             <script>
               const early = document.querySelector('saddleback-scene');
               early.addEventListener('ready', ({ detail }) => heard.push(detail.scene));
               early.params = { 'nesterov.lr': 0.003 };
             </script>",
        )?;
        page.open(&blog.origin()).await?;
        page.wait("window.heard.length > 0 && handle().state().ready").await?;
        let state = page.value("handle().state()").await?;
        for (id, value) in [
            ("cubic-newton.M", "5"),
            ("adam.lr", "0.2"),
            ("momentum.lr", "0.002"),
            ("nesterov.lr", "0.003"),
            ("landscape", "bowl"),
        ] {
            assert_eq!(state["settings"][id], json!(value), "{id}");
        }
        assert_eq!(page.value("[notices().trim(), heard]").await?, json!(["", ["descent-race"]]));
        assert_eq!(state["playing"], json!(false));
        page.run("document.querySelector('saddleback-scene').params = { 'adam.lr': 0.3 };").await?;
        page.wait("document.querySelector('saddleback-scene').params['adam.lr'] === '0.3'").await?;
        // What is wrong is named, and nothing is sought for ever.
        page.run("document.querySelector('saddleback-scene').setAttribute('t', 'Infinity');").await?;
        page.run("document.querySelector('saddleback-scene').outerHTML = '<saddleback-scene scene=gda-spiral t=1.5 theme=blue flow>';")
            .await?;
        page.wait_for_notice(&["1.5", "blue"]).await?;
        page.wait("handle().state().ready && handle().state().settings.flow === 'on'").await?;
        Ok(())
    });
}

#[test]
fn a_figure_keeps_its_keys_and_takes_the_shade_of_its_host() {
    visit(async |page| {
        let deck = foreign(
            page,
            "<script type=module src='LABsaddleback.js'></script>
             <script>
               window.keys = [];
               addEventListener('keydown', ({ key }) => keys.push(key));
             </script>
             <saddleback-scene scene=descent-race landscape=formula controls=full></saddleback-scene>",
        )?;
        page.open(&deck.origin()).await?;
        page.wait("handle().state().ready && all('[data-theme=light]').length > 0").await?;
        page.wait("all('textarea, input[type=text]').length > 0").await?;
        let press = |key: &str| {
            format!(
                "target.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, composed: true, cancelable: true }}));"
            )
        };
        let typed = format!("const target = all('textarea, input[type=text]')[0]; {}", press("n"));
        let used = format!("const target = all('canvas')[0]; {} {}", press(" "), press("q"));
        page.run(&typed).await?;
        page.run(&used).await?;
        page.wait("handle().state().playing").await?;
        assert_eq!(page.value("keys").await?, json!(["q"]), "only what the figure does not use goes on");
        page.run("document.documentElement.style.colorScheme = 'dark';").await?;
        page.wait("all('.figure[data-theme=dark]').length > 0").await?;
        page.run("document.documentElement.style.colorScheme = 'light';").await?;
        page.wait("all('.figure[data-theme=light]').length > 0").await?;
        Ok(())
    });
}

#[test]
fn a_frame_adds_nothing_to_the_history_of_its_page() {
    visit(async |page| {
        let blog = foreign(
            page,
            "<iframe src='LAB?scene=gda-spiral&embed=1&autoplay=0' width=640 height=420 title=Spiral></iframe>",
        )?;
        page.open(&blog.origin()).await?;
        page.enter_frame(0).await?;
        page.wait("handle().state().ready").await?;
        let before = page.value("history.length").await?;
        page.run("handle().set({ eta: '0.3' }); handle().set({ start: '1,1' }); handle().set({ seed: 3 });").await?;
        page.wait("new URLSearchParams(location.search).get('seed') === '3'").await?;
        assert_eq!(page.value("history.length").await?, before);
        Ok(())
    });
}

#[test]
fn a_figure_that_is_moved_or_hidden_goes_on_where_it_was() {
    visit(async |page| {
        let blog = foreign(
            page,
            "<script type=module src='LABsaddleback.js'></script>
             <div id=here><saddleback-scene scene=gda-spiral></saddleback-scene></div><div id=there></div>",
        )?;
        page.open(&blog.origin()).await?;
        page.wait("handle().state().ready").await?;
        page.run("window.first = handle(); handle().set({ eta: '0.3' }); return handle().seek(40);").await?;
        page.run("document.getElementById('there').append(document.querySelector('saddleback-scene'));").await?;
        assert_eq!(page.value("[handle() === first, handle().state().step]").await?, json!([true, 40]));
        page.run(
            "window.figure = document.querySelector('saddleback-scene');
             figure.remove();
             await new Promise((done) => setTimeout(done, 100));
             if (figure.handle) throw new Error('it was not let go');
             document.getElementById('here').append(figure);",
        )
        .await?;
        page.wait("handle().state().ready && handle().state().step === 40").await?;
        assert_eq!(page.value("handle().state().settings.eta").await?, json!("0.3"));
        // Nobody sees it: it rests.
        page.run("handle().play();").await?;
        page.wait("handle().state().step > 45").await?;
        page.run("figure.style.visibility = 'hidden'; await new Promise((done) => setTimeout(done, 900));").await?;
        let still = page.value("handle().state().step").await?;
        page.run("await new Promise((done) => setTimeout(done, 500));").await?;
        assert_eq!(page.value("handle().state().step").await?, still);
        page.run("figure.style.visibility = '';").await?;
        page.wait(&format!("handle().state().step > {still}")).await?;
        // A pause ends a seek that would take long.
        page.run("window.far = handle().seek(900000000); handle().pause(); return far;").await?;
        assert_eq!(page.value("handle().state().playing").await?, json!(false));
        Ok(())
    });
}

#[test]
fn a_scene_that_cannot_run_keeps_nobody_waiting() {
    visit(async |page| {
        let blog = strict(
            page,
            "<meta http-equiv=Content-Security-Policy content=\"require-trusted-types-for 'script'\">",
            "<div id=at></div>
             <script type=module>
               import { mount } from 'LABsaddleback.js';
               const at = document.getElementById('at');
               const none = mount(at, { scene: 'gda-spirl' });
               await none.ready;
               window.none = none.state().ready;
               const early = mount(at, { scene: 'gda-spiral' });
               early.destroy();
               await early.ready;
               window.good = mount(at, { scene: 'gda-spiral', controls: 'full' });
               await good.ready;
               window.done = true;
             </script>",
        )?;
        page.open(&blog.origin()).await?;
        page.wait("window.done").await?;
        assert_eq!(page.value("window.none").await?, json!(false));
        page.wait("all('.what, .trouble').some((node) => node.textContent.includes('gda-spiral'))").await?;
        // Under Trusted Types the formulas are there as well.
        page.wait("all('math').length > 3").await?;
        Ok(())
    });
}

#[test]
fn a_link_of_a_figure_that_rests_at_its_start_rests_there() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        assert_eq!(page.value("new URL(handle().link()).searchParams.get('t')").await?, json!("0"));
        page.run("return handle().seek(12);").await?;
        assert_eq!(page.value("new URL(handle().link()).searchParams.get('t')").await?, json!("12"));
        Ok(())
    });
}
