//! The value of an asset: its number in a small box, and its words.

use eframe::egui::{Align2, CornerRadius, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use tr::tr;

use crate::isms::Isms;
use crate::isms::assets::{Asset, AssetId, HIGH_VALUE, Inheritance};
use crate::isms::method::Method;
use crate::isms::risks::Property;
use crate::ui::theme::{Type, tokens};

/// A value in a box: filled where it was decided, outlined where it is inherited, a dash where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueBox {
    number: Option<u8>,
    is_inherited: bool,
    needs_reason: bool,
    /// The value in words, for tooltip and screen reader.
    pub spoken: String,
}

impl ValueBox {
    /// The box for one value of an asset.
    pub fn of(isms: &Isms, asset: &Asset, property: Property, value: &Inheritance) -> Self {
        let number = value.effective();
        let needs_reason = value.is_lower() && asset.override_reason.trim().is_empty();
        let words = number.map(|number| value_words(isms.current_method(), number));
        let spoken = match words {
            None => tr!("{}: undecided", property.label()),
            Some(words) if value.is_inherited() => {
                tr!("{0}: {1}, inherited from {2}", property.label(), words, inherited_from(isms, value))
            }
            Some(words) if needs_reason => {
                tr!("{0}: {1}, lower than inherited without a reason", property.label(), words)
            }
            Some(words) => format!("{}: {words}", property.label()),
        };
        Self { number, is_inherited: value.is_inherited(), needs_reason, spoken }
    }

    /// Draws it around a point.
    pub fn show(&self, ui: &Ui, centre: Pos2, salt: impl std::hash::Hash + std::fmt::Debug) {
        let colours = tokens(ui);
        let rect = Rect::from_center_size(centre, vec2(20.0, 20.0));
        let response = ui.interact(rect, ui.scope_id().with(("value", salt)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.spoken));
        let number = self.number.map_or_else(|| "–".to_owned(), |number| number.to_string());
        let is_high = self.number.is_some_and(|number| number >= HIGH_VALUE);
        let (fill, line, ink) = match (self.number, self.is_inherited, is_high) {
            (None, ..) => (colours.surface, colours.border, colours.warn),
            (Some(_), true, true) => (colours.surface, colours.accent, colours.accent),
            (Some(_), true, false) => (colours.surface, colours.border_strong, colours.text2),
            (Some(_), false, true) => (colours.accent_fill, colours.accent_fill, colours.on_accent),
            (Some(_), false, false) => (colours.track, colours.track, colours.text),
        };
        let line = if self.needs_reason { Stroke::new(2.0, colours.warn) } else { Stroke::new(1.0, line) };
        ui.painter().rect(rect, CornerRadius::same(4), fill, line, StrokeKind::Inside);
        let mut font = Type::BodyStrong.font();
        font.size = 12.0;
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, number, font, ink);
        response.on_hover_text(&self.spoken);
    }
}

/// A value with its name on the method's scale: "3 High".
pub fn value_words(method: Option<&Method>, number: u8) -> String {
    let level = method.and_then(|method| method.asset_value.get(usize::from(number).checked_sub(1)?));
    level.map_or_else(|| number.to_string(), |level| format!("{number} {}", level.name).trim_end().to_owned())
}

/// Where an inherited value comes from: the asset it was decided for, and the way when it is not the next one.
pub fn inherited_from(isms: &Isms, value: &Inheritance) -> String {
    let reference = |id: &AssetId| isms.assets.get(*id).map(|asset| asset.reference.clone());
    let origin = value.origin.and_then(|id| isms.assets.get(id));
    let origin = origin.map(|asset| format!("{} {}", asset.reference, asset.name).trim_end().to_owned());
    let others: Vec<String> =
        value.from.iter().filter(|id| Some(**id) != value.origin).take(3).filter_map(reference).collect();
    let origin = origin.unwrap_or_default();
    match (others.is_empty(), value.origin.is_some_and(|id| value.from.contains(&id))) {
        (true, _) => origin,
        (false, true) => tr!("{0} and {1}", origin, others.join(", ")),
        (false, false) => tr!("{0}, through {1}", origin, others.join(", ")),
    }
}
