//! Which of the two ways to believe a sender fits this mailbox: the provider's word (L18), or the Return-Path (L19)?
//! In: the newest mails of people. Out: the `[trust]` lines to write, or why to leave them out.
//! Never changes anything; a name that vouches for fewer than half of the people is not proposed.

use crate::mail::{Kind, Mail};
use crate::policy::{Policy, Trust};
use crate::rules::diagnostic::{Said, said};
use crate::safety::{self, Stamp};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default, Serialize)]
pub struct Choice {
    /// Mails of people in the sample.
    pub people: usize,
    /// Of these the trusted name vouches for the sender.
    pub proven: usize,
    /// The name that would vouch for the most, when it is another.
    pub proposal: Option<Proposal>,
    #[serde(skip)]
    stamps: BTreeMap<Stamp, usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    pub authserv_id: String,
    pub authserv_is_below: bool,
    pub would_prove: usize,
}

impl Choice {
    pub fn note(&mut self, mail: &Mail, policy: &Policy) {
        if mail.kind != Kind::Human {
            return;
        }
        self.people += 1;
        self.proven += usize::from(safety::is_authenticated(mail, policy));
        if let Some((stamp, true)) = safety::stamp(mail) {
            *self.stamps.entry(stamp).or_default() += 1;
        }
    }

    /// All names of one owner are one: some providers write the machine's.
    pub fn conclude(&mut self) {
        let mut owners: BTreeMap<(String, bool), (BTreeSet<&str>, usize)> = BTreeMap::new();
        for (stamp, count) in &self.stamps {
            let owner = psl::domain_str(&stamp.id).unwrap_or(&stamp.id).to_owned();
            let group = owners.entry((owner, stamp.is_below)).or_default();
            group.0.insert(&stamp.id);
            group.1 += count;
        }
        let best = owners.into_iter().max_by_key(|(_, (_, count))| *count);
        self.proposal = best.map(|((owner, authserv_is_below), (ids, would_prove))| {
            let only = ids.first().filter(|_| ids.len() == 1);
            let authserv_id = only.map_or_else(|| format!("*.{owner}"), |id| (*id).to_owned());
            Proposal { authserv_id, authserv_is_below, would_prove }
        });
        let (proven, people) = (self.proven, self.people);
        self.proposal = self.proposal.take().filter(|best| best.would_prove > proven && best.would_prove * 2 >= people);
    }

    /// One line for people.
    pub fn said(&self, trust: &Trust) -> Said {
        let (people, proven) = (self.people, self.proven);
        let now = match trust.authserv_id.as_deref() {
            _ if people == 0 => {
                return said!(
                    "senders: no mail of a person to judge [trust] by",
                    "来信人：没有人写的邮件，无法判断 [trust]"
                );
            }
            Some(id) => said!(
                "senders: {id} vouches for {proven} of {people} people's mails, the others get no automatic answer (L18)",
                "来信人：{people} 封人写的邮件里 {id} 能证明 {proven} 封，其余不会得到自动答复（L18）"
            ),
            None => said!(
                "senders: nobody vouches for them (no authserv_id); the Return-Path of {people} people's mails is asked in place of it (L19), limits are halved",
                "来信人：没有谁能证明（没有写 authserv_id）；{people} 封人写的邮件改看 Return-Path（L19），限额减半"
            ),
        };
        let next = match &self.proposal {
            Some(best) => {
                let below = if best.authserv_is_below {
                    ["and authserv_is_below = true ", "和 authserv_is_below = true "]
                } else {
                    [""; 2]
                };
                let ([en, zh], id, count) = (below, &best.authserv_id, best.would_prove);
                said!(
                    "[trust] authserv_id = {id:?} {en}would vouch for {count}",
                    "写上 [trust] authserv_id = {id:?} {zh}就能证明 {count} 封"
                )
            }
            None if trust.authserv_id.is_none() => said!(
                "your provider writes no name worth trusting: leave it so",
                "您的服务商没有写可以信任的名字：保持这样即可"
            ),
            None => return now,
        };
        Said::joined(&[now, next], ("; ", "；"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(stamps: &[(&str, bool, usize)], people: usize, proven: usize) -> Choice {
        let stamps = stamps.iter().map(|(id, is_below, n)| (Stamp { id: (*id).into(), is_below: *is_below }, *n));
        let mut choice = Choice { people, proven, proposal: None, stamps: stamps.collect() };
        choice.conclude();
        choice
    }

    #[test]
    fn the_name_that_vouches_for_most_people_is_proposed() {
        let said = noted(&[("mx.google.com", false, 150), ("mail.x.org", false, 3)], 180, 0).said(&Trust::default()).en;
        assert!(said.ends_with("[trust] authserv_id = \"mx.google.com\" would vouch for 150"), "{said}");
        let machines = noted(&[("a1.mail.yahoo.com", false, 50), ("a2.mail.yahoo.com", false, 60)], 120, 0);
        assert!(machines.said(&Trust::default()).en.contains("\"*.yahoo.com\" would vouch for 110"));
        let below = noted(&[("mx.okpay.example", true, 90)], 100, 0).said(&Trust::default()).en;
        assert!(below.contains("authserv_is_below = true"), "{below}");
    }

    #[test]
    fn a_name_that_vouches_for_few_is_not_and_one_that_is_set_need_not_be() {
        assert!(noted(&[("mx41", false, 5)], 100, 0).said(&Trust::default()).en.ends_with("leave it so"));
        let trust = Trust { authserv_id: Some("mx.google.com".into()), ..Trust::default() };
        let right = noted(&[("mx.google.com", false, 95)], 100, 95).said(&trust).en;
        assert!(right.ends_with("95 of 100 people's mails, the others get no automatic answer (L18)"), "{right}");
        let wrong = noted(&[("mx.okpay.example", false, 95)], 100, 0).said(&trust).en;
        assert!(wrong.contains("vouches for 0 of 100") && wrong.contains("\"mx.okpay.example\" would"), "{wrong}");
        assert!(noted(&[], 0, 0).said(&trust).en.contains("no mail of a person"));
    }
}
