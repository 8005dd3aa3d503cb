//! What is different about a risk, in words: between two days, or since it was accepted.

use super::{Assessment, Moment, Property, Risk, TreatmentOption};
use crate::isms::Isms;
use crate::isms::approval::Standing;
use crate::isms::controls::ControlId;
use crate::isms::method::{Level, Method, MethodId};

/// What changed since the owner accepted the risk; empty while the acceptance stands.
pub fn what_changed(risk: &Risk, isms: &Isms) -> Vec<String> {
    if risk.acceptance_standing() != Standing::Stale {
        return Vec::new();
    }
    match risk.accepted_as.as_deref() {
        Some(before) => differences(before, risk, isms),
        // Accepted before files kept the state: better to say so than to guess.
        None => vec![tr::tr!("The file does not hold what the risk looked like when it was accepted.")],
    }
}

/// What is different from one state of a risk to another, each as “Likelihood: 2 → 4”. Looks at what an acceptance
/// is for; notes, dates and links to nothing that was judged are left out.
pub fn differences(before: &Risk, after: &Risk, isms: &Isms) -> Vec<String> {
    let mut list = List { isms, lines: Vec::new() };
    list.words(&tr::tr!("Scenario"), &before.name, &after.name);
    list.words(&tr::tr!("Threat"), &before.threat, &after.threat);
    list.words(&tr::tr!("Vulnerability"), &before.vulnerability, &after.vulnerability);
    list.words(&tr::tr!("Consequence"), &before.consequence, &after.consequence);
    list.several(&tr::tr!("Assets"), &before.assets, &after.assets, |id| {
        isms.assets.get(id).map_or_else(removed, |asset| asset.name.clone())
    });
    list.several(&tr::tr!("Affects"), &before.affects, &after.affects, Property::label);
    list.one(&tr::tr!("Owner"), &person(isms, before), &person(isms, after));
    list.one(&tr::tr!("Method"), &method_name(isms, before.method), &method_name(isms, after.method));
    for moment in [Moment::Before, Moment::Current, Moment::Target] {
        list.levels(moment, (before, before.at(moment)), (after, after.at(moment)));
    }
    list.one(&tr::tr!("Treatment"), &option(before.option), &option(after.option));
    list.controls(&tr::tr!("Controls relied on"), &before.controls_relied, &after.controls_relied);
    list.controls(&tr::tr!("Controls planned"), &before.controls_planned, &after.controls_planned);
    list.words(&tr::tr!("Plan"), &before.plan, &after.plan);
    list.lines
}

/// The lines found so far.
struct List<'a> {
    isms: &'a Isms,
    lines: Vec<String>,
}

impl List<'_> {
    fn one(&mut self, label: &str, before: &str, after: &str) {
        if before != after {
            self.lines.push(format!("{label}: {before} → {after}"));
        }
    }

    fn words(&mut self, label: &str, before: &str, after: &str) {
        if before == after {
            return;
        }
        let quoted =
            |text: &str| if text.trim().is_empty() { tr::tr!("nothing") } else { format!("“{}”", text.trim()) };
        self.one(label, &quoted(before), &quoted(after));
        if quoted(before) == quoted(after) {
            self.lines.push(tr::tr!("{}: only spaces or line breaks", label));
        }
    }

    /// What came (+) and went (−).
    fn several<T: Copy + PartialEq>(&mut self, label: &str, before: &[T], after: &[T], name: impl Fn(T) -> String) {
        let only = |these: &[T], others: &[T], sign: &str| -> Vec<String> {
            these.iter().filter(|item| !others.contains(item)).map(|item| format!("{sign} {}", name(*item))).collect()
        };
        let mut parts = only(after, before, "+");
        parts.extend(only(before, after, "−"));
        if !parts.is_empty() {
            self.lines.push(format!("{label}: {}", parts.join(", ")));
        } else if before != after {
            self.lines.push(tr::tr!("{}: another order", label));
        }
    }

    fn controls(&mut self, label: &str, before: &[ControlId], after: &[ControlId]) {
        let isms = self.isms;
        self.several(label, before, after, |id| {
            isms.controls.get(id).map_or_else(removed, |control| control.reference.clone())
        });
    }

    fn levels(&mut self, moment: Moment, before: (&Risk, &Assessment), after: (&Risk, &Assessment)) {
        let [likelihood, impact, rationale] = match moment {
            Moment::Before => [
                tr::tr!("Likelihood before controls"),
                tr::tr!("Impact before controls"),
                tr::tr!("Rationale before controls"),
            ],
            Moment::Current => [tr::tr!("Likelihood"), tr::tr!("Impact"), tr::tr!("Rationale")],
            Moment::Target => {
                [tr::tr!("Likelihood after treatment"), tr::tr!("Impact after treatment"), tr::tr!("Target rationale")]
            }
        };
        let isms = self.isms;
        let method = |risk: &Risk| risk.method.and_then(|id| isms.methods.get(id));
        // A bare number says nothing across two scales: there its name stands beside it.
        let named = before.0.method != after.0.method;
        let word = |level: Option<u8>, scale: Option<&[Level]>| match level {
            None => tr::tr!("undecided"),
            Some(level) if named => match scale.and_then(|scale| scale.get(usize::from(level).checked_sub(1)?)) {
                Some(words) => format!("{level} {}", words.name),
                None => level.to_string(),
            },
            Some(level) => level.to_string(),
        };
        let pair = |risk: &Risk, judged: &Assessment| {
            let method: Option<&Method> = method(risk);
            (
                word(judged.likelihood, method.map(|method| method.likelihood.as_slice())),
                word(judged.impact, method.map(|method| method.impact.as_slice())),
            )
        };
        let (old, new) = (pair(before.0, before.1), pair(after.0, after.1));
        self.one(&likelihood, &old.0, &new.0);
        self.one(&impact, &old.1, &new.1);
        self.words(&rationale, &before.1.rationale, &after.1.rationale);
    }
}

fn removed() -> String {
    tr::tr!("something since removed")
}

fn person(isms: &Isms, risk: &Risk) -> String {
    match risk.owner {
        None => tr::tr!("nobody"),
        Some(id) => isms.people.get(id).map_or_else(removed, |person| person.name.clone()),
    }
}

fn option(option: Option<TreatmentOption>) -> String {
    option.map_or_else(|| tr::tr!("undecided"), TreatmentOption::label)
}

fn method_name(isms: &Isms, id: Option<MethodId>) -> String {
    match id.map(|id| isms.methods.get(id)) {
        None => tr::tr!("none"),
        Some(None) => removed(),
        Some(Some(method)) if method.version.is_empty() => method.reference.clone(),
        Some(Some(method)) => tr::tr!("{0} version {1}", method.reference, method.version),
    }
}
