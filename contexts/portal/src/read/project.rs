//! Events of messages to their rows.

use super::MessageRow;
use crate::domain::{Message, MessageEvent};
use contracts::Rows;
use kernel::Recorded;

pub fn project(event: &Recorded<MessageEvent>, _: &Message, after: &Message, rows: &mut Rows) {
    match &event.body {
        MessageEvent::Told(told) => rows.put(&MessageRow {
            id: after.id,
            at: event.at,
            told,
        }),
    }
}
