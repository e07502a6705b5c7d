//! A scene that stops does not take the page with it.

use crate::visit::{digest, native, visit};
use serde_json::json;

/// Makes the page's present instance fail as a panic does: whatever is asked of its players throws.
const PANIC: &str = "
    const { engine } = await import(new URL('www/figure/loader.js', location.href));
    const { door } = await engine('gda-spiral', 'en');
    door.Player.prototype.advance = () => { throw new WebAssembly.RuntimeError('unreachable executed'); };
";

#[test]
fn a_scene_recovers_from_a_panic_with_its_settings() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&seed=7&eta=0.3&t=20").await?;
        page.wait("handle().state().step === 20").await?;
        page.run(&format!("{PANIC} window.reports = []; handle().on('error', ({{ report }}) => reports.push(report)); handle().step();"))
            .await?;
        page.wait_for_notice(&["The scene has stopped.", "unreachable executed"]).await?;
        assert_eq!(page.value("handle().state().ready").await?, json!(false));
        page.show("trouble").await?;
        let report = page.value("reports.join()").await?;
        for fact in ["gda-spiral", "\"eta\":\"0.3\"", "seed: 7", "step: 20", "unreachable executed"] {
            assert!(report.as_str().unwrap().contains(fact), "{fact} is not in {report}");
        }
        page.run("all('.trouble .button')[0].click();").await?;
        page.wait("handle().state().ready && all('.trouble').length === 0").await?;
        assert_eq!(page.run("return handle().seek(120);").await?, json!(120));
        let expected = digest(&native("gda-spiral", 7, &[("eta", "0.3")], 120)?);
        assert_eq!(page.value("handle().state().digest").await?, json!(expected));
        Ok(())
    });
}

#[test]
fn other_figures_move_on_to_the_fresh_instance() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&seed=7&t=20").await?;
        page.run(
            "const { mount } = await import(new URL('saddleback.js', location.href));
             const place = document.createElement('div');
             document.querySelector('main').append(place);
             window.other = mount(place, { scene: 'gda-spiral', seed: 3, t: 30 });
             await other.ready;
             await other.seek(30);",
        )
        .await?;
        page.run(&format!("{PANIC} handle().step();")).await?;
        page.wait("all('.trouble .button')[0]").await?;
        page.run("all('.trouble .button')[0].click();").await?;
        page.wait("handle().state().ready").await?;
        page.run("document.querySelector('main > div:last-child').scrollIntoView(); other.play();").await?;
        page.wait("other.state().step > 40").await?;
        page.run("other.pause(); await other.seek(50);").await?;
        let expected = digest(&native("gda-spiral", 3, &[], 50)?);
        assert_eq!(page.value("other.state().digest").await?, json!(expected));
        page.run("other.destroy();").await.map(|_| ())
    });
}
