//! Work spread over threads whose results come back in the order of the input.
//!
//! At most [`WINDOW`] items for each thread are in flight, whether they wait for a thread, are worked on, or wait for an
//! earlier one to be written: memory stays bounded however long the input is and however slow one item.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

const WINDOW: usize = 4;

/// Reading web pages and trees takes some stack; the usual 2 MiB would do, and a page made to hurt should find more.
const STACK: usize = 16 << 20;

/// Lets the feeder go on only as far as the window reaches beyond what is written.
struct Window {
    /// `None` when nothing is written any more.
    n_written: Mutex<Option<usize>>,
    moved: Condvar,
    size: usize,
}

impl Window {
    /// Whether the item is wanted, as soon as it may go on.
    fn wait_for(&self, index: usize) -> bool {
        let written = self.n_written.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = self.moved.wait_while(written, |written| written.is_some_and(|n| index >= n + self.size));
        wait.unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn written(&self) {
        self.set(|n_written| n_written.map(|n| n + 1));
    }

    fn close(&self) {
        self.set(|_| None);
    }

    fn set(&self, change: impl FnOnce(Option<usize>) -> Option<usize>) {
        let mut n_written = self.n_written.lock().unwrap_or_else(PoisonError::into_inner);
        *n_written = change(*n_written);
        self.moved.notify_one();
    }
}

/// Does `work` on every item with up to `n_threads` threads and hands the results to `write` in order. `write` runs on the
/// calling thread; if it fails, `leave` is told before the threads are waited for, and what is still to come is thrown away.
///
/// # Errors
/// What `write` returned, or that no thread could be started.
pub(crate) fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    n_threads: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
    mut write: impl FnMut(R) -> io::Result<()>,
    leave: impl FnOnce(&io::Error),
) -> io::Result<()> {
    let window = Window { n_written: Mutex::new(Some(0)), moved: Condvar::new(), size: n_threads.get() * WINDOW };
    let (feed, queue) = sync_channel(n_threads.get());
    let (done, results) = channel();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let (window, queue, work) = (&window, &queue, &work);
        for index in 0..n_threads.get() {
            let done = done.clone();
            let worker = move || {
                let mut wanted = true;
                // What nobody waits for is still taken, for the feeder may be waiting for room.
                while let Some((index, item)) = take(queue) {
                    wanted = wanted && done.send((index, work(item))).is_ok();
                }
            };
            match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker) {
                Ok(_) => {}
                Err(error) if index == 0 => return Err(error),
                // Fewer threads than asked for do the same work.
                Err(_) => break,
            }
        }
        drop(done);
        let feeder = move || {
            for (index, item) in items.enumerate() {
                if !window.wait_for(index) || feed.send((index, item)).is_err() {
                    return;
                }
            }
        };
        // Dropping the feeder unstarted closes the queue, and the workers end.
        thread::Builder::new().spawn_scoped(scope, feeder)?;
        let written = write_in_order(results, window, &mut write);
        if let Err(error) = &written {
            window.close();
            // The feeder may sit in a read of the standard input that never returns.
            leave(error);
        }
        written
    })
}

fn take<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn write_in_order<R>(
    results: Receiver<(usize, R)>,
    window: &Window,
    write: &mut impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (index, result) in results {
        waiting.insert(index, result);
        while let Some(result) = waiting.remove(&next) {
            write(result)?;
            window.written();
            next += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_ends_it() {
        let fail = |result: u64| if result == 20 { Err(io::Error::other("full")) } else { Ok(()) };
        for n_threads in [1, 4] {
            let n_threads = NonZeroUsize::new(n_threads).unwrap();
            let result = in_order(0..u64::MAX, n_threads, |item| item, fail, |_| {});
            assert_eq!(result.unwrap_err().to_string(), "full");
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_input() {
        for n_threads in [1, 4] {
            let mut seen = Vec::new();
            let slow_first = |item: u64| {
                if item == 0 {
                    thread::sleep(std::time::Duration::from_millis(30));
                }
                item * 2
            };
            let n_threads = NonZeroUsize::new(n_threads).unwrap();
            let result = in_order(
                0..500_u64,
                n_threads,
                slow_first,
                |result| {
                    seen.push(result);
                    Ok(())
                },
                |_| {},
            );
            assert!(result.is_ok());
            assert_eq!(seen, (0..500).map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
