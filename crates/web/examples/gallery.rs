//! Writes the component gallery as files, to look at without a server:
//! `cargo run -p web --example gallery -- <folder>`.

use std::path::PathBuf;
use std::sync::Arc;
use web::assets;
use web::ui::{Density, MenuGroup, MenuItem, Mode, Theme, Ui, Viewer, Zone, gallery, sample_paper};
use web::words::{Lang, WORDS, Words};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: gallery <folder>")?);
    let words = Arc::new(Words::new(&[WORDS])?);
    let mut public = Ui::guest(words);
    "/items/7".clone_into(&mut public.path);
    public.viewer.demo = Some("演示城市 · 2021-11-30 09:00 · 模拟数据".to_owned());
    for name in ["tokens.css", "yimen.css", "yimen.js", "favicon.svg"] {
        let address = assets::url(name);
        let asset = assets::find(&address).ok_or("asset not found")?;
        let file = folder.join(address.trim_start_matches('/'));
        std::fs::create_dir_all(file.parent().ok_or("no folder")?)?;
        std::fs::write(file, &asset.bytes)?;
    }
    let mut elder = public.clone();
    elder.prefs.mode = Mode::Elder;
    let mut dark = public.clone();
    dark.prefs.theme = Theme::Dark;
    let mut english = public.clone();
    english.prefs.lang = Lang::En;
    let mut compact = staff(&public);
    compact.prefs.density = Density::Compact;
    let pages = [
        ("public", public.clone()),
        ("staff", staff(&public)),
        ("elder", elder),
        ("dark", dark),
        ("english", english),
        ("compact", compact),
    ];
    let write = |name: &str, page: String| {
        // Relative addresses, so that the files open from a disk.
        let page = page.replace("\"/assets/", "\"assets/");
        std::fs::write(folder.join(format!("{name}.html")), page)
    };
    for (name, ui) in pages {
        write(name, gallery(&ui).into_string())?;
    }
    write("paper", sample_paper(&public).into_string())?;
    Ok(())
}

fn staff(public: &Ui) -> Ui {
    let menu = vec![MenuGroup::new(
        "web-nav",
        vec![
            MenuItem::new("web-nav-home", "/desk", "home"),
            MenuItem::new("web-nav-items", "/items", "book").count(118),
        ],
    )];
    Ui {
        zone: Zone::Staff,
        viewer: Viewer {
            name: Some("蒋思源".to_owned()),
            unit: "市住房和城乡建设局　审批服务科".to_owned(),
            menu,
            unread: 3,
            ..public.viewer.clone()
        },
        ..public.clone()
    }
}
