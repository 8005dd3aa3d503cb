//! The life of a document: begun, reviewed, approved and frozen, affected by a fact, begun anew, read, retired.

use super::super::assets::Classification;
use super::super::documents::{
    self, ApproveDocument, Document, DocumentId, DocumentStatus, DueReason, Field, Library, NewDocument, Piece,
    Section, Template, digest_of, in_force, is_in_force, unread, versions,
};
use super::super::evidence::KeptFile;
use super::super::organisation::{PersonId, Profile};
use super::super::tailoring::affected;
use super::super::{FieldRef, RegisterName, RuleError, facts, set_field};
use super::{TODAY, World, ago, ahead, refusal};

fn library() -> Library {
    let field = Field {
        id: "access.review".to_owned(),
        ask: "How often are rights looked at?".to_owned(),
        unit: Some(["month".to_owned(), "months".to_owned()]),
        proposal: "6".to_owned(),
        least: 1,
        most: 24,
        why: "Rights grow.".to_owned(),
    };
    let section = |title: &str, text: &str| Section { title: title.to_owned(), text: text.to_owned() };
    let template = Template {
        name: "access-control".to_owned(),
        title: "Access control".to_owned(),
        kind: documents::DocumentKind::Policy,
        about: "Who may use what.".to_owned(),
        clauses: Vec::new(),
        controls: vec!["A.5.15".to_owned()],
        needs: "applies('A.5.15')".to_owned(),
        readers: "Everybody".to_owned(),
        evidence: vec!["Record of the latest review".to_owned()],
        rows: Vec::new(),
        sections: vec![
            section("Purpose", "It holds for all {{ headcount }} people."),
            section("Rules", "Rights are looked at every {{ access.review }}."),
        ],
        fields: vec![field.id.clone()],
    };
    Library { templates: vec![template], fields: [(field.id.clone(), field)].into() }
}

/// A world with the policy begun and everything named that an approval asks for.
struct Office {
    world: World,
    library: Library,
    id: DocumentId,
    author: PersonId,
    approver: PersonId,
}

fn office() -> Office {
    let mut world = World::founded();
    let (author, approver) = (world.person("Tom Okafor"), world.person("Maya Lindqvist"));
    world.each::<Profile>(|profile| profile.headcount = Some(24));
    let library = library();
    let names = ["access-control".to_owned()];
    world.rule(|isms, outside| documents::adopt(isms, &library, &names, outside)).unwrap();
    let id = world.last::<Document>();
    let field = library.field("access.review").unwrap();
    world.rule(|isms, outside| facts::confirm(isms, &[(field, "6".to_owned())], outside)).unwrap();
    world.alter::<Document>(id, |document| {
        (document.owner, document.author, document.approver) = (Some(author), Some(author), Some(approver));
        (document.classification, document.review_months) = (Some(Classification::Internal), Some(12));
        document.readers = vec![author, approver];
    });
    Office { world, library, id, author, approver }
}

impl Office {
    fn wish(&self) -> ApproveDocument {
        ApproveDocument {
            document: self.id,
            by: self.approver,
            on: TODAY,
            effective: TODAY,
            next_review: None,
            major: false,
            change: "First version".to_owned(),
            reason: String::new(),
        }
    }

    fn approve(&mut self, wish: &ApproveDocument) -> Result<(), RuleError> {
        let library = self.library.clone();
        self.world.rule(|isms, outside| documents::approve(isms, &library, wish, outside))
    }

    fn document(&self) -> Document {
        self.world.get(self.id)
    }
}

