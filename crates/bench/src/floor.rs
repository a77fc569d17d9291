//! What the bare machine does: one durable write, one page from a handler that does nothing.

use crate::http::Client;
use crate::load::{Outcome, Visitor, run};
use crate::pages::CLIENTS;
use crate::report::{Goal, Line};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A write of one page made durable, in milliseconds (median of 200).
pub(crate) fn fsync(folder: &Path) -> anyhow::Result<Line> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join("fsync.tmp");
    let mut file = std::fs::File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    drop(file);
    std::fs::remove_file(path)?;
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).copied().unwrap_or(f64::NAN);
    Ok(Line::of("fsync", median, "ms", Goal::None))
}

/// A bare handler with a page of 20 KB, under as many clients as the real pages.
pub(crate) async fn http(time: Duration) -> anyhow::Result<Outcome> {
    let body: Arc<str> = "一门 ".repeat(3000).into();
    let router = axum::Router::new().route(
        "/",
        axum::routing::get(move || {
            let body = Arc::clone(&body);
            async move { axum::response::Html(body.to_string()) }
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let paths: Arc<[String]> = ["/"].map(str::to_owned).into();
    let visitors = (0..CLIENTS)
        .map(|_| Visitor {
            client: Client::new(address),
            paths: Arc::clone(&paths),
            from: 0,
        })
        .collect();
    let outcome = run(visitors, time).await;
    serving.abort();
    outcome
}
