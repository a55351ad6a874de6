//! Small files that a person (or a command on their behalf) keeps in a home: which boards are followed, which searches
//! are saved, what was told already. Read as they are; written whole or not at all.
//!
//! Not here: what they mean.

use crate::home::{check_name, missing_is_none};
use crate::{Home, StoreError, WriterLock};
use std::fs;
use std::path::PathBuf;

impl Home {
    /// Path of a settings file: `boards.toml`, or `watches/rust.json` for a name in a folder.
    #[must_use]
    pub fn setting_path(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// A settings file's text; `None` where there is none.
    ///
    /// # Errors
    /// Fails when the name could leave the home, and when the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        check(name)?;
        let path = self.setting_path(name);
        missing_is_none(fs::read_to_string(&path)).map_err(|source| StoreError::io("read", &path, source))
    }

    /// Replaces a settings file whole.
    ///
    /// # Errors
    /// Fails when the name could leave the home, and when the file system refuses; the old text stays then.
    pub fn set_setting(&self, lock: &WriterLock, name: &str, text: &str) -> Result<(), StoreError> {
        lock.check(self)?;
        check(name)?;
        let path = self.setting_path(name);
        if let Some(folder) = path.parent() {
            self.disk.create_folders(folder)?;
        }
        self.disk.replace(&path, text.as_bytes())
    }

    /// Removes a settings file; one that is not there is fine.
    ///
    /// # Errors
    /// Fails when the name could leave the home, and when the file system refuses.
    pub fn remove_setting(&self, lock: &WriterLock, name: &str) -> Result<(), StoreError> {
        lock.check(self)?;
        check(name)?;
        self.disk.remove_file(&self.setting_path(name))
    }

    /// Names of the settings files in a folder, in order; none where the folder is not there.
    ///
    /// # Errors
    /// Fails when the folder cannot be read.
    pub fn settings_in(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        check(folder)?;
        let names = crate::home::entries(&self.path().join(folder))?;
        Ok(names.into_iter().filter(|name| !name.ends_with(".new")).collect())
    }
}

/// At most one folder, and names that stay inside; never the store's own folders.
fn check(name: &str) -> Result<(), StoreError> {
    let mut parts = name.split('/');
    let first = parts.next().unwrap_or_default();
    let is_own = ["raw", "snapshots", "index", "lock"].contains(&first);
    if is_own || parts.clone().count() > 1 {
        return Err(StoreError::BadName { what: "settings file", name: name.to_owned() });
    }
    check_name("settings file", first)?;
    parts.try_for_each(|part| check_name("settings file", part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Wait;

    #[test]
    fn settings_are_replaced_whole_and_stay_inside_the_home() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let lock = home.lock(Wait::No).unwrap();
        assert_eq!(home.setting("boards.toml").unwrap(), None);
        home.set_setting(&lock, "boards.toml", "one").unwrap();
        home.set_setting(&lock, "boards.toml", "two").unwrap();
        assert_eq!(home.setting("boards.toml").unwrap().as_deref(), Some("two"));
        home.set_setting(&lock, "watches/rust.json", "{}").unwrap();
        assert_eq!(home.settings_in("watches").unwrap(), ["rust.json"]);
        home.remove_setting(&lock, "watches/rust.json").unwrap();
        home.remove_setting(&lock, "watches/rust.json").unwrap();
        assert!(home.settings_in("watches").unwrap().is_empty());
        for name in ["../x", "raw/log.jsonl", "a/b/c", "", "/etc/x", "watches/", "watches/../../x", "lock"] {
            assert!(home.set_setting(&lock, name, "").is_err(), "{name}");
        }
    }
}
