//! Saddleback in other people's pages, on other origins.

use crate::visit::{Visit, digest, native, visit};
use anyhow::Result;
use serde_json::json;
use support::server::{Content, Mount, Server};

/// Serves a page of another origin whose body is given, `LAB` in it standing for the laboratory's address.
fn foreign(page: &Visit, body: &str) -> Result<Server> {
    let body = body.replace("LAB", &page.at(""));
    let html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>A blog</title><link rel=icon href='data:,'>\
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
