//! `frontdesk init [DIR] [--profile NAME]`, `frontdesk init category NAME`

use super::setup::Place;
use super::suggest::replace;
use super::{Done, Failure, say};
use crate::config;
use crate::config::init::Profile;
use crate::rules::diagnostic::{Speech, said};
use crate::rules::stub;
use std::path::Path;
use std::process::ExitCode;

pub fn run(dir: &Path, profile: Profile, speech: Speech) -> Done {
    let written = config::init::write(dir, profile).map_err(|error| {
        let code = match error.kind() {
            std::io::ErrorKind::PermissionDenied => Failure::PERMISSION,
            std::io::ErrorKind::AlreadyExists => Failure::NO,
            _ => Failure::CANNOT,
        };
        let dir = dir.display();
        Failure::new(code, said!("writing a desk into {dir}: {error}", "写入 {dir}：{error}"))
    })?;
    let file = dir.join("frontdesk.toml").display().to_string();
    let width = file.chars().count();
    let (count, home) = (written.len(), dir.display());
    say(said!("{count} files written into {home}", "已写出 {count} 个文件到 {home}").in_speech(speech));
    for (name, what) in [
        ("frontdesk.toml", said!("brand, mailbox, relay, people: edit this first", "品牌、邮箱、发信、人员：先改这个")),
        ("sla.toml", said!("promises", "承诺的时间")),
        (
            "rules",
            said!(
                "categories, words, questions, letters (begin with README.md there)",
                "类别、用词、问题、信件（先看里面的 README.zh.md）"
            ),
        ),
    ] {
        say(&format!("  {:width$}  {}", dir.join(name).display(), what.in_speech(speech)));
    }
    let next = said!(
        "Then write the passwords into the files it names, beside it and with chmod 600, and look:",
        "然后把密码写进它点名的文件（放在旁边，chmod 600），再检查："
    );
    say(next.in_speech(speech));
    say(&format!("  frontdesk --config {file} check --online"));
    Ok(ExitCode::SUCCESS)
}

/// A category of the admin's own, in `local/`: there no upgrade touches it.
pub fn category(place: &Place, name: &str, speech: Speech) -> Done {
    stub::name(name).map_err(|why| Failure::new(Failure::CANNOT, why))?;
    let loaded = place.loaded_if_there()?;
    let Some(folder) = place.rules_folder(loaded.as_ref()) else {
        let why = said!(
            "no rule folder to write into: frontdesk init writes one, --rules DIR names one",
            "没有可以写入的规则目录：frontdesk init 会写一个，--rules 可以指定一个"
        );
        return Err(Failure::new(Failure::CANNOT, why));
    };
    let own = folder.join("local/categories").join(format!("{name}.toml"));
    let known = [folder.join("categories").join(format!("{name}.toml")), own.clone()];
    if let Some(there) = known.iter().find(|file| file.exists()) {
        let (there, own) = (there.display(), own.display());
        let why = said!(
            "{name} is a category already: {there}; your own words for it belong into {own}",
            "已经有类别 {name}：{there}；自己的用词请写进 {own}"
        );
        return Err(Failure::new(Failure::NO, why));
    }
    let slas = match &loaded {
        Some(loaded) => config::sla::read(loaded)?,
        None => config::sla::shipped().map_err(config::Error::Wrong)?,
    };
    let slas: Vec<&str> = slas.slas.keys().map(String::as_str).collect();
    let teams: Vec<&str> = loaded.iter().flat_map(|l| l.config.teams.keys()).map(String::as_str).collect();
    let file = own;
    replace(&file, &stub::text(name, &teams, &slas)).map_err(|error| {
        let file = file.display();
        Failure::new(Failure::of_file(&error), format!("writing {file}: {error}"))
    })?;
    let file = file.display();
    let next = said!(
        "{file} written. Next:\n  1. its name in three scripts, its phrases and examples: edit that file\n  2. frontdesk test      until its examples hold and no other fails\n  3. frontdesk replay    what would change for the mail that came",
        "已写入 {file}。接下来：\n  1. 编辑这个文件：三种文字的名称、短语和例句\n  2. frontdesk test      直到它的例句通过，别的也没有失败\n  3. frontdesk replay    看看对已经收到的邮件会有什么变化"
    );
    say(next.in_speech(speech));
    Ok(ExitCode::SUCCESS)
}
