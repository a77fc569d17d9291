//! The simulated city: a seeded, repeatable year of Yongzhou, played through the same commands as a
//! person's, with the city's clock turned by hand.
//!
//! The plan ([`plan`]) is a pure function of seed and size: who applies for what at what minute, and
//! every act that follows, in the order of time. The driver ([`year`]) makes each act a command and
//! keeps the writer's batches full. A stopped year is played again from the start of its plan, without
//! the acts that were acknowledged; what was done but not noted down is answered by its key.
//!
//! It leaves to `app`: where the city's data is, which modules there are, the city pack.

pub mod arrivals;
pub mod cast;
pub mod dice;
pub mod fit;
pub mod hash;
pub mod hours;
pub mod ids;
pub mod life;
mod pen;
pub mod people;
mod perform;
pub mod plan;
mod rate;
mod read;
pub mod seals;
pub mod year;

pub use fit::Fitted;
pub use hash::{CityHash, city_hash};
pub use plan::{Plan, Size};
pub use year::{Note, Played, Progress, Year, YearError};
