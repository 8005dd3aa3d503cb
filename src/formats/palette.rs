//! The colours of printed pages that carry meaning, the same in every format.

/// A colour of the page, `0xRRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u32);

impl Colour {
    /// Red, green and blue from 0 to 1.
    pub fn parts(self) -> [f32; 3] {
        [16, 8, 0].map(|shift| ((self.0 >> shift) & 0xFF) as f32 / 255.0)
    }

    /// A colour nearer to the paper, as of cells without risks: two fifths of its own.
    pub fn paled(self) -> Self {
        let part = |shift: u32| (((self.0 >> shift) & 0xFF) * 2 + 255 * 3) / 5;
        Self(part(16) << 16 | part(8) << 8 | part(0))
    }
}

/// Six figures of base sixteen, as Word writes colours.
impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        format!("{:06X}", colour.0)
    }
}

/// Text and strong rules.
pub const INK: Colour = Colour(0x1C_1E22);
/// Reason dots, links, the square of the letterhead.
pub const ACCENT: Colour = Colour(0x2F_4AAF);
/// Behind muted rows and callouts, and cells of a matrix that lie in no band.
pub const TINT: Colour = Colour(0xF3_F1ED);
/// Paper.
pub const WHITE: Colour = Colour(0xFF_FFFF);

/// Fill and text of the five steps of risk, lowest first. Their lightness falls from step to step.
const RISK: [(Colour, Colour); 5] = [
    (Colour(0xE8_EFF2), Colour(0x3A_474D)),
    (Colour(0xF0_DA9B), Colour(0x4A_3908)),
    (Colour(0xE6_AB4A), Colour(0x37_2500)),
    (Colour(0xB7_561A), WHITE),
    (Colour(0x76_1A2C), WHITE),
];

/// Fill and text of a step of risk, from 1; a step outside the ramp is the nearest one in it.
pub fn risk(step: u8) -> (Colour, Colour) {
    let [one, two, three, four, five] = RISK;
    match step {
        0 | 1 => one,
        2 => two,
        3 => three,
        4 => four,
        _ => five,
    }
}
