//! After warm-up the network works in buffers that it has: what is allocated is the result, a few pieces for each token.
#![expect(unsafe_code, reason = "an allocator that counts has to implement the unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use linguist::{Model, Workspace, segment};

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static LARGEST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        LARGEST.fetch_max(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const TEXT: &str = "The defense minister said on Friday that two soldiers had been killed near the border. \
    Rebels fired rockets at the town, and the army answered with artillery. The president will meet his counterpart in Geneva next week.";

/// One test only: another one beside it would be counted too.
#[test]
fn after_warm_up_only_results_are_allocated() {
    let model = Model::load_embedded().unwrap();
    let mut workspace = Workspace::default();
    let segmentation = segment(TEXT);
    for _ in 0..2 {
        let _ = model.analyze(TEXT, &segmentation, &mut workspace);
    }
    COUNT.store(0, Ordering::Relaxed);
    LARGEST.store(0, Ordering::Relaxed);
    let analysis = model.analyze(TEXT, &segmentation, &mut workspace);
    let (count, largest) = (COUNT.load(Ordering::Relaxed), LARGEST.load(Ordering::Relaxed));
    let n_tokens = analysis.tokens.len();
    // The lemma and the small letters of each token, some lists for each sentence, the tables of the analysis.
    assert!(count <= 5 * n_tokens + 40 * analysis.sentences.len() + 40, "{count} allocations for {n_tokens} tokens");
    // The gates of the first layer alone take 4 x 240 numbers a token; nothing of that kind is made anew.
    assert!(largest < n_tokens * 512, "an allocation of {largest} bytes for {n_tokens} tokens");
}
