//! Every route with who may use it.

use super::{api, desk, desk_item, guide, import, items, quality, report, samples};
use crate::permissions::{CATALOGUE_IMPORT, CATALOGUE_LIST, CATALOGUE_PUBLISH, CATALOGUE_VIEW};
use ::web::{Access, MenuLine, Module, Zone};

pub(crate) fn routes(module: Module) -> Module {
    desk_routes(public_routes(module))
}

fn public_routes(module: Module) -> Module {
    let view = || Access::Needs(CATALOGUE_VIEW);
    module
        .get(Zone::Both, "/items", view(), items::list)
        .get(Zone::Both, "/items/{code}", view(), guide::show)
        .get(Zone::Both, "/samples", view(), samples::areas)
        .get(Zone::Both, "/samples/{area}", view(), samples::list)
        .get(Zone::Both, "/api/v1/items", view(), api::list)
        .get(Zone::Both, "/api/v1/items/{code}", view(), api::show)
        .api([api::LIST_DOC, api::ITEM_DOC])
}

fn desk_routes(module: Module) -> Module {
    let list = || Access::Needs(CATALOGUE_LIST);
    let import = || Access::Needs(CATALOGUE_IMPORT);
    let publish = || Access::Needs(CATALOGUE_PUBLISH);
    module
        .get(Zone::Staff, "/desk/items", list(), desk::list)
        .get(Zone::Staff, "/desk/items/quality", list(), quality::list)
        .get(Zone::Staff, "/desk/items/{id}", list(), desk_item::show)
        .post(
            Zone::Staff,
            "/desk/items/{id}/close",
            publish(),
            desk_item::close,
        )
        .get(Zone::Staff, "/desk/items/import", import(), import::show)
        .upload(
            Zone::Staff,
            "/desk/items/import",
            import(),
            import::BODY_LIMIT,
            import::import,
        )
        .get(
            Zone::Staff,
            "/desk/items/imports/{key}",
            import(),
            report::show,
        )
        .get(
            Zone::Staff,
            "/desk/items/imports/{key}/report.json",
            import(),
            report::json,
        )
        .menu(MenuLine {
            group: "catalogue-menu",
            label: "catalogue-desk-title",
            href: "/desk/items",
            icon: "book",
            permission: CATALOGUE_LIST,
            count: None,
            order: 400,
        })
        .menu(MenuLine {
            group: "catalogue-menu",
            label: "catalogue-quality-title",
            href: "/desk/items/quality",
            icon: "ok",
            permission: CATALOGUE_LIST,
            count: None,
            order: 410,
        })
        .menu(MenuLine {
            group: "catalogue-menu",
            label: "catalogue-import-title",
            href: "/desk/items/import",
            icon: "up",
            permission: CATALOGUE_IMPORT,
            count: None,
            order: 420,
        })
}
