//! Faults of our own code, kept to the report over which they happen.

use std::cell::RefCell;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};

thread_local! {
    /// Inside [`guard`]: where the last fault happened.
    static GUARDED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Faults outside [`guard`] are told in one line; those inside are told by whoever called it.
pub(crate) fn install() {
    set_hook(Box::new(|info| {
        let guarded = GUARDED.with_borrow_mut(|place| place.as_mut().map(|place| *place = place_of(info)).is_some());
        if !guarded {
            let _ = writeln!(std::io::stderr(), "onrecord: {}", told(&place_of(info)));
        }
    }));
}

fn place_of(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "somewhere".to_owned(), |at| format!("{}:{}", at.file(), at.line()))
}

fn told(place: &str) -> String {
    format!("a fault of this program at {place} over this report, which is left out; please tell its makers")
}

/// Does the work. A fault in it becomes a message and takes nothing else with it.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(Some(String::new()));
    let result = catch_unwind(AssertUnwindSafe(work));
    let place = GUARDED.take().unwrap_or_default();
    result.map_err(|_| told(&place))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_fault_is_told_by_its_place() {
        super::install();
        let told = super::guard(|| "x".parse::<u32>().unwrap()).unwrap_err();
        assert!(told.contains("fault.rs:"), "{told}");
        assert_eq!(super::guard(|| 1), Ok(1));
    }
}
