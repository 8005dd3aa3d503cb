//! Every colour, size and font. No other file names a colour.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText, Shadow,
    Stroke, Style, TextStyle, Theme, Ui, Vec2,
};

/// Rail, open and slim.
pub const RAIL: f32 = 232.0;
/// The slim rail.
pub const RAIL_SLIM: f32 = 56.0;
/// The header.
pub const HEADER: f32 = 52.0;
/// The pane beside a register.
pub const PANE: f32 = 384.0;
/// Guidance beside a form.
pub const GUIDANCE: f32 = 268.0;
/// The list of checks beside a form.
pub const CHECKLIST: f32 = 272.0;
/// The list of documents.
pub const DOCUMENTS: f32 = 276.0;
/// The pages beside a text.
pub const PREVIEW: f32 = 484.0;
/// The footer of a step.
pub const FOOTER: f32 = 56.0;
/// Below this width registers take the slim rail.
pub const SLIM_BELOW: f32 = 1440.0;
/// Below this width columns collapse.
pub const NARROW_BELOW: f32 = 1180.0;
/// Height of buttons and fields.
pub const CONTROL: f32 = 32.0;
/// Height of a table's header.
pub const TABLE_HEAD: f32 = 32.0;
/// Height of a row.
pub const ROW: f32 = 36.0;
/// Height of a row with two lines.
pub const ROW_TALL: f32 = 44.0;

/// The colours of one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the table of the design")]
pub struct Tokens {
    pub bg: Color32,
    pub rail: Color32,
    pub surface: Color32,
    pub raised: Color32,
    pub sunken: Color32,
    pub hover: Color32,
    pub track: Color32,
    pub border: Color32,
    pub border_strong: Color32,
    pub control: Color32,
    pub text: Color32,
    pub text2: Color32,
    pub text3: Color32,
    pub disabled: Color32,
    pub accent: Color32,
    pub accent_fill: Color32,
    pub accent_hover: Color32,
    pub accent_press: Color32,
    pub accent_tint: Color32,
    pub accent_line: Color32,
    pub on_accent: Color32,
    pub success: Color32,
    pub success_tint: Color32,
    pub warn: Color32,
    pub warn_tint: Color32,
    pub danger: Color32,
    pub danger_tint: Color32,
    pub info: Color32,
    pub info_tint: Color32,
    pub info_line: Color32,
    /// Ground, line and ink of the banner over the past.
    pub past: Color32,
    pub past_line: Color32,
    pub on_past: Color32,
    /// Fill and text of the five steps of risk.
    pub risk: [(Color32, Color32); 5],
    pub toast: Color32,
    pub on_toast: Color32,
    pub backdrop: Color32,
    pub shadow: Color32,
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where colours are made")]
const fn hex(value: u32) -> Color32 {
    let [_, r, g, b] = value.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const LIGHT: Tokens = Tokens {
    bg: hex(0xF6F5F2),
    rail: hex(0xEFEDE8),
    surface: hex(0xFFFFFF),
    raised: hex(0xFFFFFF),
    sunken: hex(0xF3F1ED),
    hover: hex(0xF1EFEA),
    track: hex(0xEAE7E1),
    border: hex(0xE3E0D9),
    border_strong: hex(0xCFCBC2),
    control: hex(0x8D8B84),
    text: hex(0x1C1E22),
    text2: hex(0x51555D),
    text3: hex(0x676B72),
    disabled: hex(0xA3A19B),
    accent: hex(0x2F4AAF),
    accent_fill: hex(0x2F4AAF),
    accent_hover: hex(0x263D93),
    accent_press: hex(0x1E3178),
    accent_tint: hex(0xE9EDFA),
    accent_line: hex(0xC3CDF0),
    on_accent: hex(0xFFFFFF),
    success: hex(0x1F6F4A),
    success_tint: hex(0xE2F1E8),
    warn: hex(0x845400),
    warn_tint: hex(0xFBEFD3),
    danger: hex(0xAE2A2B),
    danger_tint: hex(0xFBE8E5),
    info: hex(0x17647F),
    info_tint: hex(0xDFEFF5),
    info_line: hex(0xB4D6E2),
    past: hex(0xE9E2F6),
    past_line: hex(0xC9B8EA),
    on_past: hex(0x43306F),
    risk: [
        (hex(0xE8EFF2), hex(0x3A474D)),
        (hex(0xF0DA9B), hex(0x4A3908)),
        (hex(0xE6AB4A), hex(0x372500)),
        (hex(0xB7561A), hex(0xFFFFFF)),
        (hex(0x761A2C), hex(0xFFFFFF)),
    ],
    toast: hex(0x26282C),
    on_toast: hex(0xF1F0ED),
    backdrop: Color32::from_black_alpha(72),
    shadow: Color32::from_black_alpha(41),
};

const DARK: Tokens = Tokens {
    bg: hex(0x17181B),
    rail: hex(0x121315),
    surface: hex(0x1E2023),
    raised: hex(0x272A2E),
    sunken: hex(0x191A1D),
    hover: hex(0x26282C),
    track: hex(0x34373C),
    border: hex(0x303338),
    border_strong: hex(0x44484F),
    control: hex(0x6F737B),
    text: hex(0xECEBE8),
    text2: hex(0xB4B5B6),
    text3: hex(0x989AA0),
    disabled: hex(0x63666B),
    accent: hex(0x9DB0FA),
    accent_fill: hex(0x4A63CF),
    accent_hover: hex(0x536BD8),
    accent_press: hex(0x3F56BA),
    accent_tint: hex(0x272F4E),
    accent_line: hex(0x3D4A7E),
    on_accent: hex(0xFFFFFF),
    success: hex(0x6CC79A),
    success_tint: hex(0x1B342A),
    warn: hex(0xE3B25A),
    warn_tint: hex(0x3A2E16),
    danger: hex(0xF28B82),
    danger_tint: hex(0x43211F),
    info: hex(0x74BFD9),
    info_tint: hex(0x17323C),
    info_line: hex(0x285566),
    past: hex(0x33284D),
    past_line: hex(0x56437F),
    on_past: hex(0xD6C8F7),
    risk: [
        (hex(0x343B40), hex(0xC9D3D8)),
        (hex(0x55502F), hex(0xF3E6BE)),
        (hex(0x84652A), hex(0xFFFFFF)),
        (hex(0xCB7434), hex(0x1A0C00)),
        (hex(0xFF8A7A), hex(0x3A0509)),
    ],
    toast: hex(0x3A3D43),
    on_toast: hex(0xF1F0ED),
    backdrop: Color32::from_black_alpha(120),
    shadow: Color32::from_black_alpha(128),
};

/// The colours of the theme in use.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The colours of a theme.
pub fn tokens_of(theme: Theme) -> &'static Tokens {
    match theme {
        Theme::Dark => &DARK,
        Theme::Light => &LIGHT,
    }
}

/// The sizes and weights text comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// 11: captions.
    Caption,
    /// 12: secondary facts.
    Meta,
    /// 13: body and tables.
    Body,
    /// 13, medium weight: names in rows.
    BodyStrong,
    /// 14: reading text.
    Reading,
    /// 15: the text of a document while it is written.
    Writing,
    /// 15, semibold: headings and strong words in it.
    WritingStrong,
    /// 14: card titles.
    Card,
    /// 16: screen titles.
    Screen,
    /// 20: headlines.
    Headline,
    /// 26: the welcome.
    Display,
}

