//! The catalogue through its front door, on both databases.

mod city;
mod load_items;
