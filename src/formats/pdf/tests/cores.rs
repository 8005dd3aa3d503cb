//! Work on all cores: what comes out does not depend on which thread did it when.

use std::time::Duration;

use crate::formats::pdf::cores::in_order;

#[test]
fn results_come_in_the_order_of_the_jobs_however_long_each_takes() {
    let slow_first = || {
        |number: u64| {
            std::thread::sleep(Duration::from_millis(if number.is_multiple_of(7) { 8 } else { 0 }));
            number * 2
        }
    };
    let (fed, results) = in_order(slow_first, |hand_on| {
        (0..50).for_each(&mut *hand_on);
        "all"
    });
    assert_eq!(fed, "all");
    assert_eq!(results, (0..50).map(|number| number * 2).collect::<Vec<_>>());
}

#[test]
fn every_thread_makes_its_worker_once_and_nothing_is_done_without_jobs() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let worker = || {
        count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        |job: usize| job
    };
    let ((), results) = in_order(worker, |hand_on| (0..100).for_each(hand_on));
    assert_eq!(results.len(), 100);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    assert!(count.into_inner() <= cores);
    let ((), none) = in_order(|| |job: usize| job, |_| ());
    assert!(none.is_empty());
}

#[test]
#[should_panic(expected = "a scoped thread panicked")]
fn threads_that_die_end_the_work_instead_of_blocking_it() {
    let dies = || |job: usize| if job < 1000 { panic!("told to") } else { job };
    let ((), _) = in_order(dies, |hand_on| (0..100).for_each(hand_on));
}
