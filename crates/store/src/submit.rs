//! Submitting commands: one at a time, without waiting, or at a time of their own.

use crate::batch::Task;
use crate::pipeline::{One, Run, Two};
use crate::{CommandError, Done, Moment, Store, StoreError, SubmitKey, Who, patiently};
use contracts::{Command, Command2};
use tokio::sync::oneshot;

impl Store {
    /// Submits a command; the answer comes once it is durable.
    pub async fn execute<C: Command>(
        &self,
        who: Who,
        key: Option<SubmitKey>,
        command: C,
    ) -> Result<Done, CommandError> {
        patiently(self.submit(who, key, None, Box::new(One(command)))?).await
    }

    pub fn execute_blocking<C: Command>(
        &self,
        who: Who,
        key: Option<SubmitKey>,
        command: C,
    ) -> Result<Done, CommandError> {
        self.submit(who, key, None, Box::new(One(command)))?
            .blocking_recv()
            .map_err(|_| CommandError::Unknown)?
    }

    /// Submits without waiting; for fills and simulations that keep the writer's batches full.
    pub fn execute_later<C: Command>(
        &self,
        who: Who,
        key: Option<SubmitKey>,
        command: C,
    ) -> Result<oneshot::Receiver<Result<Done, CommandError>>, CommandError> {
        self.submit(who, key, None, Box::new(One(command)))
    }

    /// Submits without waiting what happened at a time of its own. Commands of one writer happen in
    /// the order in which they were submitted, so those of one stream need not wait for each other.
    pub fn execute_at<C: Command>(
        &self,
        moment: Moment,
        who: Who,
        key: Option<SubmitKey>,
        command: C,
    ) -> Result<oneshot::Receiver<Result<Done, CommandError>>, CommandError> {
        self.submit(who, key, Some(moment), Box::new(One(command)))
    }

    pub fn execute2_blocking<C: Command2>(
        &self,
        who: Who,
        key: Option<SubmitKey>,
        command: C,
    ) -> Result<Done, CommandError> {
        self.submit(who, key, None, Box::new(Two(command)))?
            .blocking_recv()
            .map_err(|_| CommandError::Unknown)?
    }

    fn submit(
        &self,
        who: Who,
        key: Option<SubmitKey>,
        moment: Option<Moment>,
        run: Box<dyn Run>,
    ) -> Result<oneshot::Receiver<Result<Done, CommandError>>, CommandError> {
        let (reply, answer) = oneshot::channel();
        let task = Task::Command {
            who,
            key,
            moment,
            run,
            reply,
        };
        self.tasks.send(task).map_err(|_| StoreError::Stopped)?;
        Ok(answer)
    }
}
