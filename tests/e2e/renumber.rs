//! A server that numbers its mail anew.

use crate::desk::Scene;
use crate::mails;
use std::collections::BTreeSet;

#[test]
fn a_renumbered_mailbox_answers_nothing_twice_and_what_comes_after_it_is_answered() {
    let Some(mut scene) = Scene::set() else { return };
    let made = mails::mixed(60, 4);
    made.iter().for_each(|mail| scene.dovecot.deliver(&mail.raw));
    scene.desk.run_once();
    let expected = mails::expected(&made);
    crate::drain::assert_settled(&scene.desk, &scene.sink, &expected, 0);

    // One came unseen before the change: it is kept, but whether somebody answered it already nobody can say.
    let unseen = mails::new(7001);
    scene.dovecot.deliver(&unseen.raw);
    scene.dovecot.renumber();
    let ended = scene.desk.run_once();
    assert!(ended.err.contains("resync"), "{}", ended.err);
    crate::drain::assert_settled(
        &scene.desk,
        &scene.sink,
        &mails::Expected { tickets: expected.tickets + 1, mails: expected.mails + 1, ..expected },
        0,
    );
    assert!(scene.dovecot.flags().iter().all(|mail| mail.flags == ["$FrontdeskDone"]));

    let fresh = mails::new(7002);
    scene.dovecot.deliver(&fresh.raw);
    scene.desk.run_once();
    let answered: BTreeSet<String> =
        scene.sink.letters().iter().flat_map(|letter| letter.mail.in_reply_to.clone()).collect();
    assert!(answered.contains(&fresh.id));
    assert!(!answered.contains(&unseen.id));
    scene.sink.assert_nothing_twice();
}
