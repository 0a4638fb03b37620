//! How the process stays small: few heaps, and nothing kept that only starting needed.
//! In: nothing. Out: memory for the system. Linux and glibc only; elsewhere it does nothing.
//! Never changes what the program does: pages of the program's text come back from the file when they are needed.

/// Our threads pass mails on to each other: a heap for each of them only keeps more memory. With one for all they wait
/// for each other (a twelfth of the processor's time in a drain), so there are two. Mails come and go by the dozen: what
/// they took is not given back and asked for again each time (a tenth of the processor's time); `give_back` does it once
/// nothing is left to do. To be called before any other thread runs.
pub fn few_heaps() {
    #[cfg(target_env = "gnu")]
    for (what, value) in [
        (libc::M_ARENA_MAX, 2),
        (libc::M_MMAP_THRESHOLD, 1 << 20),
        (libc::M_TRIM_THRESHOLD, 8 << 20),
        (libc::M_TOP_PAD, 1 << 20),
    ] {
        // SAFETY: mallopt takes two numbers; no other thread uses the heap yet.
        unsafe {
            libc::mallopt(what, value);
        }
    }
}

/// Loading and proving the rules, or a backlog, took more memory than waiting needs.
pub fn give_back() {
    #[cfg(target_env = "gnu")]
    // SAFETY: malloc_trim takes no pointer and may be called at any time.
    unsafe {
        libc::malloc_trim(0);
    }
    #[cfg(target_os = "linux")]
    for (start, length) in own_pages() {
        // SAFETY: a mapping of our own executable that nobody may write: what is dropped is read from the file again.
        // Segments that hold relocated words are left alone.
        unsafe {
            libc::madvise(std::ptr::without_provenance_mut(start), length, libc::MADV_DONTNEED);
        }
    }
}

/// Where the program's instructions and, from the beginning of its file, its constants are mapped:
/// `5600-5700 r-xp 0063c000 … /usr/bin/frontdesk`.
#[cfg(target_os = "linux")]
fn own_pages() -> Vec<(usize, usize)> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let Some(own) = std::env::current_exe().ok().and_then(|exe| exe.to_str().map(str::to_owned)) else {
        return Vec::new();
    };
    let is_constant = |line: &&str| line.contains(" r-xp ") || line.contains(" r--p 00000000 ");
    maps.lines().filter(|line| line.ends_with(&own)).filter(is_constant).filter_map(range).collect()
}

#[cfg(target_os = "linux")]
fn range(line: &str) -> Option<(usize, usize)> {
    let (start, end) = line.split(' ').next()?.split_once('-')?;
    let (start, end) = (usize::from_str_radix(start, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
    Some((start, end.checked_sub(start)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_program_runs_on_after_its_text_was_given_back() {
        let text = own_pages();
        assert!(text.iter().any(|(_, length)| *length > 100_000), "{text:?}");
        give_back();
        assert_eq!(own_pages(), text);
    }
}
