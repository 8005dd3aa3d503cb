//! A colour profile for sRGB, written here from the numbers of the standard (IEC 61966-2-1), so that
//! no foreign file has to be shipped. ICC version 4, matrix and curve.

/// The profile's bytes.
pub fn srgb() -> Vec<u8> {
    // Primaries and white of sRGB, adapted to D50, and the adaptation itself (Bradford), in 1/65536.
    let white = xyz([0xF6D6, 0x1_0000, 0xD32D]);
    let adaptation = [68669, 1500, -3285, 1936, 64912, -1117, -605, 986, 49292];
    let values: [Vec<u8>; 8] = [
        text("sRGB"),
        text("No copyright, use freely"),
        white,
        fixed(b"sf32", &adaptation),
        xyz([0x6FA0, 0x38F5, 0x0390]),
        xyz([0x6297, 0xB787, 0x18D9]),
        xyz([0x249F, 0x0F84, 0xB6C4]),
        curve(),
    ];
    let names: [&[u8; 4]; 10] =
        [b"desc", b"cprt", b"wtpt", b"chad", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"];
    let start = 128 + 4 + 12 * names.len();
    let mut body: Vec<u8> = Vec::new();
    let mut table = (names.len() as u32).to_be_bytes().to_vec();
    let mut shared = (0, 0);
    for (index, name) in names.iter().enumerate() {
        if let Some(data) = values.get(index) {
            shared = (start + body.len(), data.len());
            body.extend_from_slice(data);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        // The three curves are one and the same.
        table.extend_from_slice(*name);
        table.extend_from_slice(&(shared.0 as u32).to_be_bytes());
        table.extend_from_slice(&(shared.1 as u32).to_be_bytes());
    }
    let mut profile = header(start + body.len());
    profile.append(&mut table);
    profile.append(&mut body);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend_from_slice(&(size as u32).to_be_bytes());
    header.extend_from_slice(&[0; 4]);
    header.extend_from_slice(&[4, 0x20, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        header.extend_from_slice(&part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    for part in [0xF6D6_u32, 0x1_0000, 0xD32D] {
        header.extend_from_slice(&part.to_be_bytes());
    }
    header.resize(128, 0);
    header
}

fn xyz(values: [i32; 3]) -> Vec<u8> {
    fixed(b"XYZ ", &values)
}

fn fixed(kind: &[u8; 4], values: &[i32]) -> Vec<u8> {
    let mut data = kind.to_vec();
    data.extend_from_slice(&[0; 4]);
    for value in values {
        data.extend_from_slice(&value.to_be_bytes());
    }
    data
}

/// The parametric curve of sRGB: 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045.
fn curve() -> Vec<u8> {
    let mut data = b"para\0\0\0\0".to_vec();
    data.extend_from_slice(&[0, 3, 0, 0]);
    for value in [0x0002_6666_i32, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B] {
        data.extend_from_slice(&value.to_be_bytes());
    }
    data
}

fn text(words: &str) -> Vec<u8> {
    let mut data = b"mluc\0\0\0\0".to_vec();
    data.extend_from_slice(&1_u32.to_be_bytes());
    data.extend_from_slice(&12_u32.to_be_bytes());
    data.extend_from_slice(b"enUS");
    data.extend_from_slice(&(2 * words.len() as u32).to_be_bytes());
    data.extend_from_slice(&28_u32.to_be_bytes());
    data.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    data
}
