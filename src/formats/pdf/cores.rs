//! Work on all cores whose results come in the order of the jobs: which core does what does not show.

use std::sync::{Arc, Mutex, PoisonError, mpsc};

/// More threads than this would hold more in memory than they save in time.
const MOST: usize = 8;

/// Lets `feed` hand over jobs while threads of their own do them, each with a worker that it makes once. Gives what
/// `feed` gives, and the results in the order of the jobs. Only a few jobs wait at any time: `feed` is slowed down
/// rather than that they pile up.
pub fn in_order<J, D, R, W>(worker: impl Fn() -> W + Sync, feed: impl FnOnce(&mut dyn FnMut(J)) -> R) -> (R, Vec<D>)
where
    J: Send,
    D: Send,
    W: FnMut(J) -> D,
{
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(MOST);
    let (jobs, waiting) = mpsc::sync_channel::<(usize, J)>(cores);
    let (done, results) = mpsc::channel::<(usize, D)>();
    // Only the threads hold it: when all have died, nobody waits for them.
    let waiting = Arc::new(Mutex::new(waiting));
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (done, waiting, worker) = (done.clone(), Arc::clone(&waiting), &worker);
            scope.spawn(move || {
                let mut work = worker();
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, job)) = next else { break };
                    if done.send((number, work(job))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((done, waiting));
        let mut count = 0;
        let fed = feed(&mut |job| {
            // It is refused when all threads have died, which ends the scope with their panic.
            let _ = jobs.send((count, job));
            count += 1;
        });
        drop(jobs);
        let mut finished: Vec<(usize, D)> = results.into_iter().collect();
        finished.sort_by_key(|(number, _)| *number);
        (fed, finished.into_iter().map(|(_, result)| result).collect())
    })
}
