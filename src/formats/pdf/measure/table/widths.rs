//! The width of columns: the shares that were asked for, corrected so that words fit where possible.

use std::sync::Arc;

use super::{Look, SetColumn, widest_word};
use crate::documents::outline::{Align, Column, RowKind, Table};
use crate::formats::pdf::measure::{Frame, Measure};
use crate::formats::pdf::sheet::HEAD;

/// Between the text of neighbouring columns.
const GAP: f32 = 6.0;
/// So many rows are looked at for their longest word.
const LOOKED_AT: usize = 3000;

impl Measure<'_> {
    /// Places the columns within the frame.
    pub(super) fn set_columns(
        &mut self,
        columns: &[Column],
        table: &Table,
        frame: Frame,
        look: Look,
    ) -> Vec<SetColumn> {
        let pads = pads(columns);
        let mut widths = shares(columns, frame.width);
        let mut least: Vec<f32> = columns.iter().map(|column| self.head_word(&column.title)).collect();
        for row in table.rows.iter().take(LOOKED_AT) {
            if row.kind == RowKind::Group || (row.cells.len() == 1 && columns.len() > 1) {
                continue;
            }
            for (cell, least) in row.cells.iter().zip(&mut least) {
                *least = least.max(widest_word(self, cell, look.setting));
            }
        }
        for (least, pad) in least.iter_mut().zip(&pads) {
            *least = (*least + pad.0 + pad.1 + 0.2).min(frame.width * 0.3);
        }
        widen(&mut widths, &least);
        let mut x = frame.x;
        let mut set = Vec::with_capacity(columns.len());
        for ((column, width), (left, right)) in columns.iter().zip(widths).zip(pads) {
            let inner = (width - left - right).max(width * 0.5).max(1.0);
            let left = left.min(width * 0.25);
            let title =
                (!column.title.is_empty()).then(|| Arc::new(self.setter.unbroken(look.setting.plain, &column.title)));
            set.push(SetColumn { x: x + left, width: inner, align: column.align, title });
            x += width;
        }
        set
    }

    fn head_word(&mut self, title: &str) -> f32 {
        title.split_whitespace().map(|word| self.setter.width(HEAD.plain, word)).fold(0.0, f32::max)
    }
}

/// The shares as widths that fill the frame.
fn shares(columns: &[Column], width: f32) -> Vec<f32> {
    let sound = |share: f32| if share.is_finite() && share > 0.0 { Some(share.clamp(0.001, 1.0e6)) } else { None };
    let known: Vec<f32> = columns.iter().filter_map(|column| sound(column.width)).collect();
    let usual = if known.is_empty() { 1.0 } else { known.iter().sum::<f32>() / known.len() as f32 };
    let shares: Vec<f32> = columns.iter().map(|column| sound(column.width).unwrap_or(usual)).collect();
    let sum: f32 = shares.iter().sum();
    shares.iter().map(|share| share / sum * width).collect()
}

/// Gives columns that are too narrow for a word what others can spare.
fn widen(widths: &mut [f32], least: &[f32]) {
    let wanted: f32 = widths.iter().zip(least).map(|(width, least)| (least - width).max(0.0)).sum();
    let spare: f32 = widths.iter().zip(least).map(|(width, least)| (width - least).max(0.0)).sum();
    if wanted <= 0.0 || spare <= 0.0 {
        return;
    }
    let given = wanted.min(spare);
    for (width, least) in widths.iter_mut().zip(least) {
        if *width < *least {
            *width += (*least - *width) * given / wanted;
        } else {
            *width -= (*width - *least) * given / spare;
        }
    }
}

/// Space at the left and right of each column's text: none at the outer edges, more where text
/// would otherwise touch what stands flush with it.
fn pads(columns: &[Column]) -> Vec<(f32, f32)> {
    let align = |index: Option<usize>| index.and_then(|at| columns.get(at)).map(|column| column.align);
    let pad = |index: usize| {
        let (before, after) = (align(index.checked_sub(1)), align(Some(index + 1)));
        match columns.get(index).map(|column| column.align) {
            Some(Align::Left) | None => {
                let left = match before {
                    Some(Align::Centre) => 10.0,
                    Some(Align::Right) => 12.0,
                    Some(Align::Left) | None => 0.0,
                };
                (left, if after.is_some() { GAP } else { 0.0 })
            }
            Some(Align::Centre) => (0.5, 0.5),
            Some(Align::Right) => (if before.is_some() { GAP } else { 0.0 }, 0.0),
        }
    };
    (0..columns.len()).map(pad).collect()
}