#[test]
fn a_document_begins_as_a_draft_with_nothing_decided() {
    let mut world = World::founded();
    let library = library();
    let adopt = |world: &mut World, name: &str| {
        world.rule(|isms, outside| documents::adopt(isms, &library, &[name.to_owned()], outside))
    };
    adopt(&mut world, "access-control").unwrap();
    let document: Document = world.get(world.last::<Document>());
    assert_eq!((document.reference.as_str(), document.status), ("POL-01", Some(DocumentStatus::Draft)));
    assert_eq!((document.owner, document.author, document.approver, document.next_review), (None, None, None, None));
    assert_eq!((document.classification, document.version.as_str()), (None, ""));
    assert_eq!(document.controls, [world.control("A.5.15")]);
    assert!(adopt(&mut world, "access-control").unwrap_err().to_string().contains("there already, as POL-01"));
    assert!(adopt(&mut world, "poetry").unwrap_err().to_string().contains("no template “poetry”"));
    let open = documents::gaps(&world.isms, &library, &document).join(" ");
    for part in ["how many people work here", "How often are rights looked at?", "Nobody owns it", "is undecided"] {
        assert!(open.contains(part), "{part} in {open}");
    }
}

#[test]
fn an_approval_freezes_the_text_and_its_frame() {
    let mut office = office();
    let wish = office.wish();
    office.approve(&wish).unwrap();
    let document = office.document();
    assert_eq!((document.version.as_str(), document.status), ("1.0", Some(DocumentStatus::Approved)));
    assert_eq!((document.effective, document.next_review), (Some(TODAY), Some(ahead(365))));
    let version = in_force(&office.world.isms, office.id).unwrap().clone();
    assert_eq!(version.sections[0].text, "It holds for all 24 people.");
    assert_eq!(version.sections[1].text, "Rights are looked at every 6 months.");
    let frame = version.frame.clone().unwrap();
    assert_eq!(frame.approval.unwrap().name, "Maya Lindqvist");
    assert_eq!((frame.owner.as_str(), frame.history.len()), ("Tom Okafor, Head of things", 1));
    assert_eq!(version.approval.as_ref().unwrap().digest, digest_of("Access control", &version.sections, ""));
    assert!(is_in_force(&office.world.isms, &document));
    // What happens to people and titles afterwards does not reach the version.
    office.world.alter::<super::super::organisation::Person>(office.author, |person| person.name = "T. O.".to_owned());
    assert_eq!(in_force(&office.world.isms, office.id).unwrap(), &version);
}

#[test]
fn what_keeps_a_document_from_being_approved_is_said() {
    let mut office = office();
    let own = ApproveDocument { by: office.author, ..office.wish() };
    assert!(office.approve(&own).unwrap_err().to_string().contains("Tom Okafor wrote the document"));
    let silent = ApproveDocument { change: " ".to_owned(), ..office.wish() };
    assert!(office.approve(&silent).unwrap_err().to_string().contains("what changed"));
    let early = ApproveDocument { on: ahead(1), ..office.wish() };
    assert!(office.approve(&early).unwrap_err().to_string().contains("lies in the future"));
    office.world.each::<Profile>(|profile| profile.headcount = None);
    let wish = office.wish();
    assert!(office.approve(&wish).unwrap_err().to_string().contains("how many people work here"));
    office.world.each::<Profile>(|profile| profile.headcount = Some(24));
    office.world.alter::<Document>(office.id, |document| document.review_months = None);
    assert!(office.approve(&wish).unwrap_err().to_string().contains("looked at again"));
    let dated = ApproveDocument { next_review: Some(ahead(90)), ..own };
    let explained = ApproveDocument { reason: "We are two.".to_owned(), ..dated };
    office.approve(&explained).unwrap();
    assert_eq!(office.document().approval.unwrap().reason, "We are two.");
    let again = ApproveDocument { change: "Again".to_owned(), ..wish };
    assert!(office.approve(&again).unwrap_err().to_string().contains("Start its next version first"));
}

