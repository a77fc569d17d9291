//! Typed ids: 64 bits (time, node, counter), so they are unique in a city and grow with time.
//!
//! In JSON an id is a string, because many readers of JSON lose digits beyond 2⁵³.

/// Declares an id type over `i64` that reads and writes as a decimal string.
#[macro_export]
macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub i64);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map(Self).map_err(::serde::de::Error::custom)
            }
        }
    )+};
}

typed_id!(
    /// Somebody who signs in: a citizen, a member of staff, a program.
    AccountId,
    /// A natural person or an organisation that a matter is about (申请人). Personal data of a
    /// party is in the vault under this id.
    PartyId,
    /// A firm's written mandate (授权委托) to an agent.
    MandateId,
    /// A unit of the city: a department, a section, a window team.
    UnitId,
    /// A service item (政务服务事项).
    ItemId,
    /// A case (办件).
    CaseId,
    /// A stored file.
    FileId,
    /// An official paper (文书).
    PaperId,
    /// Any matter (事), whatever its kind; equal to the id of its stream.
    MatterId,
);
