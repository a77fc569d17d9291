//! Signing in through an identity provider (`OpenID` Connect, authorization code with PKCE): who the
//! provider says it is, and the account that belongs to him.

use super::keyed::keyed_hash;
use super::parties::{PartyRecord, record_blocking};
use crate::domain::account::{Account, AccountKind};
use crate::domain::link_subject::LinkSubject;
use crate::domain::open_account::OpenAccount;
use crate::read::parties;
use contracts::item::Text;
use kernel::identity::IdentityNumber;
use kernel::{AccountId, UnitId};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreGenderClaim, CoreProviderMetadata,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _, UserInfoClaims, reqwest,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::time::Duration;
use store::{CommandError, Plain, Reader, Store, StoreError, Who};
use thiserror::Error;

const SETTINGS: &str = "oidc-settings";
const STATE: &str = "oidc-state";
/// Time to sign in at the provider.
const STATE_SECONDS: i64 = 15 * 60;
const FOR_EVER: kernel::Timestamp = kernel::Timestamp(i64::MAX);

/// Which provider, and how it names what we need.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcSettings {
    /// As the link on the sign-in page says: 湖南省统一身份认证.
    pub name: Text,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// Claim with the verified name: `name`.
    pub name_claim: String,
    /// Claim with the verified identity number.
    pub identity_claim: String,
}

impl std::fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Why nobody was signed in through the provider.
#[derive(Debug, Error)]
pub enum OidcError {
    #[error("the issuer {0} is neither on TLS nor on this machine")]
    NotOnTls(String),
    #[error("no identity provider is configured")]
    NotConfigured,
    #[error("the identity provider cannot be reached or answers wrongly: {0}")]
    Provider(String),
    #[error("the answer does not belong to a question of this browser")]
    ForeignAnswer,
    #[error("the token of the provider does not hold: {0}")]
    BadToken(String),
    #[error("the provider gives no verified name and identity number")]
    NotVerified,
    #[error("a command failed")]
    Command(#[from] CommandError),
}

impl From<StoreError> for OidcError {
    fn from(error: StoreError) -> Self {
        Self::Command(error.into())
    }
}

fn provider_trouble(error: &(dyn std::error::Error + 'static)) -> OidcError {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    OidcError::Provider(words)
}

/// Sets the provider, or takes it out; the program does this when it starts.
pub fn configure_oidc(store: &Store, settings: Option<&OidcSettings>) -> Result<(), OidcError> {
    let Some(settings) = settings else {
        return Ok(store.write_blocking(|tx| tx.delete_plain(SETTINGS, SETTINGS))?);
    };
    let is_local = ["http://127.0.0.1", "http://localhost"]
        .iter()
        .any(|host| settings.issuer.starts_with(host));
    if !settings.issuer.starts_with("https://") && !is_local {
        return Err(OidcError::NotOnTls(settings.issuer.clone()));
    }
    let row = sealed(store, SETTINGS, SETTINGS, settings, FOR_EVER)?;
    Ok(store.write_blocking(move |tx| tx.put_plain(&row))?)
}

fn sealed(
    store: &Store,
    kind: &'static str,
    key: &str,
    value: &impl Serialize,
    expires_at: kernel::Timestamp,
) -> Result<Plain, StoreError> {
    let body = serde_json::to_vec(value).map_err(|error| StoreError::Wrong(error.to_string()))?;
    Ok(Plain {
        kind,
        key: key.to_owned(),
        owner: 0,
        at: store.now(),
        expires_at,
        body: store.seal(kind, &body)?,
    })
}

fn opened<T: for<'de> Deserialize<'de>>(
    reader: &mut Reader,
    store: &Store,
    kind: &'static str,
    key: &str,
) -> Result<Option<T>, StoreError> {
    let Some(row) = reader.find_plain(kind, key)? else {
        return Ok(None);
    };
    let body = store.unseal(kind, &row.body)?;
    Ok(serde_json::from_slice(&body).ok())
}

pub(crate) async fn find_settings(store: &Store) -> Result<Option<OidcSettings>, StoreError> {
    let for_read = store.clone();
    store
        .read(move |reader| opened(reader, &for_read, SETTINGS, SETTINGS))
        .await
}

/// What must come back with the answer; named by the hash of the state.
#[derive(Serialize, Deserialize)]
struct Question {
    nonce: String,
    verifier: String,
    next: String,
}

/// Where the browser is sent, and the state that it keeps in a cookie meanwhile.
#[derive(Debug)]
pub(crate) struct Departure {
    pub(crate) address: String,
    pub(crate) state: String,
}

/// Everything a client of the provider knows once it was discovered.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

fn http_client() -> Result<reqwest::Client, OidcError> {
    // A provider that redirects us could send us anywhere in the house.
    reqwest::ClientBuilder::new()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .build()
        .map_err(|error| provider_trouble(&error))
}

async fn discover(
    settings: &OidcSettings,
    public_url: &str,
    http: &reqwest::Client,
) -> Result<Client, OidcError> {
    let issuer =
        IssuerUrl::new(settings.issuer.clone()).map_err(|error| provider_trouble(&error))?;
    let metadata = CoreProviderMetadata::discover_async(issuer, http)
        .await
        .map_err(|error| provider_trouble(&error))?;
    let back = format!("{public_url}/sign-in/provider/back");
    let back = RedirectUrl::new(back).map_err(|error| provider_trouble(&error))?;
    Ok(CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(settings.client_id.clone()),
        Some(ClientSecret::new(settings.client_secret.clone())),
    )
    .set_redirect_uri(back))
}

fn key_of(state: &str) -> String {
    hex::encode(Sha256::digest(state.as_bytes()))
}

/// Asks the provider who it is.
pub(crate) async fn depart(
    store: &Store,
    public_url: &str,
    next: &str,
) -> Result<Departure, OidcError> {
    let settings = find_settings(store)
        .await?
        .ok_or(OidcError::NotConfigured)?;
    let client = discover(&settings, public_url, &http_client()?).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scope(Scope::new("profile".into()))
        .set_pkce_challenge(challenge)
        .url();
    let question = Question {
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        next: next.to_owned(),
    };
    let expires_at = store.now().plus_seconds(STATE_SECONDS);
    let row = sealed(store, STATE, &key_of(state.secret()), &question, expires_at)?;
    store.write(move |tx| tx.put_plain(&row)).await?;
    Ok(Departure {
        address: address.to_string(),
        state: state.secret().clone(),
    })
}

/// Somebody whom the provider vouches for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Vouched {
    /// Keyed hash of issuer and subject.
    subject_hash: String,
    name: Option<String>,
    number: Option<String>,
    /// The page that was asked for.
    pub(crate) next: String,
}

