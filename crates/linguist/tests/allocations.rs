//! After warm-up the network and the search for trees and names work in buffers that they have: a sentence allocates nothing.
#![expect(unsafe_code, reason = "an allocator that counts has to implement the unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use linguist::{Model, Workspace, segment};

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
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
    Rebels fired rockets at the town, and the army answered with artillery. The president will meet his counterpart in Geneva next week. \
    Grain up, oil down, aid, troops, talks - 3, 4, 5 - Kabul, Herat, Kandahar and who says what to whom when why not Monday Tuesday more. ";

/// One test only: another one beside it would be counted too.
#[test]
fn a_sentence_allocates_nothing_of_its_own() {
    let model = Model::load_embedded().unwrap();
    let mut workspace = Workspace::default();
    let mut allocations = |times: usize| {
        let text = TEXT.repeat(times);
        let segmentation = segment(&text);
        let _ = model.analyze(&text, &segmentation, &mut workspace);
        COUNT.store(0, Ordering::Relaxed);
        let analysis = model.analyze(&text, &segmentation, &mut workspace);
        assert_eq!(analysis.sentences.len(), 4 * times);
        COUNT.load(Ordering::Relaxed)
    };
    let (few, many) = (allocations(1), allocations(100));
    assert!(few <= 16, "{few} allocations for 4 sentences");
    // A text has its tables, and each is allocated once, however many sentences there are; the list of names grows by doubling.
    assert!(many <= few + 8, "{few} allocations for 4 sentences, {many} for 400");
}
