//! Secrets: read when a connection is made, from a file, a command or a systemd credential.
//! In: where it lies. Out: a `SecretString`, which cannot be printed. A file that others may read is refused.

use super::{Error, Loaded, SecretSource};
use crate::rules::diagnostic::said;
use secrecy::SecretString;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The secret, without its line end. None: the configuration names none.
pub fn read(source: &SecretSource, loaded: &Loaded) -> Result<Option<SecretString>, Error> {
    if let Some(file) = &source.file {
        return from_file(&loaded.path(file)).map(Some);
    }
    if let Some(name) = &source.credential {
        let folder = std::env::var_os("CREDENTIALS_DIRECTORY").ok_or_else(|| {
            Error::Permission(said!(
                "credential {name}: $CREDENTIALS_DIRECTORY is not set; add LoadCredential={name}:… to the unit",
                "凭据 {name}：没有 $CREDENTIALS_DIRECTORY；请在服务文件里加 LoadCredential={name}:…"
            ))
        })?;
        return from_file(&Path::new(&folder).join(name)).map(Some);
    }
    let token = source.token_command.as_ref().map(|command| ("token_command", command));
    let command = token.or(source.command.as_ref().map(|command| ("password_command", command)));
    command.map(|(key, command)| from_command(key, command)).transpose()
}

fn from_file(file: &Path) -> Result<SecretString, Error> {
    let wrong = |source| Error::Read { path: file.to_owned(), source };
    let mode = std::fs::metadata(file).map_err(wrong)?.permissions().mode();
    if mode & 0o007 != 0 {
        let file = file.display();
        return Err(Error::Permission(said!(
            "{file}: everybody may read this secret; run chmod 600 {file}",
            "{file}：任何人都能读这个密码；请运行 chmod 600 {file}"
        )));
    }
    first_line(&std::fs::read_to_string(file).map_err(wrong)?, &file.display().to_string())
}

/// Named by its key: what it is called with may be a secret itself.
fn from_command(key: &str, command: &str) -> Result<SecretString, Error> {
    let output = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| Error::Read { path: key.into(), source })?;
    if !output.status.success() {
        let status = output.status;
        return Err(Error::Permission(said!(
            "{key} failed ({status}): run it by hand, as the user frontdesk runs as",
            "{key} 失败了（{status}）：请以运行 frontdesk 的用户手动运行一次"
        )));
    }
    first_line(&String::from_utf8_lossy(&output.stdout), key)
}

fn first_line(text: &str, from: &str) -> Result<SecretString, Error> {
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(SecretString::from(line.to_owned())),
        _ => Err(Error::Permission(said!("{from}: no secret in its first line", "{from}：第一行没有密码"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn loaded() -> Loaded {
        Loaded::shipped().expect("the shipped configuration is right")
    }

    #[test]
    fn a_secret_file_that_everybody_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "s3cret\n").unwrap();
        let source = SecretSource { file: Some(file.clone()), ..SecretSource::default() };
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(read(&source, &loaded()).unwrap_err().to_string().contains("chmod 600"));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        let secret = read(&source, &loaded()).unwrap().unwrap();
        assert_eq!(secret.expose_secret(), "s3cret");
        assert!(!format!("{secret:?}").contains("s3cret"));
    }

    #[test]
    fn a_command_prints_the_secret_in_its_first_line() {
        let source = SecretSource { command: Some("printf 'one\\ntwo'".into()), ..SecretSource::default() };
        assert_eq!(read(&source, &loaded()).unwrap().unwrap().expose_secret(), "one");
        let failing = SecretSource { command: Some("exit 3 # s3cret".into()), ..SecretSource::default() };
        let told = read(&failing, &loaded()).unwrap_err().to_string();
        assert!(told.contains("password_command failed") && !told.contains("s3cret"), "{told}");
        let silent = SecretSource { token_command: Some("true # s3cret".into()), ..SecretSource::default() };
        let told = read(&silent, &loaded()).unwrap_err().to_string();
        assert!(told.contains("token_command: no secret") && !told.contains("s3cret"), "{told}");
    }
}
