//! Samples for suggestions and figures: the first mail a person wrote of each ticket, judged once.

use super::{Case, Error, Source, Watch};
use crate::mail::{Kind, Mail};
use crate::rules::suggest::Sample;
use crate::rules::tally::Tally;
use crate::rules::{Material, RuleSet, Verdict};

impl Source<'_> {
    /// What suggestions are drawn from. Out too: mails that could not be read.
    pub fn samples(self, rules: &RuleSet, watch: Watch<'_>) -> Result<(Vec<Sample>, usize), Error> {
        let (mut samples, mut broken) = (Vec::new(), 0);
        let work = |case: &Case| {
            let said = case.said.as_ref().map(|said| said.category.as_str());
            Ok(judged(case, rules)?.map(|(mail, verdict)| Sample::of(&mail, &verdict, said)))
        };
        let take = |sample: Result<Option<Sample>, _>| match sample {
            Ok(sample) => samples.extend(sample),
            Err(_) => broken += 1,
        };
        self.each(work, take, watch)?;
        Ok((samples, broken))
    }

    /// How often each phrase hit, and what staff made of it.
    pub fn tally(self, rules: &RuleSet, watch: Watch<'_>) -> Result<Tally, Error> {
        let mut tally = Tally::default();
        let work = |case: &Case| {
            let said = case.said.as_ref().map(|said| said.category.clone());
            Ok(judged(case, rules)?.map(|(_, verdict)| (verdict, said)))
        };
        let take = |judged: Result<Option<(Verdict, Option<String>)>, _>| {
            if let Ok(Some((verdict, said))) = judged {
                tally.add(&verdict, said.as_deref());
            }
        };
        self.each(work, take, watch)?;
        Ok(tally)
    }
}

fn judged(case: &Case, rules: &RuleSet) -> Result<Option<(Mail, Verdict)>, String> {
    let first = case.read()?.into_iter().find(|mail| mail.kind == Kind::Human);
    Ok(first.map(|mail| {
        let names: Vec<String> = mail.attachments.iter().map(|a| a.name.clone()).collect();
        let verdict = rules.judge(&Material::of(&mail, &names));
        (mail, verdict)
    }))
}
