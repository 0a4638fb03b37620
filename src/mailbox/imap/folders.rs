//! Which folders are there, and which of them holds what people sent?
//! In: LIST. Out: names as people write them, and the Sent folder by its mark (RFC 6154) or a common name.
//! Never creates one.

use super::name::decode;
use super::{Imap, Trouble};
use async_imap::imap_proto::{MailboxDatum, NameAttribute, Response};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    pub name: String,
    /// `\Sent`, `\Junk`, …
    pub special_use: Option<&'static str>,
    pub is_selectable: bool,
}

/// Where the big mail programs and providers put sent mail, when the server marks none.
const SENT_NAMES: [&str; 9] =
    ["Sent", "Sent Messages", "Sent Items", "Sent Mail", "已发送", "已发送邮件", "寄件備份", "寄件匣", "已傳送的郵件"];

impl Imap {
    pub async fn folders(&mut self) -> Result<Vec<FolderEntry>, Trouble> {
        let mut all = Vec::new();
        let note = |answer: &Response<'_>| {
            if let Response::MailboxData(MailboxDatum::List(entry)) = answer {
                all.push(FolderEntry {
                    name: decode(&entry.name).unwrap_or_else(|| entry.name.clone().into_owned()),
                    special_use: entry.name_attributes.iter().find_map(special_use),
                    is_selectable: !entry.name_attributes.iter().any(is_closed),
                });
            }
        };
        self.wire.run("LIST \"\" \"*\"", note).await.map_err(|fault| self.at(fault.trouble("listing the folders")))?;
        Ok(all)
    }
}

/// The Sent folder: the marked one, or the first common name, also below `INBOX.` or `INBOX/`.
pub fn sent_of(folders: &[FolderEntry]) -> Option<&str> {
    let open = || folders.iter().filter(|folder| folder.is_selectable);
    let marked = open().find(|folder| folder.special_use == Some("\\Sent"));
    let named = || {
        SENT_NAMES.iter().find_map(|name| {
            open().find(|folder| {
                let own = folder
                    .name
                    .strip_prefix("INBOX")
                    .map_or(folder.name.as_str(), |rest| rest.strip_prefix(['.', '/']).unwrap_or(rest));
                own.eq_ignore_ascii_case(name)
            })
        })
    };
    marked.or_else(named).map(|folder| folder.name.as_str())
}

fn special_use(attribute: &NameAttribute<'_>) -> Option<&'static str> {
    match attribute {
        NameAttribute::All => Some("\\All"),
        NameAttribute::Archive => Some("\\Archive"),
        NameAttribute::Drafts => Some("\\Drafts"),
        NameAttribute::Flagged => Some("\\Flagged"),
        NameAttribute::Junk => Some("\\Junk"),
        NameAttribute::Sent => Some("\\Sent"),
        NameAttribute::Trash => Some("\\Trash"),
        _ => None,
    }
}

fn is_closed(attribute: &NameAttribute<'_>) -> bool {
    match attribute {
        NameAttribute::NoSelect => true,
        NameAttribute::Extension(name) => name.eq_ignore_ascii_case("\\NonExistent"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, special_use: Option<&'static str>) -> FolderEntry {
        FolderEntry { name: name.to_owned(), special_use, is_selectable: true }
    }

    #[test]
    fn the_mark_wins_over_the_name() {
        let folders = [folder("INBOX", None), folder("Sent", None), folder("Gesendet", Some("\\Sent"))];
        assert_eq!(sent_of(&folders), Some("Gesendet"));
    }

    #[test]
    fn common_names_are_found_below_the_inbox_too() {
        assert_eq!(sent_of(&[folder("INBOX", None), folder("INBOX.Sent", None)]), Some("INBOX.Sent"));
        assert_eq!(sent_of(&[folder("INBOX", None), folder("已发送", None)]), Some("已发送"));
        assert_eq!(sent_of(&[folder("INBOX", None), folder("Presents", None)]), None);
    }
}
