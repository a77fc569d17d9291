//! 电子印章 behind an interface: a provider signs a text and draws the seal. The one built in is for
//! demonstrations and marks every seal 样章; a city plugs in its own (GB/T 38540, SDF device).

use crate::domain::events::SealMark;
use kernel::UnitId;
use sm2::dsa::signature::{Signer, Verifier};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::elliptic_curve::sec1::ToSec1Point;
use sm3::{Digest, Sm3};
use store::MasterKey;
use thiserror::Error;

/// Whose seal, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealOf<'a> {
    pub issuer: UnitId,
    /// 专用印章, 机关印章
    pub name: &'a str,
}

/// The device or the key failed; for the operator.
#[derive(Debug, Error)]
pub enum SealError {
    #[error("no key of the seal can be made")]
    Key,
    #[error("the seal did not sign")]
    Sign,
}

/// Signs and checks. `master` is the city's master key; a provider with a device of its own does not
/// need it.
pub trait SealProvider: Send + Sync + std::fmt::Debug {
    fn seal(&self, master: &MasterKey, seal: SealOf<'_>, text: &str)
    -> Result<SealMark, SealError>;

    /// Whether the text is the one that was sealed, by a key that this provider knows as the seal's.
    fn is_genuine(&self, master: &MasterKey, seal: SealOf<'_>, mark: &SealMark, text: &str)
    -> bool;
}

/// SM3 of a text, in hex.
pub fn digest(text: &str) -> String {
    hex::encode(Sm3::digest(text.as_bytes()))
}

/// Seals for a demonstration: an SM2 key for each seal, derived from the master key.
#[derive(Clone, Copy, Debug, Default)]
pub struct DemoSeals;

const ALGORITHM: &str = "SM2-with-SM3";
/// The identity that the standard gives a signer who has named none.
const SIGNER: &str = "1234567812345678";

impl DemoSeals {
    fn key(master: &MasterKey, seal: SealOf<'_>) -> Result<SigningKey, SealError> {
        // A derived key is a sound scalar but once in 2³²; the next one is taken then.
        (0_u8..8)
            .find_map(|attempt| {
                let purpose = format!("demo seal {} {} {attempt}", seal.issuer, seal.name);
                SigningKey::from_slice(SIGNER, &master.derive(&purpose)).ok()
            })
            .ok_or(SealError::Key)
    }
}

fn public_key(key: &VerifyingKey) -> String {
    hex::encode(key.as_affine().to_sec1_point(true))
}

impl SealProvider for DemoSeals {
    fn seal(
        &self,
        master: &MasterKey,
        seal: SealOf<'_>,
        text: &str,
    ) -> Result<SealMark, SealError> {
        let key = Self::key(master, seal)?;
        let signature = key.try_sign(text.as_bytes()).map_err(|_| SealError::Sign)?;
        Ok(SealMark {
            algorithm: ALGORITHM.into(),
            digest: digest(text),
            signature: hex::encode(signature.to_bytes()),
            public_key: public_key(key.verifying_key()),
            is_sample: true,
        })
    }

    fn is_genuine(
        &self,
        master: &MasterKey,
        seal: SealOf<'_>,
        mark: &SealMark,
        text: &str,
    ) -> bool {
        let check = || {
            let key = Self::key(master, seal).ok()?;
            let signature = Signature::from_slice(&hex::decode(&mark.signature).ok()?).ok()?;
            let is_known = public_key(key.verifying_key()) == mark.public_key;
            let is_signed = key
                .verifying_key()
                .verify(text.as_bytes(), &signature)
                .is_ok();
            Some(
                mark.algorithm == ALGORITHM && mark.digest == digest(text) && is_known && is_signed,
            )
        };
        check().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_for_one_text_and_one_seal() {
        let master = MasterKey::from_seed("test");
        let seal = SealOf {
            issuer: UnitId(7),
            name: "专用印章",
        };
        let mark = DemoSeals.seal(&master, seal, "受理通知书").unwrap();
        assert!(DemoSeals.is_genuine(&master, seal, &mark, "受理通知书"));
        assert!(!DemoSeals.is_genuine(&master, seal, &mark, "受理通知书。"));
        let other = SealOf {
            issuer: UnitId(8),
            ..seal
        };
        assert!(!DemoSeals.is_genuine(&master, other, &mark, "受理通知书"));
        let forged = SealMark {
            digest: digest("别的"),
            ..mark
        };
        assert!(!DemoSeals.is_genuine(&master, seal, &forged, "别的"));
    }
}
