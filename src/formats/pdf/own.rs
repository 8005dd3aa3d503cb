//! Whether a file is a PDF of ours that nobody touched: its id is a hash of all that stands before its
//! cross-references, see [`super::save`].

use sha2::{Digest, Sha256};

/// How far from the end the place of the cross-references is told.
const TAIL: usize = 64;

/// Whether these bytes are a PDF as [`super::write`] wrote it. A signature, a comment or another program's
/// changes make it somebody else's.
pub fn is_as_written(bytes: &[u8]) -> bool {
    let Some(start) = cross_references(bytes) else { return false };
    let (Some(before), Some(after)) = (bytes.get(..start), bytes.get(start..)) else { return false };
    let digest = Sha256::digest(before);
    let id: String = digest.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
    let wanted = format!("/ID [<{id}> <{id}>]");
    let head = after.get(..after.len().min(1024)).unwrap_or_default();
    head.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}

/// Where the cross-references begin, as the file's last lines say.
fn cross_references(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..)?;
    let tail = tail.strip_suffix(b"\n%%EOF\n")?;
    let key = b"startxref\n";
    let at = tail.windows(key.len()).rposition(|window| window == key)?;
    std::str::from_utf8(tail.get(at + key.len()..)?).ok()?.parse().ok()
}
