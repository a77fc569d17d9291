//! Buttons. A link that goes somewhere is [`link_button`]; a thing that changes data is a [`button`]
//! in a form with `method="post"`. One primary button a page.

use super::{Ui, icon};
use maud::{Markup, Render, html};

/// A button that is being described; it renders itself, so `(primary_button("受理"))` is enough.
#[derive(Clone, Debug)]
pub struct Button {
    label: String,
    class: &'static str,
    icon: Option<&'static str>,
    trailing_icon: Option<&'static str>,
    sends: Option<(String, String)>,
    href: Option<String>,
    refused_by: Option<String>,
    is_big: bool,
    is_wide: bool,
}

/// An action beside the main one.
pub fn button(label: &str) -> Button {
    Button {
        label: label.to_owned(),
        class: "",
        icon: None,
        trailing_icon: None,
        sends: None,
        href: None,
        refused_by: None,
        is_big: false,
        is_wide: false,
    }
}

/// The main action: once a page.
pub fn primary_button(label: &str) -> Button {
    Button {
        class: "btn--primary",
        ..button(label)
    }
}

/// For what can't be undone.
pub fn danger_button(label: &str) -> Button {
    Button {
        class: "btn--danger",
        ..button(label)
    }
}

/// In tool rows, without a border.
pub fn quiet_button(label: &str) -> Button {
    Button {
        class: "btn--quiet",
        ..button(label)
    }
}

/// A link in the shape of a button: it goes somewhere and changes nothing.
pub fn link_button(label: &str, href: &str) -> Button {
    Button {
        href: Some(href.to_owned()),
        ..button(label)
    }
}

/// The main way on from a page, where it is a link.
pub fn primary_link(label: &str, href: &str) -> Button {
    Button {
        class: "btn--primary",
        ..link_button(label, href)
    }
}

impl Button {
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    /// An icon behind the label, for 下一件 and the like.
    #[must_use]
    pub fn icon_after(mut self, name: &'static str) -> Self {
        self.trailing_icon = Some(name);
        self
    }

    /// What the form gets when this button is pressed.
    #[must_use]
    pub fn sends(mut self, name: &str, value: &str) -> Self {
        self.sends = Some((name.to_owned(), value.to_owned()));
        self
    }

    /// Larger, on public pages.
    #[must_use]
    pub fn big(mut self) -> Self {
        self.is_big = true;
        self
    }

    /// As wide as its box.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// Not allowed yet: the button stays, and the element with this id says why. The server
    /// refuses the act too.
    #[must_use]
    pub fn refused(mut self, reason_id: &str) -> Self {
        self.refused_by = Some(reason_id.to_owned());
        self
    }

    fn classes(&self) -> String {
        let mut classes = String::from("btn");
        let extra = [
            (!self.class.is_empty(), self.class),
            (self.is_big, "btn--big"),
            (self.is_wide, "btn--wide"),
        ];
        for (_, class) in extra.into_iter().filter(|(is_on, _)| *is_on) {
            classes.push(' ');
            classes.push_str(class);
        }
        classes
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(name) = self.icon { (icon(name)) }
            (self.label)
            @if let Some(name) = self.trailing_icon { (icon(name)) }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let refused = self.refused_by.is_some().then_some("true");
        let (name, value) = self.sends.clone().unzip();
        html! {
            @if let Some(href) = &self.href {
                a class=(self.classes()) href=(href) { (self.inside()) }
            } @else if refused.is_some() {
                // `type="button"`, so that pressing it sends nothing.
                button class=(self.classes()) type="button" aria-disabled=[refused]
                    aria-describedby=[self.refused_by.as_deref()] { (self.inside()) }
            } @else {
                button class=(self.classes()) name=[name] value=[value] { (self.inside()) }
            }
        }
    }
}

/// Prints the page. Shown by the script only; without it the browser's own menu prints.
pub fn print_button(ui: &Ui) -> Markup {
    html! {
        button.btn type="button" hidden data-print { (icon("print")) (ui.t("web-print")) }
    }
}

/// The telephone link that stands on each page where a person may be stuck.
pub fn call_12345(ui: &Ui) -> Button {
    link_button(&ui.t("web-call-12345"), "tel:12345").icon("phone")
}
