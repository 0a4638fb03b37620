//! SQLite: the one file that holds everything. SQL lives only below this folder.
//! In and out: core values. Knows no rule.
//! Never leaves a half: everything that belongs together commits together.