impl Type {
    const ALL: [Self; 11] = [
        Self::Caption,
        Self::Meta,
        Self::Body,
        Self::BodyStrong,
        Self::Reading,
        Self::Writing,
        Self::WritingStrong,
        Self::Card,
        Self::Screen,
        Self::Headline,
        Self::Display,
    ];

    /// Name, size, line height, family.
    fn facts(self) -> (&'static str, f32, f32, &'static str) {
        match self {
            Self::Caption => ("caption", 11.0, 16.0, REGULAR),
            Self::Meta => ("meta", 12.0, 16.0, REGULAR),
            Self::Body => ("body", 13.0, 18.0, REGULAR),
            Self::BodyStrong => ("body-strong", 13.0, 18.0, MEDIUM),
            Self::Reading => ("reading", 14.0, 22.0, REGULAR),
            Self::Writing => ("writing", 15.0, 22.0, REGULAR),
            Self::WritingStrong => ("writing-strong", 15.0, 22.0, SEMIBOLD),
            Self::Card => ("card", 14.0, 20.0, SEMIBOLD),
            Self::Screen => ("screen", 16.0, 24.0, SEMIBOLD),
            Self::Headline => ("headline", 20.0, 28.0, SEMIBOLD),
            Self::Display => ("display", 26.0, 34.0, SEMIBOLD),
        }
    }

    /// The style as egui knows it.
    pub fn style(self) -> TextStyle {
        TextStyle::Name(self.facts().0.into())
    }

    /// The font for painting by hand.
    pub fn font(self) -> FontId {
        let (_, size, _, family) = self.facts();
        FontId::new(size, family_of(family))
    }

    /// The height of a line.
    pub fn line(self) -> f32 {
        self.facts().2
    }

