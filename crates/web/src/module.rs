//! The manifest of a context: what it brings to the house. A route cannot be declared without
//! saying who may use it.

use crate::app::{App, Queries};
use crate::words::WordFiles;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use kernel::{Actor, Permission};
use std::fmt;
use store::{Reader, Registry, StoreError};

/// Which listener serves a route. The public zone has no staff route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    Public,
    Staff,
    Both,
}

/// Who may use a route at all; the gate then decides for each matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, without signing in; the sentence says why.
    Open(&'static str),
    /// Everybody who has signed in.
    SignedIn,
    /// Who holds the permission in any reach.
    Needs(Permission),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
        })
    }
}

/// One route with its access.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub zone: Zone,
    pub access: Access,
    /// Largest body in bytes.
    pub body_limit: usize,
    pub(crate) handler: MethodRouter<App>,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} ({:?}, {:?})",
            self.method, self.path, self.zone, self.access
        )
    }
}

/// Reads the number beside a menu line; from counters, never by counting.
pub type MenuCount = fn(&mut Reader, &Actor) -> Result<i64, StoreError>;

/// A line in the rail of staff pages.
#[derive(Clone, Debug)]
pub struct MenuLine {
    /// Word key of the group.
    pub group: &'static str,
    /// Word key of the line.
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub permission: Permission,
    pub count: Option<MenuCount>,
    /// Lines stand in this order.
    pub order: u16,
}

/// Ordinary forms are small.
const FORM_LIMIT: usize = 256 * 1024;

/// What a context brings.
pub struct Module {
    pub name: &'static str,
    pub words: Option<WordFiles>,
    pub routes: Vec<Route>,
    pub menu: Vec<MenuLine>,
    /// What programs have to know of the routes under `/api/`.
    pub api: Vec<crate::ApiDoc>,
    pub(crate) register: Vec<fn(&mut Registry)>,
    pub(crate) provide: Vec<fn(&mut Queries)>,
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Module")
            .field("name", &self.name)
            .field("routes", &self.routes)
            .finish_non_exhaustive()
    }
}

impl Module {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            words: None,
            routes: Vec::new(),
            menu: Vec::new(),
            api: Vec::new(),
            register: Vec::new(),
            provide: Vec::new(),
        }
    }

    #[must_use]
    pub fn words(mut self, zh: &'static str, en: &'static str) -> Self {
        self.words = Some(WordFiles {
            context: self.name,
            zh,
            en,
        });
        self
    }

    /// Aggregates, tables, jobs, loaders of reference data.
    #[must_use]
    pub fn register(mut self, register: fn(&mut Registry)) -> Self {
        self.register.push(register);
        self
    }

    /// Answers that other contexts may ask for.
    #[must_use]
    pub fn provide(mut self, provide: fn(&mut Queries)) -> Self {
        self.provide.push(provide);
        self
    }

    #[must_use]
    pub fn get<H, T>(self, zone: Zone, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.route(Method::Get, zone, path, access, FORM_LIMIT, get(handler))
    }

    #[must_use]
    pub fn post<H, T>(self, zone: Zone, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.route(Method::Post, zone, path, access, FORM_LIMIT, post(handler))
    }

    /// A POST whose body may be large (uploads); the limit is in bytes.
    #[must_use]
    pub fn upload<H, T>(
        self,
        zone: Zone,
        path: &'static str,
        access: Access,
        limit: usize,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.route(Method::Post, zone, path, access, limit, post(handler))
    }

    /// Describes routes under `/api/`; a test holds them equal to the routes.
    #[must_use]
    pub fn api(mut self, docs: impl IntoIterator<Item = crate::ApiDoc>) -> Self {
        self.api.extend(docs);
        self
    }

    #[must_use]
    pub fn menu(mut self, line: MenuLine) -> Self {
        self.menu.push(line);
        self
    }

    fn route(
        mut self,
        method: Method,
        zone: Zone,
        path: &'static str,
        access: Access,
        body_limit: usize,
        handler: MethodRouter<App>,
    ) -> Self {
        self.routes.push(Route {
            method,
            path,
            zone,
            access,
            body_limit,
            handler,
        });
        self
    }
}