#[test]
fn a_fact_that_changes_shows_the_sentence_and_the_version_stays() {
    let mut office = office();
    let wish = office.wish();
    office.approve(&wish).unwrap();
    assert_eq!(affected(&office.world.isms, &office.library), []);
    office.world.each::<Profile>(|profile| profile.headcount = Some(26));
    let found = affected(&office.world.isms, &office.library);
    assert_eq!((found.len(), found[0].document, found[0].changes.len()), (1, office.id, 1));
    let change = &found[0].changes[0];
    assert_eq!(
        (change.before.as_str(), change.after.as_str()),
        ("It holds for all 24 people.", "It holds for all 26 people.",)
    );
    assert!(
        change.words.contains(&Piece::Gone("24".to_owned())) && change.words.contains(&Piece::Came("26".to_owned()))
    );
    let isms = &office.world.isms;
    assert_eq!(in_force(isms, office.id).unwrap().sections[0].text, "It holds for all 24 people.");
    office.world.act(|isms| documents::start_draft(isms, isms.documents.iter().next().unwrap().id, "26 people"));
    assert_eq!(affected(&office.world.isms, &office.library), [], "its author sees the text as it will be");
    assert!(is_in_force(&office.world.isms, &office.document()), "1.0 holds until 1.1 is approved");
    let next = ApproveDocument { change: "26 people".to_owned(), ..office.wish() };
    office.approve(&next).unwrap();
    let numbers: Vec<String> = versions(&office.world.isms, office.id).map(|v| v.version.clone()).collect();
    assert_eq!(numbers, ["1.0", "1.1"]);
    office.world.act(|isms| documents::start_draft(isms, isms.documents.iter().next().unwrap().id, ""));
    let same = ApproveDocument { major: true, ..next };
    assert!(office.approve(&same).unwrap_err().to_string().contains("Nothing has changed"));
    assert_eq!(documents::next_number(&office.world.isms, office.id, true), "2.0");
}

#[test]
fn only_acts_approve_and_an_approved_text_is_not_typed_over() {
    let mut office = office();
    let field = |pointer: &'static str| FieldRef {
        register: RegisterName::Documents,
        id: office.id.0,
        pointer: pointer.into(),
    };
    let (status, text, name) = (field("/status"), field("/sections/0/text"), field("/name"));
    let isms = &office.world.isms;
    assert!(refusal(set_field(isms, &status, "approved".into(), "Status")).contains("by its own act"));
    set_field(isms, &text, "Other words.".into(), "Purpose").unwrap();
    let wish = office.wish();
    office.approve(&wish).unwrap();
    let isms = &office.world.isms;
    for field in [&text, &name] {
        assert!(refusal(set_field(isms, field, "Other words.".into(), "Text")).contains("Start its next version"));
    }
}

#[test]
fn review_sends_back_and_forth() {
    let mut office = office();
    let id = office.id;
    office.world.alter::<Document>(id, |document| document.approver = None);
    assert!(refusal(documents::submit(&office.world.isms, id)).contains("Name who approves"));
    let approver = office.approver;
    office.world.alter::<Document>(id, |document| document.approver = Some(approver));
    assert!(refusal(documents::request_changes(&office.world.isms, id, "More")).contains("not in review"));
    office.world.act(|isms| documents::submit(isms, id));
    assert!(documents::due(&office.world.isms, TODAY).iter().any(|due| due.reason == DueReason::InReview));
    assert!(refusal(documents::request_changes(&office.world.isms, id, " ")).contains("what is to be changed"));
    office.world.act(|isms| documents::request_changes(isms, id, "Name who looks."));
    let document = office.document();
    assert_eq!((document.status, document.requested.as_str()), (Some(DocumentStatus::Draft), "Name who looks."));
}

#[test]
fn readers_acknowledge_a_version_once_and_the_next_one_anew() {
    let mut office = office();
    let (id, author, approver) = (office.id, office.author, office.approver);
    let read = |world: &mut World, people: &[PersonId], on| {
        world.rule(|isms, outside| documents::acknowledge(isms, id, people, on, outside))
    };
    assert!(read(&mut office.world, &[author], TODAY).unwrap_err().to_string().contains("No version"));
    let wish = office.wish();
    office.approve(&wish).unwrap();
    let missing = |world: &World| unread(&world.isms, &world.get::<Document>(id), TODAY).len();
    assert_eq!(missing(&office.world), 2);
    read(&mut office.world, &[author], TODAY).unwrap();
    assert!(read(&mut office.world, &[author], TODAY).unwrap_err().to_string().contains("already"));
    assert!(read(&mut office.world, &[approver], ahead(1)).unwrap_err().to_string().contains("future"));
    assert_eq!(missing(&office.world), 1);
    office.world.act(|isms| documents::start_draft(isms, id, ""));
    office.world.each::<Profile>(|profile| profile.headcount = Some(30));
    let next = ApproveDocument { change: "30 people".to_owned(), ..office.wish() };
    office.approve(&next).unwrap();
    assert_eq!(missing(&office.world), 2, "the new version has to be read anew");
}