impl std::fmt::Debug for Vouched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vouched(…)")
    }
}

/// Claims that are not in the standard, by name.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct EveryClaim {
    #[serde(flatten)]
    all: HashMap<String, Value>,
}

impl AdditionalClaims for EveryClaim {}

/// Takes the provider's answer: `state` must be the one in the browser's cookie, and counts once.
pub(crate) async fn arrive(
    store: &Store,
    public_url: &str,
    code: &str,
    state: &str,
    cookie: Option<&str>,
) -> Result<Vouched, OidcError> {
    if cookie.map(key_of) != Some(key_of(state)) {
        return Err(OidcError::ForeignAnswer);
    }
    let settings = find_settings(store)
        .await?
        .ok_or(OidcError::NotConfigured)?;
    let question = take_question(store, state).await?;
    let http = http_client()?;
    let client = discover(&settings, public_url, &http).await?;
    let answer = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(|error| provider_trouble(&error))?
        .set_pkce_verifier(PkceCodeVerifier::new(question.verifier))
        .request_async(&http)
        .await
        .map_err(|error| provider_trouble(&error))?;
    let token = answer
        .id_token()
        .ok_or_else(|| OidcError::BadToken("there is none".into()))?;
    let nonce = Nonce::new(question.nonce);
    let subject = token
        .claims(&client.id_token_verifier(), &nonce)
        .map_err(|error| OidcError::BadToken(error.to_string()))?
        .subject()
        .clone();
    let hash = keyed_hash(
        store,
        "oidc-subject",
        &format!("{}\0{}", settings.issuer, subject.as_str()),
    );
    let access = answer.access_token().to_owned();
    // The subject is checked against that of the token.
    let claims: UserInfoClaims<EveryClaim, CoreGenderClaim> = client
        .user_info(access, Some(subject))
        .map_err(|error| provider_trouble(&error))?
        .request_async(&http)
        .await
        .map_err(|error| provider_trouble(&error))?;
    let claims = serde_json::to_value(&claims).unwrap_or(Value::Null);
    let text = |name: &str| {
        let value = claims.get(name)?.as_str()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    Ok(Vouched {
        subject_hash: hash,
        name: text(&settings.name_claim),
        number: text(&settings.identity_claim),
        next: question.next,
    })
}

/// The question of a state, which is then gone.
async fn take_question(store: &Store, state: &str) -> Result<Question, OidcError> {
    let (for_read, key) = (store.clone(), key_of(state));
    let sought = key.clone();
    let question = store
        .read(move |reader| opened::<Question>(reader, &for_read, STATE, &sought))
        .await?;
    store.write(move |tx| tx.delete_plain(STATE, &key)).await?;
    question.ok_or(OidcError::ForeignAnswer)
}

/// The account of somebody whom the provider vouches for: the one of the subject, the one of the
/// identity number, or a new one. Waits for the store.
pub(crate) fn settle_account(store: &Store, vouched: &Vouched) -> Result<AccountId, OidcError> {
    let hash = vouched.subject_hash.clone();
    let linked = store.read_blocking(move |reader| reader.find_claim("oidc-subject", &hash))?;
    let record = record_of(store, vouched);
    if let Some(account) = linked.map(AccountId) {
        if let Some(record) = record {
            keep_current(store, account, &record)?;
        }
        return Ok(account);
    }
    let record = record.ok_or(OidcError::NotVerified)?;
    let number = record.number.clone();
    let known = store.read_blocking(move |reader| find_person(reader, &number))?;
    if let Some(account) = known {
        let subject_hash = vouched.subject_hash.clone();
        let command = LinkSubject {
            account,
            subject_hash,
        };
        store.execute_blocking(Who::System, None, command)?;
        keep_current(store, account, &record)?;
        return Ok(account);
    }
    let party = record_blocking(store, Who::System, None, &record)?;
    let command = OpenAccount {
        id: AccountId(store.new_id()),
        kind: AccountKind::Person,
        party: Some(party),
        name: Text::default(),
        unit: UnitId(0),
        login_hash: None,
        subject_hash: Some(vouched.subject_hash.clone()),
    };
    let done = store.execute_blocking(Who::System, None, command)?;
    Ok(AccountId(done.id()))
}

/// Name and number as they go into the vault; both, or nobody was vouched for.
fn record_of(store: &Store, vouched: &Vouched) -> Option<PartyRecord> {
    let number = IdentityNumber::parse(vouched.number.as_deref()?, store.today()).ok()?;
    Some(PartyRecord {
        name: vouched.name.clone()?,
        number: number.as_str().to_owned(),
        ..PartyRecord::default()
    })
}

/// A name that changed at the provider changes here.
fn keep_current(store: &Store, account: AccountId, record: &PartyRecord) -> Result<(), OidcError> {
    let found = store.read_blocking(move |reader| reader.find_state::<Account>(account.0))?;
    if let Some(party) = found.and_then(|(_, account)| account.party) {
        record_blocking(store, Who::System, Some(party), record)?;
    }
    Ok(())
}

/// The personal account of an identity number.
fn find_person(reader: &mut Reader, number: &str) -> Result<Option<AccountId>, StoreError> {
    let Some(party) = parties::find_by_number(reader, number)? else {
        return Ok(None);
    };
    for account in parties::accounts_of(reader, party)? {
        let found = reader.find_state::<Account>(account.0)?;
        if found.is_some_and(|(_, account)| account.kind == AccountKind::Person) {
            return Ok(Some(account));
        }
    }
    Ok(None)
}
