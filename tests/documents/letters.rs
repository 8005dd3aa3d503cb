//! Names and sentences in every European alphabet print, copy and search.

use octavo::documents::outline::Block;
use octavo::formats::pdf;
use octavo::isms::organisation::Profile;

use super::{alter, content, founded, pages, soa, squeezed, with};

const LETTERS: &str = "Ψηφιακή Žižka Łódź ß ő";

#[test]
fn letters_of_all_europe_print_and_copy() {
    let content = content();
    let isms = founded(LETTERS, &content);
    let profile = Profile { legal_name: format!("{LETTERS} Ltd"), ..isms.profile().unwrap().clone() };
    let isms = with(&isms, profile);
    let isms = alter(&isms, "A.8.13", |control| {
        control.applicable = Some(true);
        control.how = format!("Копии хранит {LETTERS}, „gut“ – à l’œuvre, Þórr, ŵ, ş, ğ, ć, ħ.");
    });
    let outline = soa(&isms, &content);
    let mut bytes = Vec::new();
    let written = pdf::write(&outline, &mut bytes, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!(written.replaced, Vec::<char>::new(), "a letter no bundled font has");
    let pages: Vec<String> = pages(&outline).iter().map(|page| squeezed(page)).collect();
    assert_eq!(pages.len(), written.pages);
    for (number, page) in pages.iter().enumerate() {
        assert!(page.contains(&squeezed(LETTERS)), "the name is not on page {}", number + 1);
    }
    let how = squeezed(&control_text(&outline));
    assert!(pages.iter().any(|page| page.contains(&how)), "{how}");
}

fn control_text(outline: &octavo::documents::outline::Outline) -> String {
    super::text_of(outline, "A.8.13", "How it is met, or why it is excluded")
}

#[test]
fn a_letter_no_font_has_is_reported_and_loses_nothing_else() {
    let content = content();
    let isms = alter(&founded("Harbour", &content), "A.5.1", |control| {
        control.applicable = Some(true);
        control.how = "Read by 李 and signed.".to_owned();
    });
    let outline = soa(&isms, &content);
    let mut bytes = Vec::new();
    let written = pdf::write(&outline, &mut bytes, &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!(written.replaced, ['李']);
    let text = squeezed(&pages(&outline).concat());
    assert!(text.contains("Readby") && text.contains("andsigned."));
    assert!(matches!(outline.blocks[0], Block::Cover(_)));
}