#[test]
fn a_retired_document_is_kept_and_its_place_is_free() {
    let mut office = office();
    let id = office.id;
    let wish = office.wish();
    office.approve(&wish).unwrap();
    assert!(refusal(documents::retire(&office.world.isms, id, "", TODAY)).contains("Say why"));
    office.world.act(|isms| documents::retire(isms, id, "Part of POL-02", TODAY));
    assert_eq!(in_force(&office.world.isms, id), None);
    assert_eq!(versions(&office.world.isms, id).count(), 1);
    assert!(refusal(documents::submit(&office.world.isms, id)).contains("retired"));
    let library = office.library.clone();
    let names = ["access-control".to_owned()];
    office.world.rule(|isms, outside| documents::adopt(isms, &library, &names, outside)).unwrap();
    assert_eq!(office.world.get::<Document>(office.world.last::<Document>()).reference, "POL-02");
}

#[test]
fn files_from_elsewhere_stand_under_the_same_control() {
    let mut office = office();
    let file = |name: &str, hash: &str| KeptFile {
        file_name: name.to_owned(),
        content: hash.to_owned(),
        size: 9,
        media_type: "application/pdf".to_owned(),
    };
    let wish =
        NewDocument { title: "Fire safety".to_owned(), file: Some(file("fire.pdf", "aa")), ..NewDocument::default() };
    office.world.rule(|isms, outside| documents::add(isms, wish, outside)).unwrap();
    let id = office.world.last::<Document>();
    let (author, approver) = (office.author, office.approver);
    office.world.alter::<Document>(id, |document| {
        (document.owner, document.author, document.version) = (Some(author), Some(author), "2.1".to_owned());
        document.classification = Some(Classification::Internal);
    });
    let approval = ApproveDocument { document: id, next_review: Some(ahead(300)), ..office.wish() };
    office.approve(&approval).unwrap();
    let version = in_force(&office.world.isms, id).unwrap();
    assert_eq!((version.version.as_str(), version.content.as_str()), ("2.1", "aa"), "people know it as 2.1");
    assert_eq!(version.approval.as_ref().unwrap().by, approver);
    assert!(refusal(documents::attach(&office.world.isms, id, file("b.pdf", "bb"))).contains("next version"));
    office.world.act(|isms| documents::start_draft(isms, id, ""));
    office.world.act(|isms| documents::attach(isms, id, file("b.pdf", "bb")));
    let next = ApproveDocument { change: "New stairs".to_owned(), ..approval };
    office.approve(&next).unwrap();
    assert_eq!(in_force(&office.world.isms, id).unwrap().version, "2.2");
    assert!(refusal(documents::attach(&office.world.isms, office.id, file("c.pdf", "cc"))).contains("written here"));
}

#[test]
fn the_due_list_names_what_is_late_first() {
    let mut office = office();
    let wish = office.wish();
    office.approve(&wish).unwrap();
    let id = office.id;
    office.world.alter::<Document>(id, |document| document.next_review = Some(ago(2)));
    let reasons: Vec<DueReason> = documents::due(&office.world.isms, TODAY).into_iter().map(|due| due.reason).collect();
    assert_eq!(reasons, [DueReason::ReviewOverdue(ago(2)), DueReason::Unread(2)]);
    office.world.alter::<Document>(id, |document| document.next_review = Some(ahead(30)));
    let reasons: Vec<DueReason> = documents::due(&office.world.isms, TODAY).into_iter().map(|due| due.reason).collect();
    assert_eq!(reasons, [DueReason::ReviewSoon(ahead(30)), DueReason::Unread(2)]);
}
