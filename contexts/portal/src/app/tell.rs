//! The command that writes a message.

use crate::PORTAL_TELL;
use crate::domain::{Message, MessageEvent, TellRefusal, tell};
use contracts::events::CaseMessageDue;
use contracts::{Command, Expect};
use kernel::{Env, Permission, Place};

#[derive(Debug)]
pub(crate) struct Tell {
    pub(crate) id: i64,
    pub(crate) due: CaseMessageDue,
}

impl Command for Tell {
    type State = Message;
    type Refusal = TellRefusal;
    const PERMISSION: Permission = PORTAL_TELL;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.id
    }

    fn place(&self, _: &Message, _: &Env) -> Place {
        Place {
            area: self.due.head.area,
            unit: self.due.head.unit,
            parties: vec![self.due.head.party],
            item: self.due.head.item.item,
            ..Place::default()
        }
    }

    fn decide(&self, _: &Message, _: &Env) -> Result<Vec<MessageEvent>, TellRefusal> {
        tell(&self.due).map(|told| vec![MessageEvent::Told(told)])
    }
}
