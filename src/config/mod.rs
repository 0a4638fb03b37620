//! The configuration: `frontdesk.toml` and what it names.
//! In: files. Out: a `Config`, checked; a `Policy` for the core, settings for mailbox and post.
//! Never holds a secret: those are read when a connection is made. An unknown key is an error with a suggestion.

mod attachments;
mod book;
mod build;
mod complaint;
mod file;
pub mod init;
pub mod rules;
pub mod secret;
mod servers;
pub mod sla;

use crate::rules::Diagnostic;
use crate::rules::diagnostic::Said;
use std::path::{Path, PathBuf};

pub use book::{Book, SLA_FILE, promises, shown};
pub use build::{brand, silence_after_bounce};
pub use file::{Activation, Auth, Config, FirstStart, MailboxConfig, PostConfig, SecretSource, Tls};

/// The configuration that ships: every option with its default, commented.
pub const SHIPPED: &str = include_str!("../../config/frontdesk.toml");
pub const SHIPPED_SLA: &str = include_str!("../../config/sla.toml");

/// Why the configuration cannot be used; the command line turns it into an exit code.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("reading {path}: {source}", path = .path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}", crate::rules::diagnostic::render_all(.0).en)]
    Wrong(Vec<Diagnostic>),
    #[error("{0}")]
    Permission(Said),
    #[error("{}: no rule folder there (it has no categories/); run frontdesk init, or give --rules DIR", .0.display())]
    NoRules(PathBuf),
}

impl Error {
    pub fn said(&self) -> Said {
        match self {
            Self::Wrong(wrong) => crate::rules::diagnostic::render_all(wrong),
            Self::NoRules(folder) => Said {
                en: self.to_string(),
                zh: format!(
                    "{}：这里没有规则（没有 categories/）；请运行 frontdesk init，或者用 --rules 指定文件夹",
                    folder.display()
                ),
            },
            Self::Permission(said) => said.clone(),
            error => error.to_string().into(),
        }
    }
}

/// A configuration and where it came from: paths in it are relative to its folder.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub config: Config,
    pub file: PathBuf,
    /// `--rules`: this folder in place of the configured one.
    pub rules: Option<PathBuf>,
}

impl Loaded {
    /// Reads and checks one configuration file. Errors name file, line and remedy.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let text = read_text(file)?;
        let name = file.display().to_string();
        let config = Config::parse(&text, &name).map_err(Error::Wrong)?;
        Ok(Self { config, file: file.to_owned(), rules: None })
    }

    /// The built-in configuration, for commands that need none of the user's.
    pub fn shipped() -> Result<Self, Error> {
        let config = Config::parse(SHIPPED, "config/frontdesk.toml").map_err(Error::Wrong)?;
        Ok(Self { config, file: PathBuf::from("frontdesk.toml"), rules: None })
    }

    /// A path of the configuration, relative to its folder.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(path)
    }

    /// `rules` beside the file, or beside its folder when it lies in `config/`.
    pub fn rules_dir(&self) -> PathBuf {
        if let Some(path) = &self.rules {
            return path.clone();
        }
        if let Some(path) = &self.config.files.rules {
            return self.path(path);
        }
        let beside = self.path(Path::new("rules"));
        let above = self.path(Path::new("../rules"));
        if !beside.is_dir() && above.is_dir() { above } else { beside }
    }

    pub fn sla_file(&self) -> PathBuf {
        self.path(self.config.files.sla.as_deref().unwrap_or(Path::new("sla.toml")))
    }

    /// Beside the database: the post's slip.
    pub fn slip(&self) -> PathBuf {
        self.database().with_extension("slip")
    }

    /// Beside the file, or where systemd's `StateDirectory=` says.
    pub fn database(&self) -> PathBuf {
        match (&self.config.files.database, std::env::var_os("STATE_DIRECTORY")) {
            (Some(path), _) => self.path(path),
            (None, Some(state)) => PathBuf::from(state).join("frontdesk.db"),
            (None, None) => self.path(Path::new("frontdesk.db")),
        }
    }
}

/// Reads a text file; errors name it, and another encoding than UTF-8.
pub fn read_text(file: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(file).map_err(|source| Error::Read { path: file.to_owned(), source })?;
    rules::decode(&bytes).map_err(|what| Error::Wrong(vec![rules::not_utf8(&file.display().to_string(), what)]))
}
