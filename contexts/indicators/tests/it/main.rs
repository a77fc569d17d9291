//! The suite of the figures: definitions, readings on both engines, pages through the front door.

mod definitions;
mod pages;
mod ranking;
mod readings;
mod toy;