    /// Text in this style.
    pub fn text(self, text: impl Into<String>) -> RichText {
        RichText::new(text).text_style(self.style()).line_height(Some(self.facts().2))
    }
}

const REGULAR: &str = "inter";
const MEDIUM: &str = "inter-500";
const SEMIBOLD: &str = "inter-600";

fn family_of(name: &str) -> FontFamily {
    if name == REGULAR { FontFamily::Proportional } else { FontFamily::Name(name.into()) }
}

/// A picture made elsewhere, such as a printed page: 4 bytes for each pixel, row by row.
pub fn picture_of(size: [usize; 2], rgba: &[u8]) -> eframe::egui::ColorImage {
    eframe::egui::ColorImage::from_rgba_premultiplied(size, rgba)
}

/// The font of an icon of this size.
pub fn icon_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Makes the fonts and both styles known. Once, at the start.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(theme));
    }
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // Ctrl+0 leads to the overview here; zoom has its own keys and is remembered.
        options.zoom_with_keyboard = false;
    });
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 5] = [
        (REGULAR, include_bytes!("../../fonts/Inter-Regular.ttf")),
        (MEDIUM, include_bytes!("../../fonts/Inter-Medium.ttf")),
        (SEMIBOLD, include_bytes!("../../fonts/Inter-SemiBold.ttf")),
        ("icons", include_bytes!("../../fonts/Phosphor.ttf")),
        ("icons-fill", include_bytes!("../../fonts/Phosphor-Fill.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let chain = |first: &str| vec![first.to_owned(), "icons".to_owned(), "icons-fill".to_owned()];
    fonts.families.insert(FontFamily::Proportional, chain(REGULAR));
    fonts.families.insert(FontFamily::Monospace, chain(REGULAR));
    for weight in [MEDIUM, SEMIBOLD] {
        fonts.families.insert(FontFamily::Name(weight.into()), chain(weight));
    }
    fonts
}

fn style(theme: Theme) -> Style {
    let tokens = tokens_of(theme);
    let mut style = theme.default_style();
    let mut text_styles: BTreeMap<TextStyle, FontId> =
        Type::ALL.into_iter().map(|kind| (kind.style(), kind.font())).collect();
    text_styles.insert(TextStyle::Small, Type::Meta.font());
    text_styles.insert(TextStyle::Body, Type::Body.font());
    text_styles.insert(TextStyle::Button, Type::BodyStrong.font());
    text_styles.insert(TextStyle::Heading, Type::Screen.font());
    text_styles.insert(TextStyle::Monospace, Type::Body.font());
    style.text_styles = text_styles;
    style.spacing.item_spacing = Vec2::new(8.0, 8.0);
    style.spacing.button_padding = Vec2::new(12.0, 6.0);
    style.spacing.interact_size.y = 28.0;
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll = egui::style::ScrollStyle::floating();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.animation_time = 0.08;
    visuals(&mut style.visuals, tokens);
    style
}

fn visuals(visuals: &mut egui::Visuals, tokens: &Tokens) {
    visuals.panel_fill = tokens.bg;
    visuals.window_fill = tokens.raised;
    visuals.window_stroke = Stroke::new(1.0, tokens.border);
    visuals.window_corner_radius = CornerRadius::same(12);
    visuals.menu_corner_radius = CornerRadius::same(8);
    let shadow = Shadow { offset: [0, 10], blur: 32, spread: 0, color: tokens.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.extreme_bg_color = tokens.surface;
    visuals.text_edit_bg_color = Some(if visuals.dark_mode { tokens.sunken } else { tokens.surface });
    visuals.faint_bg_color = tokens.sunken;
    visuals.code_bg_color = tokens.sunken;
    visuals.weak_text_color = Some(tokens.text3);
    visuals.hyperlink_color = tokens.accent;
    visuals.warn_fg_color = tokens.warn;
    visuals.error_fg_color = tokens.danger;
    visuals.selection.bg_fill = tokens.accent_tint;
    visuals.selection.stroke = Stroke::new(1.0, tokens.text);
    visuals.text_cursor.stroke = Stroke::new(1.5, tokens.accent);
    let widgets = &mut visuals.widgets;
    for (state, fill, line) in [
        (&mut widgets.noninteractive, tokens.surface, tokens.border),
        (&mut widgets.inactive, tokens.surface, tokens.control),
        (&mut widgets.hovered, tokens.hover, tokens.text3),
        (&mut widgets.active, tokens.track, tokens.accent),
        (&mut widgets.open, tokens.hover, tokens.control),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, line);
        state.fg_stroke = Stroke::new(1.0, tokens.text);
        state.corner_radius = CornerRadius::same(6);
        state.expansion = 0.0;
    }
}
