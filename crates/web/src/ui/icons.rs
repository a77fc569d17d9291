//! The icons, drawn straight into the page. The shapes are those of the design's `icons.svg`; the
//! lamp shapes (`l-…`) are filled.

use maud::{Markup, PreEscaped, Render, html};

/// An icon by its name in the list below, hidden from screen readers: there is always a text beside
/// it, or one with the class `vh`. An unknown name shows the plain information sign.
pub fn icon(name: &str) -> Markup {
    debug_assert!(find(name).is_some(), "there is no icon `{name}`");
    let shape = find(name).or_else(|| find("info")).unwrap_or_default();
    html! {
        svg.i."i--solid"[name.starts_with("l-")] viewBox="0 0 24 24" aria-hidden="true" {
            (PreEscaped(shape))
        }
    }
}

/// The mark of the platform: a gate.
pub fn mark() -> Markup {
    html! {
        svg viewBox="0 0 40 40" fill="none" aria-hidden="true" {
            path d="M3 7.5h34" stroke="currentColor" stroke-width="4.5" {}
            path d="M7 36V14.5h26V36" stroke="currentColor" stroke-width="4" {}
            path d="M14.5 36V20.5L25.5 18v18z" fill="currentColor" {}
        }
    }
}

/// The river lines of the home page's band.
pub fn rivers() -> Markup {
    const MAIN: [&str; 8] = [
        "M980 20C820 10 760 120 640 150S420 190 300 380",
        "M980 29C816 20 754 126 635 157S411 202 300 394",
        "M980 38C812 30 748 132 630 164S402 214 300 408",
        "M980 47C808 40 742 138 625 171S393 226 300 422",
        "M980 56C804 50 736 144 620 178S384 238 300 436",
        "M980 65C800 60 730 150 615 185S375 250 300 450",
        "M980 74C796 70 724 156 610 192S366 262 300 464",
        "M980 83C792 80 718 162 605 199S357 274 300 478",
    ];
    const SIDE: [&str; 6] = [
        "M990 330C880 320 800 230 690 205",
        "M990 320C877 311 797 228 684 208",
        "M990 310C874 302 794 226 678 211",
        "M990 300C871 293 791 224 672 214",
        "M990 290C868 284 788 222 666 217",
        "M990 280C865 275 785 220 660 220",
    ];
    html! {
        svg.band__rivers viewBox="0 0 960 360" preserveAspectRatio="xMaxYMid slice" fill="none"
            stroke="currentColor" stroke-width="1.5" aria-hidden="true" {
            @for (i, line) in MAIN.iter().enumerate() {
                path d=(line) opacity={ (10 - i) "e-1" } {}
            }
            @for (i, line) in SIDE.iter().enumerate() {
                path d=(line) opacity={ (90 - 12 * i) "e-2" } {}
            }
        }
    }
}

/// Renders as its icon; for fields that hold an optional icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(pub &'static str);

impl Render for Icon {
    fn render(&self) -> Markup {
        icon(self.0)
    }
}

fn find(name: &str) -> Option<&'static str> {
    SHAPES
        .iter()
        .find_map(|(known, shape)| (*known == name).then_some(*shape))
}

