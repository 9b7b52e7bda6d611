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
    n_written: Mutex<usize>,
    moved: Condvar,
    size: usize,
}

impl Window {
    fn wait_for(&self, index: usize) {
        let written = self.n_written.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = self.moved.wait_while(written, |written| index >= *written + self.size);
        drop(wait.unwrap_or_else(PoisonError::into_inner));
    }

    fn written(&self) {
        *self.n_written.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.moved.notify_one();
    }
}

/// Does `work` on every item with up to `n_threads` threads and hands the results to `write` in order. `write` runs on the
/// calling thread; if it fails, `leave` is told before the threads are waited for.
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
    let window = Window { n_written: Mutex::new(0), moved: Condvar::new(), size: n_threads.get() * WINDOW };
    let (feed, queue) = sync_channel(n_threads.get());
    let (done, results) = channel();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let (window, queue, work) = (&window, &queue, &work);
        for index in 0..n_threads.get() {
            let done = done.clone();
            let worker = move || {
                while let Some((index, item)) = take(queue) {
                    if done.send((index, work(item))).is_err() {
                        return;
                    }
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
                window.wait_for(index);
                if feed.send((index, item)).is_err() {
                    return;
                }
            }
        };
        // Dropping the feeder unstarted closes the queue, and the workers end.
        thread::Builder::new().spawn_scoped(scope, feeder)?;
        let written = write_in_order(&results, window, &mut write);
        if let Err(error) = &written {
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
    results: &Receiver<(usize, R)>,
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
