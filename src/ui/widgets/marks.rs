//! Small marks: badges, status with its icon, initials, bars. Status is always icon and word.

use eframe::egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::isms::controls::ImplementationStatus;
use crate::isms::documents::DocumentStatus;
use crate::isms::method::Method;
use crate::isms::risks::RiskStatus;
use crate::ui::icons;
use crate::ui::theme::{Type, icon_font, tokens};

/// A score on the colour of its band. `step` is 1 to 5. Returns the width used.
pub fn level_badge(ui: &Ui, at: Pos2, score: &str, step: usize) -> f32 {
    let (fill, ink) = tokens(ui).risk[step.clamp(1, 5) - 1];
    let rect = Rect::from_center_size(pos2(at.x + 14.0, at.y), vec2(28.0, 20.0));
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    let mut font = Type::Card.font();
    font.size = 12.0;
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, score, font, ink);
    rect.width()
}

/// Colour step and name of a score's band.
pub fn level_word(method: &Method, score: u32) -> (usize, String) {
    method.band(score).map_or((3, String::new()), |band| {
        (method.colour_step(band), method.bands.get(band).map(|band| band.name.clone()).unwrap_or_default())
    })
}

/// Where something stands: icon, colour, word.
pub trait StatusLook {
    /// Icon, ink and word.
    fn look(&self, ui: &Ui) -> (&'static str, Color32, String);
}

impl StatusLook for RiskStatus {
    fn look(&self, ui: &Ui) -> (&'static str, Color32, String) {
        let tokens = tokens(ui);
        let (icon, ink) = match self {
            Self::ToAssess | Self::OlderMethod => (icons::CIRCLE_DASHED, tokens.warn),
            Self::Open => (icons::CIRCLE, tokens.text3),
            Self::InTreatment => (icons::CIRCLE_HALF_FILL, tokens.info),
            Self::ToAccept | Self::AcceptanceStale => (icons::WARNING_FILL, tokens.warn),
            Self::Treated => (icons::CHECK_CIRCLE_FILL, tokens.success),
            Self::Accepted => (icons::SEAL_CHECK_FILL, tokens.success),
        };
        (icon, ink, self.label())
    }
}

/// A control's state on the screen: its decision and, when it applies, its status.
impl StatusLook for (Option<bool>, Option<ImplementationStatus>) {
    fn look(&self, ui: &Ui) -> (&'static str, Color32, String) {
        let tokens = tokens(ui);
        match self {
            (None, _) => (icons::QUESTION, tokens.warn, tr::tr!("Undecided")),
            (Some(false), _) => (icons::MINUS_CIRCLE, tokens.text3, tr::tr!("Excluded")),
            (Some(true), None) => (icons::QUESTION, tokens.warn, tr::tr!("Not assessed")),
            (Some(true), Some(status)) => {
                let (icon, ink) = match status {
                    ImplementationStatus::Implemented => (icons::CHECK_CIRCLE_FILL, tokens.success),
                    ImplementationStatus::Partly => (icons::CIRCLE_HALF_FILL, tokens.info),
                    ImplementationStatus::Planned => (icons::CIRCLE_DASHED, tokens.warn),
                    ImplementationStatus::NotStarted => (icons::CIRCLE, tokens.text3),
                };
                (icon, ink, status.label())
            }
        }
    }
}

impl StatusLook for Option<DocumentStatus> {
    fn look(&self, ui: &Ui) -> (&'static str, Color32, String) {
        let tokens = tokens(ui);
        match self {
            None => (icons::QUESTION, tokens.warn, tr::tr!("Undecided")),
            Some(status) => {
                let (icon, ink) = match status {
                    DocumentStatus::Draft => (icons::PENCIL_SIMPLE, tokens.text2),
                    DocumentStatus::InReview => (icons::CIRCLE_HALF_FILL, tokens.info),
                    DocumentStatus::Approved => (icons::SEAL_CHECK_FILL, tokens.success),
                    DocumentStatus::Retired => (icons::MINUS_CIRCLE, tokens.text3),
                };
                (icon, ink, status.label())
            }
        }
    }
}

/// Icon and word in a cell.
pub fn status_mark(ui: &Ui, rect: Rect, status: &impl StatusLook) {
    let (icon, ink, word) = status.look(ui);
    let y = rect.center().y;
    ui.painter().text(pos2(rect.left(), y), Align2::LEFT_CENTER, icon, icon_font(16.0), ink);
    let mut text = rect;
    text.min.x += 22.0;
    super::painted_text(ui, text, Align2::LEFT_CENTER, &word, Type::BodyStrong, tokens(ui).text);
}

/// Initials in a circle; the name is its tooltip.
pub fn avatar(ui: &Ui, centre: Pos2, initials: &str) {
    let tokens = tokens(ui);
    ui.painter().circle_filled(centre, 12.0, tokens.track);
    let mut font = Type::BodyStrong.font();
    font.size = 10.5;
    ui.painter().text(centre, Align2::CENTER_CENTER, initials, font, tokens.text2);
}

/// A bar of three parts: in place, partial, planned; what is missing stays empty.
pub fn coverage_bar(ui: &mut Ui, width: f32, parts: [usize; 3], total: usize, name: &str) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, name));
    let small = |n: usize| u16::try_from(n).map_or(f32::from(u16::MAX), f32::from);
    let looks = [(tokens.success, tokens.success), (tokens.info_line, tokens.info), (tokens.surface, tokens.warn)];
    ui.painter().rect_filled(rect, CornerRadius::same(2), tokens.track);
    let mut x = rect.left();
    for (count, (fill, line)) in parts.into_iter().zip(looks) {
        if count == 0 || total == 0 {
            continue;
        }
        let part = rect.width() * small(count) / small(total);
        let piece = Rect::from_min_max(pos2(x, rect.top()), pos2(x + part - 1.5, rect.bottom()));
        ui.painter().rect(piece, CornerRadius::same(2), fill, Stroke::new(1.0, line), StrokeKind::Inside);
        x += part;
    }
    response
}

/// A clause or reference in a small box.
pub fn tag(ui: &mut Ui, text: &str) -> Response {
    let tokens = tokens(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), Type::Meta.font(), tokens.text2);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, 22.0), Sense::hover());
    super::boxed(ui, rect, 5, tokens.sunken, tokens.border);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tokens.text2);
    response
}