/// Name and drawing on a grid of 24 units.
const SHAPES: [(&str, &str); 64] = [
    (
        "search",
        r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
    ),
    (
        "user",
        r#"<circle cx="12" cy="8" r="3.75"/><path d="M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"/>"#,
    ),
    (
        "firm",
        r#"<path d="M4 20.5V5.5L13 3v17.5M13 9h7v11.5M3 20.5h18M7 8.5h2.5M7 12h2.5M7 15.5h2.5M16 12.5h1.5M16 16h1.5"/>"#,
    ),
    (
        "crane",
        r#"<path d="M6 21V5M3.5 21h5M6 5h14M6 5l-3 4M6 9h9M17 5v5m0 0-1.8 3h3.6zM9 5v4M12 5v4"/>"#,
    ),
    ("check", r#"<path d="m4.5 12.5 5 5 10-11"/>"#),
    ("cross", r#"<path d="m6 6 12 12M18 6 6 18"/>"#),
    (
        "warn",
        r#"<path d="M12 3.5 2.8 20h18.4zM12 10v4.5M12 17.2v.3"/>"#,
    ),
    (
        "bad",
        r#"<path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2zM12 7.5v5.5M12 16.2v.3"/>"#,
    ),
    (
        "info",
        r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.3"/>"#,
    ),
    (
        "ok",
        r#"<circle cx="12" cy="12" r="9"/><path d="m7.8 12.3 3 3 5.4-6"/>"#,
    ),
    (
        "ask",
        r#"<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5c0-3.2 5.2-3 5 0-.1 1.9-2.5 2-2.5 4M12 16.6v.3"/>"#,
    ),
    ("pause", r#"<path d="M8 5v14M16 5v14"/>"#),
    (
        "clock",
        r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.5 2"/>"#,
    ),
    (
        "doc",
        r#"<path d="M6 3h8.5L19 7.5V21H6zM14 3v5h5M9 12.5h7M9 16h7"/>"#,
    ),
    ("up", r#"<path d="M12 16V4.5M7 9l5-5 5 5M4 15v5h16v-5"/>"#),
    (
        "down",
        r#"<path d="M12 4v11.5M7 11l5 5 5-5M4 15v5h16v-5"/>"#,
    ),
    (
        "print",
        r#"<path d="M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 13.5h10v7H7z"/>"#,
    ),
    (
        "phone",
        r#"<path d="M5 3.5h4l1.5 5-2.2 1.6c1 2.5 3.1 4.6 5.6 5.6l1.6-2.2 5 1.5v4c0 1-.8 1.5-1.5 1.5C10.5 20.5 3.5 13.5 3.5 5c0-.8.6-1.5 1.5-1.5z"/>"#,
    ),
    ("next", r#"<path d="m9 5 7 7-7 7"/>"#),
    ("prev", r#"<path d="m15 5-7 7 7 7"/>"#),
    (
        "star",
        r#"<path d="m12 3.5 2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6L3.4 9.8l6-.8z"/>"#,
    ),
    (
        "pin",
        r#"<path d="M12 21c-4-4.5-6.5-7.8-6.5-11a6.5 6.5 0 0 1 13 0c0 3.2-2.5 6.5-6.5 11z"/><circle cx="12" cy="10" r="2.3"/>"#,
    ),
    (
        "cam",
        r#"<path d="M3.5 7.5h4L9 5h6l1.5 2.5h4v12h-17z"/><circle cx="12" cy="13" r="3.5"/>"#,
    ),
    (
        "lock",
        r#"<path d="M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5"/>"#,
    ),
    (
        "bell",
        r#"<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>"#,
    ),
    (
        "cal",
        r#"<path d="M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4"/>"#,
    ),
    (
        "scale",
        r#"<path d="M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z"/>"#,
    ),
    (
        "heart",
        r#"<path d="M12 20S4 14.8 4 9.3C4 5.2 9.5 4 12 8c2.5-4 8-2.8 8 1.3C20 14.8 12 20 12 20z"/>"#,
    ),
    (
        "home",
        r#"<path d="M3.5 11.5 12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20"/>"#,
    ),
    (
        "baby",
        r#"<circle cx="12" cy="9.5" r="5.5"/><path d="M10 9v.2M14 9v.2M10 12c1.2 1 2.8 1 4 0M7.5 14.5 5 20.5h14l-2.5-6"/>"#,
    ),
    (
        "ring",
        r#"<circle cx="9" cy="14.5" r="5.5"/><circle cx="15.5" cy="14.5" r="5"/><path d="m7.5 8.8-1-2.3L8 4.5h2.5L12 6.5l-1.2 2.3"/>"#,
    ),
    (
        "school",
        r#"<path d="m2.5 9.5 9.5-5 9.5 5-9.5 5zM6.5 12v5c2.5 2.5 8.5 2.5 11 0v-5M21.5 9.5v6"/>"#,
    ),
    (
        "work",
        r#"<path d="M3.5 8h17v12h-17zM9 8V4.5h6V8M3.5 13h17M12 12v2.5"/>"#,
    ),
    (
        "coin",
        r#"<circle cx="12" cy="12" r="9"/><path d="m8.5 7 3.5 5 3.5-5M12 12v5.5M8.5 12.5h7M8.5 15h7"/>"#,
    ),
    (
        "car",
        r#"<path d="M3.5 17v-4.5l2-5.5h13l2 5.5V17zM6 17v2.5M18 17v2.5M4 12.5h16M7 15v0M17 15v0"/>"#,
    ),
    (
        "leaf",
        r#"<path d="M5 19c0-9 5-14 15-15 0 10-4.5 15-12 14.5M5 20.5c1-4.5 4-8 8-10"/>"#,
    ),
    (
        "drop",
        r#"<path d="M12 3.5c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z"/><path d="M9 15a3 3 0 0 0 3 3"/>"#,
    ),
    (
        "shield",
        r#"<path d="M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6z"/><path d="m8.8 12 2.3 2.3 4.2-4.6"/>"#,
    ),
    (
        "wheel",
        r#"<circle cx="11" cy="4.5" r="1.7"/><path d="M11 8v6h5.5l2 5.5M11 10.5h5"/><path d="M8.5 11.5a5 5 0 1 0 6 7"/>"#,
    ),
    (
        "med",
        r#"<path d="M9.5 4h5v5.5H20v5h-5.5V20h-5v-5.5H4v-5h5.5z"/>"#,
    ),
    ("plus", r#"<path d="M12 5v14M5 12h14"/>"#),
    (
        "redo",
        r#"<path d="M19.5 12a7.5 7.5 0 1 1-2.5-5.6M20 3.5v4h-4"/>"#,
    ),
    (
        "flag",
        r#"<path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12"/>"#,
    ),
    (
        "list",
        r#"<path d="M8.5 6h12M8.5 12h12M8.5 18h12M4 6v0M4 12v0M4 18v0"/>"#,
    ),
    (
        "chart",
        r#"<path d="M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6"/>"#,
    ),
    (
        "mic",
        r#"<path d="M12 3.5a2.7 2.7 0 0 1 2.7 2.7v5.6a2.7 2.7 0 0 1-5.4 0V6.2A2.7 2.7 0 0 1 12 3.5zM6 11.5a6 6 0 0 0 12 0M12 17.5v3M8.5 20.5h7"/>"#,
    ),
    ("mail", r#"<path d="M3.5 5.5h17v13h-17zM4 6l8 7 8-7"/>"#),
    (
        "grid",
        r#"<path d="M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z"/>"#,
    ),
    ("msg", r#"<path d="M4 4.5h16v12H11l-4.5 4v-4H4z"/>"#),
    (
        "merge",
        r#"<path d="M6 4v4c0 4 6 4 6 8v4M18 4v4c0 4-6 4-6 8M9 17l3 3.5 3-3.5"/>"#,
    ),
    (
        "book",
        r#"<path d="M12 6.5C9.5 4.5 6.5 4.5 3.5 5v14c3-.5 6-.5 8.5 1.5 2.5-2 5.5-2 8.5-1.5V5c-3-.5-6-.5-8.5 1.5zM12 6.5v14"/>"#,
    ),
    (
        "pen",
        r#"<path d="m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19zM14.5 6l3.5 3.5"/>"#,
    ),
    (
        "hand",
        r#"<path d="M8 12V5.5a1.5 1.5 0 0 1 3 0V11m0-1V4a1.5 1.5 0 0 1 3 0v7m0-5a1.5 1.5 0 0 1 3 0v8c0 4-2.5 6.5-6 6.5-3 0-4.5-1.5-6.5-5.5l-1.5-3c-.6-1.5 1.2-2.2 2-1l3 3.5"/>"#,
    ),
    ("out", r#"<path d="M13 4h7v7M20 4l-9 9M18 14v6H4V6h6"/>"#),
    (
        "bus",
        r#"<path d="M5 4.5h14v13H5zM5 11.5h14M7.5 17.5V20M16.5 17.5V20M8.5 14.5v0M15.5 14.5v0"/>"#,
    ),
    ("l-ok", r#"<circle cx="12" cy="12" r="9"/>"#),
    (
        "l-run",
        r#"<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2.6v12.8a6.4 6.4 0 0 1 0-12.8z"/>"#,
    ),
    ("l-warn", r#"<path d="M12 2.5 1.8 21h20.4z"/>"#),
    ("l-yellow", r#"<path d="M6 2.5h12v19H6z"/>"#),
    ("l-red", r#"<path d="M12 .8 23.2 12 12 23.2.8 12z"/>"#),
    (
        "l-bad",
        r#"<path d="m6 2.5 6 6 6-6L21.5 6l-6 6 6 6-3.5 3.5-6-6-6 6L2.5 18l6-6-6-6z"/>"#,
    ),
    ("l-pause", r#"<path d="M5 3.5h5v17H5zM14 3.5h5v17h-5z"/>"#),
    (
        "l-done",
        r#"<path d="M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zm-1.3 13.7L6.5 12l1.7-1.7 2.5 2.5 5.3-5.6 1.7 1.7z"/>"#,
    ),
    (
        "l-none",
        r#"<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2.6a6.4 6.4 0 1 1 0 12.8 6.4 6.4 0 0 1 0-12.8z"/>"#,
    ),
];
