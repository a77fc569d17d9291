//! The staff routes of the context, each with the permission it asks for, and the menu lines.

use super::{
    acts::act_routes, api, bulk, desk_case, desk_list, export, filled::BODY_LIMIT, saved_views,
    search, supervise, window_case, window_file, window_find, window_index, window_new,
};
use crate::{
    permissions::{
        CASES_ACCEPT, CASES_EXPORT, CASES_HOLD, CASES_LIST, CASES_RECEIVE, CASES_SUPERVISE,
        CASES_VIEW,
    },
    read::counters::{count_late, count_mine, count_open},
};
use ::web::{Access, MenuLine, Module, Zone};
use kernel::Permission;

const fn needs(permission: Permission) -> Access {
    Access::Needs(permission)
}

pub fn staff_routes(module: Module) -> Module {
    let module = desk_routes(window_routes(module));
    menu(act_routes(module)).api(api::docs())
}

fn window_routes(module: Module) -> Module {
    module
        .get(
            Zone::Staff,
            "/window",
            needs(CASES_RECEIVE),
            window_index::show,
        )
        .post(
            Zone::Staff,
            "/window/find",
            needs(CASES_RECEIVE),
            window_find::find,
        )
        .get(
            Zone::Staff,
            "/window/new",
            needs(CASES_RECEIVE),
            window_new::show,
        )
        .upload(
            Zone::Staff,
            "/window/cases",
            needs(CASES_RECEIVE),
            BODY_LIMIT,
            window_file::file,
        )
        .get(
            Zone::Staff,
            "/window/cases/{id}",
            needs(CASES_VIEW),
            window_case::show,
        )
        .post(
            Zone::Staff,
            "/window/cases/{id}/preview",
            needs(CASES_ACCEPT),
            window_case::show_preview,
        )
}

fn desk_routes(module: Module) -> Module {
    module
        .get(Zone::Staff, "/desk", needs(CASES_LIST), desk_list::show)
        .get(
            Zone::Staff,
            "/desk/mine",
            needs(CASES_LIST),
            desk_list::show,
        )
        .get(Zone::Staff, "/desk/search", needs(CASES_LIST), search::show)
        .post(
            Zone::Staff,
            "/desk/views",
            needs(CASES_LIST),
            saved_views::save,
        )
        .post(
            Zone::Staff,
            "/desk/views/{id}/delete",
            needs(CASES_LIST),
            saved_views::delete,
        )
        .get(
            Zone::Staff,
            "/desk/export.csv",
            needs(CASES_EXPORT),
            export::csv,
        )
        .get(Zone::Staff, "/desk/bulk", needs(CASES_HOLD), bulk::preview)
        .post(
            Zone::Staff,
            "/desk/bulk/do",
            needs(CASES_HOLD),
            bulk::perform,
        )
        .get(
            Zone::Staff,
            "/desk/cases/{id}",
            needs(CASES_VIEW),
            desk_case::show,
        )
        .post(
            Zone::Staff,
            "/desk/cases/{id}/unmask",
            needs(CASES_VIEW),
            desk_case::unmask,
        )
        .get(
            Zone::Staff,
            "/desk/cases/{id}/files/{file}",
            needs(CASES_VIEW),
            desk_case::download,
        )
        .get(
            Zone::Staff,
            "/supervise",
            needs(CASES_SUPERVISE),
            supervise::show,
        )
        .get(Zone::Staff, "/api/v1/cases", needs(CASES_LIST), api::list)
        .post(
            Zone::Staff,
            "/api/v1/window/cases",
            needs(CASES_RECEIVE),
            window_file::file,
        )
        .get(
            Zone::Staff,
            "/api/v1/cases/{id}",
            needs(CASES_VIEW),
            api::show,
        )
        .upload(
            Zone::Staff,
            "/api/v1/cases/{id}/files",
            needs(CASES_VIEW),
            BODY_LIMIT,
            api::take_files,
        )
}

fn menu(module: Module) -> Module {
    let line = |label, href, icon, permission, count, order| MenuLine {
        group: "cases-menu-work",
        label,
        href,
        icon,
        permission,
        count,
        order,
    };
    module
        .menu(line(
            "cases-menu-window",
            "/window",
            "user",
            CASES_RECEIVE,
            None,
            10,
        ))
        .menu(line(
            "cases-menu-mine",
            "/desk/mine",
            "list",
            CASES_HOLD,
            Some(count_mine),
            20,
        ))
        .menu(line(
            "cases-menu-desk",
            "/desk",
            "grid",
            CASES_LIST,
            Some(|reader, actor| count_open(reader, actor, &CASES_LIST)),
            30,
        ))
        .menu(MenuLine {
            group: "cases-menu-supervision",
            ..line(
                "cases-menu-supervise",
                "/supervise",
                "warn",
                CASES_SUPERVISE,
                Some(|reader, actor| count_late(reader, actor, &CASES_SUPERVISE)),
                40,
            )
        })
}
