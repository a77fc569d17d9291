//! The staff side: window, desk, decision, supervision, and the same for programs.

pub mod acts;
mod api;
mod aside;
mod bulk;
mod check_list;
mod desk_case;
mod desk_list;
mod export;
mod fill;
mod fill_decide;
mod fill_review;
mod fill_window;
mod filled;
mod forms_desk;
mod forms_window;
mod hand;
mod notice_preview;
mod now;
mod parts;
mod person;
mod remedies;
mod routes;
mod saved_views;
mod search;
mod supervise;
mod tabs;
mod trail;
mod tray;
mod view;
mod whole_acts;
mod window_case;
mod window_file;
mod window_find;
mod window_index;
mod window_new;

pub use routes::staff_routes;
