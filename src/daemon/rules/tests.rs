use super::*;
use std::fs;

struct Folder {
    dir: tempfile::TempDir,
    loaded: Loaded,
}

impl Folder {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("rules/categories")).unwrap();
        fs::write(dir.path().join("rules/lists.toml"), "one").unwrap();
        fs::write(dir.path().join("sla.toml"), "one").unwrap();
        let mut loaded = Loaded { file: dir.path().join("frontdesk.toml"), ..Loaded::shipped().unwrap() };
        loaded.config.files.database = Some("state/frontdesk.db".into());
        Self { dir, loaded }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Does this change the picture, and does the watch wake us?
    async fn is_seen(&self, change: impl FnOnce(&Self)) -> bool {
        let woken = Arc::new(Notify::new());
        let watch = watch(&self.loaded, woken.clone());
        assert!(watch.is_some(), "this disk can be watched");
        let before = picture(&self.loaded);
        change(self);
        assert_ne!(picture(&self.loaded), before);
        tokio::time::timeout(Duration::from_secs(10), woken.notified()).await.is_ok()
    }
}

#[tokio::test]
async fn every_way_to_save_a_file_is_seen() {
    let folder = Folder::new();
    assert!(folder.is_seen(|f| fs::write(f.path("rules/lists.toml"), "two").unwrap()).await, "written in place");
    let rename = |f: &Folder| {
        fs::write(f.path("new"), "six").unwrap();
        fs::rename(f.path("new"), f.path("rules/lists.toml")).unwrap();
    };
    assert!(folder.is_seen(rename).await, "written beside and renamed");
    assert!(folder.is_seen(|f| fs::remove_file(f.path("rules/lists.toml")).unwrap()).await, "removed");
    assert!(folder.is_seen(|f| fs::write(f.path("sla.toml"), "two").unwrap()).await, "the promises");
    let new_folder = |f: &Folder| {
        fs::create_dir_all(f.path("rules/local/categories")).unwrap();
        fs::write(f.path("rules/local/categories/refund.toml"), "one").unwrap();
    };
    assert!(folder.is_seen(new_folder).await, "in a folder made anew");
}

#[tokio::test]
async fn links_that_are_swapped_are_seen() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    // As Kubernetes mounts a ConfigMap: every file a link through ..data, which is swapped by a rename.
    for (version, text) in [("..1", "old"), ("..2", "new")] {
        fs::create_dir(folder.path("rules").join(version)).unwrap();
        fs::write(folder.path("rules").join(version).join("fields.toml"), text).unwrap();
    }
    symlink("..1", folder.path("rules/..data")).unwrap();
    symlink("..data/fields.toml", folder.path("rules/fields.toml")).unwrap();
    let swap = |f: &Folder| {
        symlink("..2", f.path("rules/..data_tmp")).unwrap();
        fs::rename(f.path("rules/..data_tmp"), f.path("rules/..data")).unwrap();
    };
    assert!(folder.is_seen(swap).await);
    // As releases are deployed: the folder itself is a link.
    fs::rename(folder.path("rules"), folder.path("release-1")).unwrap();
    symlink("release-1", folder.path("rules")).unwrap();
    fs::create_dir_all(folder.path("release-2/categories")).unwrap();
    fs::write(folder.path("release-2/lists.toml"), "three").unwrap();
    let deploy = |f: &Folder| {
        symlink("release-2", f.path("next")).unwrap();
        fs::rename(f.path("next"), f.path("rules")).unwrap();
    };
    assert!(folder.is_seen(deploy).await);
}

#[tokio::test]
async fn beside_the_database_the_promises_are_watched_by_themselves() {
    let mut folder = Folder::new();
    folder.loaded.config.files.database = None;
    assert!(folder.is_seen(|f| fs::write(f.path("sla.toml"), "two").unwrap()).await, "written in place");
    let rename = |f: &Folder| {
        fs::write(f.path("new"), "six").unwrap();
        fs::rename(f.path("new"), f.path("sla.toml")).unwrap();
    };
    assert!(folder.is_seen(rename).await, "written beside and renamed");
    assert!(folder.is_seen(|f| fs::write(f.path("rules/lists.toml"), "two").unwrap()).await, "the rules");
}

#[test]
fn leftovers_of_editors_change_nothing() {
    let folder = Folder::new();
    let before = picture(&folder.loaded);
    fs::write(folder.path("rules/.lists.toml.swp"), "x").unwrap();
    fs::write(folder.path("frontdesk.db-wal"), "x").unwrap();
    assert_eq!(picture(&folder.loaded), before);
}
