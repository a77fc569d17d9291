//! Questions that only the city hash asks.

pub(crate) mod city;
