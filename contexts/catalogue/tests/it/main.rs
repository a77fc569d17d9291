//! The catalogue through its front door, on both databases.

mod city;
mod import_csv;
mod load_items;
